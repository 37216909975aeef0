//! What happened to a contact since: corrected, deleted.

use super::dynamic::{part, parts};
use crate::{
    state::{Report, RowRef},
    text::{Key, Words},
};
use bounces_core::{BounceTable, RowId};
use leptos::prelude::*;

/// The notes of a row.
#[component]
pub(super) fn Notes(row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    part(move || {
        let notes = report.with_row(row.get()?, |table, id| notes(words, table, id));
        // The space is for those who copy the notes: without it, one runs into the next.
        let pill = |note| view! { <span class="pill"><bdi>{note}</bdi></span> " " }.into_any();
        Some(parts(notes.into_iter().map(pill)).into_any())
    })
}

fn notes(words: Words, table: &BounceTable, row: RowId) -> Vec<String> {
    let corrected = table
        .current_address(row)
        .map(|address| words.fill(Key::NowAt, &[("address", address.into())]));
    let deleted = table.deletion(row).map(|day| match day {
        Some(day) => words.fill(Key::DeletedOn, &[("date", (&words.day(day)).into())]),
        None => words.text(Key::Deleted),
    });
    corrected.into_iter().chain(deleted).collect()
}

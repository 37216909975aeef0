//! What happened to a contact since: corrected, deleted.

use super::{
    dynamic::{part, parts},
    words,
};
use crate::{
    state::{Report, RowRef},
    text::{Formats, Key, filled, text},
};
use bounces_core::{BounceTable, RowId};
use leptos::prelude::*;

/// The notes of a row.
#[component]
pub(super) fn Notes(row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    part(move || {
        let formats = words::formats(report);
        let notes = report.with_row(row.get()?, |table, id| notes(&formats, table, id));
        // The space is for those who copy the notes: without it, one runs into the next.
        let pill = |note| view! { <span class="pill"><bdi>{note}</bdi></span> " " }.into_any();
        Some(parts(notes.into_iter().map(pill)).into_any())
    })
}

fn notes(formats: &Formats, table: &BounceTable, row: RowId) -> Vec<String> {
    let corrected =
        table.current_address(row).map(|address| filled(Key::NowAt, &[("address", address)]));
    let deleted = table.deletion(row).map(|day| match day {
        Some(day) => filled(Key::DeletedOn, &[("date", &formats.day(day))]),
        None => text(Key::Deleted).to_owned(),
    });
    corrected.into_iter().chain(deleted).collect()
}

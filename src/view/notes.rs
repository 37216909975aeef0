//! What happened to a contact since: corrected, deleted.

use super::{
    dynamic::{part, parts},
    wording,
};
use crate::{
    state::{Report, RowRef},
    text::Words,
};
use leptos::prelude::*;

/// The notes of a row.
#[component]
pub(super) fn Notes(row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    part(move || {
        let notes = report.with_row(row.get()?, |table, id| wording::notes(words, table, id));
        // The space is for those who copy the notes: without it, one runs into the next.
        let pill = |note| view! { <span class="pill"><bdi>{note}</bdi></span> " " }.into_any();
        Some(parts(notes.into_iter().map(pill)).into_any())
    })
}

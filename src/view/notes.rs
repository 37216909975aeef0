//! What happened to a contact since: corrected, deleted.

use super::words;
use crate::{
    state::{Report, RowRef},
    text::{Formats, Key, filled, text},
};
use bounces_core::{BounceTable, RowId};
use leptos::prelude::*;

/// The notes of a row.
#[component]
pub(super) fn Notes(row: Signal<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    move || {
        let formats = words::formats(report);
        let notes =
            row.get().map(|row| report.with_row(row, |table, id| notes(&formats, table, id)));
        let pill = |note| view! { <span class="pill"><bdi>{note}</bdi></span> };
        notes.into_iter().flatten().map(pill).collect_view()
    }
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

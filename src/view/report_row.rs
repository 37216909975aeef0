//! One row of the table. Its cells stay and their text changes, so that focus and selection stay too.

use super::{
    dynamic::{self, part, value},
    marked::marked,
    notes::Notes,
    reason_badge::ReasonBadge,
};
use crate::{
    state::Report,
    text::{Key, Words},
};
use bounces_core::{BounceTable, RowId};
use leptos::prelude::*;

/// The row in a place of the page, from 0.
#[component]
pub(super) fn ReportRow(place: usize) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let row = Memo::new(move |_| report.row_at(place));
    let cell = move |read: fn(Words, &BounceTable, RowId) -> String| {
        dynamic::text(move || {
            let read = |row| report.with_row(row, |table, id| read(words, table, id));
            row.get().map(read).unwrap_or_default()
        })
    };
    let email = move || {
        report.with_row(row.get()?, |table, row| match table.email(row) {
            "" => Some(words.text(Key::NoAddress).into_any()),
            email => Some(marked(report, email)),
        })
    };
    let name = move || {
        let name = |table: &BounceTable, row| marked(report, table.name(row));
        Some(report.with_row(row.get()?, name))
    };
    let class = move || {
        let is_gone = report.with_row(row.get()?, |table, id| table.deletion(id).is_some());
        is_gone.then(|| "gone".to_owned())
    };
    view! {
        <tr role="row" class=value(class)>
            <th role="rowheader" scope="row" class="email"><bdi>{part(email)}</bdi></th>
            <td role="cell" class="name"><bdi>{part(name)}</bdi></td>
            <td role="cell" class="reason-cell"><ReasonBadge row /></td>
            <td role="cell" class="when">{cell(date)}</td>
            <td role="cell" class="notes"><Notes row /></td>
        </tr>
    }
}

fn date(words: Words, table: &BounceTable, row: RowId) -> String {
    let time = table.time(row);
    time.map_or_else(|| words.text(Key::NoDate), |time| words.moment(time))
}

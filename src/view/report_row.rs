//! One row of the table. Its cells stay and their text changes, so that focus and selection stay too.

use super::{
    advice::Advice,
    dynamic::{self, Flag, flag, part, value},
    marked::marked,
    notes::Notes,
    reason_badge::ReasonBadge,
    row_press,
    suggestion::Suggestion,
    wording,
};
use crate::{
    state::Report,
    text::{Key, Words},
};
use bounces_core::{BounceTable, RowId};
use leptos::prelude::*;

/// The row in a place of the page, from 0, and beneath it what its reason means, if it is open.
///
/// What its controls do stands in `row_press`, once for the whole table.
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
    let is_open = Memo::new(move |_| row.get().is_some_and(|row| report.is_open(row)));
    let selected: Flag = flag(move || row.get().is_some_and(|row| report.is_selected(row)));
    let [email_id, advice_id] = ["email", "advice"].map(|part| report.id_of(part, place));
    let controls = advice_id.clone();
    view! {
        <tr role="row" class=value(class)>
            <td role="cell" class="select">
                <input
                    type="checkbox"
                    name=row_press::SELECT
                    value=place.to_string()
                    aria-labelledby=email_id.clone()
                    prop:checked=selected
                />
            </td>
            <th role="rowheader" scope="row" class="email"><bdi id=email_id>{part(email)}</bdi> " " <Suggestion place row /></th>
            <td role="cell" class="name"><bdi>{part(name)}</bdi></td>
            <td role="cell" class="reason-cell"><ReasonBadge place row is_open controls /></td>
            <td role="cell" class="when">{cell(wording::date)}</td>
            <td role="cell" class="notes"><Notes row /></td>
        </tr>
        {part(move || is_open.get().then(|| view! { <Advice row id=advice_id.clone() /> }.into_any()))}
    }
}

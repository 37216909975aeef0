//! One row of the table. Its cells stay and their text changes, so that focus and selection stay too.

use super::{notes::Notes, reason_badge::ReasonBadge, words};
use crate::{
    state::Report,
    text::{Key, text},
};
use bounces_core::BounceTable;
use leptos::prelude::*;

/// The row in a place of the page, from 0.
#[component]
pub(super) fn ReportRow(place: usize) -> impl IntoView {
    let report: Report = expect_context();
    let row = Memo::new(move |_| report.row_at(place));
    let email = move || {
        let email = report.with_row(row.get()?, |table, id| table.email(id).to_owned());
        Some(if email.is_empty() { text(Key::NoAddress).to_owned() } else { email })
    };
    let name = move || Some(report.with_row(row.get()?, |table, id| table.name(id).to_owned()));
    let date = move || {
        let time = report.with_row(row.get()?, BounceTable::time);
        Some(time.map_or_else(
            || text(Key::NoDate).to_owned(),
            |time| words::formats(report).moment(time),
        ))
    };
    let gone = move || {
        row.get().is_some_and(|row| report.with_row(row, |table, id| table.deletion(id).is_some()))
    };
    view! {
        <tr role="row" class:gone=gone>
            <th role="rowheader" scope="row" class="email"><bdi>{email}</bdi></th>
            <td role="cell" class="name"><bdi>{name}</bdi></td>
            <td role="cell" class="reason-cell"><ReasonBadge row=row.into() /></td>
            <td role="cell" class="when">{date}</td>
            <td role="cell" class="notes"><Notes row=row.into() /></td>
        </tr>
    }
}

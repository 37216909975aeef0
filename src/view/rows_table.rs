//! The table: its headers sort, its body shows one page.

use super::{
    dynamic::{self, click, parts, value},
    report_row::ReportRow,
    words,
};
use crate::{
    state::Report,
    text::{Key, text},
};
use bounces_core::{Column, Direction};
use leptos::prelude::*;

/// One page of the matching rows.
///
/// The roles are those that the elements have by themselves. They are written out because narrow
/// hosts show rows as cards, and browsers drop the roles of table parts that are displayed as
/// something else.
#[component]
pub(super) fn RowsTable() -> impl IntoView {
    let report: Report = expect_context();
    let places = Memo::new(move |_| report.rows_shown().len());
    let headers = Column::ALL.map(|column| view! { <ColumnHeader column /> }.into_any());
    view! {
        <div class="scroll">
            <table role="table">
                <caption class="hidden">{text(Key::Caption)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {parts(headers)}
                        <th role="columnheader" scope="col">{text(Key::ColumnNotes)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || 0..places.get() key=|place| *place let:place>
                        <ReportRow place />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// A header with a button that sorts. Only the column that the rows are sorted by says so.
#[component]
fn ColumnHeader(column: Column) -> impl IntoView {
    let report: Report = expect_context();
    let direction = move || {
        let sort = report.query().sort;
        (sort.column == column).then_some(sort.direction)
    };
    let aria_sort = |direction| match direction {
        Direction::Ascending => "ascending".to_owned(),
        Direction::Descending => "descending".to_owned(),
    };
    let arrow = |direction| match direction {
        Direction::Ascending => "▲".to_owned(),
        Direction::Descending => "▼".to_owned(),
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=value(move || direction().map(aria_sort))>
            <button type="button" on:click=click(move || report.press_column(column))>
                {words::column(column)}
                <span class="arrow" aria-hidden="true">
                    {dynamic::text(move || direction().map(arrow).unwrap_or_default())}
                </span>
            </button>
        </th>
    }
}

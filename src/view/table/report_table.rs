//! The table: its headers sort, its body shows one page.

use crate::{
    erased::{ErasedMemo, attr_fn, text_fn, view_list},
    i18n::{Key, Translator, t, t_attr},
    platform::{copy_cells, panic_boundary::guard_listener},
    state::{OptionalColumn, Report},
    view::{labels, selection::select_all::SelectAll, table::table_body::TableBody},
};
use bounces_core::{SortColumn, SortDirection, SortKey};
use leptos::{
    ev::{ClipboardEvent, MouseEvent},
    prelude::*,
};

/// One page of the matching rows.
///
/// The roles are those that the elements have by themselves. They are written out because rows are
/// boxes on the screen, and browsers drop the roles of table parts that are displayed as something
/// else.
#[component]
pub(crate) fn ReportTable() -> impl IntoView {
    let report: Report = expect_context();
    let headers = SortColumn::ALL.map(|column| view! { <ColumnHeader column /> }.into_any());
    let hidden = move || {
        let hidden = |column: &OptionalColumn| !report.layout().has_column(*column);
        let class = |column| match column {
            OptionalColumn::Name => "no-name",
            OptionalColumn::Date => "no-date",
            OptionalColumn::Notes => "no-notes",
        };
        let classes: Vec<_> = OptionalColumn::ALL.into_iter().filter(hidden).map(class).collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    };
    let copy = guard_listener(|event: ClipboardEvent| copy_cells(&event));
    view! {
        <div class="scroll">
            <table part="table" role="table" class=attr_fn(hidden) on:copy=copy>
                <caption class="visually-hidden">{t(Key::Caption)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <td role="cell" class="select"><SelectAll /></td>
                        {view_list(headers)}
                        <th role="columnheader" scope="col" class="notes">{t(Key::ColumnNotes)}</th>
                    </tr>
                </thead>
                <TableBody />
            </table>
        </div>
    }
}

/// A header with a button that sorts. Only the column that the rows are sorted by says so.
#[component]
fn ColumnHeader(column: SortColumn) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // Its place among the columns that rows are sorted by, from 0.
    let key = ErasedMemo::new(move |_| report.query().with(|query| query.sort.position_of(column)));
    let keys = ErasedMemo::new(move |_| report.query().with(|query| query.sort.as_slice().len()));
    let aria_sort = |direction| match direction {
        SortDirection::Ascending => "ascending".to_owned(),
        SortDirection::Descending => "descending".to_owned(),
    };
    let arrow = |direction| match direction {
        SortDirection::Ascending => "▲".to_owned(),
        SortDirection::Descending => "▼".to_owned(),
    };
    let sorted = move || key.get().filter(|(place, _)| *place == 0);
    let mark = move || {
        let (place, direction) = key.get()?;
        let place = if keys.get() > 1 { (place + 1).to_string() } else { String::new() };
        Some(arrow(direction) + &place)
    };
    let class = match column {
        SortColumn::Email => "email",
        SortColumn::Name => "name",
        SortColumn::Reason => "reason-cell",
        SortColumn::Date => "date",
    };
    // Only one header may say that rows are sorted by it; the others do so in their names.
    let further = move || {
        let (place, direction) = key.get().filter(|(place, _)| *place > 0)?;
        let direction = i18n.text(labels::direction(SortKey { column, direction }));
        let values = [("place", (place + 1).into()), ("direction", (&direction).into())];
        Some(i18n.format(Key::SecondarySort, &values))
    };
    let press = guard_listener(move |event: MouseEvent| {
        report.query().toggle_sort(column, event.shift_key());
    });
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=attr_fn(move || sorted().map(|(_, direction)| aria_sort(direction)))>
            <button type="button" title=t_attr(Key::SortHint) on:click=press>
                {t(labels::column(column))}
                <span class="visually-hidden">{text_fn(move || further().unwrap_or_default())}</span>
                <span class="arrow" aria-hidden="true">
                    {text_fn(move || mark().unwrap_or_default())}
                </span>
            </button>
        </th>
    }
}

//! The table: sortable headers, and one page of rows.

use crate::{
    erased::{attr_fn, view_list},
    i18n::{Key, t, t_attr},
    platform::{copy_cells, panic_boundary::guard_listener},
    state::Report,
    view::{
        selection::select_all::SelectAll,
        table::{columns, sort_header::SortHeader, table_body::TableBody},
    },
};
use bounces_core::Column;
use leptos::{ev::ClipboardEvent, prelude::*};

/// One page of the matching rows.
///
/// Rows are flex containers on screen, and browsers drop the implicit roles of table elements that
/// are not displayed as such. Therefore the roles are explicit.
#[component]
pub(crate) fn ReportTable() -> impl IntoView {
    let report: Report = expect_context();
    let hidden_columns = move || {
        let hidden = Column::optional().filter(|column| !report.layout().has_column(*column));
        let classes: Vec<_> = hidden.map(columns::hidden_class).collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    };
    let on_copy = guard_listener(|event: ClipboardEvent| copy_cells(&event));
    let sort_hint_id = report.element_id("sort-hint", 0);
    view! {
        <p id=sort_hint_id.clone() hidden>
            {t(Key::SortHint)}
        </p>
        <table
            part="table"
            role="table"
            tabindex="-1"
            class=attr_fn(hidden_columns)
            aria-describedby=sort_hint_id
            on:copy=on_copy
        >
            <caption class="visually-hidden">{t(Key::Caption)}</caption>
            <thead role="rowgroup">
                <tr role="row" title=t_attr(Key::SortHint)>
                    <td role="cell" class="select"><SelectAll /></td>
                    {view_list(Column::ON_SCREEN.map(header_cell))}
                    <th role="columnheader" scope="col" class="expand">
                        <span class="visually-hidden">{t(Key::Details)}</span>
                    </th>
                </tr>
            </thead>
            <TableBody />
        </table>
    }
}

fn header_cell(column: Column) -> AnyView {
    match column.sort_column() {
        Some(column) => view! { <SortHeader column /> }.into_any(),
        None => view! {
            <th role="columnheader" scope="col" class=columns::class(column)>
                {t(columns::screen_header(column))}
            </th>
        }
        .into_any(),
    }
}

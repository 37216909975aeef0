//! The menu of optional columns and row density.

use crate::{
    erased::{BoolFn, ClickHandler, bool_fn, click, view_list},
    i18n::{Key, t},
    state::Report,
    view::{menus::menu::Menu, table::columns},
};
use bounces_core::Column;
use leptos::prelude::*;

#[component]
pub(crate) fn ColumnsMenu() -> impl IntoView {
    let report: Report = expect_context();
    let column_checkbox = |column: Column| {
        let is_shown = bool_fn(move || report.layout().has_column(column));
        let toggle = click(move || report.layout().toggle_column(column));
        checkbox(columns::header(column), is_shown, toggle)
    };
    let columns = view_list(Column::optional().map(column_checkbox));
    let is_compact = bool_fn(move || report.layout().is_compact());
    let compact_rows =
        checkbox(Key::CompactRows, is_compact, click(move || report.layout().toggle_compact()));
    view! {
        <Menu name=Key::Columns>
            {columns}
            <hr />
            {compact_rows}
        </Menu>
    }
}

fn checkbox(name: Key, is_checked: BoolFn, toggle: ClickHandler) -> AnyView {
    let checkbox = view! {
        <label class="checkbox">
            <input type="checkbox" prop:checked=is_checked on:click=toggle />
            {t(name)}
        </label>
    };
    checkbox.into_any()
}

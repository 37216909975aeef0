//! Which columns the table has, and how low its rows are.

use crate::{
    erased::{BoolFn, ClickHandler, bool_fn, click, view_list},
    i18n::{Key, t},
    state::{OptionalColumn, Report},
    view::{labels, menus::menu::Menu},
};
use leptos::prelude::*;

/// The button with its choices.
#[component]
pub(crate) fn ColumnsMenu() -> impl IntoView {
    let report: Report = expect_context();
    let column = |column: OptionalColumn| {
        let shown = bool_fn(move || report.has_column(column));
        check(labels::optional_column(column), shown, click(move || report.toggle_column(column)))
    };
    let columns = view_list(OptionalColumn::ALL.map(column));
    let is_compact = bool_fn(move || report.is_compact());
    let compact = check(Key::CompactRows, is_compact, click(move || report.toggle_compact()));
    view! {
        <Menu name=Key::Columns>
            {columns}
            <hr />
            {compact}
        </Menu>
    }
}

fn check(name: Key, checked: BoolFn, toggle: ClickHandler) -> AnyView {
    let check = view! {
        <label class="checkbox">
            <input type="checkbox" prop:checked=checked on:click=toggle />
            {t(name)}
        </label>
    };
    check.into_any()
}

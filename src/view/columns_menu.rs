//! Which columns the table has, and how low its rows are.

use super::{
    dynamic::{Flag, flag, label, parts},
    menu::Menu,
    wording,
};
use crate::{
    state::{OptionalColumn, Report},
    text::Key,
};
use leptos::prelude::*;

/// The button with its choices.
#[component]
pub(super) fn ColumnsMenu() -> impl IntoView {
    let report: Report = expect_context();
    let column = |column: OptionalColumn| {
        let shown = flag(move || report.has_column(column));
        check(
            wording::optional_column(column),
            shown,
            Box::new(move || report.toggle_column(column)),
        )
    };
    let columns = parts(OptionalColumn::ALL.map(column));
    let is_compact = flag(move || report.is_compact());
    let compact = check(Key::CompactRows, is_compact, Box::new(move || report.toggle_compact()));
    view! {
        <Menu name=Key::Columns>
            {columns}
            <hr />
            {compact}
        </Menu>
    }
}

fn check(name: Key, checked: Flag, mut toggle: Box<dyn FnMut()>) -> AnyView {
    let change = super::dynamic::click(move || toggle());
    let check = view! {
        <label class="check">
            <input type="checkbox" prop:checked=checked on:click=change />
            {label(name)}
        </label>
    };
    check.into_any()
}

//! The menu of what the table looks like: optional columns and row density. Also prints it.

use crate::{
    erased::{bool_fn, click, view_list},
    i18n::{Key, t},
    state::{Action, Report},
    view::{
        controls::icon,
        menus::{export_menu::ExportButton, menu::Menu},
        table::columns,
    },
};
use bounces_core::Column;
use leptos::prelude::*;

#[component]
pub(crate) fn ViewMenu() -> impl IntoView {
    view! {
        <Menu name=Key::ViewOptions icon=icon::MORE is_square=true>
            <fieldset>
                <legend class="secondary">{t(Key::Columns)}</legend>
                {view_list(Column::optional().map(column_option))}
            </fieldset>
            <hr />
            <fieldset>
                <legend class="secondary">{t(Key::Rows)}</legend>
                {density_option(Key::Comfortable, false)}
                {density_option(Key::Compact, true)}
            </fieldset>
            <hr />
            <ExportButton
                name=Key::Print
                action=Action::Print
                scope=|report| report.export().scope().current()
            />
        </Menu>
    }
}

fn column_option(column: Column) -> AnyView {
    let report: Report = expect_context();
    let is_shown = bool_fn(move || report.layout().has_column(column));
    let toggle = click(move || report.layout().toggle_column(column));
    let option = view! {
        <label class="checkbox">
            <input type="checkbox" prop:checked=is_shown on:click=toggle />
            {t(columns::header(column))}
        </label>
    };
    option.into_any()
}

fn density_option(name: Key, is_compact: bool) -> AnyView {
    let report: Report = expect_context();
    let is_chosen = bool_fn(move || report.layout().is_compact() == is_compact);
    let choose = click(move || report.layout().set_compact(is_compact));
    let option = view! {
        <label class="checkbox">
            <input type="radio" name="density" prop:checked=is_chosen on:click=choose />
            {t(name)}
        </label>
    };
    option.into_any()
}

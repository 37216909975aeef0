//! The menus of exports: CSV, JSON and print.

use crate::{
    erased::{attr_fn, bool_fn, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Action, ExportScope, Report},
    view::{
        controls::icon,
        labels,
        menus::{export_labels, menu::Menu},
    },
};
use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
};

/// Offers the scopes that are available, and begins with the rows on the screen.
#[component]
pub(crate) fn ExportMenu() -> impl IntoView {
    let report: Report = expect_context();
    let forget_choice = UnsyncCallback::new(move |()| report.export().scope().reset());
    view! {
        <Menu name=Key::Export icon=icon::EXPORT on_close=forget_choice>
            <fieldset>
                <legend class="secondary">{t(Key::ExportRows)}</legend>
                {view_list(ExportScope::ALL.map(scope_option))}
            </fieldset>
            <ExportFormats scope=|report| report.export().scope().current() />
        </Menu>
    }
}

/// Exports the selected rows.
#[component]
pub(crate) fn ExportSelectedMenu() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let rows = move || labels::export_scope(i18n, report, ExportScope::Selected);
    view! {
        <Menu name=Key::ExportSelected>
            <p class="secondary">{text_fn(rows)}</p>
            <ExportFormats scope=|_| ExportScope::Selected />
        </Menu>
    }
}

/// A radio button, whose label has the number of rows.
fn scope_option(scope: ExportScope) -> AnyView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let state = report.export().scope();
    let choose = guard_listener(move |_: Event| state.choose(scope));
    let option = view! {
        <label class="checkbox" hidden=bool_fn(move || !state.is_available(scope))>
            <input
                type="radio"
                name="export-scope"
                prop:checked=bool_fn(move || state.current() == scope)
                on:change=choose
            />
            <span>{text_fn(move || labels::export_scope(i18n, report, scope))}</span>
        </label>
    };
    option.into_any()
}

/// A button for each format. Warns while rows are missing.
#[component]
fn ExportFormats(scope: fn(Report) -> ExportScope) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let warning = move || {
        let warning = (!report.loader().is_complete()).then(|| labels::incomplete(i18n, report))?;
        Some(view! { <p class="warning">{warning}</p> }.into_any())
    };
    view! {
        {view_fn(warning)}
        <ExportButton name=Key::AsCsv action=Action::ExportCsv scope />
        <ExportButton name=Key::AsJson action=Action::ExportJson scope />
        <ExportButton name=Key::Print action=Action::Print scope />
    }
}

#[component]
pub(crate) fn ExportButton(
    name: Key,
    action: Action,
    scope: fn(Report) -> ExportScope,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_disabled = move || report.export().scope().row_count(scope(report)) == 0;
    let export = guard_listener(move |_: MouseEvent| {
        let scope = untrack(|| scope(report));
        if untrack(is_disabled) || report.export().emit_action(action, scope) {
            return;
        }
        match action {
            Action::Copy => report.export().copy_addresses(scope),
            Action::ExportCsv => export_labels::export_csv(report, i18n, scope),
            Action::ExportJson => export_labels::export_json(report, i18n, scope),
            Action::Print => export_labels::print(report, i18n, scope),
        }
    });
    let disabled = attr_fn(move || Some(is_disabled().to_string()));
    view! {
        <button class="btn" type="button" aria-disabled=disabled on:click=export>
            {t(name)}
        </button>
    }
}

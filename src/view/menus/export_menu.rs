//! The menu of exports: CSV, JSON and print.

use crate::{
    erased::{attr_fn, text_fn, view_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Action, Report},
    view::{
        labels,
        menus::{export_labels, menu::Menu},
    },
};
use leptos::{ev::MouseEvent, prelude::*};

/// Says which rows are exported, and warns while rows are missing.
#[component]
pub(crate) fn ExportMenu() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let warning = move || {
        let warning = (!report.loader().is_complete()).then(|| labels::incomplete(i18n, report))?;
        Some(view! { <p class="warning">{warning}</p> }.into_any())
    };
    view! {
        <Menu name=Key::Export>
            <p class="secondary">{text_fn(move || labels::export_scope(i18n, report))}</p>
            {view_fn(warning)}
            <ExportButton name=Key::AsCsv action=Action::ExportCsv />
            <ExportButton name=Key::AsJson action=Action::ExportJson />
            <ExportButton name=Key::Print action=Action::Print />
        </Menu>
    }
}

#[component]
fn ExportButton(name: Key, action: Action) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_disabled = move || report.export().row_count() == 0;
    let export = guard_listener(move |_: MouseEvent| {
        if untrack(is_disabled) || report.export().emit_action(action) {
            return;
        }
        match action {
            Action::Copy => report.export().copy_addresses(),
            Action::ExportCsv => export_labels::export_csv(report, i18n),
            Action::ExportJson => export_labels::export_json(report, i18n),
            Action::Print => export_labels::print(report, i18n),
        }
    });
    let disabled = attr_fn(move || Some(is_disabled().to_string()));
    view! {
        <button class="btn" type="button" aria-disabled=disabled on:click=export>
            {t(name)}
        </button>
    }
}

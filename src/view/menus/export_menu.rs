//! The menus of exports: CSV, JSON, print, the summary, and a link to the view.

use crate::{
    erased::{ErasedMemo, bool_fn, click, show_if, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Action, ExportScope, RenderStage, Report},
    view::{
        actions::action_button::ActionButton,
        controls::{icon, menu::Menu},
        labels,
    },
};
use leptos::{ev::Event, prelude::*};

/// Offers the scopes that are available, and begins with the rows on the screen.
#[component]
pub(crate) fn ExportMenu() -> impl IntoView {
    let report: Report = expect_context();
    let is_complete = ErasedMemo::new(move |_| report.rendering().has(RenderStage::Complete));
    let forget_choice = UnsyncCallback::new(move |()| report.export().scope().reset());
    view! {
        <Menu name=Key::Export icon=icon::EXPORT on_close=forget_choice>
            {show_if(is_complete, || view! { <ExportOptions /> }.into_any())}
        </Menu>
    }
}

#[component]
fn ExportOptions() -> impl IntoView {
    let report: Report = expect_context();
    let has_link = ErasedMemo::new(move |_| report.has_link());
    view! {
        <fieldset>
            <legend class="secondary">{t(Key::ExportRows)}</legend>
            {view_list(ExportScope::ALL.map(scope_option))}
        </fieldset>
        <ExportFormats scope=|report| report.export().scope().current() summary=true />
        {show_if(has_link, || view! { <LinkButton /> }.into_any())}
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
                name=report.element_id("export-scope", 0)
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
fn ExportFormats(
    scope: fn(Report) -> ExportScope,
    /// Whether to offer the summary, which is that of the whole report.
    #[prop(optional)]
    summary: bool,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let warning = move || {
        let warning = (!report.loader().is_complete()).then(|| labels::incomplete(i18n, report))?;
        Some(view! { <p class="warning">{warning}</p> }.into_any())
    };
    view! {
        {view_fn(warning)}
        <ActionButton name=t(Key::AsCsv) hint=Key::AsCsvHint action=Action::ExportCsv scope />
        {summary.then(|| view! { <SummaryButton /> })}
        <ActionButton name=t(Key::AsJson) hint=Key::AsJsonHint action=Action::ExportJson scope />
        <ActionButton name=t(Key::Print) action=Action::Print scope />
    }
}

/// Opens the dialog that shares a summary of the whole report.
#[component]
fn SummaryButton() -> impl IntoView {
    let report: Report = expect_context();
    view! {
        <button class="btn" part="button" type="button" on:click=click(move || report.share_dialog().set_open(true))>
            {t(Key::ShareSummary)}
            " "
            <span class="secondary">{t(Key::ShareSummaryHint)}</span>
        </button>
    }
}

/// Copies the address of the host's page with the current view.
#[component]
fn LinkButton() -> impl IntoView {
    let report: Report = expect_context();
    let copy = move || {
        if let Some(link) = untrack(|| report.link()) {
            report.export().copy_link(link);
        }
    };
    view! {
        <button class="btn" part="button" type="button" on:click=click(copy)>
            {t(Key::CopyLink)}
            " "
            <span class="secondary">{t(Key::CopyLinkHint)}</span>
        </button>
    }
}

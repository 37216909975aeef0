//! What can be done with the contacts of a step. The buttons act on all rows that match, whichever are selected.

use crate::{
    erased::{ErasedMemo, attr_fn, click, show_if, text_fn},
    i18n::{Key, Translator, t},
    state::{Action, ExportScope, Report},
    view::{actions::host_action_buttons::MatchingActions, labels, menus::export_labels},
};
use bounces_core::NextStep;
use leptos::prelude::*;

const SCOPE: ExportScope = ExportScope::Matching;

#[component]
pub(crate) fn AdviceButtons() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let copy = move || report.export().when_ready(move || report.export().copy_addresses(SCOPE));
    let export = move || export_labels::export_csv(report, i18n, SCOPE);
    let status = move || labels::action_status(i18n, report).unwrap_or_default();
    let has_host_actions =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::Remove));
    let has_corrections =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::FixTypo));
    view! {
        <div class="buttons">
            {show_if(has_corrections, || view! { <CorrectionsButton /> }.into_any())}
            <ActionButton name=Key::CopyMatching action=Action::Copy perform=Box::new(copy) />
            <ActionButton
                name=Key::ExportMatching
                action=Action::ExportCsv
                perform=Box::new(export)
            />
            {show_if(has_host_actions, || view! { <MatchingActions /> }.into_any())}
            <span class="secondary">{text_fn(status)}</span>
        </div>
    }
}

/// Copies old and new addresses, to correct them in Constant Contact.
#[component]
fn CorrectionsButton() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let count = move || report.query().matching_count();
    let text = move || i18n.format(Key::CopyCorrections, &[("count", count().into())]);
    let copy = move || {
        if untrack(count) > 0 {
            report.export().when_ready(move || report.export().copy_corrections());
        }
    };
    let disabled = attr_fn(move || (count() == 0).then(|| "true".to_owned()));
    view! {
        <button class="btn" type="button" aria-disabled=disabled on:click=click(copy)>
            {text_fn(text)}
        </button>
    }
}

/// Performs an action, unless the host does so itself.
#[component]
fn ActionButton(name: Key, action: Action, perform: Box<dyn Fn()>) -> impl IntoView {
    let report: Report = expect_context();
    let is_disabled = move || report.query().matching_count() == 0;
    let act = move || {
        if !untrack(is_disabled) && !report.export().emit_action(action, SCOPE) {
            perform();
        }
    };
    let disabled = attr_fn(move || is_disabled().then(|| "true".to_owned()));
    view! {
        <button class="btn" type="button" aria-disabled=disabled on:click=click(act)>
            {t(name)}
        </button>
    }
}

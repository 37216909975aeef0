//! What can be done with the contacts of a step. The buttons act on all rows that match, whichever are selected.

use crate::{
    erased::{ErasedMemo, TextFn, click, show_if, text_fn, true_attr},
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
    // What is done with the selected rows is said beside them.
    let status = move || {
        let is_here = report.host_actions().was_for(SCOPE);
        labels::action_status(i18n, report).filter(|_| is_here).unwrap_or_default()
    };
    let has_host_actions =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::Remove));
    let has_corrections =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::FixTypo));
    view! {
        <div class="buttons">
            {show_if(has_corrections, || view! { <CorrectionsButtons /> }.into_any())}
            <ActionButton name=t(Key::CopyMatching) action=Action::Copy />
            <ActionButton name=t(Key::ExportMatching) action=Action::ExportCsv />
            {show_if(has_host_actions, || view! { <MatchingActions /> }.into_any())}
            <span class="secondary">{text_fn(status)}</span>
        </div>
    }
}

/// Old and new addresses, to correct them in Constant Contact.
#[component]
fn CorrectionsButtons() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let copy = move || {
        let count = report.query().matching_count();
        i18n.format(Key::CopyCorrections, &[("count", count.into())])
    };
    view! {
        <ActionButton name=text_fn(copy) action=Action::CopyCorrections />
        <ActionButton name=t(Key::ExportCorrections) action=Action::ExportCorrections />
    }
}

/// Performs an action, unless the host does so itself.
#[component]
fn ActionButton(name: TextFn, action: Action) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_disabled = move || report.query().matching_count() == 0;
    let act = move || {
        if !untrack(is_disabled) {
            export_labels::request(report, i18n, action, SCOPE);
        }
    };
    let disabled = true_attr(is_disabled);
    view! {
        <button class="btn" part="button" type="button" aria-disabled=disabled on:click=click(act)>
            {name}
        </button>
    }
}

//! What can be done with the contacts of a step. The buttons act on all rows that match, whichever are selected.

use crate::{
    erased::{ErasedMemo, show_if, text_fn},
    i18n::{Key, Translator, t},
    state::{Action, ExportScope, Report},
    view::{
        actions::{action_button::ActionButton, host_action_buttons::MatchingActions},
        labels,
    },
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// The rows that the buttons are about.
fn scope(_: Report) -> ExportScope {
    ExportScope::Matching
}

#[component]
pub(crate) fn AdviceButtons() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // What is done with the selected rows is said beside them.
    let status = move || {
        let is_here = report.host_actions().was_for(ExportScope::Matching);
        labels::action_status(i18n, report).filter(|_| is_here).unwrap_or_default()
    };
    let has_host_actions =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::Remove));
    let has_corrections =
        ErasedMemo::new(move |_| report.query().step() == Some(NextStep::FixTypo));
    view! {
        <div class="buttons">
            {show_if(has_corrections, || view! { <CorrectionsButtons /> }.into_any())}
            <ActionButton name=t(Key::CopyMatching) action=Action::Copy scope />
            <ActionButton name=t(Key::ExportMatching) action=Action::ExportCsv scope />
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
        <ActionButton name=text_fn(copy) action=Action::CopyCorrections scope />
        <ActionButton name=t(Key::ExportCorrections) action=Action::ExportCorrections scope />
    }
}

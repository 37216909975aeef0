//! A report with rows: summary, next steps, toolbar, table and footer.

use crate::{
    erased::{ErasedMemo, show_if, true_attr, view_fn},
    i18n::Key,
    state::{HistoryKnowledge, RenderStage, RepeatsState, Report},
    view::{
        actions::{
            confirm_dialog::ConfirmDialog, host_action_buttons::SelectedActions,
            selection_bar::SelectionBar,
        },
        filters::reason_advice::ReasonAdvice,
        menus::{export_menu::ExportSelectedMenu, share_dialog::ShareDialog},
        status::{
            card_icon::CardIcon, error_banner::ErrorBanner, progress_bar::ProgressBar,
            recovery_button::RecoveryAction, skeleton, state_card::StateCard,
        },
        steps::{blocked_advice::BlockedReasonAdvice, step_cards::StepCards},
        summary::{answer::Answer, evidence::Evidence, insights::Insights},
        table::{footer::Footer, report_table::ReportTable},
        toolbar::Toolbar,
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn ReportBody() -> impl IntoView {
    let report: Report = expect_context();
    let is_empty = ErasedMemo::new(move |_| report.query().is_empty_result());
    let rows = move || {
        Some(if is_empty.get() {
            view! { <NoMatches /> }.into_any()
        } else {
            view! { <ReportTable /> }.into_any()
        })
    };
    let rendering = report.rendering();
    Effect::new(move || rendering.continue_after_paint());
    let has_controls = ErasedMemo::new(move |_| rendering.has(RenderStage::Controls));
    let is_complete = ErasedMemo::new(move |_| rendering.has(RenderStage::Complete));
    let evidence = move || {
        Some(if has_controls.get() {
            view! { <Evidence /> }.into_any()
        } else {
            skeleton::evidence_pending()
        })
    };
    // The tags of filters have no placeholder.
    let is_filtered = untrack(|| report.query().with(|query| !query.is_unfiltered()));
    let toolbar = move || {
        Some(if is_filtered || has_controls.get() {
            view! { <Toolbar /> }.into_any()
        } else {
            skeleton::toolbar_pending()
        })
    };
    let is_busy = move || !is_complete.get();
    view! {
        <Answer />
        <StepCards />
        {view_fn(evidence)}
        <BlockedReasonAdvice />
        <Insights />
        {view_fn(toolbar)}
        <ReasonAdvice />
        <ProgressBar />
        <ErrorBanner />
        <div class="list" aria-busy=true_attr(is_busy)>
            {view_fn(rows)}
            <SelectionBar menus=|| {
                view! {
                    <ExportSelectedMenu />
                    <SelectedActions />
                }
                .into_any()
            } />
        </div>
        {show_if(is_complete, rest)}
    }
}

/// What is below the rows, or opens over them.
fn rest() -> AnyView {
    view! {
        <Footer />
        <ConfirmDialog />
        <ShareDialog />
    }
    .into_any()
}

/// Replaces the table when the filters exclude all rows, as far as those that bounced before are known.
#[component]
fn NoMatches() -> impl IntoView {
    let report: Report = expect_context();
    let is_partial = ErasedMemo::new(move |_| !report.loader().is_complete());
    let is_awaited = ErasedMemo::new(move |_| {
        let history = report.history();
        report.query().shows_repeats()
            && history.knowledge() != HistoryKnowledge::Unknown
            && matches!(history.repeats(), RepeatsState::Loading { .. })
    });
    view_fn(move || {
        let (title, text) = if is_awaited.get() {
            (Key::ReadingEarlierTitle, Key::ReadingEarlierText)
        } else if is_partial.get() {
            (Key::NoMatchesPartialTitle, Key::NoMatchesPartialText)
        } else {
            (Key::NoMatchesTitle, Key::NoMatchesText)
        };
        let recovery = RecoveryAction::ClearFilters;
        Some(view! { <StateCard icon=CardIcon::Filter title text recovery /> }.into_any())
    })
}

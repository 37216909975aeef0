//! A report with rows: summary, next steps, toolbar, table and footer.

use crate::{
    erased::{ErasedMemo, view_fn},
    i18n::Key,
    state::Report,
    view::{
        actions::{confirm_dialog::ConfirmDialog, host_action_buttons::SelectedActions},
        filters::reason_advice::ReasonAdvice,
        menus::{export_menu::ExportSelectedMenu, share_dialog::ShareDialog},
        selection::selection_bar::SelectionBar,
        status::{
            error_banner::ErrorBanner, icon::Icon, next_step::NextStep, progress_bar::ProgressBar,
            state_card::StateCard,
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
    view! {
        <Answer />
        <StepCards />
        <Evidence />
        <BlockedReasonAdvice />
        <Insights />
        <Toolbar />
        <ReasonAdvice />
        <ProgressBar />
        <ErrorBanner />
        <div class="list">
            {view_fn(rows)}
            <SelectionBar menus=|| {
                view! {
                    <ExportSelectedMenu />
                    <SelectedActions />
                }
                .into_any()
            } />
        </div>
        <Footer />
        <ConfirmDialog />
        <ShareDialog />
    }
}

/// Replaces the table when the filters exclude all rows.
#[component]
fn NoMatches() -> impl IntoView {
    let report: Report = expect_context();
    let is_partial = ErasedMemo::new(move |_| !report.loader().is_complete());
    view_fn(move || {
        let (title, text) = if is_partial.get() {
            (Key::NoMatchesPartialTitle, Key::NoMatchesPartialText)
        } else {
            (Key::NoMatchesTitle, Key::NoMatchesText)
        };
        let next_step = NextStep::ClearFilters;
        Some(view! { <StateCard icon=Icon::Filter title text next_step /> }.into_any())
    })
}

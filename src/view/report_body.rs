//! The report when it has rows: figures, reasons, table, and what went wrong since.

use crate::{
    erased::{ErasedMemo, view_fn},
    i18n::Key,
    state::Report,
    view::{
        filters::{reason_chips::ReasonChips, toolbar::Toolbar},
        status::{
            error_banner::ErrorBanner,
            progress_bar::ProgressBar,
            state_card::{Icon, NextStep, StateCard},
            status_line::StatusLine,
        },
        summary::{
            domain_breakdown::DomainBreakdown, insights::Insights, summary_stats::SummaryStats,
        },
        table::{footer::Footer, report_table::ReportTable},
    },
};
use leptos::prelude::*;

/// The report with its rows.
#[component]
pub(crate) fn ReportBody() -> impl IntoView {
    let report: Report = expect_context();
    let none = ErasedMemo::new(move |_| report.is_empty_result());
    let rows = move || {
        Some(if none.get() {
            view! { <NoMatches /> }.into_any()
        } else {
            view! { <ReportTable /> }.into_any()
        })
    };
    view! {
        <SummaryStats />
        <div class="breakdown">
            <ReasonChips />
            <DomainBreakdown />
        </div>
        <Insights />
        <Toolbar />
        <StatusLine />
        <ProgressBar />
        <ErrorBanner />
        {view_fn(rows)}
        <Footer />
    }
}

/// There are rows, but the filters hide them all.
#[component]
fn NoMatches() -> impl IntoView {
    let report: Report = expect_context();
    let reading = ErasedMemo::new(move |_| !report.is_complete());
    view_fn(move || {
        let (title, text) = if reading.get() {
            (Key::NoMatchesPartialTitle, Key::NoMatchesPartialText)
        } else {
            (Key::NoMatchesTitle, Key::NoMatchesText)
        };
        let card =
            view! { <StateCard icon=Icon::Filter title text action=NextStep::ClearFilters /> };
        Some(card.into_any())
    })
}

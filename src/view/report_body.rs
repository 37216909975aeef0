//! The report when it has rows: figures, reasons, table, and what went wrong since.

use crate::{
    erased::{ErasedMemo, view_fn},
    i18n::Key,
    state::Report,
    view::{
        filters::{reason_chips::ReasonChips, toolbar::Tools},
        status::{
            error_banner::Interruption,
            progress_bar::LoadBar,
            state_card::{Action, Picture, StateCard},
            status_line::StatusLine,
        },
        summary::{domains::Where, insights::Remarks, summary_stats::Figures},
        table::{footer::Foot, report_table::RowsTable},
    },
};
use leptos::prelude::*;

/// The report with its rows.
#[component]
pub(crate) fn RowsScreen() -> impl IntoView {
    let report: Report = expect_context();
    let none = ErasedMemo::new(move |_| report.is_empty_result());
    let rows = move || {
        Some(if none.get() {
            view! { <FilteredToNone /> }.into_any()
        } else {
            view! { <RowsTable /> }.into_any()
        })
    };
    view! {
        <Figures />
        <div class="breakdown">
            <ReasonChips />
            <Where />
        </div>
        <Remarks />
        <Tools />
        <StatusLine />
        <LoadBar />
        <Interruption />
        {view_fn(rows)}
        <Foot />
    }
}

/// There are rows, but the filters hide them all.
#[component]
fn FilteredToNone() -> impl IntoView {
    let report: Report = expect_context();
    let reading = ErasedMemo::new(move |_| !report.is_complete());
    view_fn(move || {
        let (title, text) = if reading.get() {
            (Key::NoMatchesPartialTitle, Key::NoMatchesPartialText)
        } else {
            (Key::NoMatchesTitle, Key::NoMatchesText)
        };
        let card =
            view! { <StateCard picture=Picture::Filter title text action=Action::ClearFilters /> };
        Some(card.into_any())
    })
}

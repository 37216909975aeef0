//! The report when it has rows: figures, reasons, table, and what went wrong since.

use super::{
    domains::Where,
    dynamic::{label, part},
    figures::Figures,
    foot::Foot,
    load_bar::LoadBar,
    reason_chips::ReasonChips,
    rows_table::RowsTable,
    state_card::{Action, ActionButton, Picture, StateCard},
    status_line::StatusLine,
    tools::Tools,
    wording,
};
use crate::{
    api::{ApiError, ErrorCode},
    state::{Progress, Report},
    text::{Key, Words},
};
use leptos::prelude::*;

/// The report with its rows.
#[component]
pub(super) fn RowsScreen() -> impl IntoView {
    let report: Report = expect_context();
    let any_match = Memo::new(move |_| report.rows_matching() > 0);
    let rows = move || {
        Some(if any_match.get() {
            view! { <RowsTable /> }.into_any()
        } else {
            view! { <FilteredToNone /> }.into_any()
        })
    };
    view! {
        <Figures />
        <div class="breakdown">
            <ReasonChips />
            <Where />
        </div>
        <Tools />
        <StatusLine />
        <LoadBar />
        <Interruption />
        {part(rows)}
        <Foot />
    }
}

/// There are rows, but the filters hide them all.
#[component]
fn FilteredToNone() -> impl IntoView {
    let report: Report = expect_context();
    let reading = Memo::new(move |_| report.progress() == Progress::Reading);
    part(move || {
        let (title, text) = if reading.get() {
            (Key::FilteredReadingTitle, Key::FilteredReadingText)
        } else {
            (Key::FilteredTitle, Key::FilteredText)
        };
        let card =
            view! { <StateCard picture=Picture::Filter title text action=Action::ClearFilters /> };
        Some(card.into_any())
    })
}

/// Why reading ended early. The rows that were read stay.
#[component]
fn Interruption() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    part(move || {
        let Progress::Failed(ApiError { code, .. }) = report.progress() else { return None };
        let (title, what_to_do) = wording::error(code);
        let read = words.fill(Key::RowsStay, &[("read", report.rows_read().into())]);
        let action = if code == ErrorCode::SignedOut { Action::SignIn } else { Action::TryAgain };
        let interruption = view! {
            <div class="interruption" role="alert">
                <p>
                    <strong>{label(title)} "."</strong>
                    " "
                    {label(what_to_do)}
                    " "
                    {read}
                </p>
                <ActionButton action />
            </div>
        };
        Some(interruption.into_any())
    })
}

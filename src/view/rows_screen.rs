//! The report when it has rows: figures, reasons, table, and what went wrong since.

use super::{
    dynamic::part,
    figures::Figures,
    foot::Foot,
    interruption::Interruption,
    load_bar::LoadBar,
    reason_chips::ReasonChips,
    remarks::Remarks,
    rows_table::RowsTable,
    state_card::{Action, Picture, StateCard},
    status_line::StatusLine,
};
use crate::{state::Report, text::Key};
use leptos::prelude::*;

/// The report with its rows.
#[component]
pub(super) fn RowsScreen() -> impl IntoView {
    let report: Report = expect_context();
    let none = Memo::new(move |_| report.matches_none());
    let rows = move || {
        Some(if none.get() {
            view! { <FilteredToNone /> }.into_any()
        } else {
            view! { <RowsTable /> <Foot /> }.into_any()
        })
    };
    view! {
        <Figures />
        <ReasonChips />
        <Remarks />
        <StatusLine />
        <LoadBar />
        <Interruption />
        {part(rows)}
    }
}

/// There are rows, but the filter hides them all.
#[component]
fn FilteredToNone() -> impl IntoView {
    view! {
        <StateCard picture=Picture::Filter title=Key::FilteredTitle text=Key::FilteredText action=Action::ClearFilters />
    }
}

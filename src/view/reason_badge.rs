//! Why a row bounced: letter, word and tone, never colour alone.

use super::words;
use crate::state::{Report, RowRef};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The badge of a row.
#[component]
pub(super) fn ReasonBadge(row: Signal<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let with_code = move |read: fn(BounceCode<'_>) -> String| {
        row.get().map(|row| report.with_row(row, |table, id| read(table.code(id))))
    };
    view! {
        <span class=move || with_code(|code| format!("reason {}", words::tone(code.group())))>
            <span class="code" aria-hidden="true">{move || with_code(|code| words::letter(code).to_owned())}</span>
            <bdi>{move || with_code(words::row_reason)}</bdi>
        </span>
    }
}

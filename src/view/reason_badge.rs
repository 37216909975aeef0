//! Why a row bounced: letter, word and tone, never colour alone.

use super::{
    dynamic::{text, value},
    words,
};
use crate::state::{Report, RowRef};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The badge of a row.
#[component]
pub(super) fn ReasonBadge(row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let with_code = move |read: fn(BounceCode<'_>) -> String| {
        let read = |row| report.with_row(row, |table, id| read(table.code(id)));
        row.get().map(read).unwrap_or_default()
    };
    let class = move || Some(with_code(|code| format!("reason {}", words::tone(code.group()))));
    view! {
        <span class=value(class)>
            <span class="code" aria-hidden="true">
                {text(move || with_code(|code| words::letter(code).to_owned()))}
            </span>
            <bdi>{text(move || with_code(words::row_reason))}</bdi>
        </span>
    }
}

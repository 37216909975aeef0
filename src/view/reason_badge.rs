//! Why a row bounced: letter, word and tone, never colour alone.

use super::{
    dynamic::{text, value},
    wording,
};
use crate::{
    state::{Report, RowRef},
    text::Words,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The badge of a row.
#[component]
pub(super) fn ReasonBadge(row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let with_code = move |read: fn(Words, BounceCode<'_>) -> String| {
        let read = |row| report.with_row(row, |table, id| read(words, table.code(id)));
        row.get().map(read).unwrap_or_default()
    };
    let class =
        move || Some(with_code(|_, code| format!("reason {}", wording::tone(code.group()))));
    view! {
        <span class=value(class)>
            <span class="code" aria-hidden="true">
                {text(move || with_code(|_, code| wording::letter(code).to_owned()))}
            </span>
            <bdi>{text(move || with_code(wording::row_reason))}</bdi>
        </span>
    }
}

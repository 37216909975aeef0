//! Why a row bounced: letter, word and tone, never colour alone. A press shows what that means.

use super::{
    dynamic::{text, value},
    row_press, wording,
};
use crate::{
    state::{Report, RowRef},
    text::Words,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The badge of a row, a button.
#[component]
pub(super) fn ReasonBadge(
    place: usize,
    row: Memo<Option<RowRef>>,
    is_open: Memo<bool>,
    /// The id of what it opens.
    controls: String,
) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let with_code = move |read: fn(Words, BounceCode<'_>) -> String| {
        let read = |row| report.with_row(row, |table, id| read(words, table.code(id)));
        row.get().map(read).unwrap_or_default()
    };
    let class =
        move || Some(with_code(|_, code| format!("reason {}", wording::tone(code.group()))));
    view! {
        <button
            type="button"
            class=value(class)
            name=row_press::OPEN
            value=place.to_string()
            aria-expanded=value(move || Some(is_open.get().to_string()))
            aria-controls=value(move || is_open.get().then(|| controls.clone()))
        >
            <span class="code" aria-hidden="true">
                {text(move || with_code(|_, code| wording::letter(code).to_owned()))}
            </span>
            <bdi>{text(move || with_code(wording::row_reason))}</bdi>
        </button>
    }
}

//! Why: a bar of the reasons, and beneath it its legend, which is the filter.

use crate::{
    erased::{ErasedMemo, attr_fn, bool_fn, click, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t, t_attr},
    state::Report,
    view::labels,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The reasons that occur, each with its count.
#[component]
pub(crate) fn ReasonChips() -> impl IntoView {
    let report: Report = expect_context();
    let counts = ErasedMemo::new(move |_| report.code_counts());
    let bar = move || {
        let part = |(code, count): (BounceCode<'static>, u32)| {
            let class = labels::tone(code.group());
            let share = count.to_string();
            (count > 0).then(|| view! { <i class=class style:flex-grow=share></i> }.into_any())
        };
        Some(view_list(BounceCode::ALL.into_iter().zip(counts.get()).filter_map(part)).into_any())
    };
    let chips = BounceCode::ALL.map(|code| view! { <ReasonChip code counts /> }.into_any());
    view! {
        <div class="reasons-panel">
            <h3>{t(Key::Reasons)}</h3>
            <div class="bar" aria-hidden="true">{view_fn(bar)}</div>
            <div class="chips" role="group" aria-label=t_attr(Key::FilterByReason)>{view_list(chips)}</div>
        </div>
    }
}

/// One reason: pressed, its rows are shown.
#[component]
fn ReasonChip(code: BounceCode<'static>, counts: ErasedMemo<[u32; 8]>) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let count = move || counts.get()[usize::from(code.index())];
    let pressed = move || report.with_query(|query| query.codes.contains(code));
    // While rows are read, so many as the upstream counted are still to come, perhaps.
    let of_report = move || {
        let read = u64::from(report.all_code_counts()[usize::from(code.index())]);
        let expected = report.rows_expected_with(code).filter(|_| !report.is_complete());
        read.max(expected.unwrap_or_default())
    };
    // Room for three digits, as long as nobody has said how many there will be.
    let width = move || {
        let counted = report.is_complete() || report.rows_expected_with(code).is_some();
        let most = if counted { of_report() } else { of_report().max(100) };
        i18n.count(most).chars().count().to_string() + "ch"
    };
    // A reason that the report has stays in its place, whatever the other filters leave of it; and
    // one that is chosen stays to be unchosen, whatever the next report holds.
    let is_there = move || of_report() > 0 || pressed();
    view! {
        <button
            class=format!("chip {}", labels::tone(code.group()))
            type="button"
            aria-pressed=attr_fn(move || Some(pressed().to_string()))
            class:empty=bool_fn(move || count() == 0)
            hidden=bool_fn(move || !is_there())
            on:click=click(move || report.toggle_code(code))
        >
            <span class="badge" aria-hidden="true">{labels::letter(code)}</span>
            {t(labels::reason(code))}
            " "
            // As wide as the count can get: the chips do not move while others filter.
            <b style:min-width=attr_fn(move || Some(width()))>{text_fn(move || i18n.count(count()))}</b>
        </button>
    }
}

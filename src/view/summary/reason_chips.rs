//! The bounces by reason: a stacked bar, and a chip for each reason that filters by it.

use crate::{
    erased::{ErasedMemo, attr_fn, bool_fn, click, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t, t_attr},
    state::Report,
    view::labels,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The smallest count that an unknown total reserves space for.
const MIN_UNKNOWN_TOTAL: u64 = 100;

#[component]
pub(crate) fn ReasonChips() -> impl IntoView {
    let report: Report = expect_context();
    let counts = ErasedMemo::new(move |_| report.query().code_counts());
    let bar = move || {
        let segment = |(code, count): (BounceCode<'static>, u32)| {
            let class = labels::group_class(code.group());
            let grow = count.to_string();
            (count > 0).then(|| view! { <i class=class style:flex-grow=grow></i> }.into_any())
        };
        let counts = BounceCode::ALL.into_iter().zip(counts.get());
        Some(view_list(counts.filter_map(segment)).into_any())
    };
    let chips = BounceCode::ALL.map(|code| view! { <ReasonChip code counts /> }.into_any());
    view! {
        <div class="reasons-panel">
            <h3>{t(Key::Reasons)}</h3>
            <div class="bar" aria-hidden="true">{view_fn(bar)}</div>
            <div class="chips" role="group" aria-label=t_attr(Key::FilterByReason)>
                {view_list(chips)}
            </div>
        </div>
    }
}

/// The label, and the number of rows that pass the other filters.
#[component]
fn ReasonChip(
    code: BounceCode<'static>,
    counts: ErasedMemo<[u32; BounceCode::ALL.len()]>,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let count = move || counts.get()[usize::from(code.index())];
    let is_pressed = move || report.query().with(|query| query.codes.contains(code));
    let total = move || report.code_total(code);
    // The width of the largest count, so that chips do not move while other filters change. It has
    // at least three digits as long as the total is unknown.
    let count_width = move || {
        let largest =
            if report.is_code_total_known(code) { total() } else { total().max(MIN_UNKNOWN_TOTAL) };
        i18n.count(largest).chars().count().to_string() + "ch"
    };
    // A reason of the report stays visible whatever the other filters are. A pressed one stays as
    // well, so that it can be released when a later load does not have it.
    let is_visible = move || total() > 0 || is_pressed();
    view! {
        <button
            class=format!("chip {}", labels::group_class(code.group()))
            type="button"
            aria-pressed=attr_fn(move || Some(is_pressed().to_string()))
            class:empty=bool_fn(move || count() == 0)
            hidden=bool_fn(move || !is_visible())
            on:click=click(move || report.query().toggle_code(code))
        >
            <span class="badge" aria-hidden="true">{labels::letter(code)}</span>
            {t(labels::reason(code))}
            " "
            <b style:min-width=attr_fn(move || Some(count_width()))>
                {text_fn(move || i18n.count(count()))}
            </b>
        </button>
    }
}

//! Why: a bar of the reasons, and beneath it its legend, which is the filter.

use super::words;
use crate::{
    state::Report,
    text::{Key, text},
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The reasons that occur, each with its count.
#[component]
pub(super) fn ReasonChips() -> impl IntoView {
    let report: Report = expect_context();
    let counts = Memo::new(move |_| report.code_counts());
    let bar = move || {
        let part = |(code, count): (BounceCode<'static>, u32)| {
            let class = words::tone(code.group());
            (count > 0).then(|| view! { <i class=class style:flex-grow=count.to_string()></i> })
        };
        BounceCode::ALL.into_iter().zip(counts.get()).map(part).collect_view()
    };
    let chips = BounceCode::ALL.map(|code| {
        view! { <ReasonChip code count=Signal::derive(move || counts.get()[usize::from(code.index())]) /> }
    });
    view! {
        <div class="breakdown">
            <h3>{text(Key::Why)}</h3>
            <div class="bar" aria-hidden="true">{bar}</div>
            <div class="chips" role="group" aria-label=text(Key::FilterByReason)>{chips.into_iter().collect_view()}</div>
        </div>
    }
}

/// One reason: pressed, its rows are shown.
#[component]
fn ReasonChip(code: BounceCode<'static>, count: Signal<u32>) -> impl IntoView {
    let report: Report = expect_context();
    let pressed = move || report.query().codes.contains(code);
    // A reason that is chosen stays to be unchosen, whatever the next report holds.
    let absent = move || count.get() == 0 && !pressed();
    view! {
        <button
            class=format!("chip {}", words::tone(code.group()))
            type="button"
            aria-pressed=move || pressed().to_string()
            hidden=absent
            on:click=move |_| report.toggle_code(code)
        >
            <span class="code" aria-hidden="true">{words::letter(code)}</span>
            {words::reason(code)}
            " "
            <b>{move || words::formats(report).count(count.get().into())}</b>
        </button>
    }
}

//! What a reason means, and what to do about it, once above the rows.

use crate::{
    erased::{ErasedMemo, view_fn},
    i18n::{Key, Translator},
    state::Report,
    view::labels,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// Shown while the rows of exactly one reason are shown, unless the advice of a next step is.
#[component]
pub(crate) fn ReasonAdvice() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let code = ErasedMemo::new(move |_| {
        let code = report.query().with(|query| {
            let mut codes = query.codes.iter();
            let first = codes.next().map(BounceCode::index);
            first.filter(|_| codes.next().is_none())
        });
        code.filter(|_| report.query().step().is_none() && !report.query().shows_removable())
    });
    view_fn(move || {
        let code = BounceCode::ALL[usize::from(code.get()?)];
        // Several codes may be unknown; each row says what is known of its own.
        if matches!(code, BounceCode::Unknown(_)) {
            return None;
        }
        let (meaning, mut advice) = labels::advice(i18n, code);
        if code == BounceCode::Undeliverable && labels::is_history_known(report) {
            advice = i18n.text(Key::UndeliverableAdviceHistory);
        }
        let advice = view! {
            <div class="advice of-list">
                <p>
                    <strong>{meaning}</strong>
                    " "
                    {advice}
                </p>
            </div>
        };
        Some(advice.into_any())
    })
}

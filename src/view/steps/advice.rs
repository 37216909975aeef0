//! What the pressed step means, and what to do about its contacts.

use crate::{
    erased::{ErasedMemo, show_if, text_fn},
    i18n::{Key, Translator},
    state::Report,
    view::{
        labels,
        steps::{
            advice_buttons::AdviceButtons,
            advice_links::{DomainLink, RecommendationLink},
            blocked_advice::{BlockedChecks, BlockedPlaceLink},
            step_button::StepTotals,
        },
    },
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// Shown while the rows of one step are shown, or those that Constant Contact recommends for removal.
#[component]
pub(crate) fn Advice(totals: StepTotals) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let advice = ErasedMemo::new(move |_| match report.query().step() {
        Some(step) => Some(labels::step_advice(step, labels::is_history_known(report))),
        None => report
            .query()
            .shows_removable()
            .then_some((Key::AdviceRecommendedTitle, Key::AdviceRecommendedText)),
    });
    let is_shown = ErasedMemo::new(move |_| advice.with(Option::is_some));
    let is_blocked = ErasedMemo::new(move |_| report.query().step() == Some(NextStep::Unblock));
    let blocked = ErasedMemo::new(move |_| report.blocked_advice());
    show_if(is_shown, move || {
        let text = |part: fn((Key, Key)) -> Key| {
            text_fn(move || advice.get().map(|advice| i18n.text(part(advice))).unwrap_or_default())
        };
        view! {
            <div class="advice">
                <p>
                    <strong>{text(|(title, _)| title)}</strong>
                    " "
                    {text(|(_, text)| text)}
                    <DomainLink totals />
                    {show_if(is_blocked, move || view! { <BlockedPlaceLink advice=blocked /> }.into_any())}
                    <RecommendationLink />
                </p>
                <AdviceButtons />
                {show_if(is_blocked, move || view! { <BlockedChecks advice=blocked /> }.into_any())}
            </div>
        }
        .into_any()
    })
}

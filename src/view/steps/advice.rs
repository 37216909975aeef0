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
            step_button::StepTotals,
        },
    },
};
use leptos::prelude::*;

/// Shown while the rows of one step are shown, or those that Constant Contact recommends for removal.
#[component]
pub(crate) fn Advice(totals: StepTotals) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let advice = ErasedMemo::new(move |_| match report.query().step() {
        Some(step) => Some(labels::step_advice(step)),
        None => report
            .query()
            .shows_removable()
            .then_some((Key::AdviceRecommendedTitle, Key::AdviceRecommendedText)),
    });
    let is_shown = ErasedMemo::new(move |_| advice.with(Option::is_some));
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
                    <RecommendationLink />
                </p>
                <AdviceButtons />
            </div>
        }
        .into_any()
    })
}

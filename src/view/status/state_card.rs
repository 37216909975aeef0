//! The card that replaces the table when there are no rows to show.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator, t},
    state::Report,
    view::status::{
        countdown::Countdown,
        error_labels,
        icon::Icon,
        next_step::{NextStep, NextStepButton},
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn StateCard(
    icon: Icon,
    title: Key,
    /// The explanation. [`error_labels::advice`] fills its placeholders.
    text: Key,
    next_step: NextStep,
    /// Whether to show the countdown to the next retry.
    #[prop(optional)]
    has_countdown: bool,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    view! {
        <div class="state" part="message" class:success=icon == Icon::Tick>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=icon.path() />
            </svg>
            <h3>{t(title)}</h3>
            <p>{text_fn(move || error_labels::advice(i18n, report, text))}</p>
            {has_countdown.then(|| view! { <Countdown /> })}
            <NextStepButton next_step />
        </div>
    }
}

//! The countdown to the next automatic retry.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator},
    state::{Report, RetryState},
};
use leptos::prelude::*;

/// The remaining seconds, or that the report is being retried. `role="timer"` is not a live
/// region, so screen readers do not announce each second.
#[component]
pub(crate) fn Countdown() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let text = move || match report.loader().retry_state() {
        RetryState::Scheduled(seconds) => {
            i18n.format(Key::NextTryIn, &[("seconds", seconds.into())])
        }
        RetryState::Manual | RetryState::Retrying | RetryState::NotBefore(_) => {
            i18n.text(Key::Retrying)
        }
    };
    view! { <p class="countdown" role="timer">{text_fn(text)}</p> }
}

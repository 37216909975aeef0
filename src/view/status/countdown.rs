//! How long it is until the next try. Nobody is told each second: a timer is no live region.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator},
    state::{Again, Report},
};
use leptos::prelude::*;

/// The seconds, or that they are over.
#[component]
pub(crate) fn Countdown() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let left = move || match report.again() {
        Again::InSeconds(seconds) => i18n.format(Key::NextTryIn, &[("seconds", seconds.into())]),
        Again::WhenAsked | Again::Now | Again::From(_) => i18n.text(Key::Retrying),
    };
    view! { <p class="countdown" role="timer">{text_fn(left)}</p> }
}

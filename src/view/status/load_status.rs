//! How many rows of a report with several pages are loaded, and the button that stops or resumes loading.

use crate::{
    erased::{ErasedMemo, ErasedSignal, bool_fn, click, show_if, text_fn, true_attr},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::{LoadPhase, Report},
};
use leptos::prelude::*;

/// A value rather than literal text, for the reason given in `skeleton`.
const SEPARATOR: &str = "·";

/// Shown while rows are missing.
#[component]
pub(crate) fn LoadStatus() -> impl IntoView {
    let report: Report = expect_context();
    let has_pages = ErasedMemo::new(move |_| report.loader().has_pages());
    show_if(has_pages, || view! { <StopOrResume /> }.into_any())
}

#[component]
fn StopOrResume() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // Stop and Resume are the same button, so that it keeps the focus when it is pressed. While it
    // is focused, it stays even if there is nothing left to stop or resume.
    let action = ErasedMemo::new(move |_| match report.loader().phase() {
        LoadPhase::Loading if !report.loader().is_complete() => Some(Key::Stop),
        LoadPhase::Stopped => Some(Key::Resume),
        LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Complete | LoadPhase::Failed(_) => None,
    });
    let is_focused = ErasedSignal::new(false);
    let toggle = move || match report.loader().phase() {
        LoadPhase::Loading => report.load_driver().stop(),
        LoadPhase::Stopped => report.load_driver().resume(),
        LoadPhase::Idle | LoadPhase::Complete | LoadPhase::Failed(_) => {}
    };
    let has_button = move || action.get().is_some() || is_focused.get();
    view! {
        <div
            class="load-status"
            part="status"
            hidden=bool_fn(move || report.loader().is_complete() && !has_button())
        >
            <span>{text_fn(move || status(i18n, report))}</span>
            <span aria-hidden="true" hidden=bool_fn(move || !has_button())>
                {SEPARATOR}
            </span>
            <button
                class="link"
                type="button"
                hidden=bool_fn(move || !has_button())
                aria-disabled=true_attr(move || action.get().is_none())
                on:focus=guard_listener(move |_| is_focused.set(true))
                on:blur=guard_listener(move |_| is_focused.set(false))
                on:click=click(move || untrack(toggle))
            >
                {text_fn(move || i18n.text(action.get().unwrap_or(Key::Stop)))}
            </button>
        </div>
    }
}

/// How many rows are loaded, in a few words.
fn status(i18n: Translator, report: Report) -> String {
    let total = report.context().rows_expected();
    let key = match (report.loader().phase(), total) {
        (LoadPhase::Stopped, None) => Key::StoppedCompact,
        (LoadPhase::Stopped, Some(_)) => Key::StoppedCompactOf,
        (LoadPhase::Complete, _) | (_, None) => Key::LoadedCompact,
        (LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Failed(_), Some(_)) => {
            Key::LoadedCompactOf
        }
    };
    let values =
        [("read", report.rows().count().into()), ("total", total.unwrap_or_default().into())];
    i18n.format(key, &values)
}

//! How much is read of a report with several pages, and the button that stops reading or goes on.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, bool_fn, click, show_if, text_fn},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::{LoadPhase, Report},
};
use leptos::prelude::*;

/// It keeps its place when all is read, so that nothing moves then.
#[component]
pub(crate) fn LoadStatus() -> impl IntoView {
    let report: Report = expect_context();
    let has_pages = ErasedMemo::new(move |_| report.has_pages());
    show_if(has_pages, || view! { <ReadSoFar /> }.into_any())
}

#[component]
fn ReadSoFar() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // One button for both, so that it keeps the focus when it was pressed. If it still has it when
    // there is nothing to do any more, it stays until it has not.
    let action = ErasedMemo::new(move |_| match report.load_phase() {
        LoadPhase::Reading => Some(Key::Stop),
        LoadPhase::Stopped => Some(Key::Resume),
        LoadPhase::Idle | LoadPhase::Complete | LoadPhase::Failed(_) => None,
    });
    let has_focus = ErasedSignal::new(false);
    let act = move || match report.load_phase() {
        LoadPhase::Reading => report.pause(),
        LoadPhase::Stopped => report.retry(),
        LoadPhase::Idle | LoadPhase::Complete | LoadPhase::Failed(_) => {}
    };
    view! {
        <div class="load-status">
            <span>{text_fn(move || in_short(i18n, report))}</span>
            <button
                class="btn"
                type="button"
                hidden=bool_fn(move || action.get().is_none() && !has_focus.get())
                aria-disabled=attr_fn(move || Some(action.get().is_none().to_string()))
                on:focus=guard_listener(move |_| has_focus.set(true))
                on:blur=guard_listener(move |_| has_focus.set(false))
                on:click=click(move || untrack(act))
            >
                {text_fn(move || i18n.text(action.get().unwrap_or(Key::Stop)))}
            </button>
        </div>
    }
}

/// How much is read, where there is little room.
fn in_short(i18n: Translator, report: Report) -> String {
    let total = report.rows_expected();
    let key = match (report.load_phase(), total) {
        (LoadPhase::Complete, _) => Key::AllLoaded,
        (LoadPhase::Stopped, None) => Key::StoppedCompact,
        (LoadPhase::Stopped, Some(_)) => Key::StoppedCompactOf,
        (LoadPhase::Idle | LoadPhase::Reading | LoadPhase::Failed(_), None) => Key::LoadedCompact,
        (LoadPhase::Idle | LoadPhase::Reading | LoadPhase::Failed(_), Some(_)) => {
            Key::LoadedCompactOf
        }
    };
    let values = [("read", report.rows_read().into()), ("total", total.unwrap_or_default().into())];
    i18n.format(key, &values)
}

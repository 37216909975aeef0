//! How much is read of a report with several pages, and the button that stops reading or goes on.

use super::{
    dynamic::{self, click, flag, part},
    wording,
};
use crate::{
    state::{Progress, Report},
    text::{Key, Words},
};
use leptos::{html, prelude::*};

/// It keeps its place when all is read, so that nothing moves then.
#[component]
pub(super) fn ReadingStatus() -> impl IntoView {
    let report: Report = expect_context();
    let has_pages = Memo::new(move |_| report.has_pages());
    part(move || has_pages.get().then(|| view! { <ReadSoFar /> }.into_any()))
}

#[component]
fn ReadSoFar() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    // One button for both, so that it keeps the focus when it was pressed.
    let action = Memo::new(move |_| match report.progress() {
        Progress::Reading => Some(Key::Stop),
        Progress::Stopped => Some(Key::GoOn),
        Progress::Idle | Progress::Complete | Progress::Failed(_) => None,
    });
    let act = move || {
        if action.get_untracked() == Some(Key::Stop) {
            report.pause();
        } else {
            report.retry();
        }
    };
    let status = NodeRef::<html::Span>::new();
    let button = NodeRef::<html::Button>::new();
    // The focus of a button that goes away would be lost.
    Effect::new(move || {
        let goes_away = action.get().is_none();
        let focused = button.get().is_some_and(|button| button.matches(":focus").unwrap_or(false));
        if let Some(status) = status.get().filter(|_| goes_away && focused) {
            let _ = status.focus();
        }
    });
    view! {
        <div class="reading">
            <span node_ref=status tabindex="-1">
                {dynamic::text(move || wording::read_in_short(words, report))}
            </span>
            <button
                node_ref=button
                class="btn"
                type="button"
                hidden=flag(move || action.get().is_none())
                on:click=click(act)
            >
                {dynamic::text(move || action.get().map(|key| words.text(key)).unwrap_or_default())}
            </button>
        </div>
    }
}

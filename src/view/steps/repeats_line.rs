//! How many contacts bounced before: a toggle that shows exactly those. Until earlier emails are read, how far that is.

use crate::{
    erased::{ErasedMemo, attr_fn, click, text_fn, true_attr, view_fn},
    i18n::{Key, Translator, t},
    state::{RepeatsState, Report},
    view::{controls::roving_focus::RovingFocus, labels},
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// The index of the toggle in the group of the next steps.
pub(crate) const INDEX: usize = NextStep::ALL.len();

/// What is known of who bounced before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// Nothing, and nothing more will be.
    Unknown,
    /// Nothing yet: the rows come first.
    Waiting,
    Reading,
    Known {
        is_partial: bool,
    },
}

/// Whether there is a toggle.
pub(crate) fn is_known(report: Report) -> bool {
    matches!(repeats(report), Repeats::Known { .. })
}

fn repeats(report: Report) -> Repeats {
    match report.history().repeats() {
        RepeatsState::Loading { .. } if labels::is_reading_history(report) => Repeats::Reading,
        RepeatsState::Loading { .. } => Repeats::Waiting,
        RepeatsState::Ready => Repeats::Known { is_partial: false },
        RepeatsState::Partly { read, .. } | RepeatsState::Reserve { read, .. } if read > 0 => {
            Repeats::Known { is_partial: true }
        }
        RepeatsState::Off | RepeatsState::Partly { .. } | RepeatsState::Reserve { .. } => {
            Repeats::Unknown
        }
    }
}

/// Keeps its place whatever is known, so that nothing moves.
#[component]
pub(crate) fn RepeatsLine(focus: RovingFocus) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let repeats = ErasedMemo::new(move |_| repeats(report));
    let content = move || {
        Some(match repeats.get() {
            Repeats::Unknown => return None,
            Repeats::Waiting => view! { <span>{t(Key::RepeatsWaiting)}</span> }.into_any(),
            Repeats::Reading => {
                let text = text_fn(move || labels::history_reading(i18n, report));
                view! { <span>{text}</span> }.into_any()
            }
            Repeats::Known { is_partial } => {
                view! { <RepeatsToggle is_partial focus /> }.into_any()
            }
        })
    };
    view! { <div class="repeats">{view_fn(content)}</div> }
}

#[component]
fn RepeatsToggle(is_partial: bool, focus: RovingFocus) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_pressed = move || report.query().shows_repeats();
    let total = move || report.query().repeats_total();
    let is_disabled = move || !is_pressed() && total() == 0;
    let text = move || labels::repeats(i18n, total(), is_partial);
    let toggle = move || {
        if !untrack(is_disabled) {
            report.query().toggle_only_repeats();
        }
    };
    view! {
        <button
            type="button"
            aria-pressed=attr_fn(move || Some(is_pressed().to_string()))
            aria-disabled=true_attr(is_disabled)
            tabindex=focus.tab_index(INDEX)
            data-index=INDEX.to_string()
            on:click=click(toggle)
        >
            {text_fn(text)}
        </button>
    }
}

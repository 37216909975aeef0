//! The next steps of all rows. Pressing one shows exactly its rows.

use crate::{
    erased::{ErasedMemo, view_list},
    i18n::{Key, t_attr},
    state::Report,
    view::{
        controls::roving_focus::RovingFocus,
        steps::{
            advice::Advice,
            step_button::{StepCard, StepLine},
        },
    },
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// The steps that need a decision; their cards come first.
const CARDS: [NextStep; 4] =
    [NextStep::Remove, NextStep::FixTypo, NextStep::Unblock, NextStep::Wait];
/// The steps without anything to do, as quiet lines.
const LINES: [NextStep; 2] = [NextStep::AutoReply, NextStep::Done];

/// Counts the whole report, regardless of filters.
#[component]
pub(crate) fn StepCards() -> impl IntoView {
    let report: Report = expect_context();
    let totals = ErasedMemo::new(move |_| report.query().step_totals());
    let pressed = ErasedMemo::new(move |_| report.query().step().map_or(0, NextStep::index));
    let len = ErasedMemo::new(|_| NextStep::ALL.len());
    let focus = RovingFocus::new(len, pressed);
    let cards = CARDS.map(|step| view! { <StepCard step totals focus /> }.into_any());
    let lines = LINES.map(|step| view! { <StepLine step totals focus /> }.into_any());
    view! {
        <div
            class="steps"
            role="group"
            aria-label=t_attr(Key::NextSteps)
            on:keydown=focus.on_keydown()
            on:focusin=focus.on_focusin()
        >
            {view_list(cards)}
            <div class="rest">{view_list(lines)}</div>
        </div>
        <Advice totals />
    }
}

//! The next steps of all rows. Pressing one shows exactly its rows.

use crate::{
    erased::{ErasedMemo, bool_fn, show_if, view_list},
    i18n::{Key, t_attr},
    state::Report,
    view::{
        controls::roving_focus::RovingFocus,
        steps::{
            advice::Advice,
            repeats_line::{self, RepeatsLine},
            step_button::{StepCard, StepLine},
        },
    },
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// The steps without anything to do, as quiet lines. Who bounced before follows them.
const LINES: [NextStep; 2] = [NextStep::AutoReply, NextStep::Done];

/// Counts the whole report, regardless of filters.
#[component]
pub(crate) fn StepCards() -> impl IntoView {
    let report: Report = expect_context();
    let totals = ErasedMemo::new(move |_| report.query().step_totals());
    let pressed = ErasedMemo::new(move |_| match report.query().step() {
        Some(step) => step.index(),
        None if report.query().shows_repeats() => repeats_line::INDEX,
        None => 0,
    });
    let len =
        ErasedMemo::new(move |_| NextStep::ALL.len() + usize::from(repeats_line::is_known(report)));
    let has_history = ErasedMemo::new(move |_| report.history().is_on());
    let focus = RovingFocus::new(len, pressed);
    let cards =
        NextStep::NEEDS_DECISION.map(|step| view! { <StepCard step totals focus /> }.into_any());
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
            <div class="secondary-steps" class:with-earlier=bool_fn(move || has_history.get())>
                {view_list(lines)} {show_if(has_history, move || view! { <RepeatsLine focus /> }.into_any())}
            </div>
        </div>
        <Advice totals />
    }
}

//! The next steps as choices. Unlike a card, a choice keeps the other filters.

use crate::{
    erased::{ErasedMemo, bool_fn, text_fn, view_list},
    i18n::{Key, Translator, t},
    state::Report,
    view::{
        controls::choice::{ChoiceKind, choice},
        labels,
    },
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// Any step, or one of them; each has the number of its rows that pass the other filters.
#[component]
pub(crate) fn StepOptions() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let counts = ErasedMemo::new(move |_| report.query().step_counts());
    let option = |step: Option<NextStep>| {
        let count = move || match step {
            Some(step) => counts.get()[step.index()],
            None => counts.get().iter().sum(),
        };
        choice(
            ChoiceKind::One(report.element_id("step", 0)),
            bool_fn(move || report.query().step() == step),
            view! { <span>{t(step.map_or(Key::AnyStep, labels::step))}</span> }.into_any(),
            Some(text_fn(move || i18n.count(count()))),
            move || report.query().set_step(step),
        )
    };
    view_list([None].into_iter().chain(NextStep::ALL.map(Some)).map(option))
}

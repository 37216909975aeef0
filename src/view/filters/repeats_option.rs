//! The contacts that bounced before, as a choice.

use crate::{
    erased::{ErasedMemo, bool_fn, show_if, text_fn},
    i18n::{Key, Translator, t},
    state::{HistoryKnowledge, Report},
    view::controls::choice::{ChoiceKind, choice},
};
use leptos::prelude::*;

/// Offered if anything is known of that, or is about to be; with the number of rows that pass the other filters.
#[component]
pub(crate) fn RepeatsOption() -> impl IntoView {
    let report: Report = expect_context();
    let is_offered =
        ErasedMemo::new(move |_| report.history().knowledge() != HistoryKnowledge::Unknown);
    show_if(is_offered, move || {
        let i18n: Translator = expect_context();
        let count = move || match report.history().knowledge() {
            HistoryKnowledge::Known => i18n.count(report.query().repeats_count()),
            HistoryKnowledge::Awaited | HistoryKnowledge::Unknown => "…".to_owned(),
        };
        choice(
            ChoiceKind::Several,
            bool_fn(move || report.query().shows_repeats()),
            view! { <span>{t(Key::BouncedBefore)}</span> }.into_any(),
            Some(text_fn(count)),
            move || report.query().toggle_repeats(),
        )
    })
}

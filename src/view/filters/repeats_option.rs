//! The contacts that bounced before, as a choice.

use crate::{
    erased::{ErasedMemo, bool_fn, show_if, text_fn},
    i18n::{Key, Translator, t},
    state::Report,
    view::controls::choice::{ChoiceKind, choice},
};
use bounces_core::Column;
use leptos::prelude::*;

/// Offered while earlier emails are read; with the number of rows that pass the other filters.
#[component]
pub(crate) fn RepeatsOption() -> impl IntoView {
    let report: Report = expect_context();
    let is_offered = ErasedMemo::new(move |_| report.layout().offers_column(Column::Before));
    show_if(is_offered, move || {
        let i18n: Translator = expect_context();
        choice(
            ChoiceKind::Several,
            bool_fn(move || report.query().shows_repeats()),
            view! { <span>{t(Key::BouncedBefore)}</span> }.into_any(),
            Some(text_fn(move || i18n.count(report.query().repeats_count()))),
            move || report.query().toggle_repeats(),
        )
    })
}

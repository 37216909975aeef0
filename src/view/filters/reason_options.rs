//! The reasons as choices; several can be chosen.

use crate::{
    erased::{ErasedMemo, bool_fn, text_fn, view_list},
    i18n::{Translator, t},
    state::Report,
    view::{
        controls::choice::{ChoiceKind, choice},
        labels,
    },
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The reasons that occur in the report, each with the number of its rows that pass the other filters.
#[component]
pub(crate) fn ReasonOptions() -> impl IntoView {
    let report: Report = expect_context();
    let counts = ErasedMemo::new(move |_| report.query().code_counts());
    let option = |code: BounceCode<'static>| {
        let i18n: Translator = expect_context();
        let is_chosen = move || report.query().with(|query| query.codes.contains(code));
        // A chosen reason stays even if a later load does not have it, so that the choice can be removed.
        let is_absent = bool_fn(move || {
            report.rows().code_counts()[usize::from(code.index())] == 0 && !is_chosen()
        });
        let label = view! {
            <span class=["badge ", labels::reason_class(code)].concat() part="badge" aria-hidden="true">
                {labels::letter(code)}
            </span>
            <span>{t(labels::reason(code))}</span>
        };
        let count = text_fn(move || i18n.count(counts.get()[usize::from(code.index())]));
        let toggle = move || report.query().toggle_code(code);
        let option =
            choice(ChoiceKind::Several, bool_fn(is_chosen), label.into_any(), Some(count), toggle);
        view! { <div hidden=is_absent>{option}</div> }.into_any()
    };
    view_list(BounceCode::ALL.map(option))
}

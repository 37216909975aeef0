//! The progress of the load.

use crate::{
    erased::{ErasedMemo, attr_fn, bool_fn, show_if},
    i18n::{Key, Translator, t_attr},
    state::{LoadPhase, Report},
    view::labels,
};
use leptos::prelude::*;

/// A bar between the status line and the table. Its height is reserved, to avoid a layout shift.
#[component]
pub(crate) fn ProgressBar() -> impl IntoView {
    let report: Report = expect_context();
    let is_loading = ErasedMemo::new(move |_| report.loader().phase() == LoadPhase::Loading);
    view! {
        <div class="progress">{show_if(is_loading, || view! { <Bar /> }.into_any())}</div>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let percent = move || report.load_percent();
    view! {
        <i
            role="progressbar"
            aria-label=t_attr(Key::LoadProgress)
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=attr_fn(move || percent().map(|percent| percent.to_string()))
            aria-valuetext=attr_fn(move || Some(labels::load_progress(i18n, report)))
            class:indeterminate=bool_fn(move || percent().is_none())
            style:width=attr_fn(move || percent().map(|percent| format!("{percent}%")))
        ></i>
    }
}

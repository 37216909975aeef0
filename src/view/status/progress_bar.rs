//! The progress of the load.

use crate::{
    erased::{ErasedMemo, attr_fn, show_if},
    i18n::{Key, t_attr},
    state::{LoadPhase, Report},
};
use leptos::prelude::*;

/// A native `<progress>` on the line above the table: it comes and goes without moving anything.
#[component]
pub(crate) fn ProgressBar() -> impl IntoView {
    let report: Report = expect_context();
    let is_loading = ErasedMemo::new(move |_| report.loader().phase() == LoadPhase::Loading);
    show_if(is_loading, || view! { <Bar /> }.into_any())
}

#[component]
fn Bar() -> impl IntoView {
    let report: Report = expect_context();
    let percent = attr_fn(move || report.load_percent().map(|percent| percent.to_string()));
    view! {
        <progress class="progress" max="100" value=percent aria-label=t_attr(Key::LoadProgress)></progress>
    }
}

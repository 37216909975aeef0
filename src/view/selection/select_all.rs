//! The checkbox that selects all matching rows, on all pages.

use crate::{
    erased::{attr_fn, bool_fn},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::Report,
};
use bounces_core::Query;
use leptos::{ev::MouseEvent, prelude::*};

/// Indeterminate while some of the matching rows are selected. Rows that the filters exclude are
/// neither counted nor changed.
#[component]
pub(crate) fn SelectAll() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_all = move || {
        let selected = report.selection().matching_count();
        selected > 0 && selected == report.query().matching_count()
    };
    let is_some = move || report.selection().matching_count() > 0 && !is_all();
    let toggle = guard_listener(move |event: MouseEvent| {
        report.selection().set_matching(event_target_checked(&event));
    });
    view! {
        <input
            type="checkbox"
            aria-label=attr_fn(move || Some(select_all_label(i18n, report)))
            prop:checked=bool_fn(is_all)
            prop:indeterminate=bool_fn(is_some)
            on:click=toggle
        />
    }
}

/// Says how many rows the checkbox selects.
pub(crate) fn select_all_label(i18n: Translator, report: Report) -> String {
    let is_unfiltered = report.query().with(Query::is_unfiltered);
    let key = if is_unfiltered { Key::SelectAll } else { Key::SelectMatching };
    i18n.format(key, &[("count", report.query().matching_count().into())])
}

//! Selects exactly the matching rows: all pages of them, and none that the filter hides.

use crate::{
    erased::{attr_fn, bool_fn},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::Report,
};
use bounces_core::Query;
use leptos::{ev::MouseEvent, prelude::*};

/// The checkbox. It is neither on nor off while some of the matching rows are selected.
#[component]
pub(crate) fn SelectAll() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let all = move || {
        let selected = report.selected_matching();
        selected > 0 && selected == report.rows_matching()
    };
    let some = move || report.selected_matching() > 0 && !all();
    let toggle = guard_listener(move |event: MouseEvent| {
        report.select_matching(event_target_checked(&event))
    });
    view! {
        <input
            type="checkbox"
            aria-label=attr_fn(move || Some(select_all(i18n, report)))
            prop:checked=bool_fn(all)
            prop:indeterminate=bool_fn(some)
            on:click=toggle
        />
    }
}

/// What it selects.
pub(crate) fn select_all(i18n: Translator, report: Report) -> String {
    let unfiltered = report.with_query(Query::is_unfiltered);
    let key = if unfiltered { Key::SelectAll } else { Key::SelectMatching };
    i18n.format(key, &[("count", report.rows_matching().into())])
}

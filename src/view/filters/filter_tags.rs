//! What narrows the rows, each as a tag that a press takes away.

use crate::{
    erased::{ErasedMemo, attr_fn, show_if, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{FilterKind, Report},
    view::{focus, labels},
};
use leptos::{ev::MouseEvent, prelude::*};

/// A tag for each filter, and the way to be rid of all of them.
#[component]
pub(crate) fn FilterTags() -> impl IntoView {
    let report: Report = expect_context();
    let tag = |filter| {
        let is_there = ErasedMemo::new(move |_| report.has_filter(filter));
        let tag = move || is_there.get().then(|| view! { <FilterTag filter /> }.into_any());
        view_fn(tag).into_any()
    };
    let is_filtered = ErasedMemo::new(move |_| report.with_query(|query| !query.is_unfiltered()));
    let clear = || view! { <ClearFilters text=Key::ClearAll class="btn ghost" /> }.into_any();
    view! {
        {view_list(FilterKind::ALL.map(tag))}
        {show_if(is_filtered, clear)}
    }
}

/// No text in the tag itself: see `skeleton`.
const CROSS: &str = "✕";

/// A filter. The focus goes to the next one when it is taken away.
#[component]
fn FilterTag(filter: FilterKind) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let tag = ErasedMemo::new(move |_| labels::filter(i18n, report, filter));
    let remove = move || tag.with(|tag| i18n.format(Key::RemoveFilter, &[("filter", tag.into())]));
    let press = guard_listener(move |event: MouseEvent| {
        focus::past_tag(&event);
        report.remove_filter(filter);
    });
    view! {
        <button class="tag" type="button" aria-label=attr_fn(move || Some(remove())) on:click=press>
            <bdi>{text_fn(move || tag.get())}</bdi>
            <span aria-hidden="true">{CROSS}</span>
        </button>
    }
}

/// Takes all filters away. The button goes with them, so the focus goes to the search field.
#[component]
pub(crate) fn ClearFilters(text: Key, class: &'static str) -> impl IntoView {
    let report: Report = expect_context();
    let press = guard_listener(move |event: MouseEvent| {
        focus::search(&event);
        report.clear_filters();
    });
    view! { <button class=class type="button" on:click=press>{t(text)}</button> }
}

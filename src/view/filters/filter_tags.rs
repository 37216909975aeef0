//! Tags for the active filters. Pressing a tag removes its filter.

use crate::{
    erased::{ErasedMemo, attr_fn, bool_fn, show_if, text_fn, view_list},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{FilterKind, Report},
    view::{
        controls::icon::{self, icon},
        focus, labels,
    },
};
use leptos::{ev::MouseEvent, prelude::*};

/// A tag for each active filter, and a button that clears all of them.
#[component]
pub(crate) fn FilterTags() -> impl IntoView {
    let report: Report = expect_context();
    let tag = |filter| {
        let is_active = ErasedMemo::new(move |_| report.query().has_filter(filter));
        show_if(is_active, move || view! { <FilterTag filter /> }.into_any()).into_any()
    };
    let is_filtered = ErasedMemo::new(move |_| report.query().with(|query| !query.is_unfiltered()));
    let clear = || view! { <ClearFilters text=Key::ClearAll class="link" /> }.into_any();
    view! {
        <div class="tags" hidden=bool_fn(move || !is_filtered.get())>
            {view_list(FilterKind::ALL.map(tag))} {show_if(is_filtered, clear)}
        </div>
    }
}

/// One active filter. Removing it moves the focus to the next tag.
#[component]
fn FilterTag(filter: FilterKind) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let text = ErasedMemo::new(move |_| labels::filter(i18n, report, filter));
    let name = move || text.with(|text| i18n.format(Key::RemoveFilter, &[("filter", text.into())]));
    let remove = guard_listener(move |event: MouseEvent| {
        focus::next_tag(&event);
        report.query().remove_filter(filter);
    });
    view! {
        <button class="tag" part="chip" type="button" aria-label=attr_fn(move || Some(name())) on:click=remove>
            <bdi>{text_fn(move || text.get())}</bdi>
            {icon(icon::CLOSE)}
        </button>
    }
}

/// Clears all filters. Because the button disappears, the focus moves to the search field.
#[component]
pub(crate) fn ClearFilters(text: Key, class: &'static str) -> impl IntoView {
    let report: Report = expect_context();
    let clear = guard_listener(move |event: MouseEvent| {
        focus::search_field(&event);
        report.query().clear_filters();
    });
    let part = (class == "btn").then_some("button");
    view! { <button class=class part=part type="button" on:click=clear>{t(text)}</button> }
}

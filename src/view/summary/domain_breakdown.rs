//! The bounces by domain. Pressing a row filters by its domain.
//!
//! The full list is shown in the same place, a page at a time. With thousands of domains, users
//! find one by its name rather than by scrolling.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, bool_fn, click, show_if, text_fn, view_fn},
    i18n::{Key, Translator, t, t_attr},
    state::{DomainRanking, Report},
    view::{controls::search_field::SearchField, summary::domain_row::DomainRow},
};
use leptos::prelude::*;
use std::rc::Rc;

/// The most frequent domains, or all of them.
#[component]
pub(crate) fn DomainBreakdown() -> impl IntoView {
    let report: Report = expect_context();
    // The search in the full list, and how many of its pages are shown.
    let search = ErasedSignal::new(String::new());
    let pages = ErasedSignal::new(1);
    let is_expanded = ErasedMemo::new(move |_| report.domains().is_expanded());
    let domains = ErasedMemo::new(move |_| {
        if is_expanded.get() {
            search.with(|search| report.domains().search(search, pages.get()))
        } else {
            report.domains().collapsed()
        }
    });
    let count = ErasedMemo::new(move |_| domains.with(|domains| domains.list.top.len()));
    let is_empty_search = ErasedMemo::new(move |_| count.get() == 0);
    // Keeps the toolbar below in place when filters leave fewer domains.
    let has_fixed_height = bool_fn(move || report.domains().fills_collapsed_list());
    let has_no_domains = bool_fn(move || report.rows().domain_count() == 0);
    let search_field = move || {
        let on_search = move |text| {
            search.set(text);
            pages.set(1);
        };
        let text = text_fn(move || search.get());
        view! { <SearchField label=Key::FindDomain text on_search=Rc::new(on_search) /> }.into_any()
    };
    let no_match = || view! { <p class="secondary">{t(Key::NoMatchingDomain)}</p> }.into_any();
    view! {
        <div
            class="domains-panel"
            class:fixed-height=has_fixed_height
            hidden=has_no_domains
            role="group"
            aria-label=t_attr(Key::FilterByDomain)
        >
            <h3>{t(Key::Domains)}</h3>
            {show_if(is_expanded, search_field)}
            <ul class="domains" class:expanded=bool_fn(move || is_expanded.get())>
                <For each=move || 0..count.get() key=|index| *index let:index>
                    <DomainRow index domains />
                </For>
            </ul>
            {show_if(is_empty_search, no_match)}
            <MoreButton domains is_expanded pages />
            <ExpandButton domains is_expanded />
        </div>
    }
}

/// Shows another page of the full list.
#[component]
fn MoreButton(
    domains: ErasedMemo<DomainRanking>,
    is_expanded: ErasedMemo<bool>,
    pages: ErasedSignal<usize>,
) -> impl IntoView {
    let i18n: Translator = expect_context();
    let next_page_len = ErasedMemo::new(move |_| domains.with(DomainRanking::next_page_len));
    view_fn(move || {
        let next = next_page_len.get();
        (is_expanded.get() && next > 0).then(|| {
            let text = text_fn(move || i18n.format(Key::NextDomains, &[("count", next.into())]));
            let show = click(move || pages.update(|pages| *pages += 1));
            view! { <button class="btn" type="button" on:click=show>{text}</button> }.into_any()
        })
    })
}

/// Expands the list to all domains, or collapses it.
#[component]
fn ExpandButton(
    domains: ErasedMemo<DomainRanking>,
    is_expanded: ErasedMemo<bool>,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let more_domains = move || domains.with(|domains| domains.list.more_domains);
    let text = move || {
        if is_expanded.get() {
            i18n.text(Key::FewerDomains)
        } else {
            i18n.format(Key::MoreDomains, &[("count", more_domains().into())])
        }
    };
    let more_rows = move || {
        if is_expanded.get() {
            String::new()
        } else {
            i18n.count(domains.with(|domains| domains.list.more_rows))
        }
    };
    let toggle = move || report.domains().set_expanded(!is_expanded.get_untracked());
    view! {
        <button
            class="domain more"
            type="button"
            aria-expanded=attr_fn(move || Some(is_expanded.get().to_string()))
            hidden=bool_fn(move || !is_expanded.get() && more_domains() == 0)
            on:click=click(toggle)
        >
            <span>{text_fn(text)}</span>
            " "
            <b>{text_fn(more_rows)}</b>
        </button>
    }
}

//! The bounces by domain or by provider. Pressing a line filters by it.
//!
//! The full list is shown in the same place, a page at a time. With thousands of domains, users
//! find one by its name rather than by scrolling.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, bool_fn, click, show_if, text_fn, view_fn},
    i18n::{Key, Translator, t, t_attr},
    state::{DomainLines, Report},
    view::{
        controls::{roving_focus::RovingFocus, search_field::SearchField},
        summary::{domain_line::DomainLine, fold::Fold},
    },
};
use leptos::prelude::*;
use std::rc::Rc;

/// The most frequent domains, or all of them.
#[component]
pub(crate) fn Domains() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // The search in the full list, and how many of its pages are shown.
    let search = ErasedSignal::new(String::new());
    let pages = ErasedSignal::new(1);
    let is_expanded = ErasedMemo::new(move |_| report.domains().is_expanded());
    let domains = ErasedMemo::new(move |_| {
        if is_expanded.get() {
            search.with(|search| report.domains().search(search, pages.get()))
        } else {
            report.domains().lines()
        }
    });
    let count = ErasedMemo::new(move |_| domains.with(|domains| domains.lines.len()));
    let has_domains = ErasedMemo::new(move |_| report.rows().domain_count() > 0);
    let is_empty_search = ErasedMemo::new(move |_| count.get() == 0);
    let source = move || {
        if report.loader().is_complete() {
            return String::new();
        }
        i18n.format(Key::OfSoFar, &[("count", report.rows().count().into())])
    };
    let pressed = ErasedMemo::new(move |_| {
        let selected = report.query().selected_host();
        let is_selected = |line: &crate::state::DomainLine| Some(line.host) == selected;
        domains.with(|domains| domains.lines.iter().position(is_selected)).unwrap_or_default()
    });
    let len = ErasedMemo::new(move |_| count.get() + usize::from(domains.with(has_more)));
    let focus = RovingFocus::new(len, pressed);
    let search_field = move || {
        let on_search = move |text| {
            search.set(text);
            pages.set(1);
        };
        let text = text_fn(move || search.get());
        view! { <SearchField label=Key::FindDomain text on_search=Rc::new(on_search) /> }.into_any()
    };
    let no_match = || view! { <p class="secondary">{t(Key::NoMatchingDomain)}</p> }.into_any();
    show_if(has_domains, move || {
        view! {
            <Fold
                title=Key::Domains
                source=text_fn(source)
                gist=text_fn(move || domains.with(|domains| gist(i18n, domains)))
            >
                <ProviderSwitch />
                {show_if(is_expanded, search_field)}
                <div
                    class="lines domains"
                    class:expanded=bool_fn(move || is_expanded.get())
                    role="group"
                    aria-label=t_attr(Key::FilterByDomain)
                    on:keydown=focus.on_keydown()
                    on:focusin=focus.on_focusin()
                >
                    <ul role="list">
                        <For each=move || 0..count.get() key=|index| *index let:index>
                            <DomainLine index domains focus />
                        </For>
                    </ul>
                    {show_if(is_empty_search, no_match)}
                    <MoreButton domains is_expanded pages />
                    <ExpandButton domains is_expanded focus />
                </div>
            </Fold>
        }
        .into_any()
    })
}

fn has_more(domains: &DomainLines) -> bool {
    domains.more > 0
}

/// The two domains with the most rows.
fn gist(i18n: Translator, domains: &DomainLines) -> String {
    let lines = domains.lines.iter().take(2);
    let describe =
        |line: &crate::state::DomainLine| [&*line.name, &*i18n.count(line.rows)].join(" ");
    lines.map(describe).collect::<Vec<_>>().join(", ")
}

/// Lists domains by provider family, or each by itself.
#[component]
fn ProviderSwitch() -> impl IntoView {
    let report: Report = expect_context();
    let pressed = attr_fn(move || Some(report.query().is_by_provider().to_string()));
    view! {
        <button
            class="link by-provider"
            type="button"
            aria-pressed=pressed
            on:click=click(move || report.query().toggle_by_provider())
        >
            {t(Key::ByProvider)}
        </button>
    }
}

/// Shows another page of the full list.
#[component]
fn MoreButton(
    domains: ErasedMemo<DomainLines>,
    is_expanded: ErasedMemo<bool>,
    pages: ErasedSignal<usize>,
) -> impl IntoView {
    let i18n: Translator = expect_context();
    let next_page_len = ErasedMemo::new(move |_| domains.with(DomainLines::next_page_len));
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
    domains: ErasedMemo<DomainLines>,
    is_expanded: ErasedMemo<bool>,
    focus: RovingFocus,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let more = move || domains.with(|domains| domains.more);
    let text = move || {
        if is_expanded.get() {
            i18n.text(Key::FewerDomains)
        } else {
            i18n.format(Key::MoreDomains, &[("count", more().into())])
        }
    };
    let more_rows = move || {
        if is_expanded.get() {
            String::new()
        } else {
            i18n.count(domains.with(|domains| domains.more_rows))
        }
    };
    let toggle = move || report.domains().set_expanded(!is_expanded.get_untracked());
    let index = move || domains.with(|domains| domains.lines.len());
    view! {
        <button
            class="others"
            type="button"
            aria-expanded=attr_fn(move || Some(is_expanded.get().to_string()))
            hidden=bool_fn(move || !is_expanded.get() && more() == 0)
            tabindex=focus.tab_index_of(index)
            data-index=attr_fn(move || Some(index().to_string()))
            on:click=click(toggle)
        >
            <span class="label"><span class="name">{text_fn(text)}</span></span>
            " "
            <span class="count">{text_fn(more_rows)}</span>
        </button>
    }
}

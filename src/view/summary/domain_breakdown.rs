//! The domains, each with its rows by group. A line is the filter.
//!
//! All domains are listed in the same place, at most a hundred at a time: of thousands, a user finds
//! one by a part of its name, not by scrolling.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, bool_fn, click, show_if, text_fn, view_fn},
    i18n::{Key, Translator, t, t_attr},
    state::{DomainRanking, Report},
    view::{filters::search_field::SearchField, summary::domain_row::DomainRow},
};
use leptos::prelude::*;
use std::rc::Rc;

/// Lines while not all domains are listed, with that which says how many more there are.
const FEW: usize = 5;
/// Domains that are listed at a time, if all are.
const MANY: usize = 100;

/// The domains with the most rows, and on demand all others.
#[component]
pub(crate) fn DomainBreakdown() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // What all domains are narrowed to, and how many of those are listed.
    let wanted = ErasedSignal::new(String::new());
    let listed = ErasedSignal::new(MANY);
    let all = ErasedMemo::new(move |_| report.lists_all_domains());
    let domains = ErasedMemo::new(move |_| {
        if all.get() {
            wanted.with(|wanted| report.find_domains(wanted, listed.get()))
        } else {
            report.first_domains(FEW)
        }
    });
    let count = ErasedMemo::new(move |_| domains.with(|domains| domains.list.top.len()));
    let more = ErasedMemo::new(move |_| domains.with(|domains| domains.list.more_domains));

    // The tools beneath do not move while a filter leaves fewer lines.
    let is_steady = bool_fn(move || report.all_domains_count() >= FEW);

    let is_empty = bool_fn(move || report.all_domains_count() == 0);

    let find = move || {
        let typed = move |text| {
            wanted.set(text);
            listed.set(MANY);
        };
        let text = text_fn(move || wanted.get());
        view! { <SearchField label=Key::FindDomain text typed=Rc::new(typed) /> }.into_any()
    };
    let none = move || {
        (count.get() == 0)
            .then(|| view! { <p class="secondary">{t(Key::NoMatchingDomain)}</p> }.into_any())
    };
    let next = move || {
        let button = |more: usize| {
            let values = [("count", more.min(MANY).into())];
            let text = text_fn(move || i18n.format(Key::NextDomains, &values));
            let show = click(move || listed.update(|listed| *listed += MANY));
            view! { <button class="btn" type="button" on:click=show>{text}</button> }.into_any()
        };
        (all.get() && more.get() > 0).then(|| button(more.get()))
    };
    view! {
        <div class="domains-panel" class:fixed-height=is_steady hidden=is_empty role="group" aria-label=t_attr(Key::FilterByDomain)>
            <h3>{t(Key::Domains)}</h3>
            {show_if(all, find)}
            <ul class="domains" class:expanded=bool_fn(move || all.get())>
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <DomainRow place domains />
                </For>
            </ul>
            {view_fn(none)}
            {view_fn(next)}
            <AllDomainsToggle domains all />
        </div>
    }
}

/// Lists all domains, or the first ones only again.
#[component]
fn AllDomainsToggle(domains: ErasedMemo<DomainRanking>, all: ErasedMemo<bool>) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let more = move || domains.with(|domains| domains.list.more_domains);
    let text = move || {
        if all.get() {
            i18n.text(Key::FewerDomains)
        } else {
            i18n.format(Key::MoreDomains, &[("count", more().into())])
        }
    };
    let rows = move || {
        let rows = || i18n.count(domains.with(|domains| domains.list.more_rows));
        if all.get() { String::new() } else { rows() }
    };
    let toggle = move || report.list_all_domains(!all.get_untracked());
    view! {
        <button
            class="domain more"
            type="button"
            aria-expanded=attr_fn(move || Some(all.get().to_string()))
            hidden=bool_fn(move || !all.get() && more() == 0)
            on:click=click(toggle)
        >
            <span>{text_fn(text)}</span>
            " "
            <b>{text_fn(rows)}</b>
        </button>
    }
}

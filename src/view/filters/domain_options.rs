//! The domains as choices. With thousands of domains, users find one by its name rather than by scrolling.

use crate::{
    erased::{ErasedMemo, ErasedSignal, bool_fn, click, show_if, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    state::{DomainLines, FilterKind, Report},
    view::controls::{
        choice::{ChoiceKind, choice},
        search_field::SearchField,
    },
};
use leptos::prelude::*;
use std::rc::Rc;

/// How many domains are listed, and how many more with each press of the button.
const PAGE: usize = 20;

/// All domains, or one of them; each has the number of its rows that pass the other filters.
#[component]
pub(crate) fn DomainOptions() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let search = ErasedSignal::new(String::new());
    let limit = ErasedSignal::new(PAGE);
    let domains = ErasedMemo::new(move |_| {
        search.with(|search| report.domains().matching(search, limit.get()))
    });
    let names = ErasedMemo::new(move |_| {
        domains
            .with(|domains| domains.lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>())
    });
    let options = move || {
        let option = |name| domain_option(report, i18n, domains, name);
        Some(view_list(names.get().into_iter().map(option)).into_any())
    };
    let all = choice(
        ChoiceKind::One(report.element_id("domain", 0)),
        bool_fn(move || !report.query().has_filter(FilterKind::Domain)),
        view! { <span>{t(Key::AllDomains)}</span> }.into_any(),
        Some(text_fn(move || i18n.count(report.domains().row_count()))),
        move || report.query().set_domain(None),
    );
    let next = ErasedMemo::new(move |_| domains.with(|domains| domains.more.min(PAGE)));
    let has_more = ErasedMemo::new(move |_| next.get() > 0);
    let more = move || more_button(i18n, next, limit);
    let is_empty = ErasedMemo::new(move |_| names.with(Vec::is_empty));
    let none = || view! { <p class="secondary">{t(Key::NoMatchingDomain)}</p> }.into_any();
    let on_search = move |text| {
        search.set(text);
        limit.set(PAGE);
    };
    view! {
        <SearchField
            label=Key::FindDomain
            text=text_fn(move || search.get())
            on_search=Rc::new(on_search)
        />
        {all}
        {view_fn(options)}
        {show_if(is_empty, none)}
        {show_if(has_more, more)}
    }
}

/// A domain with the number of its rows, which changes while the option stays.
fn domain_option(
    report: Report,
    i18n: Translator,
    domains: ErasedMemo<DomainLines>,
    name: String,
) -> AnyView {
    let label = view! { <bdi title=name.clone()>{name.clone()}</bdi> }.into_any();
    let [counted, selected, chosen] = [name.clone(), name.clone(), name];
    let count = text_fn(move || {
        domains.with(|domains| {
            let line = domains.lines.iter().find(|line| line.name == counted);
            line.map(|line| i18n.count(line.rows)).unwrap_or_default()
        })
    });
    let is_chosen = bool_fn(move || {
        report.query().with(|query| query.domain.as_deref() == Some(selected.as_str()))
    });
    choice(
        ChoiceKind::One(report.element_id("domain", 0)),
        is_chosen,
        label,
        Some(count),
        move || report.query().set_domain(Some(chosen.clone())),
    )
}

/// Lists more domains.
fn more_button(i18n: Translator, next: ErasedMemo<usize>, limit: ErasedSignal<usize>) -> AnyView {
    let text = text_fn(move || i18n.format(Key::NextDomains, &[("count", next.get().into())]));
    let show = click(move || limit.update(|limit| *limit += PAGE));
    view! {
        <button class="option" type="button" data-stay on:click=show>
            <span class="secondary">{text}</span>
        </button>
    }
    .into_any()
}

//! The domain as a choice: those with the most rows, and the way to all others.

use crate::{
    erased::{ErasedMemo, view_fn, view_list},
    i18n::{Key, Translator, t_attr},
    platform::panic_boundary::guard_listener,
    state::Report,
    view::focus,
};
use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// What an option stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pick {
    Any,
    Domain(String),
    /// No domain, but the list of all of them.
    List,
}

/// An option, whether it is chosen, and what it says.
type DomainOption = (Pick, bool, String);

/// A native `<select>`. Its last option, if there are more domains than it has, lists them all.
#[component]
pub(crate) fn DomainSelect() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let options = ErasedMemo::new(move |_| options(i18n, report));
    let drawn = move || {
        let option = |(_, is_chosen, text): &DomainOption| {
            view! { <option prop:selected=*is_chosen>{text.clone()}</option> }.into_any()
        };
        Some(options.with(|options| view_list(options.iter().map(option))).into_any())
    };
    let change = guard_listener(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into().ok()) else { return };
        options.with_untracked(|options| choose(report, options, &select));
    });
    view! {
        <select class="domain-select" aria-label=t_attr(Key::Domain) on:change=change>{view_fn(drawn)}</select>
    }
}

fn options(i18n: Translator, report: Report) -> Vec<DomainOption> {
    let domains = report.top_domains();
    let chosen = report.with_query(|query| query.domain.clone());
    let mut options = vec![(Pick::Any, chosen.is_none(), i18n.text(Key::AllDomains))];
    for count in &domains.list.top {
        let name = report.domain_name(count.domain);
        let values = [("domain", (&name).into()), ("count", count.total().into())];
        let text = i18n.format(Key::DomainWithCount, &values);
        options.push((Pick::Domain(name), report.is_selected_domain(count.domain), text));
    }
    // The chosen one is among the options, even if no row of it passes the other filters.
    if let Some(chosen) = chosen.filter(|_| options.iter().all(|(_, is_chosen, _)| !is_chosen)) {
        options.push((Pick::Domain(chosen.clone()), true, chosen));
    }
    if domains.list.more_domains > 0 {
        let more = [("count", domains.list.more_domains.into())];
        options.push((Pick::List, false, i18n.format(Key::MoreDomainsOption, &more)));
    }
    options
}

fn choose(report: Report, options: &[DomainOption], select: &HtmlSelectElement) {
    let place = usize::try_from(select.selected_index()).unwrap_or_default();
    match options.get(place) {
        Some((Pick::Domain(name), ..)) => report.set_domain(Some(name.clone())),
        Some((Pick::List, ..)) => {
            let chosen = options.iter().position(|(_, is_chosen, _)| *is_chosen);
            select.set_selected_index(chosen.and_then(|place| place.try_into().ok()).unwrap_or(0));
            report.list_all_domains(true);
            focus::soon(select, ".domains-panel .search");
        }
        Some((Pick::Any, ..)) | None => report.set_domain(None),
    }
}

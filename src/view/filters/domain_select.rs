//! The domain filter as a select.

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

/// What selecting an option does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum DomainSelection {
    AnyDomain,
    Domain(String),
    /// Lists all domains in the domain breakdown.
    ShowAll,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct DomainOption {
    selection: DomainSelection,
    is_selected: bool,
    label: String,
}

/// A native `<select>` with the most frequent domains. If there are more, its last option lists
/// all of them in the domain breakdown.
#[component]
pub(crate) fn DomainSelect() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let options = ErasedMemo::new(move |_| options(i18n, report));
    let rendered_options = move || {
        let option = |option: &DomainOption| {
            let DomainOption { is_selected, label, .. } = option.clone();
            view! { <option prop:selected=is_selected>{label}</option> }.into_any()
        };
        Some(options.with(|options| view_list(options.iter().map(option))).into_any())
    };
    let on_change = guard_listener(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into().ok()) else { return };
        options.with_untracked(|options| apply_selection(report, options, &select));
    });
    view! {
        <select class="domain-select" aria-label=t_attr(Key::Domain) on:change=on_change>
            {view_fn(rendered_options)}
        </select>
    }
}

fn options(i18n: Translator, report: Report) -> Vec<DomainOption> {
    let domains = report.domains().top();
    let selected = report.query().with(|query| query.domain.clone());
    let mut options = vec![DomainOption {
        selection: DomainSelection::AnyDomain,
        is_selected: selected.is_none(),
        label: i18n.text(Key::AllDomains),
    }];
    for count in &domains.list.top {
        let name = report.rows().domain_name(count.domain);
        let values = [("domain", (&name).into()), ("count", count.total().into())];
        options.push(DomainOption {
            label: i18n.format(Key::DomainWithCount, &values),
            selection: DomainSelection::Domain(name),
            is_selected: report.query().is_selected_domain(count.domain),
        });
    }
    // The selected domain is always an option, even if no row of it passes the other filters.
    if let Some(name) = selected.filter(|_| !options.iter().any(|option| option.is_selected)) {
        options.push(DomainOption {
            selection: DomainSelection::Domain(name.clone()),
            is_selected: true,
            label: name,
        });
    }
    if domains.list.more_domains > 0 {
        let values = [("count", domains.list.more_domains.into())];
        options.push(DomainOption {
            selection: DomainSelection::ShowAll,
            is_selected: false,
            label: i18n.format(Key::MoreDomainsOption, &values),
        });
    }
    options
}

fn apply_selection(report: Report, options: &[DomainOption], select: &HtmlSelectElement) {
    let index = usize::try_from(select.selected_index()).unwrap_or_default();
    match options.get(index).map(|option| &option.selection) {
        Some(DomainSelection::Domain(name)) => report.query().set_domain(Some(name.clone())),
        Some(DomainSelection::ShowAll) => {
            let selected = options.iter().position(|option| option.is_selected);
            let index = selected.and_then(|index| i32::try_from(index).ok());
            select.set_selected_index(index.unwrap_or_default());
            report.domains().set_expanded(true);
            focus::after_render(select, ".fold .search");
        }
        Some(DomainSelection::AnyDomain) | None => report.query().set_domain(None),
    }
}

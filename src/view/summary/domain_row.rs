//! One row of the domain breakdown: name, bar, and number of bounces.

use crate::{
    erased::{ErasedMemo, attr_fn, click, text_fn, view_fn, view_list},
    i18n::{Key, Translator},
    state::{DomainRanking, Report},
    view::labels,
};
use bounces_core::{Group, summary::DomainCount};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct DomainRowModel {
    count: DomainCount,
    name: String,
    /// The rows of the largest domain in the list, whose bar has the full width.
    largest: u32,
}

/// The domain at an index of the list. When another domain takes the index, the elements stay, and
/// so does the focus.
#[component]
pub(crate) fn DomainRow(index: usize, domains: ErasedMemo<DomainRanking>) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // Compares names as well as ids, because ids are assigned again by each load.
    let row = ErasedMemo::new(move |_| {
        domains.with(|domains| {
            let count = *domains.list.top.get(index)?;
            let name = report.rows().domain_name(count.domain);
            Some(DomainRowModel { count, name, largest: domains.max_row_count() })
        })
    });
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()));
    let total = move || row.with(|row| row.as_ref().map(|row| i18n.count(row.count.total())));
    let is_pressed = move || {
        let domain = row.with(|row| row.as_ref().map(|row| row.count.domain));
        domain.is_some_and(|domain| report.query().is_selected_domain(domain))
    };
    // The same information as the colors of the bar.
    let groups = move || row.with(|row| row.as_ref().map(|row| groups_text(i18n, &row.count)));
    let bar = move || {
        row.with(|row| row.as_ref().map(|row| bar_segments(&row.count, row.largest).into_any()))
    };
    let toggle = move || {
        if let Some(row) = row.get_untracked() {
            report.query().toggle_domain(row.count.domain);
        }
    };
    view! {
        <li>
            <button
                class="domain"
                type="button"
                aria-pressed=attr_fn(move || Some(is_pressed().to_string()))
                title=attr_fn(groups)
                on:click=click(toggle)
            >
                <bdi title=attr_fn(name)>{text_fn(move || name().unwrap_or_default())}</bdi>
                <span class="track" aria-hidden="true">{view_fn(bar)}</span>
                " "
                <b>{text_fn(move || total().unwrap_or_default())}</b>
            </button>
        </li>
    }
}

/// The groups that occur at a domain, each with its rows.
fn groups(count: &DomainCount) -> impl Iterator<Item = (Group, u32)> {
    Group::ALL.into_iter().zip(count.groups).filter(|(_, rows)| *rows > 0)
}

fn groups_text(i18n: Translator, count: &DomainCount) -> String {
    let groups = groups(count).map(|(group, rows)| {
        let group = i18n.text(labels::group(group));
        i18n.format(Key::GroupCount, &[("group", (&group).into()), ("count", rows.into())])
    });
    groups.collect::<Vec<_>>().join(", ")
}

/// A segment for each group, and one for the difference to the largest domain.
fn bar_segments(count: &DomainCount, largest: u32) -> Vec<AnyView> {
    let groups = groups(count).map(|(group, rows)| (labels::group_class(group), rows));
    let remainder = largest.saturating_sub(count.total());
    let remainder = (remainder > 0).then_some(("remainder", remainder));
    let segment = |(class, rows): (&'static str, u32)| {
        view! { <i class=class style:flex-grow=rows.to_string()></i> }.into_any()
    };
    view_list(groups.chain(remainder).map(segment))
}

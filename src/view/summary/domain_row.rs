//! One domain: its name, its rows by group, and their count. Pressed, its rows are shown.

use crate::{
    erased::{ErasedMemo, attr_fn, click, text_fn, view_fn, view_list},
    i18n::{Key, Translator},
    state::{DomainRanking, Report},
    view::labels,
};
use bounces_core::{Group, summary::DomainCount};
use leptos::prelude::*;

/// The domain in a place of the list. The line stays when another domain comes there, and with it
/// the focus.
#[component]
pub(crate) fn DomainRow(place: usize, domains: ErasedMemo<DomainRanking>) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // All domains and not only their place: other loads have other domains with the same ids.
    let line = ErasedMemo::new(move |_| {
        domains.with(|domains| {
            let count = *domains.list.top.get(place)?;
            Some((count, report.domain_name(count.domain), domains.largest()))
        })
    });
    let name = move || line.with(|line| line.as_ref().map(|(_, name, _)| name.clone()));
    let total =
        move || line.with(|line| line.as_ref().map(|(count, ..)| i18n.count(count.total())));
    let pressed = move || {
        let domain = line.with(|line| line.as_ref().map(|(count, ..)| count.domain));
        domain.is_some_and(|domain| report.is_selected_domain(domain))
    };
    // The colours of the bar in words, for who does not see them.
    let in_words =
        move || line.with(|line| line.as_ref().map(|(count, ..)| groups_in_words(i18n, count)));
    let track = move || {
        line.with(|line| line.as_ref().map(|(count, _, largest)| track(count, *largest).into_any()))
    };
    let press = move || {
        if let Some((count, ..)) = line.get_untracked() {
            report.toggle_domain(count.domain);
        }
    };
    view! {
        <li>
            <button
                class="domain"
                type="button"
                aria-pressed=attr_fn(move || Some(pressed().to_string()))
                title=attr_fn(in_words)
                on:click=click(press)
            >
                <bdi title=attr_fn(name)>{text_fn(move || name().unwrap_or_default())}</bdi>
                <span class="track" aria-hidden="true">{view_fn(track)}</span>
                " "
                <b>{text_fn(move || total().unwrap_or_default())}</b>
            </button>
        </li>
    }
}

/// The groups that a domain has rows of, each with their count.
fn groups(count: &DomainCount) -> impl Iterator<Item = (Group, u32)> {
    Group::ALL.into_iter().zip(count.groups).filter(|(_, rows)| *rows > 0)
}

fn groups_in_words(i18n: Translator, count: &DomainCount) -> String {
    let groups = groups(count).map(|(group, rows)| {
        let group = i18n.text(labels::group(group));
        i18n.format(Key::GroupCount, &[("group", (&group).into()), ("count", rows.into())])
    });
    groups.collect::<Vec<_>>().join(", ")
}

/// A bar of the groups, as long as the domain has rows, and the rest of the length.
fn track(count: &DomainCount, largest: u32) -> Vec<AnyView> {
    let groups = groups(count).map(|(group, rows)| (labels::tone(group), rows));
    let rest = largest.saturating_sub(count.total());
    let part = |(class, rows): (&'static str, u32)| {
        view! { <i class=class style:flex-grow=rows.to_string()></i> }.into_any()
    };
    view_list(groups.chain((rest > 0).then_some(("remainder", rest))).map(part))
}

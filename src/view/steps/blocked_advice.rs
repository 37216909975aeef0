//! What to do about blocked messages: where most of them are, and what to check.

use crate::{
    erased::{ErasedMemo, bool_fn, click, show_if, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    state::{BlockedAdvice, BlockedPlace, Report},
    view::steps::advice_links::toggle_link,
};
use bounces_core::{NextStep, summary::BlockedCheck};
use leptos::prelude::*;

type Advice = ErasedMemo<Option<BlockedAdvice>>;

/// Advice below the evidence while the reason is the only thing that was chosen; the advice of the step has the same.
#[component]
pub(crate) fn BlockedReasonAdvice() -> impl IntoView {
    let report: Report = expect_context();
    let advice = ErasedMemo::new(move |_| report.blocked_advice());
    let is_shown = ErasedMemo::new(move |_| {
        report.query().step() != Some(NextStep::Unblock) && advice.with(Option::is_some)
    });
    show_if(is_shown, move || {
        view! {
            <div class="advice">
                <p><BlockedPlaceLink advice /></p>
                <BlockedChecks advice />
            </div>
        }
        .into_any()
    })
}

/// Restricts the rows to the domain or the provider family with most of the blocked messages.
#[component]
pub(crate) fn BlockedPlaceLink(advice: Advice) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let place = ErasedMemo::new(move |_| {
        let place = advice.with(|advice| advice.as_ref().and_then(|advice| advice.place.clone()));
        place.filter(|place| place.rows < place.of)
    });
    let host = move || place.with(|place| place.as_ref().map(|place| place.host));
    let is_shown = ErasedMemo::new(move |_| place.with(Option::is_some));
    let is_pressed = move || host().is_some() && report.query().selected_mail_host() == host();
    let text = move || {
        place.with(|place| {
            let Some(BlockedPlace { name, rows, of, .. }) = place else { return String::new() };
            let values = [("count", (*rows).into()), ("of", (*of).into()), ("domain", name.into())];
            i18n.format(Key::CountOfAtDomain, &values)
        })
    };
    let toggle = move || {
        if let Some(host) = untrack(host) {
            report.query().toggle_mail_host(host);
        }
    };
    show_if(is_shown, move || toggle_link(bool_fn(is_pressed), text_fn(text), click(toggle)))
}

/// A short list, collapsed until the user opens it.
#[component]
pub(crate) fn BlockedChecks(advice: Advice) -> impl IntoView {
    let i18n: Translator = expect_context();
    let is_shown = ErasedMemo::new(move |_| advice.with(Option::is_some));
    let items = move || {
        let checks = advice.get()?;
        let item = |check: &BlockedCheck| item(i18n, *check, checks.from_domain.as_deref());
        Some(view_list(checks.checks.iter().map(item)).into_any())
    };
    show_if(is_shown, move || {
        view! {
            <details class="checklist">
                <summary class="link">{t(Key::WhatToCheck)}</summary>
                <ol role="list">{view_fn(items)}</ol>
            </details>
        }
        .into_any()
    })
}

/// What to check, and who says so.
fn item(i18n: Translator, check: BlockedCheck, from_domain: Option<&str>) -> AnyView {
    let text = match check {
        BlockedCheck::FreeMailFrom => {
            let domain = from_domain.unwrap_or_default();
            i18n.format(Key::CheckFreeMailFrom, &[("domain", domain.into())])
        }
        BlockedCheck::AuthenticateDomain => i18n.text(Key::CheckAuthentication),
        BlockedCheck::AvoidFreeMailFrom => i18n.text(Key::CheckFromAddress),
        BlockedCheck::Complaints => i18n.text(Key::CheckComplaints),
        BlockedCheck::PostmasterPage(family) => {
            i18n.format(Key::CheckPostmaster, &[("provider", family.name().into())])
        }
    };
    let source = check.source().map(|(name, url)| {
        view! { <a href=url target="_blank" rel="noreferrer">{name}</a> }.into_any()
    });
    view! { <li><span>{text} " " {source}</span></li> }.into_any()
}

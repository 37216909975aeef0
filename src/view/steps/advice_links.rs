//! Filters that the advice offers: the domain with most of the rows, and Constant Contact's own recommendation.

use crate::{
    erased::{BoolFn, ClickHandler, ErasedMemo, TextFn, attr_fn, bool_fn, click, show_if, text_fn},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::Report,
    view::{focus, steps::step_button::StepTotals},
};
use bounces_core::NextStep;
use leptos::{ev::MouseEvent, prelude::*};

/// Restricts the rows of the step to the domain that has at least half of them.
#[component]
pub(crate) fn DomainLink(totals: StepTotals) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let main_domain = ErasedMemo::new(move |_| {
        // The advice about blocked messages names a provider family.
        let step = report.query().step().filter(|step| *step != NextStep::Unblock)?;
        let total = totals.with(|totals| totals[step.index()].clone());
        let (domain, rows) = total.main_domain?;
        (rows < total.rows).then_some((domain, rows, total.rows))
    });
    let is_shown = ErasedMemo::new(move |_| main_domain.with(Option::is_some));
    let is_pressed = move || {
        main_domain.with(|main| {
            let domain = main.as_ref().map(|(domain, ..)| domain);
            domain.is_some() && report.query().with(|query| query.domain.as_ref() == domain)
        })
    };
    let text = move || {
        main_domain.with(|main| {
            let Some((domain, rows, total)) = main else { return String::new() };
            let values =
                [("count", (*rows).into()), ("of", (*total).into()), ("domain", domain.into())];
            i18n.format(Key::CountOfAtDomain, &values)
        })
    };
    let toggle = move || {
        let domain = main_domain.get_untracked().map(|(domain, ..)| domain);
        report.query().set_domain(if untrack(is_pressed) { None } else { domain });
    };
    show_if(is_shown, move || toggle_link(bool_fn(is_pressed), text_fn(text), click(toggle)))
}

/// Shows the contacts that Constant Contact recommends for removal, which are not those of the step.
#[component]
pub(crate) fn RecommendationLink() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_shown = ErasedMemo::new(move |_| match report.query().step() {
        Some(NextStep::Remove) => report.rows().removable_count() > 0,
        Some(_) => false,
        None => true,
    });
    let is_pressed = move || report.query().shows_removable();
    let text = move || {
        let count = report.rows().removable_count().into();
        i18n.format(Key::RecommendedCount, &[("count", count)])
    };
    show_if(is_shown, move || {
        let toggle = guard_listener(move |event: MouseEvent| {
            if untrack(is_pressed) {
                // The advice disappears, so the focus moves to the cards.
                focus::next_step(&event);
            }
            report.query().toggle_removable();
        });
        toggle_link(bool_fn(is_pressed), text_fn(text), toggle)
    })
}

/// A filter as a sentence of the advice.
pub(super) fn toggle_link(mut is_pressed: BoolFn, text: TextFn, on_click: ClickHandler) -> AnyView {
    let pressed = attr_fn(move || Some(is_pressed().to_string()));
    view! {
        " "
        <button class="link" type="button" aria-pressed=pressed on:click=on_click>
            {text}
        </button>
    }
    .into_any()
}

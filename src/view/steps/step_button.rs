//! The toggle button of a next step: a card, or a quiet line.

use crate::{
    erased::{AttrFn, ClickHandler, ErasedMemo, attr_fn, click, show_if, text_fn, true_attr},
    i18n::{Key, Translator, t},
    state::{Report, StepTotal},
    view::{controls::roving_focus::RovingFocus, labels},
};
use bounces_core::NextStep;
use leptos::prelude::*;

/// The rows of each step.
pub(crate) type StepTotals = ErasedMemo<[StepTotal; NextStep::ALL.len()]>;

/// A value rather than literal text, for the reason given in `skeleton`.
const DOT: &str = "dot";
/// Behind a number that may change.
const CHANGING: &str = "…";

/// The name of the step, its rows, and where they are or why.
#[component]
pub(crate) fn StepCard(step: NextStep, totals: StepTotals, focus: RovingFocus) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let Toggle { pressed, disabled, on_click } = Toggle::new(report, step, totals);
    let count = move || i18n.count(totals.with(|totals| totals[step.index()].rows));
    let depends_on_history = matches!(step, NextStep::Remove | NextStep::Wait);
    let mark = move || {
        if !report.loader().is_complete() {
            labels::MORE
        } else if depends_on_history && labels::is_reading_history(report) {
            CHANGING
        } else {
            ""
        }
    };
    let is_marked = ErasedMemo::new(move |_| !mark().is_empty());
    let reason = move || {
        totals.with(|totals| match &totals[step.index()].main_domain {
            Some((domain, rows)) => i18n.format(
                Key::CountAtDomain,
                &[("count", (*rows).into()), ("domain", domain.into())],
            ),
            None => i18n.text(labels::step_reason(step, labels::is_history_known(report))),
        })
    };
    let so_far = move || {
        view! {
            <i>
                <span aria-hidden="true">{text_fn(move || mark().to_owned())}</span>
                " "
                <span class="visually-hidden">{t(Key::SoFar)}</span>
            </i>
        }
        .into_any()
    };
    view! {
        <button
            class=format!("step {}", labels::step_class(step))
            part="card"
            type="button"
            aria-pressed=pressed
            aria-disabled=disabled
            tabindex=focus.tab_index(step.index())
            data-index=step.index().to_string()
            on:click=on_click
        >
            <i class=DOT></i>
            <span class="step-name">
                {t(labels::step(step))} " " <b>{text_fn(count)}</b> {show_if(is_marked, so_far)}
            </span>
            " "
            <span class="step-reason" title=attr_fn(move || Some(reason()))>{text_fn(reason)}</span>
        </button>
    }
}

/// A sentence with the number of rows.
#[component]
pub(crate) fn StepLine(step: NextStep, totals: StepTotals, focus: RovingFocus) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let Toggle { pressed, disabled, on_click } = Toggle::new(report, step, totals);
    let text = move || {
        let rows = totals.with(|totals| totals[step.index()].rows);
        let more = if report.loader().is_complete() { "" } else { labels::MORE };
        let shown = i18n.count(rows) + more;
        i18n.format(labels::step_line(step), &[("count", rows.into()), ("shown", (&shown).into())])
    };
    view! {
        <button
            type="button"
            aria-pressed=pressed
            aria-disabled=disabled
            tabindex=focus.tab_index(step.index())
            data-index=step.index().to_string()
            on:click=on_click
        >
            {text_fn(text)}
        </button>
    }
}

struct Toggle {
    pressed: AttrFn,
    disabled: AttrFn,
    on_click: ClickHandler,
}

impl Toggle {
    /// A step without rows cannot be pressed, but a pressed one can be released. It stays
    /// focusable, so that it keeps the focus when a later load has no such rows.
    fn new(report: Report, step: NextStep, totals: StepTotals) -> Self {
        let is_pressed = move || report.query().step() == Some(step);
        let is_disabled =
            move || !is_pressed() && totals.with(|totals| totals[step.index()].rows == 0);
        let toggle = move || {
            if !untrack(is_disabled) {
                report.query().toggle_step(step);
            }
        };
        Self {
            pressed: attr_fn(move || Some(is_pressed().to_string())),
            disabled: true_attr(is_disabled),
            on_click: click(toggle),
        }
    }
}

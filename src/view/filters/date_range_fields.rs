//! The fields for a custom date range.

use crate::{
    erased::{ErasedMemo, show_if, text_fn, true_attr},
    i18n::{Key, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{DateRange, Report},
};
use bounces_core::Day;
use leptos::{ev::Event, prelude::*};

/// Two native date fields, and an error if the first day is after the last.
#[component]
pub(crate) fn DateRangeFields() -> impl IntoView {
    let report: Report = expect_context();
    let is_inverted =
        ErasedMemo::new(move |_| report.query().date_range().is_some_and(DateRange::is_inverted));
    let error =
        || view! { <p class="field-error" role="alert">{t(Key::InvalidRange)}</p> }.into_any();
    view! {
        <div class="date-range" role="group" aria-label=t_attr(Key::Dates)>
            <DayField label=Key::RangeStart is_inverted day=first_day />
            <DayField label=Key::RangeEnd is_inverted day=last_day />
            {show_if(is_inverted, error)}
        </div>
    }
}

fn first_day(range: &mut DateRange) -> &mut Option<Day> {
    &mut range.first
}

fn last_day(range: &mut DateRange) -> &mut Option<Day> {
    &mut range.last
}

#[component]
fn DayField(
    label: Key,
    is_inverted: ErasedMemo<bool>,
    /// The end of the range that this field edits.
    day: fn(&mut DateRange) -> &mut Option<Day>,
) -> impl IntoView {
    let report: Report = expect_context();
    let value = ErasedMemo::new(move |_| *day(&mut report.query().date_range()?));
    let text = move || value.get().map(|day| day.to_string()).unwrap_or_default();
    let on_change = guard_listener(move |event: Event| {
        let mut range = untrack(|| report.query().date_range()).unwrap_or_default();
        *day(&mut range) = DateRange::parse_day(&event_target_value(&event));
        report.query().set_date_range(range);
    });
    view! {
        <label>
            {t(label)} " "
            <input
                type="date"
                aria-invalid=true_attr(move || is_inverted.get())
                prop:value=text_fn(text)
                on:change=on_change
            />
        </label>
    }
}

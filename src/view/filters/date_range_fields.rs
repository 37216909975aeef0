//! The fields for the first and the last day that are shown.

use crate::{
    erased::{ErasedMemo, attr_fn, text_fn, view_fn},
    i18n::{Key, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{DateRange, Report},
};
use bounces_core::Day;
use leptos::{ev::Event, prelude::*};

/// Two native date fields, and what is wrong with them.
#[component]
pub(crate) fn DateRangeFields() -> impl IntoView {
    let report: Report = expect_context();
    let in_disorder =
        ErasedMemo::new(move |_| report.date_range().is_some_and(|days| days.dates().is_none()));
    let problem = move || {
        let problem = || view! { <p class="field-error" role="alert">{t(Key::InvalidRange)}</p> };
        in_disorder.get().then(|| problem().into_any())
    };
    let set_first = |days: &mut DateRange, day| days.first = day;
    let set_last = |days: &mut DateRange, day| days.last = day;
    view! {
        <div class="date-range" role="group" aria-label=t_attr(Key::Dates)>
            <DayField label=Key::RangeStart in_disorder day=|days| days.first set=set_first />
            <DayField label=Key::RangeEnd in_disorder day=|days| days.last set=set_last />
            {view_fn(problem)}
        </div>
    }
}

/// One day.
#[component]
fn DayField(
    label: Key,
    in_disorder: ErasedMemo<bool>,
    day: fn(DateRange) -> Option<Day>,
    set: fn(&mut DateRange, Option<Day>),
) -> impl IntoView {
    let report: Report = expect_context();
    let written = ErasedMemo::new(move |_| report.date_range().and_then(day));
    let text = move || written.get().map(|day| day.to_string()).unwrap_or_default();
    let on_change = guard_listener(move |event: Event| {
        let mut days = untrack(|| report.date_range()).unwrap_or_default();
        set(&mut days, typed_day(&event_target_value(&event)));
        report.set_date_range(days);
    });
    view! {
        <label>
            {t(label)} " "
            <input
                type="date"
                aria-invalid=attr_fn(move || in_disorder.get().then(|| "true".to_owned()))
                prop:value=text_fn(text)
                on:change=on_change
            />
        </label>
    }
}

/// A day, unless its year is still being typed: until then it is 2, 20 and 202.
fn typed_day(text: &str) -> Option<Day> {
    Day::parse(text).filter(|day| day.civil().0 >= 1000)
}

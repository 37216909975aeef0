//! Which rows are shown of how many, what narrows them, and on narrow hosts how they are sorted.

use super::words;
use crate::{
    state::{Progress, Report},
    text::{Key, filled, text},
};
use bounces_core::{Column, Direction, SortKey};
use leptos::{ev, prelude::*};

/// The line above the table.
#[component]
pub(super) fn StatusLine() -> impl IntoView {
    let report: Report = expect_context();
    let filtered = Memo::new(move |_| !report.query().codes.is_empty());
    let shown = move || {
        let formats = words::formats(report);
        let count = |count: usize| words::count(&formats, count);
        let shown = report.rows_shown();
        let sentence = match (filtered.get(), report.progress() == Progress::Complete) {
            (false, true) => Key::Shown,
            (true, true) => Key::ShownMatching,
            (false, false) => Key::ShownReading,
            (true, false) => Key::ShownMatchingReading,
        };
        let first = shown.start + usize::from(!shown.is_empty());
        filled(
            sentence,
            &[
                ("first", &count(first)),
                ("last", &count(shown.end)),
                ("matching", &count(report.rows_matching())),
                ("total", &count(report.rows_read())),
            ],
        )
    };
    let tag = move || {
        let codes: Vec<_> = report.query().codes.iter().map(words::letter).collect();
        filled(Key::FilterTag, &[("codes", &codes.join(", "))])
    };
    view! {
        <div class="status">
            <span class="shown">{shown}</span>
            <Show when=move || filtered.get()>
                <button class="tag" type="button" title=text(Key::RemoveFilter) on:click=move |_| report.clear_filters()>
                    {tag}
                    " "
                    <span aria-hidden="true">"✕"</span>
                    <span class="hidden">{text(Key::ClearFilters)}</span>
                </button>
            </Show>
            <SortChoice />
        </div>
    }
}

/// The sort as a choice, for narrow hosts, where the headers are out of sight.
#[component]
fn SortChoice() -> impl IntoView {
    let report: Report = expect_context();
    let sorts = Column::ALL.into_iter().flat_map(|column| {
        [Direction::Ascending, Direction::Descending].map(|direction| SortKey { column, direction })
    });
    let sorts: Vec<SortKey> = sorts.collect();
    let options = sorts.iter().enumerate().map(|(place, sort)| {
        let sort = *sort;
        let label = format!("{}: {}", words::column(sort.column), words::direction(sort));
        view! { <option value=place.to_string() selected=move || report.query().sort == sort>{label}</option> }
    });
    let options = options.collect_view();
    let choose = move |event: ev::Event| {
        let chosen =
            event_target_value(&event).parse().ok().and_then(|place: usize| sorts.get(place));
        if let Some(sort) = chosen {
            report.sort(*sort);
        }
    };
    view! {
        <label class="sort-choice">
            {text(Key::SortBy)}
            " "
            <select on:change=choose>{options}</select>
        </label>
    }
}

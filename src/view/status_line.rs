//! Which rows are shown of how many, what narrows them, and on narrow hosts how they are sorted.

use super::{
    choice::Choice,
    dynamic::{self, click, part},
    words,
};
use crate::{
    state::{Progress, Report},
    text::{Key, filled, text},
};
use bounces_core::{Column, Direction, SortKey};
use leptos::prelude::*;
use std::sync::Arc;

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
    view! {
        <div class="status">
            <span class="shown">{dynamic::text(shown)}</span>
            {part(move || filtered.get().then(|| view! { <FilterTag /> }.into_any()))}
            <div class="sort-choice"><SortChoice /></div>
        </div>
    }
}

/// The filter by reason, which a press takes away.
#[component]
fn FilterTag() -> impl IntoView {
    let report: Report = expect_context();
    let tag = move || {
        let codes: Vec<_> = report.query().codes.iter().map(words::letter).collect();
        filled(Key::FilterTag, &[("codes", &codes.join(", "))])
    };
    view! {
        <button class="tag" type="button" title=text(Key::RemoveFilter) on:click=click(move || report.clear_filters())>
            {dynamic::text(tag)}
            " "
            <span aria-hidden="true">"✕"</span>
            <span class="hidden">{text(Key::ClearFilters)}</span>
        </button>
    }
}

/// The sort as a choice, for narrow hosts, where the headers are out of sight.
#[component]
fn SortChoice() -> impl IntoView {
    let report: Report = expect_context();
    let sorts: Vec<SortKey> = Column::ALL
        .into_iter()
        .flat_map(|column| {
            let both = [Direction::Ascending, Direction::Descending];
            both.map(|direction| SortKey { column, direction })
        })
        .collect();
    let label =
        |sort: &SortKey| format!("{}: {}", words::column(sort.column), words::direction(*sort));
    let options = sorts.iter().map(label).collect();
    let choices = sorts.clone();
    let chosen = move || choices.iter().position(|sort| *sort == report.query().sort);
    let choose = move |place: usize| report.sort(sorts[place]);
    view! { <Choice label=Key::SortBy options chosen=Arc::new(chosen) choose=Box::new(choose) /> }
}

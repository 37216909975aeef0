//! Which rows are shown of how many, what narrows them, and on narrow hosts how they are sorted.

use super::{
    choice::Choice,
    dynamic::{self, Text, click, label, name, part},
    reading_status::ReadingStatus,
    wording,
};
use crate::{
    state::Report,
    text::{Key, Words},
};
use bounces_core::{Column, Direction, SortKey};
use leptos::prelude::*;
use std::sync::Arc;

/// The line above the table.
#[component]
pub(super) fn StatusLine() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let filtered = Memo::new(move |_| !report.query().is_unfiltered());
    let shown = move || {
        let shown = report.rows_shown();
        let sentence = match (filtered.get(), report.is_whole()) {
            (false, true) => Key::Shown,
            (true, true) => Key::ShownMatching,
            (false, false) => Key::ShownReading,
            (true, false) => Key::ShownMatchingReading,
        };
        let first = shown.start + usize::from(!shown.is_empty());
        words.fill(
            sentence,
            &[
                ("first", first.into()),
                ("last", shown.end.into()),
                ("matching", report.rows_matching().into()),
                ("total", report.rows_read().into()),
            ],
        )
    };
    view! {
        <div class="status">
            <span class="shown">{dynamic::text(shown)}</span>
            {part(move || filtered.get().then(|| view! { <FilterTag /> }.into_any()))}
            <div class="sort-choice"><SortChoice /></div>
            <ReadingStatus />
        </div>
    }
}

/// The filter by reason, which a press takes away.
#[component]
fn FilterTag() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let tag = move || {
        let query = report.query();
        if query.codes.is_empty() {
            return words.text(Key::Removable);
        }
        let codes: Vec<_> = query.codes.iter().map(wording::letter).collect();
        words.fill(Key::FilterTag, &[("codes", (&codes.join(", ")).into())])
    };
    view! {
        <button class="tag" type="button" title=name(Key::RemoveFilter) on:click=click(move || report.clear_filters())>
            {dynamic::text(tag)}
            " "
            <span aria-hidden="true">"✕"</span>
            <span class="hidden">{label(Key::ClearFilters)}</span>
        </button>
    }
}

/// The sort as a choice, for narrow hosts, where the headers are out of sight.
#[component]
fn SortChoice() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let sorts: Vec<SortKey> = Column::ALL
        .into_iter()
        .flat_map(|column| {
            let both = [Direction::Ascending, Direction::Descending];
            both.map(|direction| SortKey { column, direction })
        })
        .collect();
    let option = |sort: &SortKey| -> Text {
        let keys = [wording::column(sort.column), wording::direction(*sort)];
        dynamic::text(move || keys.map(|key| words.text(key)).join(": "))
    };
    let options = sorts.iter().map(option).collect();
    let choices = sorts.clone();
    let chosen = move || choices.iter().position(|sort| *sort == report.query().sort.first());
    let choose = move |place: usize| report.sort(sorts[place].into());
    view! { <Choice name=Key::SortBy options chosen=Arc::new(chosen) choose=Box::new(choose) /> }
}

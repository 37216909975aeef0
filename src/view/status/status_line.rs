//! Which rows are shown of how many, what narrows them, and on narrow hosts how they are sorted.

use crate::{
    erased::{ErasedMemo, TextFn, text_fn},
    i18n::{Key, Translator},
    state::Report,
    view::{
        filters::{filter_tags::FilterTags, select::Select},
        labels,
        selection::select_all::{SelectAll, select_all},
        status::load_status::LoadStatus,
    },
};
use bounces_core::{SortColumn, SortDirection, SortKey};
use leptos::prelude::*;
use std::sync::Arc;

/// The line above the table.
#[component]
pub(crate) fn StatusLine() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let filtered = ErasedMemo::new(move |_| report.with_query(|query| !query.is_unfiltered()));
    let shown = move || {
        let shown = report.rows_shown();
        let sentence = match (filtered.get(), shown.is_empty(), report.is_complete()) {
            (false, _, true) => Key::RowRange,
            (false, _, false) => Key::RowRangePartial,
            (true, false, true) => Key::RowRangeMatching,
            (true, false, false) => Key::RowRangeMatchingPartial,
            (true, true, true) => Key::NoneMatching,
            (true, true, false) => Key::NoneMatchingPartial,
        };
        i18n.format(
            sentence,
            &[
                ("first", (shown.start + 1).into()),
                ("last", shown.end.into()),
                ("matching", report.rows_matching().into()),
                ("total", report.rows_read().into()),
            ],
        )
    };
    view! {
        <div class="status">
            <span class="row-range">{text_fn(shown)}</span>
            <FilterTags />
            <div class="narrow-only"><SortSelect /></div>
            <label class="narrow-only checkbox">
                <SelectAll />
                <span aria-hidden="true">{text_fn(move || select_all(i18n, report))}</span>
            </label>
            <LoadStatus />
        </div>
    }
}

/// The sort as a choice, for narrow hosts, where the headers are out of sight.
#[component]
fn SortSelect() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let sorts: Vec<SortKey> = SortColumn::ALL
        .into_iter()
        .flat_map(|column| {
            let both = [SortDirection::Ascending, SortDirection::Descending];
            both.map(|direction| SortKey { column, direction })
        })
        .collect();
    let option = |sort: &SortKey| -> TextFn {
        let keys = [labels::column(sort.column), labels::direction(*sort)];
        text_fn(move || keys.map(|key| i18n.text(key)).join(": "))
    };
    let options = sorts.iter().map(option).collect();
    let choices = sorts.clone();
    let chosen = move || {
        let first = report.with_query(|query| query.sort.first());
        choices.iter().position(|sort| *sort == first)
    };
    let choose = move |place: usize| report.set_sort(sorts[place].into());
    view! { <Select name=Key::SortBy options chosen=Arc::new(chosen) choose=Box::new(choose) /> }
}

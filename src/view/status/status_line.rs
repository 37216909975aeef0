//! The line above the table: the range of rows, active filters, and on narrow hosts the sort.

use crate::{
    erased::{ErasedMemo, text_fn},
    i18n::{Key, Translator},
    state::Report,
    view::{
        filters::filter_tags::FilterTags,
        selection::select_all::{SelectAll, select_all_label},
        status::load_status::LoadStatus,
        table::sort_select::SortSelect,
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn StatusLine() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_filtered = ErasedMemo::new(move |_| report.query().with(|query| !query.is_unfiltered()));
    let row_range = move || {
        let rows = report.query().page_range();
        let key = match (is_filtered.get(), rows.is_empty(), report.loader().is_complete()) {
            (false, _, true) => Key::RowRange,
            (false, _, false) => Key::RowRangePartial,
            (true, false, true) => Key::RowRangeMatching,
            (true, false, false) => Key::RowRangeMatchingPartial,
            (true, true, true) => Key::NoneMatching,
            (true, true, false) => Key::NoneMatchingPartial,
        };
        let values = [
            ("first", (rows.start + 1).into()),
            ("last", rows.end.into()),
            ("matching", report.query().matching_count().into()),
            ("total", report.rows().count().into()),
        ];
        i18n.format(key, &values)
    };
    view! {
        <div class="status">
            <span class="row-range">{text_fn(row_range)}</span>
            <FilterTags />
            <div class="narrow-only"><SortSelect /></div>
            <label class="narrow-only checkbox">
                <SelectAll />
                <span aria-hidden="true">{text_fn(move || select_all_label(i18n, report))}</span>
            </label>
            <LoadStatus />
        </div>
    }
}

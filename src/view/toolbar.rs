//! The toolbar between the summary and the table: search, filters, and how many rows there are. Where rows are cards, it
//! also has what is left of the table's header.

use crate::{
    erased::{ErasedMemo, bool_fn, text_fn, view_fn},
    i18n::{Key, Translator, t_attr},
    state::Report,
    view::{
        controls::search_field::SearchField,
        filters::{filter_menus::FilterMenus, filter_sheet::FilterSheet, filter_tags::FilterTags},
        labels,
        selection::select_all::SelectAll,
        status::load_status::LoadStatus,
        table::sort_select::SortSelect,
    },
};
use bounces_core::Query;
use leptos::prelude::*;
use std::rc::Rc;

#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let report: Report = expect_context();
    let search = ErasedMemo::new(move |_| report.query().with(|query| query.search.clone()));
    view! {
        <div class="toolbar" part="tools" role="search" aria-label=t_attr(Key::Toolbar)>
            <SearchField
                label=Key::Search
                text=text_fn(move || search.get())
                on_search=Rc::new(move |text| report.query().set_search(text))
            />
            <FilterMenus />
            <FilterSheet />
            <FilterTags />
            <LoadStatus />
            <ListHeader />
        </div>
    }
}

/// The range of rows. While rows are loading, the load status takes its place, unless the rows are filtered.
#[component]
fn ListHeader() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_replaced = bool_fn(move || {
        report.loader().has_pages()
            && !report.loader().is_complete()
            && report.query().with(Query::is_unfiltered)
    });
    let range = ErasedMemo::new(move |_| labels::row_range(i18n, report));
    // The range is emphasized, and the words around it are not.
    let text = move || {
        let [before, range, rest] = range.get();
        let range = (!range.is_empty()).then(|| view! { <b>{range}</b> });
        Some(view! { {before} {range} {rest} }.into_any())
    };
    view! {
        <div class="list-header" class:replaced=is_replaced>
            <label class="narrow-only">
                <SelectAll />
            </label>
            <span class="row-range">{view_fn(text)}</span>
            <div class="narrow-only sort-by">
                <SortSelect />
            </div>
        </div>
    }
}

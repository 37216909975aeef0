//! The toolbar between the summary and the table.

use crate::{
    erased::{ErasedMemo, show_if, text_fn},
    i18n::{Key, t_attr},
    state::Report,
    view::{
        controls::search_field::SearchField,
        filters::{
            date_range_fields::DateRangeFields, date_select::DateSelect,
            domain_select::DomainSelect,
        },
    },
};
use leptos::prelude::*;
use std::rc::Rc;

#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let report: Report = expect_context();
    let search = ErasedMemo::new(move |_| report.query().with(|query| query.search.clone()));
    let has_date_range = ErasedMemo::new(move |_| report.query().date_range().is_some());
    view! {
        <div class="toolbar" part="tools" role="search" aria-label=t_attr(Key::Toolbar)>
            <SearchField
                label=Key::Search
                text=text_fn(move || search.get())
                on_search=Rc::new(move |text| report.query().set_search(text))
            />
            <DomainSelect />
            <DateSelect />
            {show_if(has_date_range, || view! { <DateRangeFields /> }.into_any())}
        </div>
    }
}

//! The bar of tools: search, domain, date, columns. What they find stands in the table.

use crate::{
    erased::{ErasedMemo, TextFn, show_if, text_fn},
    i18n::{Key, t, t_attr},
    state::{DateRange, Report},
    view::{
        filters::{
            date_range_fields::DateRangeFields, domain_select::DomainSelect,
            search_field::SearchField, select::Select,
        },
        labels,
        menus::columns_menu::ColumnsMenu,
    },
};
use bounces_core::{DateFilter, RelativeRange};
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc};

/// The tools between the summary and the rows.
#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let report: Report = expect_context();
    let searched = ErasedMemo::new(move |_| report.with_query(|query| query.search.clone()));
    let has_own_days = ErasedMemo::new(move |_| report.date_range().is_some());
    view! {
        <div class="toolbar" part="tools" role="search" aria-label=t_attr(Key::Toolbar)>
            <SearchField
                label=Key::Search
                text=text_fn(move || searched.get())
                typed=Rc::new(move |text| report.set_search(text))
            />
            <DomainSelect />
            <DateSelect />
            <ColumnsMenu />
            {show_if(has_own_days, || view! { <DateRangeFields /> }.into_any())}
        </div>
    }
}

/// Any date, the latest ones, or days of the user's own.
#[component]
fn DateSelect() -> impl IntoView {
    let report: Report = expect_context();
    let recent = RelativeRange::ALL.map(labels::recent);
    let options: Vec<TextFn> =
        [Key::AnyDate].into_iter().chain(recent).chain([Key::CustomRange]).map(t).collect();
    let own_days = options.len() - 1;
    let chosen = move || match (report.date_range(), report.dates()) {
        (Some(_), _) | (None, DateFilter::Days { .. }) => Some(own_days),
        (None, DateFilter::Any) => Some(0),
        (None, DateFilter::Last(recent)) => {
            RelativeRange::ALL.iter().position(|known| *known == recent).map(|place| place + 1)
        }
    };
    let choose =
        move |place: usize| match place.checked_sub(1).map(|place| RelativeRange::ALL.get(place)) {
            None => report.set_dates(DateFilter::Any),
            Some(Some(recent)) => report.set_dates(DateFilter::Last(*recent)),
            Some(None) => report.set_date_range(DateRange::default()),
        };
    view! {
        <Select name=Key::Dates is_plain=true options chosen=Arc::new(chosen) choose=Box::new(choose) />
    }
}

//! The bar of tools: search, domain, date, columns. What they find stands in the table.

use super::{
    choice::Choice,
    columns_menu::ColumnsMenu,
    domain_choice::DomainChoice,
    dynamic::{self, Text, label, name, part},
    own_days::OwnDaysFields,
    search_field::SearchField,
    wording,
};
use crate::{
    reactive::Memo,
    state::{OwnDays, Report},
    text::Key,
};
use bounces_core::{Dates, Recent};
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc};

/// The tools between the summary and the rows.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let report: Report = expect_context();
    let searched = Memo::new(move |_| report.with_query(|query| query.search.clone()));
    let has_own_days = Memo::new(move |_| report.own_days().is_some());
    view! {
        <div class="tools" part="tools" role="search" aria-label=name(Key::Tools)>
            <SearchField
                label=Key::Search
                text=dynamic::text(move || searched.get())
                typed=Rc::new(move |text| report.search(text))
            />
            <DomainChoice />
            <DateChoice />
            <ColumnsMenu />
            {part(move || has_own_days.get().then(|| view! { <OwnDaysFields /> }.into_any()))}
        </div>
    }
}

/// Any date, the latest ones, or days of the user's own.
#[component]
fn DateChoice() -> impl IntoView {
    let report: Report = expect_context();
    let recent = Recent::ALL.map(wording::recent);
    let options: Vec<Text> =
        [Key::AnyDate].into_iter().chain(recent).chain([Key::OwnDays]).map(label).collect();
    let own_days = options.len() - 1;
    let chosen = move || match (report.own_days(), report.dates()) {
        (Some(_), _) | (None, Dates::Days { .. }) => Some(own_days),
        (None, Dates::Any) => Some(0),
        (None, Dates::Last(recent)) => {
            Recent::ALL.iter().position(|known| *known == recent).map(|place| place + 1)
        }
    };
    let choose = move |place: usize| match place.checked_sub(1).map(|place| Recent::ALL.get(place))
    {
        None => report.choose_dates(Dates::Any),
        Some(Some(recent)) => report.choose_dates(Dates::Last(*recent)),
        Some(None) => report.choose_own_days(OwnDays::default()),
    };
    view! {
        <Choice name=Key::Dates is_plain=true options chosen=Arc::new(chosen) choose=Box::new(choose) />
    }
}

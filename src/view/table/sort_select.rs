//! The sort as a select, for narrow hosts, which do not show the column headers.

use crate::{
    erased::{ErasedMemo, TextFn, text_fn, view_fn},
    i18n::{Key, Translator, upper_case},
    state::Report,
    view::{controls::select::Select, table::columns},
};
use bounces_core::{Column, SortColumn, SortDirection, SortKey};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub(crate) fn SortSelect() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // The host may switch earlier emails off or on.
    let offers_before = ErasedMemo::new(move |_| report.layout().offers_column(Column::Before));
    view_fn(move || Some(select(report, i18n, offers_before.get())))
}

fn select(report: Report, i18n: Translator, offers_before: bool) -> AnyView {
    let sort_keys: Vec<SortKey> = SortColumn::ALL
        .into_iter()
        .filter(|column| *column != SortColumn::Before || offers_before)
        .flat_map(|column| {
            let directions = [SortDirection::Ascending, SortDirection::Descending];
            directions.map(|direction| SortKey { column, direction })
        })
        .collect();
    let option = |key: &SortKey| -> TextFn {
        let key = *key;
        text_fn(move || {
            let direction = i18n.text(columns::sort_direction(key));
            match key.column {
                // The direction says what it is about.
                SortColumn::Reason | SortColumn::Date | SortColumn::Before => {
                    capitalized(&direction)
                }
                SortColumn::Email | SortColumn::Name => {
                    i18n.labeled(&i18n.text(columns::header(key.column.column())), &direction)
                }
            }
        })
    };
    let options = sort_keys.iter().map(option).collect();
    let keys = sort_keys.clone();
    let selected = move || {
        let first = report.query().with(|query| query.sort.first());
        keys.iter().position(|key| *key == first)
    };
    let on_select = move |index: usize| report.query().set_sort(sort_keys[index].into());
    view! {
        <Select
            name=Key::SortBy
            options
            selected=Arc::new(selected)
            on_select=Box::new(on_select)
        />
    }
    .into_any()
}

fn capitalized(text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let (first, rest) = text.split_at(first);
    upper_case(first) + rest
}

//! How many rows a page has.

use crate::{
    erased::text_fn,
    i18n::Key,
    state::Report,
    view::{bounces_report::DEFAULT_PAGE_SIZE, controls::select::Select},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The page sizes offered to users.
const PAGE_SIZES: [usize; 4] = [DEFAULT_PAGE_SIZE, 100, 250, 500];

/// Offers the usual page sizes, and the one that the host has set.
#[component]
pub(crate) fn PageSizeSelect(host_size: usize) -> impl IntoView {
    let report: Report = expect_context();
    let mut sizes = PAGE_SIZES.to_vec();
    if let Err(index) = sizes.binary_search(&host_size) {
        sizes.insert(index, host_size);
    }
    let option = |size: &usize| {
        let size = *size;
        text_fn(move || size.to_string())
    };
    let options = sizes.iter().map(option).collect();
    let choices = sizes.clone();
    let selected = move || choices.iter().position(|size| *size == report.page_size());
    let on_select = move |index: usize| report.set_page_size(sizes[index]);
    view! {
        <Select
            name=Key::RowsOnPage
            options
            selected=Arc::new(selected)
            on_select=Box::new(on_select)
        />
    }
}

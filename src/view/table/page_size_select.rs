//! How many rows a page has.

use crate::{erased::text_fn, i18n::Key, state::Report, view::controls::select::Select};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub(crate) fn PageSizeSelect(sizes: Vec<usize>) -> impl IntoView {
    let report: Report = expect_context();
    let option = |size: &usize| {
        let size = *size;
        text_fn(move || size.to_string())
    };
    let options = sizes.iter().map(option).collect();
    let choices = sizes.clone();
    let selected = move || choices.iter().position(|size| *size == report.query().page_size());
    let on_select = move |index: usize| report.query().set_page_size(sizes[index]);
    view! {
        <Select
            name=Key::RowsOnPage
            options
            selected=Arc::new(selected)
            on_select=Box::new(on_select)
        />
    }
}

//! How much is read, and the way to other pages.

use super::{bounces_report::DEFAULT_PAGE_SIZE, words};
use crate::{
    state::{Progress, Report},
    text::{Key, filled, text},
};
use leptos::{ev, prelude::*};

/// The page sizes that users can choose.
const PAGE_SIZES: [usize; 4] = [DEFAULT_PAGE_SIZE, 100, 250, 500];

/// The line beneath the table.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let report: Report = expect_context();
    let reading =
        move || (report.progress() == Progress::Reading).then(|| words::read_so_far(report));
    let skipped = move || {
        let skipped = words::count(&words::formats(report), report.rows_skipped());
        (report.rows_skipped() > 0).then(|| filled(Key::Skipped, &[("count", &skipped)]))
    };
    let page_of = move || {
        let formats = words::formats(report);
        let [page, pages] =
            [report.page() + 1, report.pages()].map(|page| words::count(&formats, page));
        filled(Key::PageOf, &[("page", &page), ("pages", &pages)])
    };
    let is_first = move || report.page() == 0;
    let is_last = move || report.page() + 1 >= report.pages();
    view! {
        <div class="foot">
            <span>{reading}</span>
            <span>{skipped}</span>
            <div class="push">
                <PageSize />
                <span>{page_of}</span>
                <button
                    class="btn"
                    type="button"
                    aria-disabled=move || is_first().to_string()
                    on:click=move |_| report.show_page(report.page().saturating_sub(1))
                >
                    {text(Key::Previous)}
                </button>
                <button
                    class="btn"
                    type="button"
                    aria-disabled=move || is_last().to_string()
                    on:click=move |_| report.show_page((report.page() + 1).min(report.pages() - 1))
                >
                    {text(Key::Next)}
                </button>
            </div>
        </div>
    }
}

/// How many rows a page has. The host's own number stands beside the usual ones.
#[component]
fn PageSize() -> impl IntoView {
    let report: Report = expect_context();
    let sizes = Memo::new(move |_| {
        let mut sizes = PAGE_SIZES.to_vec();
        sizes.push(report.page_size());
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    });
    let options = move || {
        let option = |size: usize| {
            view! { <option value=size.to_string() selected=move || report.page_size() == size>{size}</option> }
        };
        sizes.get().into_iter().map(option).collect_view()
    };
    let choose = move |event: ev::Event| {
        if let Ok(size) = event_target_value(&event).parse() {
            report.show_rows(size);
        }
    };
    view! {
        <label>{text(Key::RowsOnPage)} " " <select on:change=choose>{options}</select></label>
    }
}

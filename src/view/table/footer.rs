//! How much is read, and the way to other pages.

use crate::{
    erased::{attr_fn, bool_fn, click, text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::{LoadPhase, Report},
    view::{
        bounces_report::DEFAULT_PAGE_SIZE, filters::select::Select, labels,
        selection::selection_bar::SelectionBar,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The page sizes that users can choose.
const PAGE_SIZES: [usize; 4] = [DEFAULT_PAGE_SIZE, 100, 250, 500];

/// The line beneath the table.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let reading = move || match report.load_phase() {
        // What stands there may be whole, while it is read again.
        LoadPhase::Reading if report.is_complete() => String::new(),
        LoadPhase::Reading => labels::read_so_far(i18n, report),
        LoadPhase::Stopped => i18n.format(Key::StoppedText, &[("read", report.rows_read().into())]),
        LoadPhase::Idle | LoadPhase::Complete | LoadPhase::Failed(_) => String::new(),
    };
    let skipped = move || match report.rows_skipped() {
        0 => String::new(),
        skipped => i18n.format(Key::UnreadableRows, &[("count", skipped.into())]),
    };
    let outcome = move || match (report.is_exporting(), report.outcome()) {
        (true, _) => i18n.text(Key::Exporting),
        (false, Some(outcome)) => labels::outcome(i18n, report, outcome),
        (false, None) => String::new(),
    };
    let page_of = move || {
        let (page, pages) = (report.page() + 1, report.pages());
        i18n.format(Key::PageOf, &[("page", page.into()), ("pages", pages.into())])
    };
    view! {
        <div class="footer" part="footer" tabindex="-1">
            <SelectionBar />
            <span class="export-result">{text_fn(outcome)}</span>
            <span>{text_fn(reading)}</span>
            <span>{text_fn(skipped)}</span>
            <div class="align-end" hidden=bool_fn(move || report.rows_matching() == 0)>
                {view_fn(move || Some(view! { <PageSize hosts=report.inputs.page_size.get() /> }.into_any()))}
                <span>{text_fn(page_of)}</span>
                <PageButton name=Key::Previous step=-1 />
                <PageButton name=Key::Next step=1 />
            </div>
        </div>
    }
}

/// A step to the page before or behind. At the end it stays where it is, and keeps the focus.
#[component]
fn PageButton(name: Key, step: isize) -> impl IntoView {
    let report: Report = expect_context();
    let target =
        move || report.page().checked_add_signed(step).filter(|page| *page < report.pages());
    let show = move || {
        if let Some(page) = untrack(target) {
            report.set_page(page);
        }
    };
    view! {
        <button
            class="btn"
            type="button"
            aria-disabled=attr_fn(move || Some(target().is_none().to_string()))
            on:click=click(show)
        >
            {t(name)}
        </button>
    }
}

/// How many rows a page has. The host's own number stands beside the usual ones.
#[component]
fn PageSize(hosts: usize) -> impl IntoView {
    let report: Report = expect_context();
    let mut sizes = PAGE_SIZES.to_vec();
    if let Err(place) = sizes.binary_search(&hosts) {
        sizes.insert(place, hosts);
    }
    let option = |size: &usize| {
        let size = *size;
        text_fn(move || size.to_string())
    };
    let options = sizes.iter().map(option).collect();
    let choices = sizes.clone();
    let chosen = move || choices.iter().position(|size| *size == report.page_size());
    let choose = move |place: usize| report.set_page_size(sizes[place]);
    view! {
        <Select name=Key::RowsOnPage options chosen=Arc::new(chosen) choose=Box::new(choose) />
    }
}

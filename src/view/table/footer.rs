//! The footer below the list: the result of the last export, what could not be read, and paging.

use crate::{
    erased::{ErasedMemo, bool_fn, show_if, text_fn, true_attr, view_fn},
    i18n::{Key, Translator, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{LoadPhase, Report},
    view::{
        focus, labels, selection::export_result::ExportResult,
        table::page_size_select::PageSizeSelect,
    },
};
use leptos::{ev::MouseEvent, prelude::*};

#[component]
pub(crate) fn Footer() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let paused = move || match report.loader().phase() {
        LoadPhase::Stopped => {
            i18n.format(Key::StoppedText, &[("read", report.rows().count().into())])
        }
        LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Complete | LoadPhase::Failed(_) => {
            String::new()
        }
    };
    let unreadable = move || match report.rows().unreadable_count() {
        0 => String::new(),
        count => i18n.format(Key::UnreadableRows, &[("count", count.into())]),
    };
    // While rows are selected, the bar with their actions has the result.
    let has_no_selection = ErasedMemo::new(move |_| report.selection().count() == 0);
    let page_of = move || {
        let (page, pages) = (report.query().page() + 1, report.query().page_count());
        i18n.format(Key::PageOf, &[("page", page.into()), ("pages", pages.into())])
    };
    let page_size = move || {
        let sizes = report.query().page_size_options();
        Some(view! { <PageSizeSelect sizes /> }.into_any())
    };
    let is_empty = move || report.query().matching_count() == 0;
    view! {
        <div class="footer" part="footer" tabindex="-1">
            <div class="per-page" hidden=bool_fn(is_empty)>{view_fn(page_size)}</div>
            {show_if(has_no_selection, || view! { <ExportResult /> }.into_any())}
            <span>{text_fn(paused)}</span>
            <span>{text_fn(unreadable)}</span>
            <span>{text_fn(move || labels::history_progress(i18n, report))}</span>
            <nav class="pages" part="pager" aria-label=t_attr(Key::Pages) hidden=bool_fn(is_empty)>
                <span>{text_fn(page_of)}</span>
                <PageButton name=Key::Previous step=-1 />
                <PageButton name=Key::Next step=1 />
            </nav>
        </div>
    }
}

/// Moves by a number of pages, and the focus to the top of the table. On the first or last page it does nothing, but stays focusable.
#[component]
fn PageButton(name: Key, step: isize) -> impl IntoView {
    let report: Report = expect_context();
    let target = move || {
        report
            .query()
            .page()
            .checked_add_signed(step)
            .filter(|page| *page < report.query().page_count())
    };
    let show_target = guard_listener(move |event: MouseEvent| {
        if let Some(page) = untrack(target) {
            report.query().set_page(page);
            focus::table_top(&event);
        }
    });
    view! {
        <button
            class="btn"
            part="button"
            type="button"
            aria-disabled=true_attr(move || target().is_none())
            on:click=show_target
        >
            {t(name)}
        </button>
    }
}

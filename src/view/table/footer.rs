//! The footer below the table: selection, export result, load progress, and paging.

use crate::{
    erased::{attr_fn, bool_fn, text_fn, view_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{LoadPhase, Report},
    view::{
        focus, labels, selection::selection_bar::SelectionBar,
        table::page_size_select::PageSizeSelect,
    },
};
use leptos::{ev::MouseEvent, prelude::*};

#[component]
pub(crate) fn Footer(
    /// The menu that exports the selected rows.
    export_menu: fn() -> AnyView,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let load_progress = move || match report.loader().phase() {
        // A refresh of a complete report: all rows of the previous load are shown.
        LoadPhase::Loading if report.loader().is_complete() => String::new(),
        LoadPhase::Loading => labels::load_progress(i18n, report),
        LoadPhase::Stopped => {
            i18n.format(Key::StoppedText, &[("read", report.rows().count().into())])
        }
        LoadPhase::Idle | LoadPhase::Complete | LoadPhase::Failed(_) => String::new(),
    };
    let unreadable = move || match report.rows().unreadable_count() {
        0 => String::new(),
        count => i18n.format(Key::UnreadableRows, &[("count", count.into())]),
    };
    let export_result = move || match (report.export().is_running(), report.export().outcome()) {
        (true, _) => i18n.text(Key::Exporting),
        (false, Some(outcome)) => labels::export_outcome(i18n, report, outcome),
        (false, None) => labels::action_status(i18n, report).unwrap_or_default(),
    };
    let page_of = move || {
        let (page, pages) = (report.query().page() + 1, report.query().page_count());
        i18n.format(Key::PageOf, &[("page", page.into()), ("pages", pages.into())])
    };
    let page_size = move || {
        let sizes = report.query().page_size_options();
        Some(view! { <PageSizeSelect sizes /> }.into_any())
    };
    view! {
        <div class="footer" part="footer" tabindex="-1">
            <SelectionBar export_menu />
            <span class="export-result">{text_fn(export_result)}</span>
            <span>{text_fn(load_progress)}</span>
            <span>{text_fn(unreadable)}</span>
            <div class="align-end" hidden=bool_fn(move || report.query().matching_count() == 0)>
                {view_fn(page_size)}
                <span>{text_fn(page_of)}</span>
                <PageButton name=Key::Previous step=-1 />
                <PageButton name=Key::Next step=1 />
            </div>
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
            type="button"
            aria-disabled=attr_fn(move || Some(target().is_none().to_string()))
            on:click=show_target
        >
            {t(name)}
        </button>
    }
}

//! The live region, which announces changes to screen readers.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator},
    state::{Announcement, Report},
    view::{labels, status::error_labels, table::columns},
};
use bounces_core::SortKeys;
use leptos::prelude::*;

#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let text = move || {
        let announcement = report.announcer().current();
        announcement.map(|announcement| text_of(i18n, report, announcement)).unwrap_or_default()
    };
    view! { <p class="visually-hidden" role="status">{text_fn(text)}</p> }
}

/// Tracks only the language: the same announcement is not repeated when its counts change.
fn text_of(i18n: Translator, report: Report, announcement: Announcement) -> String {
    let with_count = |key, count: usize| i18n.format(key, &[("count", count.into())]);
    let rows_read = || untrack(|| report.rows().count());
    match announcement {
        Announcement::Sorted => {
            untrack(|| report.query().with(|query| sort_order(i18n, &query.sort)))
        }
        Announcement::Matching => {
            with_count(Key::AnnounceMatching, untrack(|| report.query().matching_count()))
        }
        Announcement::Page(page) => i18n.format(Key::AnnouncePage, &[("page", (page + 1).into())]),
        Announcement::Stopped => with_count(Key::AnnounceStopped, rows_read()),
        Announcement::Loaded => with_count(Key::AnnounceLoaded, rows_read()),
        // The error banner above rows is an alert, which screen readers announce by themselves.
        Announcement::Failed(_) if rows_read() > 0 => String::new(),
        Announcement::Failed(code) => i18n.text(error_labels::title_and_text(code, None).0),
        Announcement::Selected => untrack(|| labels::selected_rows(i18n, report)),
        Announcement::Exported(outcome) => {
            untrack(|| labels::export_outcome(i18n, report, outcome))
        }
    }
}

/// The first sort column, then the others.
fn sort_order(i18n: Translator, sort: &SortKeys) -> String {
    let parts = sort.as_slice().iter().enumerate().map(|(index, key)| {
        let [column, direction] =
            [columns::header(key.column.column()), columns::sort_direction(*key)]
                .map(|key| i18n.text(key));
        let values = [("column", (&column).into()), ("direction", (&direction).into())];
        i18n.format(if index == 0 { Key::AnnounceSorted } else { Key::AnnounceThenSorted }, &values)
    });
    parts.collect::<Vec<_>>().join(", ")
}

//! The live region, which announces changes to screen readers.

use crate::{
    erased::{ErasedValue, text_fn},
    i18n::{Key, Translator},
    state::{Announcement, DisplayState, Report},
    view::{labels, table::columns},
};
use bounces_core::SortKeys;
use leptos::prelude::*;

/// Changes a text for screen readers, which do not announce the same text twice, but not what they say.
const REPEATED: &str = "\u{a0}";

#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let last = ErasedValue::new(String::new());
    let text = move || {
        let announcement = report.announcer().current();
        let text = announcement.map(|announcement| text_of(i18n, report, announcement));
        let text = text.unwrap_or_default();
        let is_repeated = !text.is_empty() && last.with_value(|last| *last == text);
        let text = if is_repeated { text + REPEATED } else { text };
        last.set_value(text.clone());
        text
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
        Announcement::LoadedNothing => no_rows(i18n, report),
        // The error banner above rows is an alert, which screen readers announce by themselves.
        Announcement::Failed(..) if rows_read() > 0 => String::new(),
        Announcement::Failed(code, reason) => labels::errors::title(i18n, report, code, reason),
        Announcement::EarlierEmails => untrack(|| labels::history_end(i18n, report)),
        Announcement::Selected => untrack(|| labels::selected_rows(i18n, report)),
        Announcement::HostAction => {
            untrack(|| labels::action_status(i18n, report)).unwrap_or_default()
        }
        Announcement::Exported(outcome) => {
            untrack(|| labels::export_outcome(i18n, report, outcome))
        }
    }
}

/// The title of the card that is shown. Why there are no rows may be known later than that there are none.
fn no_rows(i18n: Translator, report: Report) -> String {
    match report.display_state() {
        DisplayState::NoRows(no_rows) => {
            let is_restricted = untrack(|| !report.inputs().codes.get().is_empty());
            i18n.text(labels::no_rows(no_rows, is_restricted).0)
        }
        DisplayState::Failed(code, reason) => labels::errors::title(i18n, report, code, reason),
        DisplayState::Idle | DisplayState::Loading | DisplayState::Rows => String::new(),
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

//! What a host may have the report do, and what it may wait for. What the user does stands in the components.

use crate::{
    i18n::{Key, Translator},
    platform::panic_boundary::flush_effects,
    state::Report,
    view::menus::export_labels,
};
use leptos::prelude::untrack;

/// A report that is mounted. It is of no use any more when that is not.
#[derive(Clone, Copy)]
pub struct ReportHandle {
    pub(crate) report: Report,
    pub(crate) i18n: Translator,
}

impl ReportHandle {
    /// What a key says, in the language of the report.
    pub(crate) fn text(self, key: Key) -> String {
        untrack(|| self.i18n.text(key))
    }

    /// Reads the report anew.
    pub fn reload(self) {
        self.report.load(true);
    }

    /// Reads the report from another [`Fetcher`](crate::Fetcher) than before.
    pub fn load_elsewhere(self) {
        self.report.load_elsewhere();
    }

    /// How many rows match what is asked for, as far as they are read and found.
    pub fn matching_rows(self) -> usize {
        self.report.matching_rows()
    }

    /// Waits until what was asked for stands in the document: the words of the language, the first rows
    /// of a report or why there are none (of one that the host has given, all, with its title and
    /// counts), filtered and sorted. The browser may still have to paint it, and what is a remark
    /// only, such as when the email was sent, may still come.
    pub async fn updated(self) {
        flush_effects().await;
        if !self.report.is_disposed() && !untrack(|| self.is_ready()) {
            self.report.wait_ready().await;
        }
        self.report.wait_query_idle().await;
    }

    /// Whether the words of the language are here, and what [`Report::is_ready`] means.
    pub(crate) fn is_ready(self) -> bool {
        self.i18n.is_current_language() && self.report.is_ready()
    }

    /// Takes all filters away, and selects nothing.
    pub fn clear(self) {
        self.report.clear();
    }

    /// Saves a CSV file, as the user's own choice does. The host hears of no
    /// [`Action`](crate::Action): it may have prevented that one, to ask first.
    pub fn export_csv(self) {
        export_labels::export_csv(self.report, self.i18n);
    }
}

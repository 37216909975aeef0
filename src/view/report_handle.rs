//! What a host may have the report do, and what it may wait for. What the user does stands in the components.

use crate::{
    i18n::{Key, Words},
    platform::panic_boundary::effects_ran,
    state::Report,
    view::menus::export_labels,
};
use leptos::prelude::untrack;

/// A report that is mounted. It is of no use any more when that is not.
#[derive(Clone, Copy)]
pub struct ReportHandle {
    pub(crate) report: Report,
    pub(crate) words: Words,
}

impl ReportHandle {
    /// What a key says, in the language of the report.
    pub(crate) fn text(self, key: Key) -> String {
        untrack(|| self.words.text(key))
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
        self.report.rows_found()
    }

    /// Waits until what was asked for stands in the document: the words of the language, the first rows
    /// of a report or why there are none (of one that the host has given, all, with its title and
    /// counts), filtered and sorted. The browser may still have to paint it, and what is a remark
    /// only, such as when the email was sent, may still come.
    pub async fn updated(self) {
        effects_ran().await;
        if !self.report.is_gone() && !untrack(|| self.has_come()) {
            self.report.until_told().await;
        }
        self.report.until_found().await;
    }

    /// Whether the words of the language are here, and what [`Report::has_come`] means.
    pub(crate) fn has_come(self) -> bool {
        self.words.are_those_wanted() && self.report.has_come()
    }

    /// Takes all filters away, and selects nothing.
    pub fn clear(self) {
        self.report.clear();
    }

    /// Saves a CSV file, as the user's own choice does. The host hears of no
    /// [`Action`](crate::Action): it may have prevented that one, to ask first.
    pub fn export_csv(self) {
        export_labels::export_csv(self.report, self.words);
    }
}

//! What a host may have the report do. What the user does stands in the components.

use super::output_words;
use crate::{state::Report, text::Words};

/// A report that is mounted. It is of no use any more when that is not.
#[derive(Clone, Copy)]
pub struct ReportHandle {
    pub(super) report: Report,
    pub(super) words: Words,
}

impl ReportHandle {
    /// Reads the report anew.
    pub fn reload(self) {
        self.report.load(true);
    }

    /// Takes all filters away, and selects nothing.
    pub fn clear(self) {
        self.report.clear();
    }

    /// Saves a CSV file, as the user's own choice does. The host hears of no
    /// [`Action`](crate::Action): it may have prevented that one, to ask first.
    pub fn export_csv(self) {
        output_words::export_csv(self.report, self.words);
    }
}

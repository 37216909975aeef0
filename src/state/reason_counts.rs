//! The counts by reason: of the rows, or of the upstream's statistics as long as rows are missing.

use super::{Report, SummaryState};
use bounces_core::{CodeCounts, CodeSet, Query, history::Rate, summary::stats_by_code};
use leptos::prelude::*;

/// Where counts by reason come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReasonSource {
    /// All rows that pass the other filters.
    Rows,
    /// The rows that are loaded so far.
    RowsSoFar,
    /// The upstream's statistics, which count the whole report.
    Statistics,
}

impl Report {
    /// The number of bounces by code that pass the other filters. The statistics cannot be filtered, so they are used only
    /// as long as nothing else than reasons is.
    pub(crate) fn reason_counts(self) -> (CodeCounts, ReasonSource) {
        let of_rows = self.query().code_counts();
        if self.loader().is_complete() {
            return (of_rows, ReasonSource::Rows);
        }
        let is_whole_report = self
            .query()
            .with(|query| Query { codes: CodeSet::EMPTY, ..query.clone() }.is_unfiltered());
        match self.counted_by_upstream().filter(|_| is_whole_report) {
            Some(counts) => (counts, ReasonSource::Statistics),
            None => (of_rows, ReasonSource::RowsSoFar),
        }
    }

    /// The number of bounces by code in the whole report, regardless of filters.
    pub(crate) fn report_counts(self) -> CodeCounts {
        let counted = if self.loader().is_complete() { None } else { self.counted_by_upstream() };
        counted.unwrap_or_else(|| self.rows().code_counts())
    }

    /// The share of hard bounces among the emails sent, if it is known how many were.
    pub(crate) fn hard_bounce_rate(self) -> Option<Rate> {
        let sent = match self.summary_state() {
            SummaryState::Pending => None,
            SummaryState::Counted(summary)
            | SummaryState::Complete(summary)
            | SummaryState::Partial(summary) => summary.sent,
        };
        Rate::of_hard_bounces(&self.report_counts(), sent?)
    }

    fn counted_by_upstream(self) -> Option<CodeCounts> {
        let codes = self.inputs().codes.get();
        let counted = self
            .context()
            .with_stats(|stats| stats_by_code(&stats.stats, codes, &self.rows().code_counts()));
        counted.flatten()
    }
}

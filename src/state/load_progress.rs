//! How much of the report is loaded, by the upstream's counts.

use super::Report;
use bounces_core::BounceCode;

impl Report {
    /// The loaded share of the rows; `None` if the total is unknown, or during a refresh, because
    /// the rows are still those of the previous load.
    pub(crate) fn load_percent(self) -> Option<u64> {
        if self.loader().is_refreshing() {
            return None;
        }
        let total = self.context().rows_expected().filter(|total| *total > 0)?;
        let loaded = u64::try_from(self.rows().count()).unwrap_or(u64::MAX);
        Some((loaded.saturating_mul(100) / total).min(100))
    }

    /// The number of rows with a code, regardless of filters. Until the report is complete, it
    /// includes rows that the upstream counted and that are not loaded yet.
    pub(crate) fn code_total(self, code: BounceCode<'_>) -> u64 {
        let loaded = u64::from(self.rows().code_counts()[usize::from(code.index())]);
        if self.loader().is_complete() {
            return loaded;
        }
        loaded.max(self.context().rows_expected_with(code).unwrap_or_default())
    }

    /// Whether [`Report::code_total`] is final.
    pub(crate) fn is_code_total_known(self, code: BounceCode<'_>) -> bool {
        self.loader().is_complete() || self.context().rows_expected_with(code).is_some()
    }
}

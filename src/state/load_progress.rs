//! How much of the report is loaded, by the upstream's counts.

use super::Report;

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
}

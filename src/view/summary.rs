//! The summary above the table: statistics, insights, and the breakdowns by reason and domain.

pub(crate) mod domain_breakdown;
pub(crate) mod domain_row;
pub(crate) mod insights;
pub(crate) mod reason_chips;
pub(crate) mod summary_stats;

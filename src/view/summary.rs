//! The summary above the table: the answer, insights, and the breakdowns by reason and domain.

pub(crate) mod answer;
pub(crate) mod domain_breakdown;
pub(crate) mod domain_row;
pub(crate) mod insights;
pub(crate) mod reason_chips;

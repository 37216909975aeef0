//! How bad it is: figures, insights, and the domains and reasons that stand out.

pub(crate) mod domain_breakdown;
pub(crate) mod domain_row;
pub(crate) mod insights;
pub(crate) mod summary_stats;

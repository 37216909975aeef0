//! Controls that restrict the rows: search, domain and date, and the tags of active filters.

pub(crate) mod date_range_fields;
pub(crate) mod date_select;
pub(crate) mod domain_select;
pub(crate) mod filter_tags;
pub(crate) mod toolbar;

//! Controls that restrict the rows: search, reasons, domains, dates, and the tags of active filters.

pub(crate) mod date_range_fields;
pub(crate) mod domain_select;
pub(crate) mod filter_tags;
pub(crate) mod reason_chips;
pub(crate) mod search_field;
pub(crate) mod select;
pub(crate) mod toolbar;

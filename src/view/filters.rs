//! Controls that restrict the rows: search, menus or a sheet of filters, and the tags of active filters.

pub(crate) mod date_options;
pub(crate) mod date_range_fields;
pub(crate) mod domain_options;
pub(crate) mod filter_menu;
pub(crate) mod filter_menus;
pub(crate) mod filter_sheet;
pub(crate) mod filter_tags;
pub(crate) mod reason_advice;
pub(crate) mod reason_options;
mod repeats_option;
pub(crate) mod step_options;

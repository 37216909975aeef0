//! Selecting all rows, ways to the selected ones, and how an action for rows ended.

pub(crate) mod export_result;
pub(crate) mod select_all;
pub(crate) mod skip_links;

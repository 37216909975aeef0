//! Selecting all rows, and the actions for the selected ones.

pub(crate) mod export_result;
pub(crate) mod select_all;
pub(crate) mod selection_bar;
pub(crate) mod skip_links;

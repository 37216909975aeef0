//! Drop-down menus: export and columns.

pub(crate) mod export_labels;
pub(crate) mod export_menu;
pub(crate) mod menu;
pub(crate) mod share_dialog;
mod summary_page;
pub(crate) mod view_menu;

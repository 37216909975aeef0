//! Drop-down menus: export and columns.

pub(crate) mod columns_menu;
pub(crate) mod export_labels;
pub(crate) mod export_menu;
pub(crate) mod menu;

//! Drop-down menus, export and view options, and what they offer: the summary and its dialog.

pub(crate) mod export_labels;
pub(crate) mod export_menu;
pub(crate) mod menu;
pub(crate) mod share_dialog;
mod summary_page;
pub(crate) mod view_menu;

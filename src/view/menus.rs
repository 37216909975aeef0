//! The menus of exports and of the view, and the dialog that shares a summary.

pub(crate) mod export_menu;
pub(crate) mod share_dialog;
pub(crate) mod view_menu;

//! Form controls that several rooms use. They hold no state of the report.

pub(crate) mod choice;
pub(crate) mod icon;
pub(crate) mod menu;
pub(crate) mod modal_dialog;
pub(crate) mod roving_focus;
pub(crate) mod search_field;
pub(crate) mod select;

//! What can be done with rows: the widget's actions, the host's own, and their buttons.

pub(crate) mod action_button;
pub(crate) mod confirm_dialog;
pub(crate) mod export_texts;
pub(crate) mod host_action_buttons;
pub(crate) mod perform;
pub(crate) mod selection_bar;
mod summary_page;

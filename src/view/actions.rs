//! The host's own actions: their buttons, and the question before one.

pub(crate) mod confirm_dialog;
pub(crate) mod host_action_buttons;

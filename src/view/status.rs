//! What the report is doing: loading, failed, empty, or complete.

pub(crate) mod card;
pub(crate) mod card_icon;
pub(crate) mod countdown;
pub(crate) mod error_banner;
pub(crate) mod error_card;
pub(crate) mod load_status;
pub(crate) mod progress_bar;
pub(crate) mod recovery_button;
pub(crate) mod sign_in_link;
pub(crate) mod skeleton;
pub(crate) mod state_card;

//! What to do next: a card for each next step, and advice about the one that is pressed.

pub(crate) mod advice;
pub(crate) mod advice_buttons;
pub(crate) mod advice_links;
pub(crate) mod blocked_advice;
pub(crate) mod repeats_line;
pub(crate) mod step_button;
pub(crate) mod step_cards;

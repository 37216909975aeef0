//! Selecting rows, and what can be done with the selected ones.

pub(crate) mod select_all;
pub(crate) mod selection_bar;

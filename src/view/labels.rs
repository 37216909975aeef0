//! The messages for values of the state. Their texts are in `i18n`.

mod activity;
mod contacts;
pub(crate) mod errors;
mod filters;
mod history;
mod progress;
mod reasons;
mod steps;
pub(crate) mod summary;

pub(crate) use activity::{file_name, no_rows, role, status, subject, title};
pub(crate) use contacts::{contact_notes, date, email, masked_address};
pub(crate) use filters::{filter, relative_range, send_period};
pub(crate) use history::{
    MORE, before_header, count_before, count_of_last, dot_class, earlier_email, history_end,
    history_progress, history_reading, is_bounce, is_history_known, is_reading_history, median,
    repeats,
};
pub(crate) use progress::{
    action_status, export_outcome, export_scope, incomplete, load_progress, row_range,
    selected_rows, skip_to_selection,
};
pub(crate) use reasons::{
    advice, code_name, code_text, group, letter, reason, reason_class, reason_share, row_reason,
};
pub(crate) use steps::{step, step_advice, step_class, step_line, step_reason};

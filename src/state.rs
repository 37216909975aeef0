//! What the widget knows, and the tasks that change it. No DOM and no words stand here.
//!
//! `report` is for reading: the signals, and what is derived from them. Changes are made in three
//! places only: `load` by what comes from the proxy, `actions` by what the user does, and `find` by
//! what follows from both for the rows that are shown.

mod actions;
mod context;
mod event;
mod find;
mod load;
mod report;
mod screen;
mod summary;
mod waiting;

pub(crate) use event::Host;
pub use event::ReportEvent;
pub(crate) use report::{Announcement, Inputs, Progress, Report, RowRef};
pub(crate) use screen::{NoRows, Screen};
pub(crate) use summary::{Figures, Remark};
pub(crate) use waiting::Again;

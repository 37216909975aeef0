//! What the widget knows, and the tasks that change it. No DOM and no words stand here.
//!
//! `report` is for reading: the signals, and what is derived from them. Changes are made in a
//! few places only: `load` by what comes from the proxy, `actions`, `filters` and `domains` by what
//! the user does, `view` by what the host wants to be shown, and `find` by what follows from all of
//! them for the rows that are shown. What hosts wait for stands in `awaited`.

mod actions;
mod awaited;
mod context;
mod disclosure;
mod domains;
mod event;
mod filters;
mod find;
mod layout;
mod load;
mod output;
mod report;
mod screen;
mod selection;
mod summary;
mod view;
mod waiting;

pub(crate) use domains::Domains;
pub(crate) use event::Host;
pub use event::ReportEvent;
pub(crate) use filters::{Filter, OwnDays};
pub(crate) use layout::OptionalColumn;
pub use output::Action;
pub(crate) use output::{MOST_ROWS_ON_PAPER, Outcome, PaperWords};
pub(crate) use report::{Announcement, Inputs, Progress, Report, RowRef};
pub(crate) use screen::{NoRows, Screen};
pub(crate) use summary::{Figures, Remark};
pub(crate) use waiting::Again;

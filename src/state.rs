//! What the widget knows, and the tasks that change it. No DOM and no words stand here.
//!
//! `report` is for reading: the signals, and what is derived from them. Changes are made in a
//! few places only: `load_actions` by what comes from the proxy, `sorting_paging`, `filters` and `domains` by what
//! the user does, `view_sync` by what the host wants to be shown, and `query_runner` by what follows from all of
//! them for the rows that are shown. What hosts wait for stands in `readiness`.

mod context;
mod display_state;
mod domains;
mod event;
mod expanded_rows;
mod export;
mod filters;
mod layout;
mod load_actions;
mod loader;
mod query_runner;
mod readiness;
mod report;
mod retry;
mod selection;
mod sorting_paging;
mod summary;
mod view_sync;

pub(crate) use bounces_core::load::{LoadPhase, RetryState};
pub(crate) use display_state::{DisplayState, NoRows};
pub(crate) use domains::DomainRanking;
pub(crate) use event::Host;
pub use event::ReportEvent;
pub use export::Action;
pub(crate) use export::{ExportOutcome, MAX_PRINT_ROWS, PrintLabels};
pub(crate) use filters::{DateRange, FilterKind};
pub(crate) use layout::OptionalColumn;
pub(crate) use report::{Announcement, Inputs, Report, RowRef};
pub(crate) use summary::{Insight, SummaryState};

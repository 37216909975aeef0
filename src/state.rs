//! What the widget knows. No DOM and no message texts.
//!
//! [`Report`] is a small handle; each sub-state behind it has a file, private fields and methods of its own:
//!
//! | file | what it owns |
//! |---|---|
//! | `report` | the handle, and what concerns several sub-states |
//! | `inputs`, `input_sync` | what the host passes in, and what follows from its changes |
//! | `event`, `action` | what the host is notified of, and what users can have done with rows |
//! | `loader`, `retry`, `context` | how far the report is loaded, when a failed load is retried, the activity and its counts |
//! | `load_driver` | requests, and what else the state machine of `bounces_core::load` asks for |
//! | `rows` | the loaded rows |
//! | `query` | filters, sort and page, and the rows that match; every change of them goes through `query.rs` |
//! | `selection`, `expanded_rows` | which rows are selected, and which show their explanation |
//! | `domains` | the domains by number of rows |
//! | `summary`, `reason_counts`, `blocked`, `load_progress` | key figures, counts by reason, blocked messages, insights and totals, derived from the others |
//! | `layout` | columns and row height |
//! | `export`, `export_scope`, `scope_state`, `export_status` | clipboard and files |
//! | `print`, `share`, `share_dialog` | print; a summary to send on, and its dialog |
//! | `history`, `history_driver` | the trend, and who bounced in earlier emails; the requests for them |
//! | `host_action`, `host_action_state`, `action_progress` | the host's own actions, and how far they are |
//! | `announcer` | what screen readers announce |
//! | `readiness` | what hosts wait for |
//! | `sign_in` | the wait for a sign-in in another window |
//! | `rendering` | how much of the report is drawn |
//! | `display_state` | which screen is shown |

mod action;
mod action_progress;
mod announcer;
mod blocked;
mod contact_ids;
mod context;
mod display_state;
mod domains;
mod event;
mod expanded_rows;
mod export;
mod export_scope;
mod export_status;
mod history;
mod history_driver;
mod host_action;
mod host_action_state;
mod input_sync;
mod inputs;
mod layout;
mod load_driver;
mod load_progress;
mod loader;
mod print;
mod query;
mod readiness;
mod reason_counts;
mod rendering;
mod report;
mod retry;
mod rows;
mod scope_state;
mod selection;
mod share;
mod share_dialog;
mod sign_in;
mod summary;
mod task_budget;
#[cfg(all(test, target_arch = "wasm32"))]
mod test_support;

pub(crate) use crate::api::Fetcher;
pub use action::{Action, ActionName};
pub(crate) use action_progress::ActionStatus;
pub(crate) use announcer::Announcement;
pub(crate) use blocked::{BlockedAdvice, BlockedPlace};
pub(crate) use bounces_core::load::{LoadPhase, RetryState};
pub use contact_ids::ContactIds;
pub(crate) use display_state::{DisplayState, NoRows};
pub(crate) use domains::{DomainLineData, DomainLines, LineMark};
pub(crate) use event::EventSink;
pub use event::{Cause, ReportEvent};
pub use export_scope::ExportScope;
pub(crate) use export_status::ExportOutcome;
pub(crate) use history::{HistoryEntry, HistoryKnowledge, RepeatsState, TrendState};
pub use host_action::{ActionScope, HostAction, WaitUntil};
pub(crate) use inputs::{DEFAULT_HISTORY, Inputs, parse_codes};
pub(crate) use print::{MAX_PRINT_ROWS, PrintLabels};
pub(crate) use query::{DEFAULT_PAGE_SIZE, DateRange, FilterKind, QueryState, StepTotal};
pub(crate) use reason_counts::ReasonSource;
pub(crate) use rendering::RenderStage;
pub(crate) use report::Report;
pub(crate) use rows::RowRef;
pub(crate) use summary::{Insight, SummaryState};

//! Loading a report, as a state machine without I/O: [`Event`]s go in, [`Action`]s come out.
//!
//! The machine decides what to request, when to retry and when the load is over. The caller owns
//! everything that the machine must not know: sockets, timers, signals and the table of rows. The
//! caller works in one loop:
//!
//! ```text
//! load.handle(event, now);
//! while let Some(action) = load.poll_action(page) { /* do it */ }
//! let status = load.status();
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `event` | what the caller reports: commands, responses, timers |
//! | `action` | what the caller must do |
//! | `request` | the report that is loaded, request ids, resource kinds |
//! | `machine` | [`Load`]: its phases; `machine/paging` handles the pages that arrive |
//! | `status` | what the caller shows of a load |
//! | `resources` | the requests other than rows: activity, statistics, send history |
//! | `retry` | back-off, countdown, and the reset of the daily quota |
//! | `throttle` | how often new rows are published |
//! | `page_query` | the query of one page, and the links between pages |
//! | `history` | reading the account's earlier emails: a machine of its own |
//! | `error` | error codes, and what a failed response means |
//!
//! # Rules
//!
//! **Phases.** A load is [`LoadPhase::Idle`] (no activity requested), [`LoadPhase::Loading`],
//! [`LoadPhase::Stopped`] by the user, [`LoadPhase::Complete`] or [`LoadPhase::Failed`]. While it is loading,
//! exactly one page request is under way, so no load continues without a pending response.
//!
//! **Stale responses.** Each request has its own [`RequestId`]. The machine ignores a response to
//! any request that it no longer waits for: superseded, aborted, or answered before. Starting
//! another load also drops the actions that are still queued, so a host may start a load from
//! inside an event of the previous one.
//!
//! **Paging.** A page names the next one by a link. The next page is requested before the current
//! one is appended, so both take place at once. After the first page of a longer report the caller
//! yields to the browser ([`Action::Yield`]): decoding it and drawing it are each long enough. The first
//! page of a refresh is shown before that, because the former rows are gone. A
//! link to a page that this load has requested before ends the load with
//! [`ErrorCode::InvalidResponse`], however long the cycle; the page with that link is kept.
//!
//! **Partial pages.** The first page takes a slow line longer than the browser takes to draw it. While it is arriving, the
//! caller may report its beginning ([`Load::wants_partial_page`]), which is published at once. If the rest does not
//! arrive, these rows stay like those of a previous load.
//!
//! **Refreshing.** Loading the same activity again keeps the old rows until the first new page
//! arrives ([`Action::ReplaceRows`]). Another activity, or another source of data, discards them at
//! once.
//!
//! **Stopping and resuming.** Stopping aborts the page request and nothing else. Resuming continues
//! with the page that is missing. If no row of this load arrived yet, or a link was invalid or has
//! expired (a later page is `not_found`, which becomes `invalid_response`), it
//! starts over and bypasses the proxy's cache. Both request the resources that are missing and not
//! under way.
//!
//! **Failures.** Rows that arrived stay. `rate_limited` is retried automatically: after
//! `Retry-After`, or 5 seconds, and never sooner than 1, 2, 4 … 64 seconds, doubling with each
//! consecutive failure. Only the first of them is announced. `quota_exhausted` names the time when
//! requests are allowed again. `offline` is retried when the browser is online. Everything else
//! waits for the user.
//!
//! **Resources.** Activity and statistics are requested with page 1, the send history once the
//! activity turns out to be sent. The report works without them, and they never end a load. A
//! resource that cannot be fetched again keeps its value. A `not_found` of an activity whose role
//! has no tracking data becomes `unsupported_role`.
//!
//! **Publishing.** New rows are shown at once, then at most 4 times a second
//! ([`Action::Publish`]), and always when the load ends.

mod action;
mod error;
mod event;
mod history;
mod machine;
mod page_query;
mod request;
mod resources;
mod retry;
mod status;
mod throttle;

pub use action::{Action, Timer};
pub use error::{ApiError, ErrorCode, ErrorReason, is_json};
pub use event::Event;
pub use history::{
    HistoryAction, HistoryEvent, HistoryLoad, HistoryRequest, HistoryStatus, MAX_COUNTED,
    RepeatsStatus, ReportProgress, TrendStatus,
};
pub use machine::Load;
pub use page_query::PageQuery;
pub use request::{ActivityFacts, RequestId, ResourceKind, Target};
pub use resources::Resource;
pub use retry::RetryState;
pub use status::{LoadFlags, LoadPhase, LoadStatus};

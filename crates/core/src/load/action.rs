//! What the caller of [`Load`](super::Load) must do, in the order in which it is polled.

use super::{ApiError, PageQuery, RequestId, ResourceKind};
use crate::Timestamp;

/// A timer of the machine. Setting it again replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// The next second of the countdown to an automatic retry, or its end.
    Retry,
    /// When rows that have arrived are published at the latest.
    Publish,
}

/// Something that the caller must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A load begins. With `discard_rows` it is for another report: discard the rows, the resources and
    /// the selection, and return to the first page.
    Begin {
        /// Whether the current data belongs to another report.
        discard_rows: bool,
    },
    /// Notify the host that a load begins.
    NotifyStarted,
    /// Send all requests that follow to the source of [`Load::target`](super::Load::target).
    Open {
        /// Whether to bypass the proxy's cache.
        bypass_cache: bool,
    },
    /// Request a page of rows.
    RequestPage {
        /// The id to report the response with.
        request: RequestId,
        /// The page.
        page: PageQuery,
    },
    /// Request a resource other than rows.
    RequestResource {
        /// The id to report the response with.
        request: RequestId,
        /// What to request.
        resource: ResourceKind,
    },
    /// Abort the page request that is under way.
    AbortPages,
    /// Abort all requests that are under way.
    AbortAll,
    /// The first page of a refresh has arrived: remember the selection, and remove the previous rows.
    ReplaceRows,
    /// Append the page that was just reported to the rows, or those of its rows that have arrived. They are not shown yet.
    AppendPage {
        /// The request that the page answers.
        request: RequestId,
        /// How many of its rows were appended while it was arriving.
        skip: usize,
    },
    /// Let the browser work, then report [`Event::Yielded`](super::Event::Yielded).
    Yield {
        /// The id to report it with.
        request: RequestId,
    },
    /// Show all rows that have arrived.
    Publish,
    /// Notify the host of a page that was loaded.
    NotifyProgress,
    /// All pages have arrived: deselect the contacts that the refresh did not contain.
    FinishSelection,
    /// Announce that the load is complete, and notify the host.
    Completed,
    /// Announce that loading was stopped.
    Stopped,
    /// Notify the host that the load has failed.
    Failed {
        /// Why.
        error: ApiError,
        /// Whether to announce it to screen readers. Repeated automatic retries are not announced.
        announce: bool,
    },
    /// Withdraw the announcement of a failure, so that the next one is announced again.
    ClearFailure,
    /// Set a timer, or replace it.
    SetTimer {
        /// Which.
        timer: Timer,
        /// When it fires.
        at: Timestamp,
    },
    /// Cancel a timer.
    CancelTimer(Timer),
}

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
    /// A load begins. With `discard_rows` it is another report: forget its rows, its resources, its
    /// selection and the page that is shown.
    Begin {
        /// Whether nothing that is known applies to the new report.
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
    /// Request something beside the rows.
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
    /// Remove the rows of the load before, and remember the selection: the first new page is here.
    ReplaceRows,
    /// Append the page that was just reported to the rows. Nobody sees them yet.
    AppendPage {
        /// The request that the page answers.
        request: RequestId,
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
    /// Forget the selected contacts that a refresh did not bring back. All pages are here.
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

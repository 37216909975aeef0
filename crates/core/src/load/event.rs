//! What the caller reports to [`Load`](super::Load). What it must do in return is in `action`.

use super::{ActivityFacts, ApiError, ErrorCode, PageQuery, RequestId, Target, Timer};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The host or the user wants this report from its beginning. Supersedes any load before it.
    Start {
        /// The report.
        target: Target,
        /// Whether to bypass the proxy's cache.
        bypass_cache: bool,
        /// Whether the data come from another source than before, so that even the rows of the
        /// same activity are obsolete.
        is_new_source: bool,
    },
    /// The beginning of a page arrived and could be decoded, while the rest is on its way. Only
    /// reported while [`Load::wants_partial_page`](super::Load::wants_partial_page).
    PartialPageReceived {
        /// The request that it answers.
        request: RequestId,
        /// How many rows it has.
        rows: usize,
    },
    /// A page of rows arrived and could be decoded.
    PageReceived {
        /// The request that it answers.
        request: RequestId,
        /// How many rows it has, with those that were reported while it was arriving.
        rows: usize,
        /// The page after it, none if it is the last one, or why its link is invalid.
        next: Result<Option<PageQuery>, ErrorCode>,
    },
    /// A page could not be fetched or decoded.
    PageFailed {
        /// The request that failed.
        request: RequestId,
        /// Why.
        error: ApiError,
    },
    /// The caller has yielded to the browser, as [`Action::Yield`](super::Action::Yield) asked.
    Yielded {
        /// The request of that action.
        request: RequestId,
    },
    /// The activity arrived, or cannot be fetched.
    ActivityReceived {
        /// The request that it answers.
        request: RequestId,
        /// The activity; `None` after a failure.
        activity: Option<ActivityFacts>,
    },
    /// The statistics arrived, or cannot be fetched.
    StatsReceived {
        /// The request that they answer.
        request: RequestId,
        /// Whether there are any.
        is_known: bool,
    },
    /// The send history arrived, or cannot be fetched.
    SendHistoryReceived {
        /// The request that it answers.
        request: RequestId,
        /// Whether it says when the activity was sent.
        is_known: bool,
    },
    /// A timer has fired. It may be late.
    TimerFired(Timer),
    /// Publish all rows that have arrived now, without waiting for the next publication.
    Flush,
    /// The user wants no more pages for now.
    Stop,
    /// The user wants to continue after a stop or a failure.
    Resume,
    /// The browser is online again.
    Online,
    /// The report is going away.
    Dispose,
}

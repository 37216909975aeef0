//! What the caller reports to [`Load`](super::Load). What it must do in return is in `action`.

use super::{ApiError, ErrorCode, PageQuery, Timer};
use crate::{ActivityRole, ActivityStatus, CodeSet, Uuid, wire::EmailActivity};

/// One request. No two requests of a [`Load`](super::Load) have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub(super) u32);

/// Which report to load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The campaign activity as the host names it; blank for none.
    pub activity_id: String,
    /// The codes that the report is restricted to; empty for all.
    pub codes: CodeSet,
    /// Whether the host supplies the whole report, so that any id, or none, will do.
    pub is_inline: bool,
}

impl Target {
    /// Whether there is anything to load.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_inline && self.activity_id.trim().is_empty()
    }

    /// Whether an activity can have this id. All ids upstream are UUIDs.
    pub(super) fn is_valid(&self) -> bool {
        self.is_inline || Uuid::parse(self.activity_id.trim()).is_some()
    }
}

/// What the rules of loading need to know about an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityFacts {
    /// Whether activities of its role have tracking data.
    pub has_tracking: bool,
    /// Whether it was sent, so that there is a send history.
    pub is_sent: bool,
}

impl ActivityFacts {
    /// The facts about this activity.
    pub fn of(activity: &EmailActivity) -> Self {
        let role = ActivityRole::parse(activity.role.as_deref().unwrap_or_default());
        let status = activity.current_status.as_deref().unwrap_or_default();
        Self {
            has_tracking: role.has_tracking(),
            is_sent: ActivityStatus::parse(status) == ActivityStatus::Done,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The host or the user wants this report from its beginning. Supersedes any load before it.
    Start {
        /// The report.
        target: Target,
        /// Whether responses that the proxy has cached will not do.
        bypass_cache: bool,
        /// Whether the data come from another source than before, so that even the rows of the
        /// same activity are obsolete.
        is_new_source: bool,
    },
    /// A page of rows arrived and could be decoded.
    PageReceived {
        /// The request that it answers.
        request: RequestId,
        /// How many rows it has.
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
    /// Somebody needs to see all rows that have arrived, without waiting for the next publication.
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

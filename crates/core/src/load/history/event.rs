//! What the caller of [`HistoryLoad`](super::HistoryLoad) reports, and what it must do.

use crate::{
    Timestamp, Uuid,
    load::{ApiError, ErrorCode, PageQuery, RequestId},
};

/// How far the report itself is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportProgress {
    /// Nothing is shown yet, or the campaign is not known.
    #[default]
    Nothing,
    /// The first page is shown, and the rest is loading, or is not wanted.
    FirstPage,
    /// All rows are loaded, and nothing is under way.
    Complete {
        /// Whether there are any.
        has_rows: bool,
    },
    /// The load failed for a reason that earlier emails would fail for, too: see
    /// [`ErrorCode::concerns_all_requests`].
    Failed,
}

impl ReportProgress {
    /// Whether it is known that the report has no rows.
    pub(super) fn has_no_rows(self) -> bool {
        self == Self::Complete { has_rows: false }
    }

    /// Whether the report is shown, so that there is time for the summaries.
    pub(super) fn is_shown(self) -> bool {
        match self {
            Self::FirstPage | Self::Complete { .. } => true,
            Self::Nothing | Self::Failed => false,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryEvent {
    /// A load of a report begins.
    Start {
        /// How many earlier emails are shown; 0 for no history.
        shown: usize,
        /// Whether the report is loaded again, so that its earlier emails are the same.
        keeps_emails: bool,
    },
    /// The report itself is loaded so far.
    Progress(ReportProgress),
    /// The rows are being replaced, so the table does not know the bounces that were read.
    RowsReplaced,
    /// The table knows them again: the new rows have the same contacts.
    BouncesRestored,
    /// The table is ready for bounces, as [`HistoryAction::Join`] asked.
    Joined {
        /// The request of that action.
        request: RequestId,
        /// Whether it still has those that were read before.
        keeps_bounces: bool,
    },
    /// The summaries arrived: the campaigns before that of the report, the last one first, and whether
    /// they have bounces.
    SummariesReceived {
        /// The request that they answer.
        request: RequestId,
        /// The campaigns.
        emails: Vec<(Uuid, bool)>,
    },
    /// The names of the campaigns arrived.
    NamesReceived {
        /// The request that they answer.
        request: RequestId,
    },
    /// The activities of a campaign arrived.
    ActivitiesReceived {
        /// The request that they answer.
        request: RequestId,
        /// Those that can have bounces, the primary email first.
        activities: Vec<Uuid>,
    },
    /// The counts of activities arrived.
    CountsReceived {
        /// The request that they answer.
        request: RequestId,
        /// The activities without any bounce.
        without_bounces: Vec<Uuid>,
    },
    /// A page of bounces arrived, and was added to the table.
    PageReceived {
        /// The request that it answers.
        request: RequestId,
        /// The page after it, none if it is the last one, or why its link is invalid.
        next: Result<Option<PageQuery>, ErrorCode>,
    },
    /// A request failed.
    Failed {
        /// The request.
        request: RequestId,
        /// Why.
        error: ApiError,
    },
    /// A timer has fired.
    TimerFired {
        /// The id of [`HistoryAction::SetTimer`].
        timer: RequestId,
    },
    /// The user wants to read again what could not be read.
    Retry,
    /// The report is removed.
    Dispose,
}

/// Something that the caller must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryAction {
    /// Send a request.
    Request {
        /// The id to report the response with.
        request: RequestId,
        /// What to request.
        what: HistoryRequest,
    },
    /// Abort the request that is under way.
    Abort,
    /// Prepare the table for the bounces of the earlier emails, then report
    /// [`HistoryEvent::Joined`].
    Join {
        /// The id to report it with.
        request: RequestId,
    },
    /// The pages of an earlier email follow, from the first one.
    BeginEmail {
        /// Its index.
        email: usize,
    },
    /// No more pages of an earlier email follow: show what is known of it.
    FinishEmail {
        /// Its index.
        email: usize,
        /// Whether all its pages arrived.
        is_complete: bool,
    },
    /// Set a timer.
    SetTimer {
        /// The id to report it with; an earlier timer no longer matters.
        timer: RequestId,
        /// When it fires.
        at: Timestamp,
    },
}

/// A request for history. Each has an id of its own sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryRequest {
    /// The summaries of the account's emails.
    Summaries,
    /// The names of the account's campaigns.
    Names,
    /// The activities of an earlier email.
    Activities {
        /// Its index.
        email: usize,
    },
    /// The counts of at most ten activities.
    Counts {
        /// The activities.
        activities: Vec<Uuid>,
    },
    /// A page of bounces.
    Page {
        /// The index of the earlier email.
        email: usize,
        /// The activity.
        activity: Uuid,
        /// The page.
        page: PageQuery,
    },
}

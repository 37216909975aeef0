//! The data model of campaigns and their activities. The data is in `campaigns`.

use super::timestamp::Timestamp;

/// A campaign.
pub(crate) struct Campaign {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(crate) activities: &'static [Activity],
}

/// An activity of a campaign: one email, with its own bounces report.
pub(crate) struct Activity {
    pub(crate) id: &'static str,
    pub(crate) role: Role,
    pub(crate) status: Status,
    pub(crate) subject: &'static str,
    pub(crate) sends: u32,
    /// When sending started, even if it failed; `None` if it never started.
    pub(super) sent: Option<Timestamp>,
    pub(super) rows: Rows,
    pub(super) stats: Stats,
    pub(crate) behavior: Behavior,
}

/// The role of an activity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    PrimaryEmail,
    Resend,
    Permalink,
}

/// The status of an activity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Draft,
    Scheduled,
    Executing,
    Done,
    Error,
    Removed,
}

/// The source of an activity's rows.
#[derive(Clone, Copy)]
pub(super) enum Rows {
    None,
    /// `count` generated rows, the last of them `spread` seconds after sending.
    Generated {
        count: u32,
        spread: u32,
    },
    /// A JSON page of rows that match the documentation.
    Sample(&'static str),
    /// A JSON array of rows that may deviate from the documentation.
    Malformed(&'static str),
}

/// How the statistics are serialized, and how many of the newest rows they do not include yet.
#[derive(Clone, Copy)]
pub(super) struct Stats {
    pub(super) as_strings: bool,
    pub(super) lag: u32,
}

/// How the report responds. All but `Normal` simulate a failure, for demonstrations and tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behavior {
    Normal,
    TruncatedSecondPage,
    HtmlPage,
    Slow,
    AccessDenied,
    Throttled,
    QuotaExceeded,
    ServerError,
    UnavailableTwice,
}

impl Activity {
    /// Defaults state by most activities.
    pub(super) const SENT: Self = Self {
        id: "",
        role: Role::PrimaryEmail,
        status: Status::Done,
        subject: "",
        sends: 0,
        sent: None,
        rows: Rows::None,
        stats: Stats { as_strings: false, lag: 0 },
        behavior: Behavior::Normal,
    };
}

impl Rows {
    /// `count` generated rows within five days.
    pub(super) const fn generated(count: u32) -> Self {
        Self::Generated { count, spread: 5 * 86_400 }
    }
}

impl Role {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::PrimaryEmail => "primary_email",
            Self::Resend => "resend",
            Self::Permalink => "permalink",
        }
    }
}

impl Status {
    /// The spelling that activities use.
    pub(crate) fn activity_text(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Scheduled => "SCHEDULED",
            Self::Executing => "EXECUTING",
            Self::Done => "DONE",
            Self::Error => "ERROR",
            Self::Removed => "REMOVED",
        }
    }

    /// The spelling that campaigns use.
    pub(crate) fn campaign_text(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Executing => "Executing",
            Self::Done => "Done",
            Self::Error => "Error",
            Self::Removed => "Removed",
        }
    }
}

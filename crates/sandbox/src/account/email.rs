//! What a campaign and its activities are made of. The campaigns themselves stand in `campaigns`.

use super::moment::Moment;

/// A campaign.
pub(crate) struct Campaign {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(super) created: Moment,
    pub(super) updated: Moment,
    pub(crate) emails: &'static [Email],
}

/// An activity of a campaign: what is sent, and has a bounces report.
pub(crate) struct Email {
    pub(crate) id: &'static str,
    pub(crate) role: Role,
    pub(crate) status: Status,
    pub(crate) subject: &'static str,
    pub(crate) sends: u32,
    /// When the sending began, even if it failed; none if it never did.
    pub(super) sent: Option<Moment>,
    pub(super) rows: Rows,
    pub(super) stats: Stats,
    pub(crate) behaviour: Behaviour,
}

/// What an activity is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    PrimaryEmail,
    Resend,
    Permalink,
}

/// How far an activity is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Draft,
    Scheduled,
    Executing,
    Done,
    Error,
    Removed,
}

/// Where the rows come from.
#[derive(Clone, Copy)]
pub(super) enum Rows {
    None,
    /// So many, the last of them so many seconds after the sending.
    Generated {
        count: u32,
        spread: u32,
    },
    /// A page of documented rows, as JSON.
    Sample(&'static str),
    /// An array of rows, not all of them as documented, as JSON.
    Odd(&'static str),
}

/// How the statistics are written, and how many of the newest rows they do not know yet.
#[derive(Clone, Copy)]
pub(super) struct Stats {
    pub(super) as_strings: bool,
    pub(super) behind: u32,
}

/// What the report does instead of answering, for demonstrations and tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Answers,
    CutsSecondPage,
    WebPage,
    Slow,
    AccessDenied,
    Throttled,
    QuotaExceeded,
    ServerError,
    UnavailableTwice,
}

impl Email {
    /// What most activities have in common.
    pub(super) const SENT: Self = Self {
        id: "",
        role: Role::PrimaryEmail,
        status: Status::Done,
        subject: "",
        sends: 0,
        sent: None,
        rows: Rows::None,
        stats: Stats { as_strings: false, behind: 0 },
        behaviour: Behaviour::Answers,
    };
}

impl Rows {
    /// So many over five days.
    pub(super) const fn of(count: u32) -> Self {
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
    /// As an activity says it.
    pub(crate) fn of_activity(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Scheduled => "SCHEDULED",
            Self::Executing => "EXECUTING",
            Self::Done => "DONE",
            Self::Error => "ERROR",
            Self::Removed => "REMOVED",
        }
    }

    /// As a campaign says it.
    pub(crate) fn of_campaign(self) -> &'static str {
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

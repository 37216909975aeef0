//! The data model of campaigns and their activities. The data is in `campaigns`.

use bounces_core::{ActivityRole, ActivityStatus, Timestamp, time::SECONDS_PER_DAY};

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
    pub(crate) role: ActivityRole<'static>,
    pub(crate) status: ActivityStatus<'static>,
    pub(crate) subject: &'static str,
    pub(crate) sends: u32,
    /// When sending started, even if it failed; `None` if it never started.
    pub(super) sent: Option<Timestamp>,
    pub(super) rows: Rows,
    pub(super) stats: Stats,
    pub(crate) behavior: Behavior,
    /// Whether the account's summaries list it.
    pub(super) is_summarized: bool,
}

/// The source of an activity's rows.
#[derive(Clone, Copy)]
pub(super) enum Rows {
    None,
    /// `count` generated rows, the last of them `spread` seconds after sending.
    Generated {
        count: u32,
        spread: i64,
    },
    /// `count` generated rows within five days, some of them of contacts that bounce again in a later
    /// report.
    Past {
        count: u32,
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

/// The time between sending and the last bounce of most reports.
pub(super) const SPREAD: i64 = 5 * SECONDS_PER_DAY;

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
        role: ActivityRole::PrimaryEmail,
        status: ActivityStatus::Done,
        subject: "",
        sends: 0,
        sent: None,
        rows: Rows::None,
        stats: Stats { as_strings: false, lag: 0 },
        behavior: Behavior::Normal,
        is_summarized: false,
    };

    /// The defaults of emails to the newsletter's list, which the account's summaries list.
    pub(super) const SUMMARIZED: Self = Self { is_summarized: true, ..Self::SENT };
}

impl Rows {
    /// `count` generated rows within five days.
    pub(super) const fn generated(count: u32) -> Self {
        Self::Generated { count, spread: SPREAD }
    }
}

/// The status as campaigns spell it: `Done`, where activities have `DONE`.
pub(super) fn campaign_status(status: ActivityStatus<'static>) -> String {
    let text = status.as_str();
    text[..1].to_owned() + &text[1..].to_ascii_lowercase()
}

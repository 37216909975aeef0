//! The account's earlier emails: whether a report is worse than usual, and which contacts bounced
//! before. `docs/next-steps.md` states the rules; when the requests are made is decided in `load`.
//!
//! | file | contents |
//! |---|---|
//! | `rate` | bounce rates, in millionths |
//! | `email` | the emails of an account, and which of them are earlier than a report's |
//! | `trend` | a report's rate beside those of the emails before it, and the verdict |
//!
//! The join of earlier bounces with the contacts of a report is a part of the table: [`EarlierBounces`].

mod email;
mod rate;
mod trend;

pub use crate::table::{
    EarlierBounce, EarlierBounces, EarlierEmail, EarlierOutcome, MAX_EMAILS, RULE_EMAILS,
    RecentBounces,
};
pub use email::{MIN_SENDS, ReportEmail, SentEmail, earlier_emails};
pub use rate::Rate;
pub use trend::{MAX_BARS, MAX_COMPARED, MIN_COMPARED, Trend, TrendVerdict};

/// What Amazon SES says of bounce rates: who says so, and where.
pub const BOUNCE_RATE_SOURCE: (&str, &str) =
    ("Amazon SES", "https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html");
/// What Google says of spam complaints.
pub const COMPLAINT_RATE_SOURCE: (&str, &str) =
    ("Google", "https://support.google.com/mail/answer/81126");

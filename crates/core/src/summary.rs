//! The summary of a report: counts and rates, from the upstream's statistics and from the rows.
//!
//! Rows are counted by the table while they are appended, so nothing here reads all rows.

mod blocked;
mod counts;
mod discrepancy;
mod domain_marks;
mod domains;
mod mail_hosts;
mod schedule;

pub use blocked::{
    BlockedCheck, BlockedConcentration, blocked_checks, blocked_concentration, from_domain,
};
pub use counts::{stats_by_code, stats_count};
pub use discrepancy::{CodeDiscrepancy, Discrepancy};
pub use domain_marks::DomainMark;
pub use domains::{DomainCount, TopDomains};
pub use mail_hosts::{MailHost, MailHostCount, group_by_family};
pub use schedule::{is_settling, last_sent_at};

use crate::{BounceCode, BounceTable, CodeSet, wire::StatsCounts};

/// The counts of a report. Each is `None` if it is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Emails sent.
    pub sent: Option<u64>,
    /// Bounces including auto-replies, as the upstream counts them.
    pub bounced: Option<u64>,
    /// Auto-replies (code `V`), which mean that the email was delivered.
    pub auto_replies: Option<u64>,
}

impl Summary {
    /// The summary according to the statistics. If the host restricted the report to some `codes`,
    /// only these are counted.
    ///
    /// It is available before the first row. What the statistics do not count is unknown.
    pub fn from_stats(stats: &StatsCounts, codes: CodeSet) -> Self {
        Self {
            sent: stats.em_sends,
            bounced: counts::total(stats, codes),
            auto_replies: counts::sum_of(stats, codes, |code| code == BounceCode::Vacation),
        }
    }

    /// The summary according to the rows, which must be complete. They do not tell how many emails
    /// were sent.
    pub fn from_rows(table: &BounceTable, sent: Option<u64>) -> Self {
        let auto_replies = table.code_counts()[usize::from(BounceCode::Vacation.index())];
        Self {
            sent,
            bounced: u64::try_from(table.len()).ok(),
            auto_replies: Some(auto_replies.into()),
        }
    }

    /// Bounces without auto-replies, whose emails were delivered.
    pub fn not_delivered(self) -> Option<u64> {
        Some(self.bounced?.saturating_sub(self.auto_replies?))
    }

    /// The fraction of the emails sent that bounced, 0 to 1, including auto-replies.
    ///
    /// `None` if none was sent, or if more bounced than were sent, which means that the counts are
    /// of different times.
    pub fn bounce_rate(self) -> Option<f64> {
        rate(self.bounced?, self.sent?)
    }

    /// The fraction of the emails sent that were not delivered, 0 to 1: without auto-replies.
    ///
    /// `None` as for [`Summary::bounce_rate`].
    pub fn not_delivered_rate(self) -> Option<f64> {
        rate(self.not_delivered()?, self.sent?)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no count of emails comes near 2^53")]
fn rate(part: u64, whole: u64) -> Option<f64> {
    (whole > 0 && part <= whole).then(|| part as f64 / whole as f64)
}

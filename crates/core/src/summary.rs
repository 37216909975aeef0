//! How bad it is: counts and rates, from the upstream's statistics.

use crate::wire::StatsCounts;

/// The counts of an activity. Each is `None` where the upstream gave none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Emails sent.
    pub sent: Option<u64>,
    /// All bounces, auto-replies included, as the upstream counts them.
    pub bounced: Option<u64>,
    /// Auto-replies (code `V`), whose email was delivered.
    pub auto_replies: Option<u64>,
}

impl Summary {
    /// Takes what a report shows out of the upstream's counts.
    pub fn of(stats: &StatsCounts) -> Self {
        Self {
            sent: stats.em_sends,
            bounced: stats.em_bounces,
            auto_replies: stats.em_bounces_vacation,
        }
    }

    /// Bounces without the auto-replies, whose email was delivered.
    pub fn not_delivered(self) -> Option<u64> {
        Some(self.bounced?.saturating_sub(self.auto_replies?))
    }

    /// The share of the emails sent that bounced, 0 to 1; `None` if none was sent.
    pub fn bounced_share(self) -> Option<f64> {
        share(self.bounced?, self.sent?)
    }

    /// The share of the emails sent that were not delivered, 0 to 1; `None` if none was sent.
    pub fn not_delivered_share(self) -> Option<f64> {
        share(self.not_delivered()?, self.sent?)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no count of emails comes near 2^53")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

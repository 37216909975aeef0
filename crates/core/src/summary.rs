//! How bad it is: counts and rates, from the upstream's statistics and from the rows.
//!
//! Where the bounces are stands in `places`, whether both sources say the same in `disagreement`.
//! Rows are counted as the table counts them while they are appended, so nothing here walks
//! through them, except [`concentrations`].

mod discrepancy;
mod domains;
mod schedule;

pub use discrepancy::{CodeDiscrepancy, Discrepancy};
pub use domains::{Concentration, DomainCount, TopDomains, concentrations};
pub use schedule::{is_settling, last_sent_at};

use crate::{BounceCode, BounceTable, CodeSet, wire::StatsCounts};

/// The counts of a report. Each is `None` where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Emails sent.
    pub sent: Option<u64>,
    /// Bounces, auto-replies included, as the upstream counts them.
    pub bounced: Option<u64>,
    /// Auto-replies (code `V`), whose email was delivered.
    pub auto_replies: Option<u64>,
    /// Contacts that are recommended for removal.
    pub removable: RemovableCount,
}

/// How many contacts are recommended for removal: those that bounced with a code of
/// [`CodeSet::RECOMMENDED_FOR_REMOVAL`] and were neither corrected nor deleted since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemovableCount {
    /// Nobody says.
    #[default]
    Unknown,
    /// So many have such a code. Only the rows say who was corrected or deleted since.
    AtMost(u64),
    /// So many, as the rows say.
    Exactly(u64),
}

impl Summary {
    /// What the statistics say, of `codes` only if the host restricted the report to some.
    ///
    /// They are there before the first row. What they do not count stays unknown.
    pub fn from_stats(stats: &StatsCounts, codes: CodeSet) -> Self {
        Self {
            sent: stats.em_sends,
            bounced: total(stats, codes),
            auto_replies: sum(stats, codes, |code| code == BounceCode::Vacation),
            removable: sum(stats, codes, |code| CodeSet::RECOMMENDED_FOR_REMOVAL.contains(code))
                .map_or(RemovableCount::Unknown, RemovableCount::AtMost),
        }
    }

    /// What the rows say, which have to be complete; how many emails were sent they do not know.
    pub fn from_rows(table: &BounceTable, sent: Option<u64>) -> Self {
        let auto_replies = table.code_counts()[usize::from(BounceCode::Vacation.index())];
        Self {
            sent,
            bounced: u64::try_from(table.len()).ok(),
            auto_replies: Some(auto_replies.into()),
            removable: RemovableCount::Exactly(table.removable().into()),
        }
    }

    /// Bounces without the auto-replies, whose email was delivered.
    pub fn not_delivered(self) -> Option<u64> {
        Some(self.bounced?.saturating_sub(self.auto_replies?))
    }

    /// The share of the emails sent that bounced, 0 to 1, auto-replies included.
    ///
    /// `None` if none was sent, or more bounced than were sent: then the counts are of two times.
    pub fn bounce_rate(self) -> Option<f64> {
        share(self.bounced?, self.sent?)
    }

    /// The share of the emails sent that were not delivered, 0 to 1: without auto-replies.
    ///
    /// `None` as for [`Summary::bounce_rate`].
    pub fn not_delivered_rate(self) -> Option<f64> {
        share(self.not_delivered()?, self.sent?)
    }
}

/// All bounces, or those with the codes of a restricted report.
fn total(stats: &StatsCounts, codes: CodeSet) -> Option<u64> {
    let all = sum(stats, codes, |_| true);
    if codes.is_empty() { stats.em_bounces.or(all) } else { all }
}

/// The bounces with certain codes; `None` if one of the counts is missing.
fn sum(
    stats: &StatsCounts,
    codes: CodeSet,
    wanted: impl Fn(BounceCode<'static>) -> bool,
) -> Option<u64> {
    let wanted = counted_codes(codes).filter(|code| wanted(*code));
    wanted
        .map(|code| stats_count(stats, code))
        .try_fold(0, |sum: u64, count| sum.checked_add(count?))
}

/// The codes that the statistics count, of `codes` only if there are any.
fn counted_codes(codes: CodeSet) -> impl Iterator<Item = BounceCode<'static>> {
    let documented = BounceCode::ALL.into_iter().filter(|code| *code != BounceCode::Unknown(""));
    documented.filter(move |code| codes.is_empty() || codes.contains(*code))
}

/// How many bounces with a code the statistics count, if they do.
pub fn stats_count(stats: &StatsCounts, code: BounceCode<'_>) -> Option<u64> {
    match code {
        BounceCode::NonExistent => stats.em_bounces_nonexistent_address,
        BounceCode::Suspended => stats.em_bounces_suspended,
        BounceCode::Undeliverable => stats.em_bounces_undeliverable,
        BounceCode::Full => stats.em_bounces_mailbox_full,
        BounceCode::Blocked => stats.em_bounces_blocked,
        BounceCode::Other => stats.em_bounces_other,
        BounceCode::Vacation => stats.em_bounces_vacation,
        BounceCode::Unknown(_) => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "no count of emails comes near 2^53")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0 && part <= whole).then(|| part as f64 / whole as f64)
}

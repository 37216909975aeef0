//! The emails of an account as its summaries count them.

use super::Rate;
use crate::{Timestamp, Uuid, wire::CampaignSummary};
use std::cmp::Reverse;

/// An email that was sent. Its counts are those of the summaries, whose bounces may or may not
/// include auto-replies: the upstream does not say, so they are compared with each other only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentEmail {
    /// Its campaign.
    pub campaign: Uuid,
    /// When it was sent last.
    pub sent: Timestamp,
    /// How many contacts it was sent to.
    pub sends: u64,
    /// How many of them bounced.
    pub bounces: u64,
}

impl SentEmail {
    /// The email of a summary; `None` if its id or its date could not be read, or nothing was sent.
    pub fn of(summary: &CampaignSummary) -> Option<Self> {
        let counts = summary.unique_counts;
        let sends = counts.sends.filter(|sends| *sends > 0)?;
        Some(Self {
            campaign: Uuid::parse(summary.campaign_id.as_deref()?.trim())?,
            sent: Timestamp::parse(summary.last_sent_date.as_deref()?)?,
            sends,
            bounces: counts.bounces?.min(sends),
        })
    }

    /// Bounced ÷ sent.
    pub fn rate(&self) -> Rate {
        Rate::of(self.bounces, self.sends).unwrap_or_default()
    }
}

/// The emails of an account, the newest first, one for each campaign: of a campaign with several
/// entries the newest.
pub(super) fn newest_first(summaries: &[CampaignSummary]) -> Vec<SentEmail> {
    let mut emails: Vec<_> = summaries.iter().filter_map(SentEmail::of).collect();
    emails.sort_by_key(|email| Reverse(email.sent));
    let mut distinct: Vec<SentEmail> = Vec::new();
    for email in emails {
        if distinct.iter().all(|known| known.campaign != email.campaign) {
            distinct.push(email);
        }
    }
    distinct
}

/// The last `count` emails before that of `campaign`, the newest first. None if the summaries do not
/// have that email: what came before it is not known then.
pub fn earlier_emails(
    summaries: &[CampaignSummary],
    campaign: Option<Uuid>,
    count: usize,
) -> Vec<SentEmail> {
    let mut emails = newest_first(summaries).into_iter();
    emails.by_ref().find(|email| Some(email.campaign) == campaign);
    emails.take(count).collect()
}

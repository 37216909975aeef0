//! The emails of an account as its summaries count them.

use super::Rate;
use crate::{Timestamp, Uuid, wire::CampaignSummary};
use std::cmp::Reverse;

/// Emails with fewer sends are left out: a single bounce would be two percent or more.
pub const MIN_SENDS: u64 = 50;

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

    /// Whether this can be a report's own email: if both numbers of sends differ by more than a tenth, it
    /// is another email of the campaign. While the email is being sent, they grow at different times.
    pub(super) fn can_be_of(&self, report: &ReportEmail) -> bool {
        let is_near = |sends: u64| sends.abs_diff(self.sends) <= sends.max(self.sends) / 10;
        report.is_sending || report.sends.is_none_or(is_near)
    }
}

/// What is known of a report's own email besides the summaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportEmail {
    /// Its campaign.
    pub campaign: Option<Uuid>,
    /// How many contacts it was sent to, which tells it from a resend of the same campaign.
    pub sends: Option<u64>,
    /// Whether it is still being sent.
    pub is_sending: bool,
}

/// A report's own email, and those before it, the newest first. `None` if the summaries do not have its
/// campaign: what came before it is not known then.
///
/// A campaign has an entry for each of its emails, or one for all; entries do not say which email they
/// count. The report's own is the one whose sends are nearest to its own, or the newest while those are
/// unknown. [`SentEmail::can_be_of`] says whether its counts may be taken for those of the report.
pub(super) fn own_and_earlier(
    summaries: &[CampaignSummary],
    report: &ReportEmail,
) -> Option<(SentEmail, Vec<SentEmail>)> {
    let ReportEmail { campaign, sends, .. } = *report;
    let mut emails: Vec<_> = summaries.iter().filter_map(SentEmail::of).collect();
    emails.sort_by_key(|email| Reverse(email.sent));
    let of_campaign = emails.iter().enumerate();
    let of_campaign = of_campaign.filter(|(_, email)| Some(email.campaign) == campaign);
    let difference = |email: &SentEmail| sends.map_or(0, |sends| sends.abs_diff(email.sends));
    let (index, _) = of_campaign.min_by_key(|(_, email)| difference(email))?;
    let mut earlier = emails.split_off(index);
    let own = earlier.remove(0);
    Some((own, earlier))
}

/// The last `count` campaigns before that of a report, the newest first, each with its newest email.
/// As in the trend, emails with fewer than [`MIN_SENDS`] sends are left out: previews for a few people
/// say nothing of a contact. Its bounces are the most of any of its emails before the report, since those
/// of all are read. Empty if the summaries do not have the report's email.
pub fn earlier_emails(
    summaries: &[CampaignSummary],
    report: &ReportEmail,
    count: usize,
) -> Vec<SentEmail> {
    let Some((own, earlier)) = own_and_earlier(summaries, report) else {
        return Vec::new();
    };
    let bounces_of = |campaign| {
        let of_campaign = earlier.iter().filter(|email| email.campaign == campaign);
        of_campaign.map(|email| email.bounces).max().unwrap_or_default()
    };
    let mut distinct: Vec<SentEmail> = Vec::new();
    for email in earlier.iter().filter(|email| email.sends >= MIN_SENDS) {
        let is_known = distinct.iter().any(|known| known.campaign == email.campaign);
        if !is_known && email.campaign != own.campaign {
            distinct.push(SentEmail { bounces: bounces_of(email.campaign), ..*email });
        }
    }
    distinct.truncate(count);
    distinct
}

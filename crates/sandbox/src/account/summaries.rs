//! The summaries of the account's emails, newest first, and what their recipients did.

use super::{Account, Activity, Campaign, campaigns, stream};
use crate::sample_account::SampleAccount;
use bounces_core::{SeededRng, Timestamp};
use serde_json::{Value, json};

/// What recipients did, as counts of contacts.
#[derive(Clone, Copy)]
pub(super) struct Reactions {
    pub(super) opens: u64,
    pub(super) clicks: u64,
    pub(super) optouts: u64,
    pub(super) abuse: u64,
}

/// One email of the summaries.
struct Email {
    sent: Timestamp,
    campaign: &'static Campaign,
    activity: &'static Activity,
}

impl Account {
    /// The entries of the summaries: one for each email, so a campaign with a resend has two.
    pub(crate) fn summaries(&self, account: SampleAccount) -> Vec<Value> {
        let mut emails: Vec<Email> = campaigns::all()
            .filter(|campaign| account.has_campaign(campaign.id))
            .flat_map(|campaign| {
                campaign.activities.iter().map(move |activity| (campaign, activity))
            })
            .filter(|(_, activity)| activity.is_summarized || account == SampleAccount::WithoutPast)
            .filter_map(|(campaign, activity)| {
                Some(Email { sent: activity.sent?, campaign, activity })
            })
            .collect();
        emails.sort_by_key(|email| std::cmp::Reverse(email.sent));
        emails.iter().map(|email| self.summary(email)).collect()
    }

    fn summary(&self, Email { sent, campaign, activity }: &Email) -> Value {
        let Reactions { opens, clicks, optouts, abuse } = self.reactions(activity);
        let (sends, bounces) = (u64::from(activity.sends), self.counted_bounces(activity));
        json!({
            "campaign_id": campaign.id,
            "campaign_type": "NEWSLETTER",
            "last_sent_date": sent.with_milliseconds().to_string(),
            "unique_counts": {
                "sends": sends,
                "opens": opens,
                "clicks": clicks,
                "forwards": clicks / 40,
                "optouts": optouts,
                "abuse": abuse,
                "bounces": bounces,
                "not_opened": sends.saturating_sub(bounces).saturating_sub(opens),
            },
        })
    }

    /// Opens of 28 to 38 % of what was sent, and so on.
    pub(super) fn reactions(&self, activity: &Activity) -> Reactions {
        let rng = activity.generated().map_or(SeededRng::new(0), |rows| rows.rng(u32::MAX));
        let delivered = u64::from(activity.sends).saturating_sub(self.counted_bounces(activity));
        let part = |stream: u64, from: u64, to: u64| {
            let per_hundred_thousand = from + rng.stream(stream).below(to - from);
            delivered * per_hundred_thousand / 100_000
        };
        Reactions {
            opens: part(stream::OPENS, 28_000, 38_000),
            clicks: part(stream::CLICKS, 2_000, 5_000),
            optouts: part(stream::OPTOUTS, 80, 240),
            abuse: part(stream::ABUSE, 4, 20),
        }
    }

    /// The bounces that the counts include, auto-replies among them.
    fn counted_bounces(&self, activity: &Activity) -> u64 {
        self.count(activity).saturating_sub(activity.stats.lag).into()
    }
}

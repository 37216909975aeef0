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

/// A campaign of the summaries.
struct Email {
    last_sent: Timestamp,
    campaign: &'static Campaign,
    /// Its primary email. A resend goes to contacts that were sent it before, so the unique counts are those
    /// of the primary email.
    primary: &'static Activity,
}

impl Account {
    /// The entries of the summaries, one for each campaign.
    pub(crate) fn summaries(&self, account: SampleAccount) -> Vec<Value> {
        let campaigns = campaigns::all().filter(|campaign| account.has_campaign(campaign.id));
        let mut emails: Vec<Email> = campaigns
            .filter_map(|campaign| {
                let last_sent = campaign.activities.iter().filter_map(|one| one.sent).max()?;
                Some(Email { last_sent, campaign, primary: campaign.activities.first()? })
            })
            .filter(|email| email.primary.is_summarized || account == SampleAccount::WithoutPast)
            .collect();
        emails.sort_by_key(|email| std::cmp::Reverse(email.last_sent));
        emails.iter().map(|email| self.summary(email)).collect()
    }

    fn summary(&self, Email { last_sent, campaign, primary: activity }: &Email) -> Value {
        let Reactions { opens, clicks, optouts, abuse } = self.reactions(activity);
        let (sends, bounces) = (u64::from(activity.sends), self.counted_bounces(activity));
        json!({
            "campaign_id": campaign.id,
            "campaign_type": "NEWSLETTER",
            "last_sent_date": last_sent.with_milliseconds().to_string(),
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

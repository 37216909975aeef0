//! The statistics of activities, counted from their rows. They agree with the rows unless an activity
//! simulates a lag.

use super::{Account, Activity, Campaign, Code};
use bounces_core::{
    ActivityRole, ActivityStatus, Timestamp,
    wire::{ActivityStats, StatsCounts, StatsError},
};
use serde_json::Value;

impl Account {
    /// The statistics of activities, with counts as numbers (as in the API reference) or strings (as in
    /// the guide). `unknown` ids have an error each.
    pub(crate) fn stats(
        &self,
        activities: &[(&'static Campaign, &'static Activity)],
        unknown: &[String],
    ) -> Result<Value, serde_json::Error> {
        let (untracked, tracked): (Vec<_>, Vec<_>) =
            activities.iter().partition(|(_, activity)| activity.role == ActivityRole::Permalink);
        let results =
            tracked.into_iter().map(|(campaign, activity)| self.result(campaign, activity));
        let error = |key: &str, message: String| {
            let (error_key, error_message) = (Some(key.to_owned()), Some(message));
            StatsError { error_key, error_message }
        };
        let untracked = untracked.into_iter().map(|(_, activity)| {
            error("reports.api.no_tracking_data", format!("{} has no tracking data", activity.id))
        });
        let unknown = unknown
            .iter()
            .map(|id| error("reports.api.not_found", format!("{id} is not an activity")));
        let mut report = serde_json::Map::new();
        report.insert("results".into(), results.collect::<Result<_, _>>()?);
        let errors: Vec<_> = untracked.chain(unknown).collect();
        if !errors.is_empty() {
            report.insert("errors".into(), serde_json::to_value(errors)?);
        }
        Ok(report.into())
    }

    fn result(&self, campaign: &Campaign, activity: &Activity) -> Result<Value, serde_json::Error> {
        let refreshed = last_refresh(campaign, activity).with_milliseconds().to_string();
        let mut result = serde_json::to_value(ActivityStats {
            campaign_id: Some(campaign.id.into()),
            campaign_activity_id: Some(activity.id.into()),
            stats: self.counts(activity),
            last_refresh_time: Some(refreshed),
        })?;
        if let Some(counts) = result.get_mut("stats").and_then(Value::as_object_mut) {
            let reactions = self.reactions(activity);
            counts.insert("em_opens".into(), reactions.opens.into());
            counts.insert("em_optouts".into(), reactions.optouts.into());
            counts.insert("em_abuse".into(), reactions.abuse.into());
            if activity.stats.as_strings {
                counts.values_mut().for_each(|count| *count = Value::String(count.to_string()));
            }
        }
        Ok(result)
    }

    fn counts(&self, activity: &Activity) -> StatsCounts {
        let counted = activity.stats.lag..self.count(activity);
        let bounces = counted.len() as u64;
        let mut by_code = [0_u64; Code::ALL.len()];
        for code in counted.filter_map(|index| self.code(activity, index)) {
            by_code[code as usize] += 1;
        }
        let of = |code: Code| Some(by_code[code as usize]);
        StatsCounts {
            em_sends: Some(activity.sends.into()),
            em_bounces: Some(bounces),
            em_bounces_nonexistent_address: of(Code::NonExistent),
            em_bounces_undeliverable: of(Code::Undeliverable),
            em_bounces_mailbox_full: of(Code::Full),
            em_bounces_suspended: of(Code::Suspended),
            em_bounces_vacation: of(Code::Vacation),
            em_bounces_other: of(Code::Other),
            em_bounces_blocked: of(Code::Blocked),
        }
    }
}

/// The time of the newest bounce that is counted. For activities that finished long ago, a week
/// after sending.
fn last_refresh(campaign: &Campaign, activity: &Activity) -> Timestamp {
    let Some(sent) = activity.sent else { return campaign.updated };
    let is_recent = activity.stats.lag > 0 || activity.status == ActivityStatus::Executing;
    let newest = activity.generated().map(|rows| rows.time(activity.stats.lag));
    newest.filter(|_| is_recent).unwrap_or(sent.plus_days(7))
}

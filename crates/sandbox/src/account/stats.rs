//! An activity's statistics, counted from its rows. They agree with the rows unless the activity
//! simulates a lag.

use super::{Account, Activity, Campaign, Code};
use bounces_core::{
    ActivityRole, ActivityStatus, Timestamp,
    wire::{ActivityStats, StatsCounts, StatsError, StatsReport},
};
use serde_json::Value;

impl Account {
    /// The statistics, with counts as numbers (as in the API reference) or strings (as in the guide).
    pub(crate) fn stats(
        &self,
        campaign: &Campaign,
        activity: &Activity,
    ) -> Result<Value, serde_json::Error> {
        let mut report = StatsReport::default();
        if activity.role == ActivityRole::Permalink {
            report.errors.push(StatsError {
                error_key: Some("reports.api.no_tracking_data".into()),
                error_message: Some(format!("{} has no tracking data", activity.id)),
            });
            return serde_json::to_value(report);
        }
        report.results.push(ActivityStats {
            campaign_id: Some(campaign.id.into()),
            campaign_activity_id: Some(activity.id.into()),
            stats: self.counts(activity),
            last_refresh_time: Some(
                last_refresh(campaign, activity).with_milliseconds().to_string(),
            ),
        });
        let mut report = serde_json::to_value(report)?;
        if activity.stats.as_strings {
            let counts = report.pointer_mut("/results/0/stats").and_then(Value::as_object_mut);
            for count in counts.into_iter().flat_map(|counts| counts.values_mut()) {
                *count = Value::String(count.to_string());
            }
        }
        Ok(report)
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

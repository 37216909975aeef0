//! An activity's statistics: counted from its rows, so that they agree, unless they shall not.

use super::{Account, Campaign, Code, Email, Role, email::Status};
use bounces_core::wire::{ActivityStats, StatsCounts, StatsError, StatsReport};
use serde_json::Value;

impl Account {
    /// The statistics, their counts as numbers (the specification) or strings (the guide).
    pub(crate) fn stats(
        &self,
        campaign: &Campaign,
        email: &Email,
    ) -> Result<Value, serde_json::Error> {
        let mut report = StatsReport::default();
        if email.role == Role::Permalink {
            report.errors.push(StatsError {
                error_key: Some("reports.api.no_tracking_data".into()),
                error_message: Some(format!("{} has no tracking data", email.id)),
            });
            return serde_json::to_value(report);
        }
        report.results.push(ActivityStats {
            campaign_id: Some(campaign.id.into()),
            campaign_activity_id: Some(email.id.into()),
            stats: self.counts(email),
            last_refresh_time: Some(last_refresh(campaign, email)),
        });
        let mut report = serde_json::to_value(report)?;
        if email.stats.as_strings {
            let counts = report.pointer_mut("/results/0/stats").and_then(Value::as_object_mut);
            for count in counts.into_iter().flat_map(|counts| counts.values_mut()) {
                *count = Value::String(count.to_string());
            }
        }
        Ok(report)
    }

    fn counts(&self, email: &Email) -> StatsCounts {
        let known = email.stats.behind..self.count(email);
        let bounces = known.len() as u64;
        let mut by_code = [0_u64; Code::ALL.len()];
        for code in known.filter_map(|index| self.code(email, index)) {
            by_code[code as usize] += 1;
        }
        let of = |code: Code| Some(by_code[code as usize]);
        StatsCounts {
            em_sends: Some(email.sends.into()),
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

/// The moment of the newest bounce that is counted; for what has been sent for long, a week after
/// the sending.
fn last_refresh(campaign: &Campaign, email: &Email) -> String {
    let Some(sent) = email.sent else { return campaign.updated.to_string() };
    let fresh = email.stats.behind > 0 || email.status == Status::Executing;
    let newest = email.generated().map(|rows| rows.time(email.stats.behind));
    newest.filter(|_| fresh).unwrap_or(sent.plus(7 * 86_400)).to_string()
}

//! The sandbox's data: lookups, and conversion to the wire types. The endpoints that serve it are in
//! `api`; `sample_account` states which part of it an account has.

mod activity;
mod campaigns;
mod code;
mod generated;
mod past;
mod people;
mod repeats;
mod row_access;
mod rows;
mod stats;
mod stream;
mod summaries;

pub(crate) use activity::{Activity, Behavior, Campaign};
pub(crate) use code::Code;
pub(crate) use rows::Row;

use crate::{SandboxError, sample_account::SampleAccount};
use activity::campaign_status;
use bounces_core::{
    ActivityStatus, Timestamp,
    wire::{self, CampaignActivity, EmailActivity, SendHistory},
};
use repeats::Repeats;
use std::collections::HashMap;

/// The campaigns, the rows that come from files, and who bounced repeatedly.
pub(crate) struct Account {
    /// Rows that are not generated, by activity id.
    file_rows: HashMap<&'static str, Vec<Row>>,
    repeats: Repeats,
}

impl Account {
    /// Parses the data files.
    pub(crate) fn load() -> Result<Self, SandboxError> {
        let mut file_rows = HashMap::new();
        let activities = || campaigns::all().flat_map(|campaign| campaign.activities);
        for activity in activities() {
            if let Some(rows) = rows::parse_file(activity.rows).map_err(SandboxError::Data)? {
                file_rows.insert(activity.id, rows);
            }
        }
        Ok(Self { file_rows, repeats: Repeats::of(activities()) })
    }

    /// The campaigns that `GET /emails` lists, most recently updated first.
    ///
    /// The campaign that exhausts the daily quota can be reached only by its id: opening it from
    /// the list out of curiosity would block the account until midnight UTC.
    pub(crate) fn listed(account: SampleAccount) -> Vec<&'static Campaign> {
        let exhausts_quota =
            |activity: &Activity| matches!(activity.behavior, Behavior::QuotaExceeded);
        campaigns::all()
            .filter(|campaign| !campaign.activities.iter().any(exhausts_quota))
            .filter(|campaign| account.has_campaign(campaign.id))
            .collect()
    }

    /// Looks up a campaign by id.
    pub(crate) fn campaign(id: &str) -> Option<&'static Campaign> {
        campaigns::all().find(|campaign| campaign.id == id)
    }

    /// Looks up an activity, and its campaign, by activity id.
    pub(crate) fn activity(id: &str) -> Option<(&'static Campaign, &'static Activity)> {
        let of = |campaign: &'static Campaign| {
            let activity = campaign.activities.iter().find(|activity| activity.id == id)?;
            Some((campaign, activity))
        };
        campaigns::all().find_map(of)
    }
}

impl Campaign {
    /// The campaign as a list shows it: without activities.
    pub(crate) fn list_entry(&self) -> wire::Campaign {
        let status = self.activities.first().map(|activity| campaign_status(activity.status));
        wire::Campaign {
            campaign_id: Some(self.id.into()),
            name: Some(self.name.into()),
            current_status: status,
            kind: Some("NEWSLETTER".into()),
            created_at: Some(self.created.with_milliseconds().to_string()),
            updated_at: Some(self.updated.with_milliseconds().to_string()),
            campaign_activities: Vec::new(),
        }
    }

    /// The campaign as its own resource shows it: with its activities.
    pub(crate) fn detail(&self) -> wire::Campaign {
        let activity = |activity: &Activity| CampaignActivity {
            campaign_activity_id: Some(activity.id.into()),
            role: Some(activity.role.as_str().into()),
        };
        wire::Campaign {
            campaign_activities: self.activities.iter().map(activity).collect(),
            ..self.list_entry()
        }
    }
}

impl Activity {
    /// The activity's own resource.
    pub(crate) fn detail(&self, campaign: &Campaign) -> EmailActivity {
        EmailActivity {
            campaign_activity_id: Some(self.id.into()),
            campaign_id: Some(campaign.id.into()),
            role: Some(self.role.as_str().into()),
            current_status: Some(self.status.as_str().into()),
            subject: Some(self.subject.into()),
            from_name: Some("Harbour & Pine".into()),
            from_email: Some("news@harbourandpine.example".into()),
        }
    }

    /// When the activity was sent, and to how many contacts.
    pub(crate) fn send_history(&self) -> Vec<SendHistory> {
        let entry = |run_date: Timestamp, status: &str| SendHistory {
            run_date: Some(run_date.with_milliseconds().to_string()),
            send_status: Some(status.into()),
            count: Some(self.sends.into()),
        };
        match (self.status, self.sent) {
            (ActivityStatus::Error, Some(failed)) => vec![entry(failed, "ERRORED")],
            (_, Some(sent)) => vec![entry(sent, "COMPLETED")],
            (_, None) => Vec::new(),
        }
    }
}

//! The one account behind the sandbox: finding what it holds, and writing it as the wire's types.
//! Which requests are answered with it is said in `api`.

mod campaigns;
mod chance;
mod code;
mod email;
mod generated;
mod moment;
mod people;
mod rows;
mod stats;

pub(crate) use code::Code;
pub(crate) use email::{Behaviour, Campaign, Email, Role};
pub(crate) use rows::Row;

use crate::SandboxError;
use bounces_core::wire::{self, CampaignActivity, EmailActivity, SendHistory};
use campaigns::CAMPAIGNS;
use email::Status;
use std::collections::HashMap;

/// The account: its campaigns, and the rows that are kept as files.
pub(crate) struct Account {
    /// The rows of the activities that are not generated, by activity.
    files: HashMap<&'static str, Vec<Row>>,
}

impl Account {
    /// Reads the files.
    pub(crate) fn load() -> Result<Self, SandboxError> {
        let mut files = HashMap::new();
        for email in CAMPAIGNS.iter().flat_map(|campaign| campaign.emails) {
            if let Some(rows) = rows::read(email.rows).map_err(SandboxError::Data)? {
                files.insert(email.id, rows);
            }
        }
        Ok(Self { files })
    }

    /// The campaigns that `emails` lists, the one changed last first.
    ///
    /// The one that uses up the day's quota is found by its id only: whoever picked it out of a
    /// list, out of curiosity, would have no account left to look at until midnight.
    pub(crate) fn listed() -> Vec<&'static Campaign> {
        let uses_up = |email: &Email| matches!(email.behaviour, Behaviour::QuotaExceeded);
        CAMPAIGNS.iter().filter(|campaign| !campaign.emails.iter().any(uses_up)).collect()
    }

    /// The campaign of this id.
    pub(crate) fn campaign(id: &str) -> Option<&'static Campaign> {
        CAMPAIGNS.iter().find(|campaign| campaign.id == id)
    }

    /// The activity of this id, with its campaign.
    pub(crate) fn email(id: &str) -> Option<(&'static Campaign, &'static Email)> {
        let of = |campaign: &'static Campaign| {
            let email = campaign.emails.iter().find(|email| email.id == id)?;
            Some((campaign, email))
        };
        CAMPAIGNS.iter().find_map(of)
    }
}

impl Campaign {
    /// As a list of campaigns has it: without activities.
    pub(crate) fn listed(&self) -> wire::Campaign {
        let status = self.emails.first().map(|email| email.status.of_campaign());
        wire::Campaign {
            campaign_id: Some(self.id.into()),
            name: Some(self.name.into()),
            current_status: status.map(Into::into),
            kind: Some("NEWSLETTER".into()),
            created_at: Some(self.created.to_string()),
            updated_at: Some(self.updated.to_string()),
            campaign_activities: Vec::new(),
        }
    }

    /// As it is by itself: with its activities.
    pub(crate) fn whole(&self) -> wire::Campaign {
        let activity = |email: &Email| CampaignActivity {
            campaign_activity_id: Some(email.id.into()),
            role: Some(email.role.as_str().into()),
        };
        wire::Campaign {
            campaign_activities: self.emails.iter().map(activity).collect(),
            ..self.listed()
        }
    }
}

impl Email {
    /// The activity itself.
    pub(crate) fn activity(&self, campaign: &Campaign) -> EmailActivity {
        EmailActivity {
            campaign_activity_id: Some(self.id.into()),
            campaign_id: Some(campaign.id.into()),
            role: Some(self.role.as_str().into()),
            current_status: Some(self.status.of_activity().into()),
            subject: Some(self.subject.into()),
            from_name: Some("Harbour & Pine".into()),
            from_email: Some("news@harbourandpine.example".into()),
        }
    }

    /// When it was sent, and to how many.
    pub(crate) fn send_history(&self) -> Vec<SendHistory> {
        let entry = |run_date: String, status: &str| SendHistory {
            run_date: Some(run_date),
            send_status: Some(status.into()),
            count: Some(self.sends.into()),
        };
        match (self.status, self.sent) {
            (Status::Error, Some(failed)) => vec![entry(failed.to_string(), "ERRORED")],
            (_, Some(sent)) => vec![entry(sent.to_string(), "COMPLETED")],
            (_, None) => Vec::new(),
        }
    }
}

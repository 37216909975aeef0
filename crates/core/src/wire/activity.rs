//! The activity of a report, its statistics and send history, and the account's campaigns.

use super::{DecodeError, Links};
use crate::{ActivityRole, ActivityStatus};
use bounces_rows::wire::json::{FromObject, Json, UnexpectedType, decode_object, decode_objects};
use serde::Serialize;

/// `GET /v3/emails/activities/{campaign_activity_id}`: the documented fields that a report uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EmailActivity {
    /// The activity, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// Its campaign, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// See [`EmailActivity::role`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// See [`EmailActivity::status`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_status: Option<String>,
    /// The subject line; can carry HTML entities such as `&amp;`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The sender's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_name: Option<String>,
    /// The sender's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email: Option<String>,
}

impl FromObject for EmailActivity {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaign_activity_id: object.text("campaign_activity_id"),
            campaign_id: object.text("campaign_id"),
            role: object.text("role"),
            current_status: object.text("current_status"),
            subject: object.text("subject"),
            from_name: object.text("from_name"),
            from_email: object.text("from_email"),
        })
    }
}

impl EmailActivity {
    /// Its status.
    pub fn status(&self) -> ActivityStatus<'_> {
        ActivityStatus::parse(self.current_status.as_deref().unwrap_or_default())
    }

    /// Its role.
    pub fn role(&self) -> ActivityRole<'_> {
        ActivityRole::parse(self.role.as_deref().unwrap_or_default())
    }
}

/// Parses an activity.
///
/// # Errors
/// Bytes that are not a JSON object.
pub fn decode_activity(bytes: &[u8]) -> Result<EmailActivity, DecodeError> {
    decode_object(bytes)
}

/// `GET /v3/reports/stats/email_campaign_activities/{campaign_activity_id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatsReport {
    /// One entry for each requested activity.
    pub results: Vec<ActivityStats>,
    /// Errors of single activities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<StatsError>,
}

impl FromObject for StatsReport {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            results: object.take("results").objects()?,
            errors: object.take("errors").objects()?,
        })
    }
}

/// The counts of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActivityStats {
    /// The campaign, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// The activity, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// The counts.
    pub stats: StatsCounts,
    /// When the counts were computed, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_refresh_time: Option<String>,
}

impl FromObject for ActivityStats {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaign_id: object.text("campaign_id"),
            campaign_activity_id: object.text("campaign_activity_id"),
            stats: object.take("stats").object()?,
            last_refresh_time: object.text("last_refresh_time"),
        })
    }
}

/// Counts of contacts. The upstream sends numbers (specification) or strings (guide).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatsCounts {
    /// Emails sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_sends: Option<u64>,
    /// All bounces, including auto-replies (code `V`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces: Option<u64>,
    /// Code `B`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_nonexistent_address: Option<u64>,
    /// Code `D`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_undeliverable: Option<u64>,
    /// Code `F`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_mailbox_full: Option<u64>,
    /// Code `S`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_suspended: Option<u64>,
    /// Code `V`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_vacation: Option<u64>,
    /// Code `X`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_other: Option<u64>,
    /// Code `Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub em_bounces_blocked: Option<u64>,
}

impl FromObject for StatsCounts {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            em_sends: object.count("em_sends"),
            em_bounces: object.count("em_bounces"),
            em_bounces_nonexistent_address: object.count("em_bounces_nonexistent_address"),
            em_bounces_undeliverable: object.count("em_bounces_undeliverable"),
            em_bounces_mailbox_full: object.count("em_bounces_mailbox_full"),
            em_bounces_suspended: object.count("em_bounces_suspended"),
            em_bounces_vacation: object.count("em_bounces_vacation"),
            em_bounces_other: object.count("em_bounces_other"),
            em_bounces_blocked: object.count("em_bounces_blocked"),
        })
    }
}

/// An error of the statistics of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatsError {
    /// A stable key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_key: Option<String>,
    /// A message for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}

impl FromObject for StatsError {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            error_key: object.text("error_key"),
            error_message: object.text("error_message"),
        })
    }
}

/// Parses an activity's statistics.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose lists are not arrays.
pub fn decode_stats(bytes: &[u8]) -> Result<StatsReport, DecodeError> {
    decode_object(bytes)
}

/// `GET /v3/emails`: one page of the account's campaigns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Campaigns {
    /// The campaigns, without their activities.
    pub campaigns: Vec<Campaign>,
    /// The link to the next page; empty on the last.
    #[serde(rename = "_links", skip_serializing_if = "Links::is_empty")]
    pub links: Links,
}

impl FromObject for Campaigns {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaigns: object.take("campaigns").objects()?,
            links: object.take("_links").object()?,
        })
    }
}

/// One campaign; `GET /v3/emails/{campaign_id}` gives it with its activities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Campaign {
    /// The campaign, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// The name given by its author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// See [`Campaign::status`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_status: Option<String>,
    /// `NEWSLETTER`, for example.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it was created, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it was changed last, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Its activities; absent in a list of campaigns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub campaign_activities: Vec<CampaignActivity>,
}

impl FromObject for Campaign {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaign_id: object.text("campaign_id"),
            name: object.text("name"),
            current_status: object.text("current_status"),
            kind: object.text("type"),
            created_at: object.text("created_at"),
            updated_at: object.text("updated_at"),
            campaign_activities: object.take("campaign_activities").objects()?,
        })
    }
}

impl Campaign {
    /// Its status.
    pub fn status(&self) -> ActivityStatus<'_> {
        ActivityStatus::parse(self.current_status.as_deref().unwrap_or_default())
    }
}

/// One activity of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CampaignActivity {
    /// The activity, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// See [`CampaignActivity::role`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

impl FromObject for CampaignActivity {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaign_activity_id: object.text("campaign_activity_id"),
            role: object.text("role"),
        })
    }
}

impl CampaignActivity {
    /// Its role.
    pub fn role(&self) -> ActivityRole<'_> {
        ActivityRole::parse(self.role.as_deref().unwrap_or_default())
    }
}

/// Parses one page of campaigns.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `campaigns` is not an array, or whose `_links` are
/// malformed.
pub fn decode_campaigns(bytes: &[u8]) -> Result<Campaigns, DecodeError> {
    decode_object(bytes)
}

/// Parses one campaign.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `campaign_activities` is not an array.
pub fn decode_campaign(bytes: &[u8]) -> Result<Campaign, DecodeError> {
    decode_object(bytes)
}

/// One entry of `GET /v3/emails/activities/{campaign_activity_id}/send_history`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SendHistory {
    /// When it was sent, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_date: Option<String>,
    /// `COMPLETED` or `ERRORED`, for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send_status: Option<String>,
    /// How many contacts it was sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

impl FromObject for SendHistory {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            run_date: object.text("run_date"),
            send_status: object.text("send_status"),
            count: object.count("count"),
        })
    }
}

/// Parses the send history of an activity.
///
/// # Errors
/// Bytes that are not a JSON array.
pub fn decode_send_history(bytes: &[u8]) -> Result<Vec<SendHistory>, DecodeError> {
    decode_objects(bytes)
}

//! The activity of a report, its statistics and send history, and the account's campaigns.

use super::{DecodeError, Links};
use crate::{ActivityRole, ActivityStatus};
use bounces_rows::wire::{decode, lenient};
use serde::{Deserialize, Serialize};

/// `GET /v3/emails/activities/{campaign_activity_id}`: the documented fields that a report uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailActivity {
    /// The activity, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// Its campaign, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// See [`EmailActivity::role`].
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// See [`EmailActivity::status`].
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub current_status: Option<String>,
    /// The subject line; can carry HTML entities such as `&amp;`.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The sender's name.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub from_name: Option<String>,
    /// The sender's address.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub from_email: Option<String>,
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
    decode(bytes)
}

/// `GET /v3/reports/stats/email_campaign_activities/{campaign_activity_id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatsReport {
    /// One entry for each requested activity.
    #[serde(deserialize_with = "lenient::objects")]
    pub results: Vec<ActivityStats>,
    /// Errors of single activities.
    #[serde(deserialize_with = "lenient::objects", skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<StatsError>,
}

/// The counts of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityStats {
    /// The campaign, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// The activity, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// The counts.
    #[serde(deserialize_with = "lenient::or_default")]
    pub stats: StatsCounts,
    /// When the counts were computed, RFC 3339.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub last_refresh_time: Option<String>,
}

/// Counts of contacts. The upstream sends numbers (specification) or strings (guide).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatsCounts {
    /// Emails sent.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_sends: Option<u64>,
    /// All bounces, including auto-replies (code `V`).
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces: Option<u64>,
    /// Code `B`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_nonexistent_address: Option<u64>,
    /// Code `D`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_undeliverable: Option<u64>,
    /// Code `F`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_mailbox_full: Option<u64>,
    /// Code `S`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_suspended: Option<u64>,
    /// Code `V`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_vacation: Option<u64>,
    /// Code `X`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_other: Option<u64>,
    /// Code `Z`.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub em_bounces_blocked: Option<u64>,
}

/// An error of the statistics of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatsError {
    /// A stable key.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub error_key: Option<String>,
    /// A message for developers.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}

/// Parses an activity's statistics.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose lists are not arrays.
pub fn decode_stats(bytes: &[u8]) -> Result<StatsReport, DecodeError> {
    decode(bytes)
}

/// `GET /v3/emails`: one page of the account's campaigns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Campaigns {
    /// The campaigns, without their activities.
    #[serde(deserialize_with = "lenient::objects")]
    pub campaigns: Vec<Campaign>,
    /// The link to the next page; empty on the last.
    #[serde(
        rename = "_links",
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Links::is_empty"
    )]
    pub links: Links,
}

/// One campaign; `GET /v3/emails/{campaign_id}` gives it with its activities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Campaign {
    /// The campaign, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// The name given by its author.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// See [`Campaign::status`].
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub current_status: Option<String>,
    /// `NEWSLETTER`, for example.
    #[serde(
        rename = "type",
        deserialize_with = "lenient::owned_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<String>,
    /// When it was created, RFC 3339.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it was changed last, RFC 3339.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Its activities; absent in a list of campaigns.
    #[serde(deserialize_with = "lenient::objects", skip_serializing_if = "Vec::is_empty")]
    pub campaign_activities: Vec<CampaignActivity>,
}

impl Campaign {
    /// Its status.
    pub fn status(&self) -> ActivityStatus<'_> {
        ActivityStatus::parse(self.current_status.as_deref().unwrap_or_default())
    }
}

/// One activity of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignActivity {
    /// The activity, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<String>,
    /// See [`CampaignActivity::role`].
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
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
    decode(bytes)
}

/// Parses one campaign.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `campaign_activities` is not an array.
pub fn decode_campaign(bytes: &[u8]) -> Result<Campaign, DecodeError> {
    decode(bytes)
}

/// One entry of `GET /v3/emails/activities/{campaign_activity_id}/send_history`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendHistory {
    /// When it was sent, RFC 3339.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub run_date: Option<String>,
    /// `COMPLETED` or `ERRORED`, for example.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub send_status: Option<String>,
    /// How many contacts it was sent to.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// Parses the send history of an activity.
///
/// # Errors
/// Bytes that are not a JSON array.
pub fn decode_send_history(bytes: &[u8]) -> Result<Vec<SendHistory>, DecodeError> {
    Ok(decode::<lenient::Objects<SendHistory>>(bytes)?.items)
}

//! `GET /v3/reports/summary_reports/email_campaign_summaries`: the counts of the account's emails.

use super::{DecodeError, Links};
use bounces_rows::wire::{decode, lenient};
use serde::{Deserialize, Serialize};

/// One page of summaries, the email that was sent last first. The upstream's `aggregate_percents` are
/// left out: they are of the page alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignSummaries {
    /// The emails: primary emails and resends.
    #[serde(deserialize_with = "lenient::objects")]
    pub bulk_email_campaign_summaries: Vec<CampaignSummary>,
    /// The link to the next page; empty on the last.
    #[serde(
        rename = "_links",
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Links::is_empty"
    )]
    pub links: Links,
}

/// The counts of one email.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignSummary {
    /// The campaign, a UUID.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// `NEWSLETTER`, for example.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub campaign_type: Option<String>,
    /// When it was sent last, RFC 3339.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub last_sent_date: Option<String>,
    /// The counts.
    #[serde(deserialize_with = "lenient::or_default")]
    pub unique_counts: UniqueCounts,
}

/// Counts of contacts. The upstream sends numbers (specification) or strings (guide).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UniqueCounts {
    /// Emails sent.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub sends: Option<u64>,
    /// Contacts that opened it.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub opens: Option<u64>,
    /// Contacts that clicked a link.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub clicks: Option<u64>,
    /// Contacts that forwarded it.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub forwards: Option<u64>,
    /// Contacts that unsubscribed.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub optouts: Option<u64>,
    /// Contacts that reported it as spam.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub abuse: Option<u64>,
    /// Bounces; whether auto-replies are among them is not documented.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub bounces: Option<u64>,
    /// Contacts that did not open it.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub not_opened: Option<u64>,
}

/// Parses one page of summaries.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `bulk_email_campaign_summaries` is not an array, or
/// whose `_links` are malformed.
pub fn decode_summaries(bytes: &[u8]) -> Result<CampaignSummaries, DecodeError> {
    decode(bytes)
}

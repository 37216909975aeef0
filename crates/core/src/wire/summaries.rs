//! `GET /v3/reports/summary_reports/email_campaign_summaries`: the counts of the account's emails.

use super::{DecodeError, Links};
use bounces_rows::wire::json::{FromObject, Json, UnexpectedType, decode_object};
use serde::Serialize;

/// One page of summaries, the email that was sent last first. The upstream's `aggregate_percents` are
/// left out: they are of the page alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CampaignSummaries {
    /// The emails: primary emails and resends.
    pub bulk_email_campaign_summaries: Vec<CampaignSummary>,
    /// The link to the next page; empty on the last.
    #[serde(rename = "_links", skip_serializing_if = "Links::is_empty")]
    pub links: Links,
}

impl FromObject for CampaignSummaries {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            bulk_email_campaign_summaries: object
                .take("bulk_email_campaign_summaries")
                .objects()?,
            links: object.take("_links").object()?,
        })
    }
}

/// The counts of one email.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CampaignSummary {
    /// The campaign, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<String>,
    /// `NEWSLETTER`, for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_type: Option<String>,
    /// When it was sent last, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_sent_date: Option<String>,
    /// The counts.
    pub unique_counts: UniqueCounts,
}

impl FromObject for CampaignSummary {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            campaign_id: object.text("campaign_id"),
            campaign_type: object.text("campaign_type"),
            last_sent_date: object.text("last_sent_date"),
            unique_counts: object.take("unique_counts").object()?,
        })
    }
}

/// Counts of contacts. The upstream sends numbers (specification) or strings (guide).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UniqueCounts {
    /// Emails sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sends: Option<u64>,
    /// Contacts that opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<u64>,
    /// Contacts that clicked a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clicks: Option<u64>,
    /// Contacts that forwarded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwards: Option<u64>,
    /// Contacts that unsubscribed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optouts: Option<u64>,
    /// Contacts that reported it as spam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abuse: Option<u64>,
    /// Bounces; whether auto-replies are among them is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounces: Option<u64>,
    /// Contacts that did not open it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_opened: Option<u64>,
}

impl FromObject for UniqueCounts {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            sends: object.count("sends"),
            opens: object.count("opens"),
            clicks: object.count("clicks"),
            forwards: object.count("forwards"),
            optouts: object.count("optouts"),
            abuse: object.count("abuse"),
            bounces: object.count("bounces"),
            not_opened: object.count("not_opened"),
        })
    }
}

/// Parses one page of summaries.
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `bulk_email_campaign_summaries` is not an array, or
/// whose `_links` are malformed.
pub fn decode_summaries(bytes: &[u8]) -> Result<CampaignSummaries, DecodeError> {
    decode_object(bytes)
}

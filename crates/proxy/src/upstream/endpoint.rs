//! The allow-list of API calls: seven read-only endpoints, by path. Nothing else is forwarded.

use super::activity_ids::ActivityIds;
use bounces_core::Uuid;

/// A query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// `bounce_code`, repeatable.
    BounceCode,
    /// `limit`, 1 to 500.
    Limit,
    /// `cursor`, opaque.
    Cursor,
}

/// A forwarded call. All are `GET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The bounces of an activity.
    Bounces(Uuid),
    /// An activity.
    Activity(Uuid),
    /// The send history of an activity.
    SendHistory(Uuid),
    /// The counts of one to ten activities.
    Stats(ActivityIds),
    /// The counts of the account's emails.
    Summaries,
    /// The campaigns of the account.
    Campaigns,
    /// A campaign with its activities.
    Campaign(Uuid),
}

impl Endpoint {
    /// The endpoint at a raw path, given without `/api/v3/`.
    pub fn from_path(path: &str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').collect();
        match segments.as_slice() {
            ["reports", "email_reports", id, "tracking", "bounces"] => {
                Uuid::parse(id).map(Self::Bounces)
            }
            ["reports", "stats", "email_campaign_activities", ids] => {
                ActivityIds::parse(ids).map(Self::Stats)
            }
            ["reports", "summary_reports", "email_campaign_summaries"] => Some(Self::Summaries),
            ["emails", "activities", id, "send_history"] => Uuid::parse(id).map(Self::SendHistory),
            ["emails", "activities", id] => Uuid::parse(id).map(Self::Activity),
            ["emails", id] => Uuid::parse(id).map(Self::Campaign),
            ["emails"] => Some(Self::Campaigns),
            _ => None,
        }
    }

    /// The path below the API's base URL, and below `/api/v3`, with a leading slash.
    pub fn path(self) -> String {
        match self {
            Self::Bounces(id) => format!("/reports/email_reports/{id}/tracking/bounces"),
            Self::Activity(id) => format!("/emails/activities/{id}"),
            Self::SendHistory(id) => format!("/emails/activities/{id}/send_history"),
            Self::Stats(ids) => format!("/reports/stats/email_campaign_activities/{ids}"),
            Self::Summaries => "/reports/summary_reports/email_campaign_summaries".to_owned(),
            Self::Campaigns => "/emails".to_owned(),
            Self::Campaign(id) => format!("/emails/{id}"),
        }
    }

    /// The route template, for logs and metrics.
    pub fn template(self) -> &'static str {
        match self {
            Self::Bounces(_) => "/api/v3/reports/email_reports/{uuid}/tracking/bounces",
            Self::Activity(_) => "/api/v3/emails/activities/{uuid}",
            Self::SendHistory(_) => "/api/v3/emails/activities/{uuid}/send_history",
            Self::Stats(_) => "/api/v3/reports/stats/email_campaign_activities/{uuids}",
            Self::Summaries => "/api/v3/reports/summary_reports/email_campaign_summaries",
            Self::Campaigns => "/api/v3/emails",
            Self::Campaign(_) => "/api/v3/emails/{uuid}",
        }
    }

    /// The query parameters that the endpoint accepts.
    pub fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Bounces(_) => &[Parameter::BounceCode, Parameter::Limit, Parameter::Cursor],
            Self::Campaigns | Self::Summaries => &[Parameter::Limit, Parameter::Cursor],
            Self::Activity(_) | Self::SendHistory(_) | Self::Stats(_) | Self::Campaign(_) => &[],
        }
    }
}

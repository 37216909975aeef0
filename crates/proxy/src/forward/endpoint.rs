//! The six read-only calls, by path. Anything that is not written here does not exist.

use super::query::Parameter;

/// The id of a campaign or an activity: 36 characters, lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uuid([u8; 36]);

impl Uuid {
    /// Reads an id in its one usual form, letters of any case.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes: [u8; 36] = text.as_bytes().try_into().ok()?;
        let fits = bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
        bytes.make_ascii_lowercase();
        fits.then_some(Self(bytes))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        // Hyphens and hexadecimal digits only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// One of the calls that are forwarded, all of them `GET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// An activity's bounces.
    Bounces(Uuid),
    /// An activity.
    Activity(Uuid),
    /// When an activity was sent.
    SendHistory(Uuid),
    /// An activity's counts.
    Stats(Uuid),
    /// The account's campaigns.
    Campaigns,
    /// A campaign with its activities.
    Campaign(Uuid),
}

impl Endpoint {
    /// The call at a raw path below `/api/v3/`.
    pub fn at(path: &str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').collect();
        match segments.as_slice() {
            ["reports", "email_reports", id, "tracking", "bounces"] => {
                Uuid::parse(id).map(Self::Bounces)
            }
            ["reports", "stats", "email_campaign_activities", id] => {
                Uuid::parse(id).map(Self::Stats)
            }
            ["emails", "activities", id, "send_history"] => Uuid::parse(id).map(Self::SendHistory),
            ["emails", "activities", id] => Uuid::parse(id).map(Self::Activity),
            ["emails", id] => Uuid::parse(id).map(Self::Campaign),
            ["emails"] => Some(Self::Campaigns),
            _ => None,
        }
    }

    /// The path below the API's base, and below `/api/v3`, with a slash before it.
    pub fn path(self) -> String {
        match self {
            Self::Bounces(id) => {
                format!("/reports/email_reports/{}/tracking/bounces", id.as_str())
            }
            Self::Activity(id) => format!("/emails/activities/{}", id.as_str()),
            Self::SendHistory(id) => format!("/emails/activities/{}/send_history", id.as_str()),
            Self::Stats(id) => {
                format!("/reports/stats/email_campaign_activities/{}", id.as_str())
            }
            Self::Campaigns => "/emails".to_owned(),
            Self::Campaign(id) => format!("/emails/{}", id.as_str()),
        }
    }

    /// The path without ids, for logs.
    pub fn template(self) -> &'static str {
        match self {
            Self::Bounces(_) => "/api/v3/reports/email_reports/{uuid}/tracking/bounces",
            Self::Activity(_) => "/api/v3/emails/activities/{uuid}",
            Self::SendHistory(_) => "/api/v3/emails/activities/{uuid}/send_history",
            Self::Stats(_) => "/api/v3/reports/stats/email_campaign_activities/{uuid}",
            Self::Campaigns => "/api/v3/emails",
            Self::Campaign(_) => "/api/v3/emails/{uuid}",
        }
    }

    /// The query keys that it takes.
    pub fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Bounces(_) => &[Parameter::BounceCode, Parameter::Limit, Parameter::Cursor],
            Self::Campaigns => &[Parameter::Limit, Parameter::Cursor],
            Self::Activity(_) | Self::SendHistory(_) | Self::Stats(_) | Self::Campaign(_) => &[],
        }
    }
}

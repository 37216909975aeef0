//! `GET /v3/reports/email_reports/{campaign_activity_id}/tracking/bounces`: one page of bounces.

use super::{
    DecodeError, Links,
    error::decode,
    json::{Json, UnexpectedType},
    lenient::{self, PageValue},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One page of a bounces report, newest bounce first.
///
/// Text without escapes is borrowed from the response's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BouncesPage<'a> {
    /// At most 500 rows; empty if the activity was not sent or no email bounced.
    pub tracking_activities: Vec<TrackingActivity<'a>>,
    /// The link to the next page; empty on the last.
    #[serde(rename = "_links", skip_serializing_if = "Links::is_empty")]
    pub links: Links,
    /// How many entries of `tracking_activities` could not be read, because they are not objects.
    #[serde(skip)]
    pub unreadable_rows: usize,
}

/// One bounce: a contact whose email was not delivered, or was answered automatically (code `V`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrackingActivity<'a> {
    /// The contact, a UUID.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Cow<'a, str>>,
    /// The requested activity, a UUID.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub campaign_activity_id: Option<Cow<'a, str>>,
    /// `em_bounces`.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub tracking_activity_type: Option<Cow<'a, str>>,
    /// The address that bounced.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email_address: Option<Cow<'a, str>>,
    /// The contact's first name.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Cow<'a, str>>,
    /// The contact's last name.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Cow<'a, str>>,
    /// Why it bounced, see [`BounceCode`](crate::BounceCode). A documented sample has none.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub bounce_code: Option<Cow<'a, str>>,
    /// The contact's present address: differs from `email_address` if it was corrected since.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub current_email_address: Option<Cow<'a, str>>,
    /// When it bounced, RFC 3339, see [`Timestamp`](crate::Timestamp).
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub created_time: Option<Cow<'a, str>>,
    /// The day on which the contact was deleted since (`2015-08-10`), if it was.
    #[serde(borrow, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Cow<'a, str>>,
}

/// Parses one page.
///
/// A field of a row that is `null` or not a string reads as absent. A row that is not an object is
/// counted in [`BouncesPage::unreadable_rows`].
///
/// # Errors
/// Bytes that are not a JSON object, or one whose `tracking_activities` is missing or not an array
/// (`null` counts as empty), or whose `_links` are malformed.
pub fn decode_page(bytes: &[u8]) -> Result<BouncesPage<'_>, DecodeError> {
    #[derive(Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        tracking_activities: PageValue<'a, TrackingActivity<'a>>,
        #[serde(borrow, rename = "_links", default)]
        links: Json<'a>,
    }

    let unexpected = || DecodeError::unexpected_shape(bytes);
    let PageValue::Object(Page { tracking_activities, links }) = decode(bytes)? else {
        return Err(unexpected());
    };
    let (tracking_activities, unreadable_rows) = match tracking_activities {
        PageValue::Array(rows, skipped) => (rows, skipped),
        PageValue::Null => (Vec::new(), 0),
        PageValue::Object(_) | PageValue::Text(_) | PageValue::Other => return Err(unexpected()),
    };
    let links = links.object().map_err(|UnexpectedType| unexpected())?;
    Ok(BouncesPage { tracking_activities, links, unreadable_rows })
}

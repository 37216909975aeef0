//! Bodies of failed requests: the upstream's errors, and the problem details of our proxy.

use super::DecodeError;
use bounces_rows::wire::json::{FromObject, Json, UnexpectedType, decode_object, decode_objects};
use serde::Serialize;

/// An error of the upstream.
///
/// It was seen as an object `{"error_key":…,"error_message":…}`, an array of them, a gateway's
/// `{"message":"Forbidden"}`, HTML, and an empty body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UpstreamError {
    /// A stable key, such as `throttled`, `quota_exceeded`, `unauthorized` or `not_found`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_key: Option<String>,
    /// A message for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// A gateway's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl FromObject for UpstreamError {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            error_key: object.text("error_key"),
            error_message: object.text("error_message"),
            message: object.text("message"),
        })
    }
}

/// Parses the body of a failed response: of an array the first entry, of anything else that is not
/// an object nothing.
pub fn decode_upstream_error(bytes: &[u8]) -> UpstreamError {
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        let errors = decode_objects::<UpstreamError>(bytes);
        return errors.unwrap_or_default().into_iter().next().unwrap_or_default();
    }
    decode_object(bytes).unwrap_or_default()
}

/// An `application/problem+json` (RFC 9457), with which our proxy reports failures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A stable code: `signed_out`, `not_found`, `rate_limited` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What happened, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u64>,
    /// Seconds to wait before a retry, if a retry can help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// The permission that a forbidden request lacks, see [`MissingPermission::as_str`].
    #[serde(rename = "lacking", skip_serializing_if = "Option::is_none")]
    pub missing_permission: Option<String>,
}

impl FromObject for Problem {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        Ok(Self {
            code: object.text("code"),
            title: object.text("title"),
            detail: object.text("detail"),
            status: object.count("status"),
            retry_after: object.count("retry_after"),
            missing_permission: object.text("lacking"),
        })
    }
}

/// The permission that a forbidden request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingPermission {
    /// The account's user may not read campaign metrics (`ui:campaign:metrics`).
    Privilege,
    /// The application was not granted the scope `campaign_data`.
    Scope,
}

impl MissingPermission {
    /// Its name in a [`Problem`]: `privilege` or `scope`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Privilege => "privilege",
            Self::Scope => "scope",
        }
    }

    /// Parses the body of a 403: our proxy's problem details, or the upstream's error. `None` if it
    /// does not tell, as a gateway's `Forbidden` does not.
    ///
    /// `access_denied` is the upstream's key for a missing privilege. Its key for a missing scope is
    /// not documented; RFC 6750 has `insufficient_scope`.
    pub fn from_error_body(body: &[u8]) -> Option<Self> {
        let named = decode_problem(body).unwrap_or_default().missing_permission;
        let both = [Self::Privilege, Self::Scope];
        if let Some(known) = both.into_iter().find(|one| named.as_deref() == Some(one.as_str())) {
            return Some(known);
        }
        let UpstreamError { error_key, error_message, message } = decode_upstream_error(body);
        let texts = [error_key.as_deref(), error_message.as_deref(), message.as_deref()];
        if texts.iter().flatten().any(|text| text.to_ascii_lowercase().contains("scope")) {
            return Some(Self::Scope);
        }
        (error_key.as_deref() == Some("access_denied")).then_some(Self::Privilege)
    }
}

/// Parses problem details.
///
/// # Errors
/// Bytes that are not a JSON object.
pub fn decode_problem(bytes: &[u8]) -> Result<Problem, DecodeError> {
    decode_object(bytes)
}

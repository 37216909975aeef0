//! What a failed request says: the upstream's own bodies, and the problem that our proxy makes of them.

use super::{DecodeError, error::decode, lenient};
use serde::{Deserialize, Serialize};

/// What the upstream says of a failure.
///
/// Seen are an object `{"error_key":…,"error_message":…}`, an array of them, a gateway's
/// `{"message":"Forbidden"}`, HTML, and nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpstreamError {
    /// A stable key, such as `throttled`, `quota_exceeded`, `unauthorized` or `not_found`.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub error_key: Option<String>,
    /// A text for developers.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// A gateway's text.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Reads the body of a failed answer: of an array the first entry, of anything unreadable nothing.
pub fn decode_upstream_error(bytes: &[u8]) -> UpstreamError {
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        let errors = decode::<lenient::Objects<UpstreamError>>(bytes).map(|errors| errors.items);
        return errors.unwrap_or_default().into_iter().next().unwrap_or_default();
    }
    decode(bytes).unwrap_or_default()
}

/// An `application/problem+json` (RFC 9457), as our proxy answers each failure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// What happened, stable: `signed_out`, `not_found`, `rate_limited` and so on.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same for a person.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do about it.
    #[serde(deserialize_with = "lenient::owned_text", skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The HTTP status.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub status: Option<u64>,
    /// Seconds to wait before another try, where that helps.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// What a forbidden request lacks: `privilege` (the account) or `scope` (the application).
    #[serde(
        rename = "lacking",
        deserialize_with = "lenient::owned_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub missing_permission: Option<String>,
}

/// What a forbidden request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingPermission {
    /// The account's user may not see campaign metrics (`ui:campaign:metrics`).
    Privilege,
    /// The application was not granted the scope `campaign_data`.
    Scope,
}

impl MissingPermission {
    /// Its name in a [`Problem`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Privilege => "privilege",
            Self::Scope => "scope",
        }
    }

    /// What the body of a 403 says: our proxy's problem, or the upstream's own answer. `None` if
    /// it does not tell, as a gateway's `Forbidden` does not.
    ///
    /// `access_denied` is the upstream's key for a missing privilege. What it says about scopes is
    /// not documented; RFC 6750 calls that `insufficient_scope`.
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

/// Reads a problem.
///
/// # Errors
/// Bytes that are no JSON object.
pub fn decode_problem(bytes: &[u8]) -> Result<Problem, DecodeError> {
    decode(bytes)
}

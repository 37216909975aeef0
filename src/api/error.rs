//! Why a request failed, in the terms of the element's contract. The words for it stand in `text`.

use bounces_core::wire::{self, DecodeError, MissingPermission};
use serde::Serialize;
use std::fmt;

/// The stable codes of `bounces-error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// The account or the application may not read reports.
    Forbidden,
    /// There is no such activity.
    NotFound,
    /// The activity's role has no tracking data.
    UnsupportedRole,
    /// Too many requests at once.
    RateLimited,
    /// The day's requests are used up.
    QuotaExhausted,
    /// The browser has no network.
    Offline,
    /// The proxy or the upstream does not answer.
    Unavailable,
    /// An answer came that could not be read.
    InvalidResponse,
}

impl ErrorCode {
    /// The code as hosts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::UnsupportedRole => "unsupported_role",
            Self::RateLimited => "rate_limited",
            Self::QuotaExhausted => "quota_exhausted",
            Self::Offline => "offline",
            Self::Unavailable => "unavailable",
            Self::InvalidResponse => "invalid_response",
        }
    }

    const ALL: [Self; 9] = [
        Self::SignedOut,
        Self::Forbidden,
        Self::NotFound,
        Self::UnsupportedRole,
        Self::RateLimited,
        Self::QuotaExhausted,
        Self::Offline,
        Self::Unavailable,
        Self::InvalidResponse,
    ];
}

/// A request that did not give what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What happened.
    pub code: ErrorCode,
    /// Seconds to wait before another try, where that helps.
    pub retry_after: Option<u64>,
    /// What a forbidden request lacks, if the answer tells.
    pub lacking: Option<MissingPermission>,
    /// What was wrong with an answer that could not be read.
    pub malformed: Option<DecodeError>,
}

impl ApiError {
    /// What a failed answer means: our proxy's `code` if there is one, else the upstream's key
    /// (a pass-through proxy hands it on), else the status alone. `retry_after` is what the header
    /// says.
    pub(crate) fn from_answer(status: u16, retry_after: Option<u64>, body: &[u8]) -> Self {
        let problem = wire::decode_problem(body).unwrap_or_default();
        let named =
            ErrorCode::ALL.into_iter().find(|code| problem.code.as_deref() == Some(code.as_str()));
        let code = named.unwrap_or_else(|| match status {
            401 => ErrorCode::SignedOut,
            403 => ErrorCode::Forbidden,
            400 | 404 => ErrorCode::NotFound,
            429 if is_quota(body) => ErrorCode::QuotaExhausted,
            429 => ErrorCode::RateLimited,
            500.. => ErrorCode::Unavailable,
            _ => ErrorCode::InvalidResponse,
        });
        let lacking = if code == ErrorCode::Forbidden {
            MissingPermission::from_error_body(body)
        } else {
            None
        };
        Self { retry_after: problem.retry_after.or(retry_after), lacking, ..code.into() }
    }
}

fn is_quota(body: &[u8]) -> bool {
    wire::decode_upstream_error(body).error_key.as_deref() == Some("quota_exceeded")
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self { code, retry_after: None, lacking: None, malformed: None }
    }
}

impl From<DecodeError> for ApiError {
    fn from(error: DecodeError) -> Self {
        Self { malformed: Some(error), ..ErrorCode::InvalidResponse.into() }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.as_str())?;
        self.malformed.map_or(Ok(()), |malformed| write!(formatter, ": {malformed}"))
    }
}

impl std::error::Error for ApiError {}

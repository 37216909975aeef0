//! Error codes of the widget's public contract, and what a failed response means. The texts for
//! them belong to the widget.

use crate::wire::{self, DecodeError, MissingPermission};
use bounces_rows::{listed_enum, wire::json::Json};
use serde::Serialize;
use std::fmt;

listed_enum! {
    /// The stable codes of `bounces-error`. The widget's JavaScript has two more, `blocked_wasm` and
    /// `unsupported_browser`, for pages and browsers in which this code never runs.
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ErrorCode {
        /// The user is not signed in, or no longer.
        SignedOut,
        /// The account or the application may not read reports.
        Forbidden,
        /// There is no such activity.
        NotFound,
        /// What responds is not a proxy of this widget, such as a server of files.
        NoProxy,
        /// The activity's role has no tracking data.
        UnsupportedRole,
        /// Too many requests at once.
        RateLimited,
        /// The daily quota of requests is used up.
        QuotaExhausted,
        /// The browser has no network.
        Offline,
        /// The proxy or the upstream does not respond; [`ErrorReason`] tells them apart.
        Unavailable,
        /// A response could not be read, or contradicts an earlier one.
        InvalidResponse,
        /// A fault of the widget itself.
        InternalError,
    }
}

impl ErrorCode {
    /// The code as hosts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::NoProxy => "no_proxy",
            Self::UnsupportedRole => "unsupported_role",
            Self::RateLimited => "rate_limited",
            Self::QuotaExhausted => "quota_exhausted",
            Self::Offline => "offline",
            Self::Unavailable => "unavailable",
            Self::InvalidResponse => "invalid_response",
            Self::InternalError => "internal_error",
        }
    }

    /// Whether any other request would fail for the same reason: the session, the account, the network or
    /// the limits.
    pub fn concerns_all_requests(self) -> bool {
        match self {
            Self::SignedOut
            | Self::Forbidden
            | Self::RateLimited
            | Self::QuotaExhausted
            | Self::Offline => true,
            Self::NotFound
            | Self::NoProxy
            | Self::UnsupportedRole
            | Self::Unavailable
            | Self::InvalidResponse
            | Self::InternalError => false,
        }
    }

    /// How a load recovers from this error.
    pub(super) fn recovery(self) -> Recovery {
        match self {
            Self::RateLimited => Recovery::Countdown,
            Self::QuotaExhausted => Recovery::QuotaReset,
            Self::SignedOut
            | Self::Forbidden
            | Self::NotFound
            | Self::NoProxy
            | Self::UnsupportedRole
            | Self::Offline
            | Self::Unavailable
            | Self::InvalidResponse
            | Self::InternalError => Recovery::Manual,
        }
    }

    /// Whether a proxy may name it in a response.
    fn is_of_responses(self) -> bool {
        match self {
            Self::SignedOut
            | Self::Forbidden
            | Self::NotFound
            | Self::UnsupportedRole
            | Self::RateLimited
            | Self::QuotaExhausted
            | Self::Offline
            | Self::Unavailable
            | Self::InvalidResponse => true,
            Self::NoProxy | Self::InternalError => false,
        }
    }
}

/// How a load recovers from an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recovery {
    /// A countdown, then an automatic retry.
    Countdown,
    /// A retry by the user, once the daily quota has been reset.
    QuotaReset,
    /// A retry by the user; after [`ErrorCode::Offline`] also when the browser is online again.
    Manual,
}

/// Why a request failed, where the code does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorReason {
    /// What a forbidden request lacks, if the response says so.
    Missing(MissingPermission),
    /// [`ErrorCode::Unavailable`]: the browser received no response, for example because no proxy is running.
    Unreachable,
    /// [`ErrorCode::Unavailable`]: what responds for the proxy has failed, such as the server in front of it. The
    /// upstream is not to blame: the proxy reports its failures as JSON.
    OutOfOrder,
    /// [`ErrorCode::Unavailable`]: a function of the page that responds for the proxy has failed, or its response says so.
    OfHost,
}

/// A request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What happened.
    pub code: ErrorCode,
    /// The status of the response, if there was one.
    pub status: Option<u16>,
    /// Seconds to wait before the next attempt, where waiting helps.
    pub retry_after: Option<u64>,
    /// Why, where users read more than the code tells.
    pub reason: Option<ErrorReason>,
    /// What was wrong with a response that could not be read.
    pub malformed: Option<DecodeError>,
}

impl ApiError {
    /// What a failed response means: our proxy's `code` if there is one, else the upstream's key
    /// (a pass-through proxy forwards it), else the status alone. `retry_after` is the value of the
    /// header; the body's takes precedence.
    ///
    /// Servers of files respond to unknown paths with a page or a text instead of JSON (`is_json`).
    pub fn from_response(
        status: u16,
        retry_after: Option<u64>,
        is_json: bool,
        body: &[u8],
    ) -> Self {
        let problem = wire::decode_problem(body).unwrap_or_default();
        let mut codes = ErrorCode::ALL.into_iter().filter(|code| code.is_of_responses());
        let named = codes.find(|code| problem.code.as_deref() == Some(code.as_str()));
        let code = named.unwrap_or_else(|| match status {
            401 => ErrorCode::SignedOut,
            403 => ErrorCode::Forbidden,
            200..400 | 404 | 405 if !is_json => ErrorCode::NoProxy,
            400 | 404 => ErrorCode::NotFound,
            429 if is_quota(body) || problem.code.as_deref() == Some(RESERVE_REACHED) => {
                ErrorCode::QuotaExhausted
            }
            429 => ErrorCode::RateLimited,
            500.. => ErrorCode::Unavailable,
            _ => ErrorCode::InvalidResponse,
        });
        let reason = if code == ErrorCode::Forbidden {
            MissingPermission::from_error_body(body).map(ErrorReason::Missing)
        } else if code == ErrorCode::Unavailable && !is_json {
            Some(ErrorReason::OutOfOrder)
        } else {
            None
        };
        let retry_after = problem.retry_after.or(retry_after);
        Self { status: Some(status), retry_after, reason, ..code.into() }
    }
}

/// Our proxy's code for a request in the background that would use the day's reserve. Reports never
/// see it.
const RESERVE_REACHED: &str = "reserve_reached";

/// Whether a response is JSON, as all responses of proxies are: by its media type, or else by its body, which may
/// be cut off.
pub fn is_json(media_type: Option<&str>, body: &[u8]) -> bool {
    let is_named = media_type.is_some_and(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json")
    });
    is_named
        || matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
        || Json::parse(body).is_ok()
}

fn is_quota(body: &[u8]) -> bool {
    wire::decode_upstream_error(body).error_key.as_deref() == Some("quota_exceeded")
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self { code, status: None, retry_after: None, reason: None, malformed: None }
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

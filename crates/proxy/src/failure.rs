//! Every way in which a request can fail, and the words for it. Nothing here ever quotes the upstream.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bounces_core::wire::{MissingPermission, Problem};
use std::fmt;

/// Why a request failed. [`Failure::code`] is what programs go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No session, or one that has ended.
    SignedOut,
    /// The account or the application may not read this; what it lacks, if the upstream tells.
    Forbidden(Option<MissingPermission>),
    /// The request does not come from the page: header, Origin or Fetch Metadata say so.
    Csrf,
    /// Nothing is at this path, or the upstream knows no such activity.
    NotFound,
    /// The path answers other methods.
    MethodNotAllowed(&'static str),
    /// A query that the route does not take.
    BadRequest,
    /// The upstream refused a well-formed question for this activity's bounces.
    UnsupportedRole,
    /// The upstream is being asked too often; seconds to wait.
    RateLimited(u64),
    /// Too many requests wait here for their turn; seconds to wait.
    Busy(u64),
    /// The day's requests are used up; seconds to 00:00 UTC.
    QuotaExhausted(u64),
    /// The upstream answered with a failure of its own, or not at all.
    Unavailable,
    /// The upstream says that it is not there for now, or tokens cannot be refreshed for now.
    Overloaded(u64),
    /// The upstream took too long.
    TooSlow,
    /// The upstream's answer is not what is documented.
    BadAnswer,
    /// Sessions can be neither read nor written; for how many seconds nobody knows, so a guess.
    NoStore(u64),
    /// The sign-in came back without the attempt that belongs to it.
    SignInStale,
    /// The sign-in came back with parameters that no honest server sends.
    SignInMalformed,
    /// The person or the authorization server said no.
    SignInRefused,
    /// The authorization server did not exchange the code.
    SignInFailed,
    /// The request names a host that is not ours.
    Misdirected,
    /// The URI is too long.
    UriTooLong,
    /// The headers are too large.
    HeadersTooLarge,
}

impl Failure {
    /// The stable code.
    pub fn code(self) -> &'static str {
        self.words().0
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::Csrf | Self::SignInRefused => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest
            | Self::UnsupportedRole
            | Self::SignInStale
            | Self::SignInMalformed => StatusCode::BAD_REQUEST,
            Self::RateLimited(_) | Self::QuotaExhausted(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::BadAnswer | Self::SignInFailed => StatusCode::BAD_GATEWAY,
            Self::Busy(_) | Self::Overloaded(_) | Self::NoStore(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::TooSlow => StatusCode::GATEWAY_TIMEOUT,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        }
    }

    /// After how many seconds another try may help.
    pub fn retry_after(self) -> Option<u64> {
        match self {
            Self::RateLimited(seconds)
            | Self::Busy(seconds)
            | Self::QuotaExhausted(seconds)
            | Self::Overloaded(seconds)
            | Self::NoStore(seconds) => Some(seconds),
            Self::SignedOut
            | Self::Forbidden(_)
            | Self::Csrf
            | Self::NotFound
            | Self::MethodNotAllowed(_)
            | Self::BadRequest
            | Self::UnsupportedRole
            | Self::Unavailable
            | Self::TooSlow
            | Self::BadAnswer
            | Self::SignInStale
            | Self::SignInMalformed
            | Self::SignInRefused
            | Self::SignInFailed
            | Self::Misdirected
            | Self::UriTooLong
            | Self::HeadersTooLarge => None,
        }
    }

    /// What a forbidden request lacks, if that is known.
    fn lacking(self) -> Option<MissingPermission> {
        if let Self::Forbidden(lacking) = self { lacking } else { None }
    }

    /// What happened, for a person.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// What to do about it.
    pub fn detail(self) -> &'static str {
        self.words().2
    }

    /// Code, title and detail: the whole table of words.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::SignedOut => ("signed_out", "You are signed out", "Sign in and try again."),
            Self::Forbidden(_) => (
                "forbidden",
                "Constant Contact does not allow this",
                "The account needs the privilege to see campaign metrics, and the application the scope campaign_data.",
            ),
            Self::Csrf => (
                "csrf",
                "This request did not come from the page",
                "Requests need the header X-Bounces-CSRF: 1 and must come from the proxy's own origin.",
            ),
            Self::NotFound => (
                "not_found",
                "There is nothing here",
                "Check the id: a report belongs to a campaign activity, not to a campaign.",
            ),
            Self::MethodNotAllowed(_) => (
                "method_not_allowed",
                "This address does not answer that method",
                "The header Allow says which it answers.",
            ),
            Self::BadRequest => (
                "bad_request",
                "The question is not understood",
                "Check the names and values of the query; a link to a next page can have expired.",
            ),
            Self::UnsupportedRole => (
                "unsupported_role",
                "This activity has no bounces report",
                "Only the roles primary_email and resend are tracked.",
            ),
            Self::RateLimited(_) => (
                "rate_limited",
                "Constant Contact is being asked too often",
                "Wait a moment and try again.",
            ),
            Self::Busy(_) => {
                ("rate_limited", "Too many requests are waiting", "Wait a moment and try again.")
            }
            Self::QuotaExhausted(_) => (
                "quota_exhausted",
                "Today's requests to Constant Contact are used up",
                "The count starts again at 00:00 UTC.",
            ),
            Self::Unavailable | Self::Overloaded(_) => (
                "unavailable",
                "Constant Contact cannot be reached",
                "This is usually over soon. Try again.",
            ),
            Self::NoStore(_) => (
                "unavailable",
                "The proxy cannot reach its session store",
                "Nobody is signed out by this. Try again.",
            ),
            Self::TooSlow => (
                "unavailable",
                "Constant Contact takes too long",
                "This is usually over soon. Try again.",
            ),
            Self::BadAnswer => (
                "invalid_response",
                "Constant Contact's answer could not be read",
                "Try again. If it stays, the service has changed.",
            ),
            Self::SignInStale => (
                "sign_in_stale",
                "This sign-in has expired",
                "It was used already, is older than ten minutes, or began in another browser. Sign in again.",
            ),
            Self::SignInMalformed => {
                ("sign_in_malformed", "This sign-in came back malformed", "Sign in again.")
            }
            Self::SignInRefused => (
                "sign_in_refused",
                "The sign-in was refused",
                "Access was not granted. Sign in again to change that.",
            ),
            Self::SignInFailed => (
                "sign_in_failed",
                "The sign-in could not be completed",
                "Constant Contact did not confirm it. Sign in again.",
            ),
            Self::Misdirected => (
                "misdirected",
                "This host is not served here",
                "Use the address in the proxy's setting public_url.",
            ),
            Self::UriTooLong => ("uri_too_long", "The address is too long", "4096 bytes at most."),
            Self::HeadersTooLarge => {
                ("headers_too_large", "The headers are too large", "16384 bytes at most.")
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.title())
    }
}

impl std::error::Error for Failure {}

impl IntoResponse for Failure {
    /// An RFC 9457 problem.
    fn into_response(self) -> Response {
        let problem = Problem {
            code: Some(self.code().to_owned()),
            title: Some(self.title().to_owned()),
            detail: Some(self.detail().to_owned()),
            status: Some(self.status().as_u16().into()),
            retry_after: self.retry_after(),
            missing_permission: self.lacking().map(|lacking| lacking.as_str().to_owned()),
        };
        // A struct of texts and numbers always has a JSON form.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Self::MethodNotAllowed(methods) = self {
            headers.insert(header::ALLOW, HeaderValue::from_static(methods));
        }
        response
    }
}

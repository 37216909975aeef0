//! All errors of a request, with status, code and text. Upstream text is never quoted.

use axum::{
    Extension, Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bounces_core::wire::{MissingPermission, Problem};
use std::fmt;

/// Why a request failed. Programs distinguish errors by [`ProxyError::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyError {
    /// There is no session, or it has ended.
    SignedOut,
    /// The account or the application may not read this; with the missing permission, if the upstream
    /// says which.
    Forbidden(Option<MissingPermission>),
    /// The request does not come from the page, according to its CSRF header, Origin or Fetch Metadata.
    Csrf,
    /// There is no such path, or the upstream does not know the resource.
    NotFound,
    /// The path has other methods; with the value of `Allow`.
    MethodNotAllowed(&'static str),
    /// The route does not accept this query.
    BadRequest,
    /// The upstream rejected a valid request for the bounces of this activity.
    UnsupportedRole,
    /// The upstream throttled the request; with the seconds to wait.
    RateLimited(u64),
    /// Too many requests are waiting to be sent; with the seconds to wait.
    QueueFull(u64),
    /// This client address has started or finished too many sign-ins; with the seconds to wait.
    TooManySignIns(u64),
    /// The requests of the day are used up; with the seconds to 00:00 UTC.
    QuotaExhausted(u64),
    /// The account has used its share of the day's requests; with the seconds to 00:00 UTC.
    ShareExhausted(u64),
    /// The rest of the day's requests is kept for users, and this is a background request; with the seconds
    /// to 00:00 UTC.
    ReserveReached(u64),
    /// The history of reports is switched off.
    HistoryOff,
    /// The upstream failed or did not answer.
    Unavailable,
    /// The upstream is temporarily unavailable, or tokens cannot be refreshed at the moment; with the
    /// seconds to wait.
    Overloaded(u64),
    /// The upstream took too long.
    UpstreamTimeout,
    /// The response of the upstream is not as documented.
    InvalidUpstreamResponse,
    /// Sessions cannot be read or written; with an estimate of the seconds to wait.
    StoreUnavailable(u64),
    /// There are no free file descriptors; with an estimate of the seconds to wait.
    NoDescriptors(u64),
    /// A file of the page cannot be read; with an estimate of the seconds to wait.
    PageUnreadable(u64),
    /// The proxy is about to stop, or its key differs from that of other proxies; with an estimate of the
    /// seconds to wait.
    NotReady(u64),
    /// The callback has no matching login attempt.
    LoginExpired,
    /// The parameters of the callback are invalid.
    InvalidCallback,
    /// The user or the authorization server denied access.
    LoginDenied,
    /// The account is not among those that may sign in.
    AccountRefused,
    /// The authorization server did not exchange the code.
    LoginFailed,
    /// The authorization server does not accept the code, which comes from the browser.
    InvalidCode,
    /// The request is for another host.
    Misdirected,
    /// The URI is too long.
    UriTooLong,
    /// The headers are too large.
    HeadersTooLarge,
}

/// A sentence that a page adds to the text of an error, as an extension of the response. It must not need
/// escaping in HTML.
#[derive(Clone, Debug)]
pub(crate) struct ErrorNote(pub(crate) String);

impl ProxyError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        self.texts().0
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::Csrf | Self::LoginDenied | Self::AccountRefused => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound | Self::HistoryOff => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest
            | Self::UnsupportedRole
            | Self::LoginExpired
            | Self::InvalidCallback
            | Self::InvalidCode => StatusCode::BAD_REQUEST,
            Self::RateLimited(_)
            | Self::TooManySignIns(_)
            | Self::QuotaExhausted(_)
            | Self::ShareExhausted(_)
            | Self::ReserveReached(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::InvalidUpstreamResponse | Self::LoginFailed => {
                StatusCode::BAD_GATEWAY
            }
            Self::QueueFull(_)
            | Self::Overloaded(_)
            | Self::StoreUnavailable(_)
            | Self::NoDescriptors(_)
            | Self::PageUnreadable(_)
            | Self::NotReady(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::UpstreamTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        }
    }

    /// Seconds after which the request may be repeated.
    pub fn retry_after(self) -> Option<u64> {
        match self {
            Self::RateLimited(seconds)
            | Self::TooManySignIns(seconds)
            | Self::QueueFull(seconds)
            | Self::QuotaExhausted(seconds)
            | Self::ShareExhausted(seconds)
            | Self::ReserveReached(seconds)
            | Self::Overloaded(seconds)
            | Self::StoreUnavailable(seconds)
            | Self::NoDescriptors(seconds)
            | Self::PageUnreadable(seconds)
            | Self::NotReady(seconds) => Some(seconds),
            Self::SignedOut
            | Self::Forbidden(_)
            | Self::Csrf
            | Self::NotFound
            | Self::MethodNotAllowed(_)
            | Self::BadRequest
            | Self::UnsupportedRole
            | Self::Unavailable
            | Self::UpstreamTimeout
            | Self::InvalidUpstreamResponse
            | Self::LoginExpired
            | Self::InvalidCallback
            | Self::LoginDenied
            | Self::AccountRefused
            | Self::HistoryOff
            | Self::LoginFailed
            | Self::InvalidCode
            | Self::Misdirected
            | Self::UriTooLong
            | Self::HeadersTooLarge => None,
        }
    }

    /// The missing permission of a forbidden request, if known.
    fn missing_permission(self) -> Option<MissingPermission> {
        if let Self::Forbidden(missing) = self { missing } else { None }
    }

    /// What happened, for a person.
    pub fn title(self) -> &'static str {
        self.texts().1
    }

    /// What to do about it, for a person.
    pub fn detail(self) -> &'static str {
        self.texts().2
    }

    /// Code, title and detail.
    #[expect(clippy::too_many_lines, reason = "a table, with an entry for each error")]
    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::SignedOut => ("signed_out", "You are signed out", "Sign in and try again."),
            Self::Forbidden(_) => (
                "forbidden",
                "You don’t have permission to view this",
                "Your Constant Contact user needs access to campaign metrics, and this application needs the scope campaign_data. Ask the account owner.",
            ),
            Self::Csrf => (
                "csrf",
                "This request did not come from the page",
                "Requests need the header X-Bounces-CSRF: 1 and must come from the proxy’s own origin.",
            ),
            Self::NotFound => (
                "not_found",
                "We can’t find this",
                "Check the link. If it has an id, it must be the id of an email activity, not of a campaign.",
            ),
            Self::MethodNotAllowed(_) => (
                "method_not_allowed",
                "This address doesn’t support that method",
                "The header Allow lists the supported methods.",
            ),
            Self::BadRequest => (
                "bad_request",
                "The request is invalid",
                "Check the names and values of the query parameters. A link to a next page may have expired.",
            ),
            Self::UnsupportedRole => (
                "unsupported_role",
                "This email has no bounce report",
                "Bounces are tracked only for a campaign’s primary email and its resends.",
            ),
            Self::RateLimited(_) => (
                "rate_limited",
                "Too many requests to Constant Contact",
                "Wait a moment and try again.",
            ),
            Self::QueueFull(_) => {
                ("rate_limited", "Too many requests are waiting", "Wait a moment and try again.")
            }
            Self::TooManySignIns(_) => (
                "rate_limited",
                "Too many sign-ins",
                "Too many sign-ins came from your network in the last minute. Wait a minute and try again.",
            ),
            Self::QuotaExhausted(_) => (
                "quota_exhausted",
                "Daily request limit reached",
                "Constant Contact accepts a limited number of requests per day. The limit resets at 00:00 UTC.",
            ),
            Self::ShareExhausted(_) => (
                "quota_exhausted",
                "Your share of today’s requests to Constant Contact is used up",
                "Other accounts use the same limit, so each has a share. The count is reset at 00:00 UTC.",
            ),
            Self::ReserveReached(_) => (
                "reserve_reached",
                "The rest of today’s requests is kept for reports",
                "Earlier emails are not read any more today. The limit resets at 00:00 UTC.",
            ),
            Self::HistoryOff => (
                "history_off",
                "Earlier emails are not read here",
                "The setting history of the proxy is false.",
            ),
            Self::Unavailable | Self::Overloaded(_) => (
                "unavailable",
                "Constant Contact cannot be reached",
                "This is usually temporary. Try again.",
            ),
            Self::StoreUnavailable(_) => (
                "unavailable",
                "The proxy cannot reach its session store",
                "You are still signed in. Try again.",
            ),
            Self::NoDescriptors(_) => (
                "unavailable",
                "The proxy has no free file descriptors",
                "Too many connections or files are open. Wait a moment and try again.",
            ),
            Self::PageUnreadable(_) => (
                "unavailable",
                "The page cannot be read",
                "The log of the proxy says why. Try again later.",
            ),
            Self::NotReady(_) => ("unavailable", "The proxy is not ready", "Its log says why."),
            Self::UpstreamTimeout => (
                "unavailable",
                "Constant Contact is taking too long",
                "This is usually temporary. Try again.",
            ),
            Self::InvalidUpstreamResponse => (
                "invalid_response",
                "Constant Contact sent an unexpected response",
                "Try again; if it keeps happening, contact your administrator.",
            ),
            Self::LoginExpired => (
                "sign_in_stale",
                "This sign-in has expired",
                "It was already used, took longer than ten minutes, or started in another browser. Sign in again.",
            ),
            Self::InvalidCallback => {
                ("sign_in_malformed", "The sign-in didn’t work", "Sign in again.")
            }
            Self::LoginDenied => (
                "sign_in_refused",
                "You didn’t allow access",
                "To see bounce reports, sign in again and allow access.",
            ),
            Self::AccountRefused => (
                "account_refused",
                "Your account may not use this report",
                "Only certain Constant Contact accounts may, and the one you signed in with is not among them. Sign in with another account, or ask the people who run this page to add yours.",
            ),
            Self::LoginFailed | Self::InvalidCode => (
                "sign_in_failed",
                "The sign-in could not be completed",
                "Constant Contact didn’t confirm it. Sign in again.",
            ),
            Self::Misdirected => (
                "misdirected",
                "This address is not available",
                "Use the address in the proxy’s setting public_url.",
            ),
            Self::UriTooLong => {
                ("uri_too_long", "The address is too long", "The maximum is 4096 bytes.")
            }
            Self::HeadersTooLarge => {
                ("headers_too_large", "The headers are too large", "The maximum is 16384 bytes.")
            }
        }
    }
}

impl fmt::Display for ProxyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.title())
    }
}

impl std::error::Error for ProxyError {}

impl IntoResponse for ProxyError {
    /// An RFC 9457 problem. The error itself is an extension of the response, for `error_page`.
    fn into_response(self) -> Response {
        let problem = Problem {
            code: Some(self.code().to_owned()),
            title: Some(self.title().to_owned()),
            detail: Some(self.detail().to_owned()),
            status: Some(self.status().as_u16().into()),
            retry_after: self.retry_after(),
            missing_permission: self
                .missing_permission()
                .map(|missing| missing.as_str().to_owned()),
        };
        let mut response = (self.status(), Extension(self), Json(problem)).into_response();
        let headers = response.headers_mut();
        let content_type = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, content_type);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Self::MethodNotAllowed(methods) = self {
            headers.insert(header::ALLOW, HeaderValue::from_static(methods));
        }
        response
    }
}

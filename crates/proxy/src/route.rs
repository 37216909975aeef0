//! The route of a request, and the rules that apply to it. `router` connects routes with handlers.
//!
//! Routes are matched here on the raw path rather than by axum's `Router`, because the middleware needs
//! the route before a handler is chosen: for CSRF, CORS, methods, headers, logs and metrics. The query
//! plays no role.

use crate::{error::ProxyError, upstream::Endpoint};
use axum::{
    extract::FromRequestParts,
    http::{Method, Uri, request::Parts},
};
use std::convert::Infallible;

/// Maximum length of path and query together, in bytes.
const MAX_TARGET_LENGTH: usize = 4096;

/// The paths of the routes, for matching here and in `router`.
pub(crate) mod path {
    pub(crate) const API: &str = "/api/v3/{*path}";
    /// Where a path may contain commas.
    pub(crate) const LISTS_OF_IDS: &str = "/api/v3/reports/stats/email_campaign_activities/";
    pub(crate) const SESSION: &str = "/auth/session";
    pub(crate) const LOGIN: &str = "/auth/login";
    pub(crate) const CALLBACK: &str = "/auth/callback";
    pub(crate) const LOGOUT: &str = "/auth/logout";
    pub(crate) const HEALTH: &str = "/healthz";
    pub(crate) const READY: &str = "/readyz";
}

/// The route of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// A forwarded call.
    Api(Endpoint),
    /// An unknown path below `/api`.
    UnknownApi,
    /// `/auth/session`.
    Session,
    /// `/auth/login`.
    Login,
    /// `/auth/callback`.
    Callback,
    /// `/auth/logout`.
    Logout,
    /// An unknown path below `/auth`.
    UnknownAuth,
    /// `/healthz`.
    Health,
    /// `/readyz`.
    Ready,
    /// Any other path: a file of the built page.
    Asset,
}

impl Route {
    /// Finds the route of a raw path.
    pub fn from_path(path: &str) -> Self {
        match path {
            path::SESSION => Self::Session,
            path::LOGIN => Self::Login,
            path::CALLBACK => Self::Callback,
            path::LOGOUT => Self::Logout,
            path::HEALTH => Self::Health,
            path::READY => Self::Ready,
            "/api" => Self::UnknownApi,
            "/auth" => Self::UnknownAuth,
            path if path.starts_with("/auth/") => Self::UnknownAuth,
            path => match path.strip_prefix("/api/") {
                Some(rest) => rest
                    .strip_prefix("v3/")
                    .and_then(Endpoint::from_path)
                    .map_or(Self::UnknownApi, Self::Api),
                None => Self::Asset,
            },
        }
    }

    /// The path without ids, for logs and metrics.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Self::Api(endpoint) => endpoint.template(),
            Self::UnknownApi => "/api/*",
            Self::Session => path::SESSION,
            Self::Login => path::LOGIN,
            Self::Callback => path::CALLBACK,
            Self::Logout => path::LOGOUT,
            Self::UnknownAuth => "/auth/*",
            Self::Health => path::HEALTH,
            Self::Ready => path::READY,
            Self::Asset => "/*",
        }
    }

    /// Whether requests must come from our own page or an allowed origin.
    pub(crate) fn requires_csrf(self) -> bool {
        match self {
            Self::Api(_) | Self::UnknownApi | Self::Session | Self::Logout => true,
            Self::Login
            | Self::Callback
            | Self::UnknownAuth
            | Self::Health
            | Self::Ready
            | Self::Asset => false,
        }
    }

    /// Whether pages of allowed origins may read the response.
    pub(crate) fn allows_cors(self) -> bool {
        self.requires_csrf() || self == Self::Asset
    }

    /// Whether browsers navigate to the route, so that errors are shown as a page instead of JSON.
    pub(crate) fn renders_html(self) -> bool {
        match self {
            Self::Login | Self::Callback | Self::Asset => true,
            Self::Api(_)
            | Self::UnknownApi
            | Self::Session
            | Self::Logout
            | Self::UnknownAuth
            | Self::Health
            | Self::Ready => false,
        }
    }

    /// Whether the route is a health check, which may use any `Host`.
    pub(crate) fn is_probe(self) -> bool {
        matches!(self, Self::Health | Self::Ready)
    }

    /// Rejects a method that the route does not have.
    pub(crate) fn check_method(self, method: &Method) -> Result<(), ProxyError> {
        let allowed = self.methods().ok_or(ProxyError::NotFound)?;
        if allowed.split(", ").any(|name| name == method.as_str()) {
            Ok(())
        } else {
            Err(ProxyError::MethodNotAllowed(allowed))
        }
    }

    /// The methods of the route; `None` if it does not exist.
    pub(crate) fn methods(self) -> Option<&'static str> {
        match self {
            // Not HEAD: it would cost an upstream request or start a sign-in.
            Self::Api(_) | Self::Session | Self::Login | Self::Callback => Some("GET"),
            Self::Logout => Some("POST"),
            Self::Health | Self::Ready | Self::Asset => Some("GET, HEAD"),
            Self::UnknownApi | Self::UnknownAuth => None,
        }
    }
}

/// Matched once a request; later extractions reuse the result.
impl<S: Sync> FromRequestParts<S> for Route {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let path = parts.uri.path();
        Ok(*parts.extensions.get_or_insert_with(|| Self::from_path(path)))
    }
}

/// Rejects request targets that another program could interpret differently.
///
/// # Errors
/// [`ProxyError::NotFound`] or [`ProxyError::UriTooLong`].
pub fn check_target(uri: &Uri) -> Result<(), ProxyError> {
    // The absolute form is meant for forward proxies.
    if uri.authority().is_some() || uri.scheme().is_some() {
        return Err(ProxyError::NotFound);
    }
    let path = uri.path();
    if path.len() + uri.query().map_or(0, |query| query.len() + 1) > MAX_TARGET_LENGTH {
        return Err(ProxyError::UriTooLong);
    }
    let has_list = path.starts_with(path::LISTS_OF_IDS);
    // No served path needs percent-encoding.
    let has_plain_characters = path.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b'@' | b'+')
            || (byte == b',' && has_list)
    });
    let has_dot_segments = path.split('/').any(|segment| segment == "." || segment == "..");
    if !has_plain_characters || !path.starts_with('/') || path.contains("//") || has_dot_segments {
        return Err(ProxyError::NotFound);
    }
    Ok(())
}

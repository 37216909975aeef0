//! Which path is what: the whole route table of the proxy. The query takes no part in it.

use crate::{failure::Failure, forward::Endpoint};
use axum::http::{Method, Uri};

/// The longest request target that is read.
const URI_LENGTH: usize = 4096;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One of the forwarded calls.
    Api(Endpoint),
    /// Below `/api`, and nothing.
    NoApi,
    /// `/auth/session`.
    Session,
    /// `/auth/login`.
    Login,
    /// `/auth/callback`.
    Callback,
    /// `/auth/logout`.
    Logout,
    /// Below `/auth`, and nothing.
    NoAuth,
    /// `/healthz`.
    Health,
    /// `/readyz`.
    Ready,
    /// Everything else: the built page.
    Page,
}

impl Place {
    /// Finds a place by the raw path.
    pub fn at(path: &str) -> Self {
        match path {
            "/auth/session" => Self::Session,
            "/auth/login" => Self::Login,
            "/auth/callback" => Self::Callback,
            "/auth/logout" => Self::Logout,
            "/healthz" => Self::Health,
            "/readyz" => Self::Ready,
            "/api" => Self::NoApi,
            "/auth" => Self::NoAuth,
            path if path.starts_with("/auth/") => Self::NoAuth,
            path => match path.strip_prefix("/api/") {
                Some(rest) => {
                    rest.strip_prefix("v3/").and_then(Endpoint::at).map_or(Self::NoApi, Self::Api)
                }
                None => Self::Page,
            },
        }
    }

    /// The path without ids, for logs.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Self::Api(endpoint) => endpoint.template(),
            Self::NoApi => "/api/*",
            Self::Session => "/auth/session",
            Self::Login => "/auth/login",
            Self::Callback => "/auth/callback",
            Self::Logout => "/auth/logout",
            Self::NoAuth => "/auth/*",
            Self::Health => "/healthz",
            Self::Ready => "/readyz",
            Self::Page => "/*",
        }
    }

    /// Whether only our own page may ask, which its header and the browser's say.
    pub(crate) fn is_guarded(self) -> bool {
        match self {
            Self::Api(_) | Self::NoApi | Self::Session | Self::Logout => true,
            Self::Login
            | Self::Callback
            | Self::NoAuth
            | Self::Health
            | Self::Ready
            | Self::Page => false,
        }
    }

    /// Whether pages of other origins that are listed may read the answer.
    pub(crate) fn is_shared(self) -> bool {
        self.is_guarded() || self == Self::Page
    }

    /// Whether a person's browser comes here by itself, and should see words instead of JSON.
    pub(crate) fn is_for_people(self) -> bool {
        match self {
            Self::Login | Self::Callback | Self::Page => true,
            Self::Api(_)
            | Self::NoApi
            | Self::Session
            | Self::Logout
            | Self::NoAuth
            | Self::Health
            | Self::Ready => false,
        }
    }

    /// Refuses a method that the place does not answer.
    pub(crate) fn check_method(self, method: &Method) -> Result<(), Failure> {
        let allowed = self.methods().ok_or(Failure::NotFound)?;
        if allowed.split(", ").any(|name| name == method.as_str()) {
            Ok(())
        } else {
            Err(Failure::MethodNotAllowed(allowed))
        }
    }

    /// The methods that the place answers; nothing answers none.
    pub(crate) fn methods(self) -> Option<&'static str> {
        match self {
            // HEAD would cost a request upstream, or begin a sign-in, for nothing.
            Self::Api(_) | Self::Session | Self::Login | Self::Callback => Some("GET"),
            Self::Logout => Some("POST"),
            Self::Health | Self::Ready | Self::Page => Some("GET, HEAD"),
            Self::NoApi | Self::NoAuth => None,
        }
    }
}

/// Refuses raw request targets that another program could read in another way, before anything
/// else looks at them.
///
/// # Errors
/// [`Failure::NotFound`], or [`Failure::UriTooLong`].
pub fn check_target(uri: &Uri) -> Result<(), Failure> {
    // An authority means the absolute form, which is for proxies of another kind.
    if uri.authority().is_some() || uri.scheme().is_some() {
        return Err(Failure::NotFound);
    }
    let path = uri.path();
    if path.len() + uri.query().map_or(0, |query| query.len() + 1) > URI_LENGTH {
        return Err(Failure::UriTooLong);
    }
    // Nothing that is served has a name that needs an escape.
    let plain = path.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b'@' | b'+')
    });
    let dots = path.split('/').any(|segment| segment == "." || segment == "..");
    if !plain || !path.starts_with('/') || path.contains("//") || dots {
        return Err(Failure::NotFound);
    }
    Ok(())
}

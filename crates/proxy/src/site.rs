//! The hosts and origins that belong to this proxy. The middleware decides which requests to reject.

use crate::{
    config::{PublicUrl, is_loopback_host},
    headers::{host, single},
};
use axum::http::{HeaderMap, HeaderValue, header};
use url::Url;

/// The public URL and the allowed origins.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    public_url: PublicUrl,
    /// The port of the listener.
    listen_port: u16,
    /// Other origins of the same site that may send requests.
    allowed_origins: Vec<String>,
}

impl Site {
    pub(crate) fn new(
        public_url: PublicUrl,
        listen_port: u16,
        allowed_origins: Vec<String>,
    ) -> Self {
        Self { public_url, listen_port, allowed_origins }
    }

    /// Whether browsers are on this machine, without TLS.
    fn is_local(&self) -> bool {
        !self.public_url.is_secure()
    }

    /// Whether `Host` is ours. If the public URL is plain http, which is accepted on loopback only, any
    /// loopback host is: a development server on another port may be in between.
    pub(crate) fn is_own_host(&self, headers: &HeaderMap) -> bool {
        let Some((name, port)) = host(headers) else { return false };
        if self.is_local() && is_loopback_host(name) {
            return true;
        }
        let default_port = if self.public_url.is_secure() { 443 } else { 80 };
        name.eq_ignore_ascii_case(self.public_url.host())
            && port.unwrap_or(default_port) == self.public_url.port()
    }

    /// Whether `Origin` is ours.
    pub(crate) fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = single(headers, &header::ORIGIN) else { return false };
        if origin == self.public_url.origin() {
            return true;
        }
        // On loopback the page may be on another port than the configured one: it has the same origin
        // if the request was sent to that port.
        let host_header = single(headers, &header::HOST).filter(|_| self.is_local());
        let Some(host_header) = host_header else { return false };
        host(headers).is_some_and(|(name, _)| is_loopback_host(name))
            && Url::parse(&format!("http://{host_header}"))
                .is_ok_and(|url| url.origin().ascii_serialization() == origin)
    }

    /// The header `Origin`, if it is one of the allowed other origins.
    pub(crate) fn allowed_origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let origin = single(headers, &header::ORIGIN)?;
        let is_allowed = self.allowed_origins.iter().any(|allowed| allowed == origin);
        is_allowed.then(|| headers.get(header::ORIGIN).cloned()).flatten()
    }

    /// The public origin, if the browser uses another loopback name for this machine. It would not
    /// send the cookie of its login attempt to the redirect URI.
    ///
    /// A development server in between may replace the browser's `Host` by the address that it connects
    /// to, which is ours. The browser then is at the public origin already.
    pub(crate) fn canonical_origin(&self, headers: &HeaderMap) -> Option<String> {
        let (name, port) = host(headers)?;
        let is_alias = self.public_url.is_loopback() && name != self.public_url.host();
        let is_replaced =
            self.listen_port != self.public_url.port() && port == Some(self.listen_port);
        (is_alias && !is_replaced).then(|| self.public_url.origin())
    }
}

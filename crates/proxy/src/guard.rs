//! Does this request come from our own page? Host, the CSRF header, Fetch Metadata and Origin decide; who is signed in does not matter here.

use crate::{
    config::{PublicUrl, is_loopback_host},
    failure::Failure,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::net::SocketAddr;
use url::Url;

const CSRF: HeaderName = HeaderName::from_static("x-bounces-csrf");
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// Names and values together.
const HEADERS_SIZE: usize = 16 * 1024;

/// Refuses headers that are too large together.
pub(crate) fn check_size(headers: &HeaderMap) -> Result<(), Failure> {
    // Four bytes a line: the colon, the space and the line's end.
    let size: usize =
        headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if size > HEADERS_SIZE { Err(Failure::HeadersTooLarge) } else { Ok(()) }
}

/// Knows who we are.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    public_url: PublicUrl,
    loopback_listener: bool,
    /// Other origins of our site that may ask.
    allowed: Vec<String>,
}

impl Guard {
    pub(crate) fn new(public_url: PublicUrl, listener: SocketAddr, allowed: Vec<String>) -> Self {
        Self { public_url, loopback_listener: listener.ip().is_loopback(), allowed }
    }

    /// The origin of the request, if it is another one that may ask.
    pub(crate) fn guest(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let origin = single(headers, &header::ORIGIN)?;
        let known = self.allowed.iter().any(|allowed| allowed == origin);
        known.then(|| headers.get(header::ORIGIN).cloned()).flatten()
    }

    /// Refuses a `Host` that is not ours: a foreign name that resolves to us (DNS rebinding) would
    /// make a foreign page same-origin with us.
    pub(crate) fn check_host(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let host = single(headers, &header::HOST).ok_or(Failure::Misdirected)?;
        let (name, port) = split_host(host).ok_or(Failure::Misdirected)?;
        // On loopback a development server may stand in between, on another port.
        if self.loopback_listener && is_loopback_host(name) {
            return Ok(());
        }
        let default_port = if self.public_url.is_secure() { 443 } else { 80 };
        let ours = name.eq_ignore_ascii_case(self.public_url.host())
            && port.unwrap_or(default_port) == self.public_url.port();
        if ours { Ok(()) } else { Err(Failure::Misdirected) }
    }

    /// Refuses a request that our own page would not send. A foreign page cannot set the header
    /// without asking first (CORS), and only those that are listed get an answer to that.
    pub(crate) fn check_page(&self, headers: &HeaderMap) -> Result<(), Failure> {
        if single(headers, &CSRF) != Some("1") {
            return Err(Failure::Csrf);
        }
        if headers.contains_key(&SITE) {
            // `none` is a person's own doing, such as an extension's; a page never sends it.
            return match single(headers, &SITE) {
                Some("same-origin" | "none") => Ok(()),
                // Another port, or another host below our domain.
                Some("same-site") if self.guest(headers).is_some() => Ok(()),
                Some(_) | None => Err(Failure::Csrf),
            };
        }
        if headers.contains_key(header::ORIGIN) {
            let ours = single(headers, &header::ORIGIN)
                .is_some_and(|origin| self.is_our_origin(origin, headers));
            return if ours || self.guest(headers).is_some() { Ok(()) } else { Err(Failure::Csrf) };
        }
        Ok(())
    }

    /// Refuses a sign-in that is no navigation of a whole page, where the browser says so.
    pub(crate) fn check_navigation(headers: &HeaderMap) -> Result<(), Failure> {
        let is =
            |name, wanted| !headers.contains_key(&name) || single(headers, &name) == Some(wanted);
        if is(MODE, "navigate") && is(DESTINATION, "document") {
            Ok(())
        } else {
            Err(Failure::Csrf)
        }
    }

    /// The public origin, if a browser on this machine calls us by another loopback name: the
    /// cookie of its attempt would not come along to the redirect URI.
    pub(crate) fn better_host(&self, headers: &HeaderMap) -> Option<String> {
        let (name, _) = split_host(single(headers, &header::HOST)?)?;
        let other = self.public_url.is_loopback() && name != self.public_url.host();
        other.then(|| self.public_url.origin())
    }

    fn is_our_origin(&self, origin: &str, headers: &HeaderMap) -> bool {
        if origin == self.public_url.origin() {
            return true;
        }
        // On loopback the page may be on another port than the configured one; it is the same
        // origin if the request went to it.
        let Some(host) = single(headers, &header::HOST).filter(|_| self.loopback_listener) else {
            return false;
        };
        split_host(host).is_some_and(|(name, _)| is_loopback_host(name))
            && Url::parse(&format!("http://{host}"))
                .is_ok_and(|url| url.origin().ascii_serialization() == origin)
    }
}

/// Whether a request names this machine's loopback interface, and not a foreign name that resolves
/// to it.
pub(crate) fn names_loopback(headers: &HeaderMap) -> bool {
    let host = single(headers, &header::HOST).and_then(split_host);
    host.is_some_and(|(name, _)| is_loopback_host(name))
}

/// A header that came exactly once, as text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

/// Name (IPv6 in brackets) and port of a `Host`.
fn split_host(host: &str) -> Option<(&str, Option<u16>)> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, rest) = host.split_at(end);
    match rest.strip_prefix(':') {
        None if rest.is_empty() => Some((name, None)),
        None => None,
        Some(port) => Some((name, Some(port.parse().ok()?))),
    }
}

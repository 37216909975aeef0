//! Strict parsing of request headers that security decisions depend on.

use crate::config::is_loopback_host;
use axum::http::{HeaderMap, HeaderName, header};

/// The value of a header that was sent exactly once; `None` if it was repeated or is not text.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

/// Name and port of the header `Host`. An IPv6 address stays in brackets.
pub(crate) fn host(headers: &HeaderMap) -> Option<(&str, Option<u16>)> {
    let host = single(headers, &header::HOST)?;
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

/// Whether `Host` is a loopback address or `localhost`, and not a foreign name that resolves to one.
pub(crate) fn has_loopback_host(headers: &HeaderMap) -> bool {
    host(headers).is_some_and(|(name, _)| is_loopback_host(name))
}

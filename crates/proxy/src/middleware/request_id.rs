//! Gives each request an id, which all its log lines have, and returns it in the response.
//!
//! Not tower-http's `SetRequestIdLayer`, which adopts any id that any client sends.

use crate::{client_address::Peer, config::TrustedProxies, headers::single, random};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use tracing::Span;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Maximum length of an id of a server in front. Those of nginx have 32 characters, UUIDs 36.
const MAX_LENGTH: usize = 64;

/// The id of a request: that of a trusted server in front, or a new one.
pub(super) struct RequestId(String);

impl RequestId {
    pub(super) fn of(peer: Peer, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        Self(trusted_id(peer, headers, trusted).map_or_else(random::request_id, str::to_owned))
    }

    /// The span of the request's log lines, with the target of audit lines and the level of errors, so
    /// that no filter for other lines disables it.
    pub(super) fn span(&self) -> Span {
        tracing::error_span!(target: "audit", "request", request_id = self.0)
    }

    /// Returns the id to the client.
    pub(super) fn add_to(self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::try_from(self.0) {
            headers.insert(REQUEST_ID, value);
        }
    }
}

/// The id that a trusted server in front has sent, if it cannot be mistaken for anything else in a log.
fn trusted_id<'a>(peer: Peer, headers: &'a HeaderMap, trusted: &TrustedProxies) -> Option<&'a str> {
    let is_valid = |id: &&str| {
        (1..=MAX_LENGTH).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    single(headers, &REQUEST_ID).filter(is_valid).filter(|_| trusted.contains(peer.0))
}

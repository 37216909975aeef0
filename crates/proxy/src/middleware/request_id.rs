//! Gives each request an id, which all its log lines have, and returns it in the response.
//!
//! Not tower-http's `SetRequestIdLayer`, which adopts any id that any client sends.

use crate::{
    client_address::Peer, config::TrustedProxies, headers::single, random, state::AppState,
};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Maximum length of an id of a server in front. Those of nginx have 32 characters, UUIDs 36.
const MAX_LENGTH: usize = 64;

/// Runs the request in a span with its id.
pub(crate) async fn identify_request(
    State(state): State<Arc<AppState>>,
    Extension(peer): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let id = match trusted_id(peer, request.headers(), &state.trusted_proxies) {
        Some(id) => id.to_owned(),
        None => random::request_id(),
    };
    // With the target of audit lines and the level of errors, so that no filter for other lines
    // disables it.
    let span = tracing::error_span!(target: "audit", "request", request_id = id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
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

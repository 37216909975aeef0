//! Gives each request an id, which all its log lines have, and returns it in the response.
//!
//! Not tower-http's `SetRequestIdLayer`, which adopts any id that the client sends.

use crate::random;
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs the request in a span with its id.
pub(crate) async fn identify_request(request: Request, next: Next) -> Response {
    let id = random::request_id();
    // With the target of audit lines and the level of errors, so that no filter for other lines
    // disables it.
    let span = tracing::error_span!(target: "audit", "request", request_id = id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

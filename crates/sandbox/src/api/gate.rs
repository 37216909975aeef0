//! What every API request passes: the token, the limits, the scope; and the headers that the
//! upstream's gateways add.

use super::error::ApiError;
use crate::{auth::Scopes, service::Shared};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    sync::atomic::Ordering,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// Passes a request on if it may pass.
pub(super) async fn gate(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    tokio::time::sleep(shared.options.latency).await;
    let mut response = match admit(&shared, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    add_upstream_headers(&shared, response.headers_mut());
    response
}

/// In this order: a request without a good token belongs to no application, so it uses up none of
/// its requests; one without the scope does.
fn admit(shared: &Shared, headers: &HeaderMap) -> Result<(), ApiError> {
    let now = Instant::now();
    let scopes = bearer(headers)
        .and_then(|token| shared.grants.scopes_of(token, now))
        .ok_or(ApiError::Unauthorized)?;
    if !shared.window.admit(now) {
        return Err(ApiError::Throttled);
    }
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    if !shared.quota.admit(since_1970) {
        return Err(ApiError::QuotaExceeded);
    }
    if !Scopes::campaign_data(&scopes) {
        return Err(ApiError::Forbidden);
    }
    Ok(())
}

/// The token of the only `Authorization` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (first, None) = (all.next()?, all.next()) else { return None };
    let (scheme, token) = first.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Headers that real answers carry, and that no browser must ever see.
fn add_upstream_headers(shared: &Shared, headers: &mut HeaderMap) {
    let request = shared.requests.fetch_add(1, Ordering::Relaxed);
    let id = format!("5a4db0c5-0000-4000-8000-{request:012x}");
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::VIA,
        HeaderValue::from_static("1.1 sandbox.cloudfront.example (CloudFront)"),
    );
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
}

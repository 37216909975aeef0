//! The middleware before every API route: it checks token, limits and scope, and adds the headers of
//! the upstream's gateways.

use super::error::ApiError;
use crate::{grants::SignedIn, sample_account::SampleAccount, state::AppState};
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

/// The only path that needs another scope than `campaign_data`.
pub(super) const ACCOUNT_SUMMARY: &str = "/account/summary";

/// Rejects requests that are not allowed, and passes all others on.
pub(super) async fn authorize(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    tokio::time::sleep(state.options.latency).await;
    let mut response = match admit(&state, request.uri().path(), request.headers()) {
        Ok(account) => {
            request.extensions_mut().insert(account);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    };
    add_upstream_headers(&state, response.headers_mut());
    response
}

/// The account of the request, if it is allowed.
///
/// Checks the token first, because a request without a valid token belongs to no application and uses
/// no quota. Checks the scope last, because a request without the scope does use quota.
fn admit(state: &AppState, path: &str, headers: &HeaderMap) -> Result<SampleAccount, ApiError> {
    let now = Instant::now();
    let SignedIn { account, scopes } = bearer(headers)
        .and_then(|token| state.grants.signed_in(token, now))
        .ok_or(ApiError::Unauthorized)?;
    if !state.window.admit(now) {
        return Err(ApiError::Throttled);
    }
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    if !state.quota.admit(since_1970) {
        return Err(ApiError::QuotaExceeded);
    }
    let has_scope =
        if path == ACCOUNT_SUMMARY { scopes.account_read() } else { scopes.campaign_data() };
    if has_scope { Ok(account) } else { Err(ApiError::Forbidden) }
}

/// The bearer token. Repeated `Authorization` headers are rejected.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (first, None) = (all.next()?, all.next()) else { return None };
    let (scheme, token) = first.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Adds headers that the real upstream sends and that must never reach a browser.
fn add_upstream_headers(state: &AppState, headers: &mut HeaderMap) {
    let request = state.request_count.fetch_add(1, Ordering::Relaxed);
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

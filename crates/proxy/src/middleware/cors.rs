//! CORS for the allowed origins.
//!
//! Not tower-http's `CorsLayer`: it answers each `OPTIONS` request successfully, also those of origins
//! that are not allowed, and adds `Vary` to responses without CORS.

use crate::{route::Route, state::AppState};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Adds the CORS headers to responses for allowed origins.
pub(crate) async fn add_cors(
    State(state): State<Arc<AppState>>,
    route: Route,
    request: Request,
    next: Next,
) -> Response {
    let origin = state.site.allowed_origin(request.headers()).filter(|_| route.allows_cors());
    let mut response = next.run(request).await;
    if let Some(origin) = origin {
        add_headers(origin, response.headers_mut());
    }
    response
}

fn add_headers(origin: HeaderValue, headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, X-Bounces-Sandbox"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-site"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Answers preflight requests of allowed origins. Others are handled like any request.
pub(crate) async fn answer_preflight(
    State(state): State<Arc<AppState>>,
    route: Route,
    request: Request,
    next: Next,
) -> Response {
    let is_preflight = request.method() == Method::OPTIONS
        && route.allows_cors()
        && state.site.allowed_origin(request.headers()).is_some();
    match route.methods().filter(|_| is_preflight) {
        Some(methods) => preflight(methods),
        None => next.run(request).await,
    }
}

fn preflight(methods: &'static str) -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "x-bounces-csrf, x-bounces-priority, cache-control"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers, Body::empty()).into_response()
}

//! CORS for the allowed origins.
//!
//! Not tower-http's `CorsLayer`: it answers each `OPTIONS` request successfully, also those of origins
//! that are not allowed, and adds `Vary` to responses without CORS.

use crate::{route::Route, site::Site};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

/// The origin that may read the response, if the request names one that is allowed.
pub(crate) fn reading_origin(
    site: &Site,
    route: Route,
    headers: &HeaderMap,
) -> Option<HeaderValue> {
    site.allowed_origin(headers).filter(|_| route.allows_cors())
}

/// Adds the CORS headers to a response for an allowed origin.
pub(crate) fn add_cors(origin: HeaderValue, headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, X-Bounces-Sandbox"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-site"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The response to the preflight request of an allowed origin. Others are handled like any request.
pub(crate) fn answer_preflight(
    site: &Site,
    route: Route,
    method: &Method,
    headers: &HeaderMap,
) -> Option<Response> {
    let is_preflight = method == Method::OPTIONS && reading_origin(site, route, headers).is_some();
    route.methods().filter(|_| is_preflight).map(preflight)
}

fn preflight(methods: &'static str) -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "x-bounces-csrf, x-bounces-priority, cache-control"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers, Body::empty()).into_response()
}

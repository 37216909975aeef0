//! What every answer says to the browser, whatever is in it; and failures as a page for people.

use crate::{failure::Failure, place::Place};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const DATA_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Puts our own headers on an answer.
pub(crate) fn dress(place: Place, sandbox: bool, headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    if sandbox {
        set(HeaderName::from_static("x-bounces-sandbox"), "1");
    }
    match place {
        Place::Page => {
            set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
            // Files vary by encoding already; who may read them from elsewhere varies too.
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        Place::Api(_)
        | Place::NoApi
        | Place::Session
        | Place::Login
        | Place::Callback
        | Place::Logout
        | Place::NoAuth
        | Place::Health
        | Place::Ready => {
            set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
            set(header::CACHE_CONTROL, "no-store");
            set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
            set(header::VARY, "Cookie, Origin, Sec-Fetch-Site, X-Bounces-CSRF");
        }
    }
}

/// Lets the page of another origin, which may ask, read the answer.
pub(crate) fn share(origin: HeaderValue, headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, X-Bounces-Sandbox");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-site");
}

/// What a page of another origin, which may ask, is told before it asks.
pub(crate) fn permit(method: &'static str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::ACCESS_CONTROL_ALLOW_METHODS, method);
    set(header::ACCESS_CONTROL_ALLOW_HEADERS, "x-bounces-csrf, cache-control");
    set(header::ACCESS_CONTROL_MAX_AGE, "600");
    response
}

/// A failure for whoever asked: a browser that came by itself sees words and a way on.
pub(crate) fn refuse(failure: Failure, place: Place, request: &HeaderMap) -> Response {
    let mut response = failure.into_response();
    let reads_html = request
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"));
    if place.is_for_people() && reads_html {
        let (title, detail) = (failure.title(), failure.detail());
        let page = format!(
            "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\n\
             <h1>{title}</h1>\n<p>{detail}</p>\n\
             <p><a href=\"/\">Go on</a> or <a href=\"/auth/login\">sign in</a></p>\n</html>\n"
        );
        *response.body_mut() = Body::from(page);
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

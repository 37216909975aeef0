//! Response headers that restrict what browsers do with a response: content security policy, caching,
//! `Vary`, sniffing, referrers and frames.

use crate::route::Route;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const DATA_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Adds the headers.
pub(crate) fn add_security_headers(route: Route, headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    match route {
        Route::Asset => {
            set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
            // Added to the `Accept-Encoding` of the static files.
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        Route::Api(_)
        | Route::UnknownApi
        | Route::Session
        | Route::Login
        | Route::Callback
        | Route::Logout
        | Route::UnknownAuth
        | Route::Health
        | Route::Ready => {
            set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
            set(header::CACHE_CONTROL, "no-store");
            set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
            set(header::VARY, "Cookie, Origin, Sec-Fetch-Site, X-Bounces-CSRF");
        }
    }
}

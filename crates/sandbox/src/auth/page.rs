//! The two HTML pages of the authorization server, with their style sheet and icon.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

const SIGN_IN: &str = include_str!("../../pages/sign-in.html");
const REJECTED: &str = include_str!("../../pages/rejected.html");
const STYLE: &str = include_str!("../../pages/sign-in.css");
const ICON: &str = include_str!("../../pages/icon.svg");

/// Allows only the style sheet and the icon. Sets no `form-action`, because Chromium also applies it
/// to the redirect after the form, which leads to the client's origin.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The sign-in page. Its form sends the query of the page's URL again.
pub(super) fn sign_in(cancel: &str) -> Response {
    html(StatusCode::OK, SIGN_IN.replace("{cancel}", &escape(cancel)))
}

/// The page for a request that must not be redirected back to the client.
pub(super) fn rejected(reason: &str) -> Response {
    html(StatusCode::BAD_REQUEST, REJECTED.replace("{reason}", &escape(reason)))
}

/// The style sheet of both pages.
pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", STYLE)
}

/// The icon of both pages. Without one, browsers log an error.
pub(super) async fn icon() -> Response {
    file("image/svg+xml", ICON)
}

fn file(content_type: &'static str, body: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, body).into_response()
}

fn html(status: StatusCode, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, body).into_response()
}

/// Escapes text for HTML content and quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

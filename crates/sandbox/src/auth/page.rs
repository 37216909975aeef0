//! The two web pages of the authorization server, and their style sheet. What they decide stands in `authorize`.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

const SIGN_IN: &str = include_str!("../../pages/sign-in.html");
const REFUSED: &str = include_str!("../../pages/refused.html");
const STYLE: &str = include_str!("../../pages/sign-in.css");
const ICON: &str = include_str!("../../pages/icon.svg");

/// Nothing but the style sheet and the icon. No `form-action`: Chromium applies it to the redirect that answers
/// the form too, and that leads to another origin, as it must.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The sign-in page; its form sends the query of the page's own address again.
pub(super) fn sign_in(cancel: &str) -> Response {
    html(StatusCode::OK, SIGN_IN.replace("{cancel}", &escape(cancel)))
}

/// The page for a request that cannot be answered to whoever sent it.
pub(super) fn refused(reason: &str) -> Response {
    html(StatusCode::BAD_REQUEST, REFUSED.replace("{reason}", &escape(reason)))
}

/// The style sheet of both.
pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", STYLE)
}

/// The icon of both: a browser that finds none would complain in its console.
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

/// Makes text safe between tags and in quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

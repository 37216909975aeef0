//! Shows errors as an HTML page to browsers that navigate.

use crate::{
    error::{ErrorNote, ProxyError},
    route::Route,
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

/// Replaces the JSON body of an error, if there is one, with a page.
pub(crate) fn render_error_page(response: &mut Response) {
    let Some(error) = response.extensions().get::<ProxyError>().copied() else { return };
    let note = response.extensions().get::<ErrorNote>().cloned();
    *response.body_mut() = Body::from(page(error, note));
    let content_type = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, content_type);
}

/// Whether the browser navigates to the route, and accepts HTML.
pub(crate) fn wants_page(route: Route, headers: &HeaderMap) -> bool {
    route.renders_html() && accepts_html(headers)
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter();
    values.filter_map(|value| value.to_str().ok()).any(|value| value.contains("text/html"))
}

fn page(error: ProxyError, note: Option<ErrorNote>) -> String {
    let note = note.map(|ErrorNote(text)| format!("<p>{text}</p>\n")).unwrap_or_default();
    let (title, detail) = (error.title(), error.detail());
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\n\
         <h1>{title}</h1>\n<p>{detail}</p>\n{note}\
         <p><a href=\"/\">Continue</a> or <a href=\"/auth/login\">sign in</a></p>\n</html>\n"
    )
}

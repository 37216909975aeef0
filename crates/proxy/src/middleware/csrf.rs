//! Protects against cross-site requests, by the header `X-Bounces-CSRF`, Fetch Metadata and `Origin`.

use crate::{error::ProxyError, headers::single, route::Route, site::Site};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, header},
    middleware::Next,
    response::Response,
};

const CSRF: HeaderName = HeaderName::from_static("x-bounces-csrf");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Rejects requests that neither our own page nor an allowed origin sent.
pub(crate) fn check_csrf(site: &Site, route: Route, headers: &HeaderMap) -> Result<(), ProxyError> {
    if !route.requires_csrf() || is_from_page(site, headers) {
        Ok(())
    } else {
        Err(ProxyError::Csrf)
    }
}

/// Rejects requests that are not a top-level navigation, if the browser sends Fetch Metadata.
pub(crate) async fn require_navigation(
    request: Request,
    next: Next,
) -> Result<Response, ProxyError> {
    let headers = request.headers();
    let is_absent_or =
        |name, value| !headers.contains_key(&name) || single(headers, &name) == Some(value);
    if is_absent_or(FETCH_MODE, "navigate") && is_absent_or(FETCH_DESTINATION, "document") {
        Ok(next.run(request).await)
    } else {
        Err(ProxyError::Csrf)
    }
}

/// A foreign page can set the CSRF header only after a CORS preflight, which succeeds for allowed
/// origins only.
fn is_from_page(site: &Site, headers: &HeaderMap) -> bool {
    if single(headers, &CSRF) != Some("1") {
        return false;
    }
    if headers.contains_key(&FETCH_SITE) {
        return match single(headers, &FETCH_SITE) {
            // `none` means that the user caused the request, as by an extension. Pages cannot send it.
            Some("same-origin" | "none") => true,
            // Another port, or another host of the same domain.
            Some("same-site") => site.allowed_origin(headers).is_some(),
            Some(_) | None => false,
        };
    }
    if headers.contains_key(header::ORIGIN) {
        return site.is_own_origin(headers) || site.allowed_origin(headers).is_some();
    }
    true
}

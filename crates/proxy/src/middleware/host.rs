//! Checks the header `Host`.

use crate::{error::ProxyError, route::Route, site::Site, state::AppState};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;

/// Rejects a foreign `Host`. With DNS rebinding, a foreign page whose name resolves to this machine
/// would otherwise be same-origin with the proxy.
///
/// Health checks are exempt: probes use an IP address, and learn only that the proxy runs.
pub(crate) fn check_host(site: &Site, route: Route, headers: &HeaderMap) -> Result<(), ProxyError> {
    if route.is_probe() || site.is_own_host(headers) {
        Ok(())
    } else {
        Err(ProxyError::Misdirected)
    }
}

/// Redirects a browser that uses another loopback name to the same path at the public origin.
pub(crate) async fn redirect_to_canonical_host(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    match state.site.canonical_origin(request.headers()) {
        Some(origin) => {
            let target = request.uri().path_and_query().map_or("/", PathAndQuery::as_str);
            Redirect::to(&format!("{origin}{target}")).into_response()
        }
        None => next.run(request).await,
    }
}

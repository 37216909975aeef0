//! Checks the header `Host`.

use crate::{error::ProxyError, route::Route, state::AppState};
use axum::{
    extract::{Request, State},
    http::uri::PathAndQuery,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;

/// Rejects a foreign `Host`. With DNS rebinding, a foreign page whose name resolves to this machine
/// would otherwise be same-origin with the proxy.
///
/// Health checks are exempt: probes use an IP address, and learn only that the proxy runs.
pub(crate) async fn check_host(
    State(state): State<Arc<AppState>>,
    route: Route,
    request: Request,
    next: Next,
) -> Result<Response, ProxyError> {
    if route.is_probe() || state.site.is_own_host(request.headers()) {
        Ok(next.run(request).await)
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

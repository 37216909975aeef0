//! Logs and counts each request.
//!
//! Not tower-http's `TraceLayer`, which records the URI: queries contain cursors, codes and states, so
//! the log contains route templates instead.

use crate::{route::Route, state::AppState};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use std::{sync::Arc, time::Instant};

/// Writes one line to the log and counts the request in the metrics.
pub(crate) async fn log_request(
    State(state): State<Arc<AppState>>,
    route: Route,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    state.metrics.record_request(route.template(), status);
    tracing::info!(
        method = method_label(&method),
        route = route.template(),
        status,
        milliseconds = started.elapsed().as_millis(),
        "request"
    );
    response
}

/// The name of a standard method. Other methods are arbitrary text of the client, which does not belong
/// in a log.
fn method_label(method: &Method) -> &str {
    let standard = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    if standard.contains(method) { method.as_str() } else { "other" }
}

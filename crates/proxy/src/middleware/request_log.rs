//! Logs and counts each request.
//!
//! Not tower-http's `TraceLayer`, which records the URI: queries contain cursors, codes and states, so
//! the log contains route templates instead.

use crate::{metrics::Metrics, route::Route};
use axum::http::{Method, StatusCode};
use std::time::Instant;

/// A request that is being handled.
pub(super) struct RequestLog {
    route: Route,
    method: &'static str,
    started: Instant,
}

impl RequestLog {
    pub(super) fn start(route: Route, method: &Method) -> Self {
        Self { route, method: method_label(method), started: Instant::now() }
    }

    /// Writes one line to the log and counts the request in the metrics.
    pub(super) fn finish(self, metrics: &Metrics, status: StatusCode) {
        let (route, status) = (self.route.template(), status.as_u16());
        metrics.record_request(route, status);
        // JSON logs contain numbers of more bits as text.
        let milliseconds = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(method = self.method, route, status, milliseconds, "request");
    }
}

/// The name of a standard method. Other methods are arbitrary text of the client, which does not belong
/// in a log.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

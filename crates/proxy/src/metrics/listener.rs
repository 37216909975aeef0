//! Serves the metrics on a listener of their own.

use super::Metrics;
use crate::headers::has_loopback_host;
use axum::{
    body::Body,
    http::{HeaderValue, Method, StatusCode, header},
};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, time::timeout};

/// Maximum number of connections. A server that collects metrics needs one at a time.
const MAX_CONNECTIONS: usize = 16;
/// How long a request may take, from the connection to the last byte of the response.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Delay after a connection could not be accepted.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// Who may read the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Programs on this machine, but not web pages in its browsers (DNS rebinding).
    ThisMachine,
    /// Any machine that reaches the listener.
    Network,
}

/// Serves `/metrics` until its task is aborted.
pub(crate) async fn serve(listener: TcpListener, metrics: Arc<Metrics>, readers: Readers) {
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    // An error is impossible, because the semaphore is not closed.
    while let Ok(permit) = Arc::clone(&connections).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(RETRY_DELAY).await;
            continue;
        };
        let metrics = Arc::clone(&metrics);
        let service = service_fn(move |request: Request<Incoming>| {
            let response = respond(&metrics, readers, &request);
            async move { Ok::<_, Infallible>(response) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .keep_alive(false)
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // Errors of a connection are caused by the client.
            let _ = timeout(TIMEOUT, connection).await;
            drop(permit);
        });
    }
}

fn respond(metrics: &Metrics, readers: Readers, request: &Request<Incoming>) -> Response<Body> {
    let is_valid = request.uri().path() == "/metrics"
        && request.method() == Method::GET
        && (readers == Readers::Network || has_loopback_host(request.headers()));
    let (status, text) = if is_valid {
        (StatusCode::OK, metrics.text())
    } else {
        (StatusCode::NOT_FOUND, String::new())
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

//! What is counted, and how it is told to Prometheus: on a listener of its own, without ids or addresses in any label.

use crate::{forward::Way, guard::names_loopback};
use axum::body::Body;
use hyper::{Response, server::conn::http1};
use hyper_util::rt::TokioIo;
use prometheus::{
    Gauge, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// The counters. Each is described where it is made, and in docs/proxy.md.
pub(crate) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    upstream: IntCounterVec,
    upstream_seconds: HistogramVec,
    answers: IntCounterVec,
    refreshes: IntCounterVec,
    sessions: IntCounterVec,
    waiting: IntGauge,
}

impl Metrics {
    /// Counters at zero.
    ///
    /// # Errors
    /// A name is there twice.
    pub(crate) fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let counter = |name: &str, help: &str, labels: &[&str]| {
            let counter = IntCounterVec::new(Opts::new(name, help), labels)?;
            registry.register(Box::new(counter.clone()))?;
            prometheus::Result::Ok(counter)
        };
        let seconds = HistogramVec::new(
            HistogramOpts::new(
                "bounces_upstream_seconds",
                "Time from a send to the head of the answer",
            )
            .buckets(vec![0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0]),
            &["route"],
        )?;
        registry.register(Box::new(seconds.clone()))?;
        let waiting = IntGauge::new(
            "bounces_upstream_waiting",
            "Requests that wait for their turn at the upstream",
        )?;
        registry.register(Box::new(waiting.clone()))?;
        let build = Opts::new("bounces_build_info", "1, with the version that runs")
            .const_label("version", env!("CARGO_PKG_VERSION"));
        let build = Gauge::with_opts(build)?;
        build.set(1.0);
        registry.register(Box::new(build))?;
        Ok(Self {
            requests: counter(
                "bounces_requests_total",
                "Requests of browsers",
                &["route", "status"],
            )?,
            upstream: counter(
                "bounces_upstream_requests_total",
                "Requests to the upstream, retries included",
                &["route", "status"],
            )?,
            upstream_seconds: seconds,
            answers: counter(
                "bounces_answers_total",
                "Answers of the API, by how they came",
                &["way"],
            )?,
            refreshes: counter(
                "bounces_refreshes_total",
                "Refreshes of tokens, by how they ended",
                &["outcome"],
            )?,
            sessions: counter(
                "bounces_sessions_total",
                "Sessions that were signed in, signed out, or ended by a refused refresh token",
                &["event"],
            )?,
            waiting,
            registry,
        })
    }

    /// A browser's request was answered. `route` is a template.
    pub(crate) fn answered(&self, route: &str, status: u16) {
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
    }

    /// A request to the upstream ended, after so long; without a status if no answer began.
    pub(crate) fn asked(&self, route: &str, status: Option<u16>, after: Duration) {
        let status = status.map_or_else(|| "none".to_owned(), |status| status.to_string());
        self.upstream.with_label_values(&[route, &status]).inc();
        self.upstream_seconds.with_label_values(&[route]).observe(after.as_secs_f64());
    }

    pub(crate) fn came(&self, way: Way) {
        let way = match way {
            Way::Kept => "kept",
            Way::Joined => "joined",
            Way::Fetched => "fetched",
        };
        self.answers.with_label_values(&[way]).inc();
    }

    pub(crate) fn refreshed(&self, outcome: &str) {
        self.refreshes.with_label_values(&[outcome]).inc();
    }

    pub(crate) fn session(&self, event: &str) {
        self.sessions.with_label_values(&[event]).inc();
    }

    /// Somebody waits for a turn, until what is returned is dropped.
    pub(crate) fn wait(&self) -> Waiting<'_> {
        self.waiting.inc();
        Waiting(&self.waiting)
    }

    fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}

/// Somebody who waits.
pub(crate) struct Waiting<'a>(&'a IntGauge);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Answers `/metrics`, and nothing else, until the listener is dropped with its task.
pub(crate) async fn serve(listener: TcpListener, metrics: Arc<Metrics>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let metrics = Arc::clone(&metrics);
        let service = hyper::service::service_fn(move |request: hyper::Request<_>| {
            let answer = answer(&metrics, &request);
            async move { Ok::<_, Infallible>(answer) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn answer(metrics: &Metrics, request: &hyper::Request<hyper::body::Incoming>) -> Response<Body> {
    let is_ours = request.uri().path() == "/metrics"
        && request.method() == hyper::Method::GET
        && names_loopback(request.headers());
    let (status, text) = if is_ours { (200, metrics.text()) } else { (404, String::new()) };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    let kind = hyper::header::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    response
}

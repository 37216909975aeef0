//! Prometheus metrics, on a listener of their own. Labels never contain ids or addresses.

mod listener;

pub(crate) use listener::{Readers, serve};

use prometheus::{
    Gauge, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry,
    TextEncoder, core::Collector,
};
use std::time::Duration;

/// All metrics. Each is described in [`Metrics::new`] and in docs/proxy.md.
pub(crate) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    upstream_requests: IntCounterVec,
    upstream_seconds: HistogramVec,
    cache_lookups: IntCounterVec,
    refreshes: IntCounterVec,
    sessions: IntCounterVec,
    refusals: IntCounterVec,
    shares_reached: IntCounter,
    background_requests: IntCounter,
    upstream_queue_length: IntGauge,
}

/// Adds a metric to those that are served.
fn register<M: Collector + Clone + 'static>(
    registry: &Registry,
    metric: M,
) -> prometheus::Result<M> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

impl Metrics {
    /// Creates all metrics.
    ///
    /// # Errors
    /// Two metrics have the same name.
    pub(crate) fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let opts = Opts::new("bounces_build_info", "Always 1, with the version as a label");
        let opts = opts.const_label("version", env!("CARGO_PKG_VERSION"));
        register(&registry, Gauge::with_opts(opts)?)?.set(1.0);
        let counter = |name: &str, help: &str, labels: &[&str]| {
            register(&registry, IntCounterVec::new(Opts::new(name, help), labels)?)
        };
        // All values exist from the start: Prometheus does not notice the first event of a new series.
        let events = |name: &str, help: &str, label: &str, values: &[&str]| {
            let counter = counter(name, help, &[label])?;
            for value in values {
                counter.with_label_values(&[value]);
            }
            prometheus::Result::Ok(counter)
        };
        let upstream_seconds = HistogramOpts::new(
            "bounces_upstream_seconds",
            "Time from sending a request to the start of the response",
        );
        let upstream_seconds =
            upstream_seconds.buckets(vec![0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0]);
        Ok(Self {
            requests: counter(
                "bounces_requests_total",
                "Requests of browsers",
                &["route", "status"],
            )?,
            upstream_requests: counter(
                "bounces_upstream_requests_total",
                "Requests to the upstream, including retries",
                &["route", "status"],
            )?,
            upstream_seconds: register(
                &registry,
                HistogramVec::new(upstream_seconds, &["route"])?,
            )?,
            cache_lookups: events(
                "bounces_cache_lookups_total",
                "API requests of browsers, by whether the response was cached",
                "result",
                &["hit", "coalesced", "miss", "not_found"],
            )?,
            refreshes: events(
                "bounces_refreshes_total",
                "Token refreshes, by outcome",
                "outcome",
                &["done", "ended", "failed"],
            )?,
            sessions: events(
                "bounces_sessions_total",
                "Sessions signed in, signed out, or ended by a rejected refresh token, fresh tokens rejected by the API, and accounts that may not sign in",
                "event",
                &["signed_in", "signed_out", "ended", "rejected", "refused"],
            )?,
            refusals: events(
                "bounces_refusals_total",
                "Requests refused by a limit of the proxy, by limit",
                "limit",
                &["sign_ins", "queue", "share", "day", "reserve"],
            )?,
            shares_reached: register(
                &registry,
                IntCounter::new(
                    "bounces_quota_shares_reached_total",
                    "Accounts that have used their share of a day",
                )?,
            )?,
            background_requests: register(
                &registry,
                IntCounter::new(
                    "bounces_upstream_background_requests_total",
                    "Requests to the upstream for earlier emails, including retries",
                )?,
            )?,
            upstream_queue_length: register(
                &registry,
                IntGauge::new(
                    "bounces_upstream_queue_length",
                    "Requests waiting to be sent to the upstream",
                )?,
            )?,
            registry,
        })
    }

    /// Counts a browser's request. `route` is a template.
    pub(crate) fn record_request(&self, route: &str, status: u16) {
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
    }

    /// Counts a request to the upstream. `status` is `None` if there was no response.
    pub(crate) fn record_upstream(&self, route: &str, status: Option<u16>, elapsed: Duration) {
        let status = status.map_or_else(|| "none".to_owned(), |status| status.to_string());
        self.upstream_requests.with_label_values(&[route, &status]).inc();
        self.upstream_seconds.with_label_values(&[route]).observe(elapsed.as_secs_f64());
    }

    /// Counts a cache lookup: `hit`, `coalesced`, `miss` or `not_found`.
    pub(crate) fn record_cache(&self, result: &str) {
        self.cache_lookups.with_label_values(&[result]).inc();
    }

    /// Counts a token refresh: `done`, `ended` or `failed`.
    pub(crate) fn record_refresh(&self, outcome: &str) {
        self.refreshes.with_label_values(&[outcome]).inc();
    }

    /// Counts a session event: `signed_in`, `signed_out`, `ended`, `rejected` or `refused`.
    pub(crate) fn record_session(&self, event: &str) {
        self.sessions.with_label_values(&[event]).inc();
    }

    /// Counts an account that has used its share of the day.
    pub(crate) fn record_share_reached(&self) {
        self.shares_reached.inc();
    }

    /// Counts a background request to the upstream.
    pub(crate) fn record_background(&self) {
        self.background_requests.inc();
    }

    /// Counts a request refused by a limit: `sign_ins`, `queue`, `share`, `day` or `reserve`.
    pub(crate) fn record_refusal(&self, limit: &str) {
        self.refusals.with_label_values(&[limit]).inc();
    }

    /// Counts a request as waiting until the returned guard is dropped.
    pub(crate) fn enter_upstream_queue(&self) -> QueueGuard<'_> {
        self.upstream_queue_length.inc();
        QueueGuard(&self.upstream_queue_length)
    }

    fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}

/// A waiting request.
pub(crate) struct QueueGuard<'a>(&'a IntGauge);

impl Drop for QueueGuard<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

//! One call to the API: rate limited, counted, sent with our own headers only, and retried where that
//! is safe.

use super::{
    endpoint::Endpoint,
    priority::Priority,
    query::Query,
    quota::{Consumer, Quota},
    rate_limiter::RateLimiter,
};
use crate::{
    clock::{Clock, UnixSeconds},
    config::{Limits, RateLimits},
    descriptors::{is_lack_of_descriptors, report_lack_of_descriptors},
    error::ProxyError,
    http_client::{self, BodyError},
    metrics::Metrics,
    session::Store,
};
use bounces_core::wire::{MissingPermission, decode_upstream_error};
use reqwest::{Client, Response, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use url::Url;

/// Retries after `throttled`.
const MAX_THROTTLED_RETRIES: u32 = 3;
/// Retries after 502, 503, 504 and broken connections.
const MAX_CONNECTION_RETRIES: u32 = 2;
/// An error body contains one key; larger bodies are not read.
const MAX_ERROR_BODY: usize = 64 * 1024;
/// `Retry-After` in seconds when the upstream is overloaded.
const OVERLOADED_RETRY_AFTER: u64 = 5;

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UpstreamError {
    /// The API rejected the access token.
    Unauthorized,
    /// Any other error.
    Failed(ProxyError),
}

impl From<ProxyError> for UpstreamError {
    fn from(error: ProxyError) -> Self {
        Self::Failed(error)
    }
}

/// Whether to send a failed request again.
enum RetryDecision {
    /// The upstream throttled the request.
    Throttled,
    /// The connection or the upstream failed in a way that may be temporary.
    Temporary(ProxyError),
    /// A retry would not help.
    Final(UpstreamError),
}

impl From<ProxyError> for RetryDecision {
    fn from(error: ProxyError) -> Self {
        Self::Final(error.into())
    }
}

/// The path of the call that says which account a token belongs to. Browsers cannot request it.
const ACCOUNT_SUMMARY: &str = "/account/summary";

/// The field of its response that is used.
#[derive(Deserialize)]
struct AccountSummary {
    encoded_account_id: String,
}

/// A call to the API.
struct Call<'a> {
    url: Url,
    /// The path without ids, for logs and metrics.
    template: &'static str,
    /// What a 400 means.
    bad_request: ProxyError,
    access_token: &'a SecretString,
    consumer: Consumer,
}

/// The API.
pub(crate) struct UpstreamClient {
    http: Client,
    api_url: Url,
    rate_limiter: RateLimiter,
    quota: Quota,
    clock: Arc<dyn Clock>,
    limits: Limits,
    metrics: Arc<Metrics>,
}

impl UpstreamClient {
    pub(crate) fn new(
        http: Client,
        api_url: Url,
        rate_limits: RateLimits,
        limits: Limits,
        clock: Arc<dyn Clock>,
        store: Arc<dyn Store>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let rate_limiter = RateLimiter::new(rate_limits.per_second, limits.max_waiting);
        let quota = Quota::new(rate_limits, store, Arc::clone(&metrics));
        Self { http, api_url, rate_limiter, quota, clock, limits, metrics }
    }

    pub(crate) fn api_url(&self) -> &Url {
        &self.api_url
    }

    /// Calls the API for a session, and returns the complete body.
    pub(crate) async fn get(
        &self,
        endpoint: Endpoint,
        query: &Query,
        access_token: &SecretString,
        consumer: Consumer,
    ) -> Result<Vec<u8>, UpstreamError> {
        let mut url = self.url(&endpoint.path());
        url.set_query(Some(query.to_query_string()).filter(|text| !text.is_empty()).as_deref());
        let (template, bad_request) = (endpoint.template(), bad_request(endpoint, query));
        self.call(&Call { url, template, bad_request, access_token, consumer }).await
    }

    /// The id of the account that a token gives access to. It requires the scope `account_read`.
    pub(crate) async fn account_id(
        &self,
        access_token: &SecretString,
        consumer: Consumer,
    ) -> Result<String, UpstreamError> {
        let url = self.url(ACCOUNT_SUMMARY);
        let bad_request = ProxyError::InvalidUpstreamResponse;
        let call = Call { url, template: ACCOUNT_SUMMARY, bad_request, access_token, consumer };
        let summary: Result<AccountSummary, _> = serde_json::from_slice(&self.call(&call).await?);
        let id = summary.map(|summary| summary.encoded_account_id).unwrap_or_default();
        if id.is_empty() { Err(ProxyError::InvalidUpstreamResponse.into()) } else { Ok(id) }
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.api_url.clone();
        url.set_path(&format!("{}{path}", self.api_url.path()));
        url
    }

    async fn call(&self, call: &Call<'_>) -> Result<Vec<u8>, UpstreamError> {
        let (mut throttled, mut failed) = (0, 0);
        loop {
            let sent = self.send(call).await;
            let decision = match sent {
                Ok(bytes) => return Ok(bytes),
                Err(decision) => decision,
            };
            let retry = match decision {
                RetryDecision::Throttled if throttled < MAX_THROTTLED_RETRIES => {
                    throttled += 1;
                    throttled
                }
                RetryDecision::Throttled => return Err(ProxyError::RateLimited(1).into()),
                RetryDecision::Temporary(_) if failed < MAX_CONNECTION_RETRIES => {
                    failed += 1;
                    failed
                }
                RetryDecision::Temporary(error) => return Err(error.into()),
                RetryDecision::Final(error) => return Err(error),
            };
            tokio::time::sleep(full_jitter(self.limits.retry_delay, retry)).await;
        }
    }

    async fn send(&self, call: &Call<'_>) -> Result<Vec<u8>, RetryDecision> {
        let &Call { ref url, template, access_token, consumer, .. } = call;
        self.quota.check(self.clock.now(), consumer)?;
        let queued = self.metrics.enter_upstream_queue();
        let slot = match consumer.priority {
            Priority::User => self.rate_limiter.acquire(consumer.session).await,
            Priority::Background => self.rate_limiter.acquire_in_background(consumer.session).await,
        };
        drop(queued);
        let slot = slot.map_err(|full| {
            self.metrics.record_refusal("queue");
            ProxyError::QueueFull(full.retry_after)
        })?;
        let now = self.clock.now();
        self.quota.count(now, consumer).await?;
        if consumer.priority == Priority::Background {
            self.metrics.record_background();
        }

        let request = self
            .http
            .get(url.clone())
            .bearer_auth(access_token.expose_secret())
            .header(header::ACCEPT, "application/json");
        let started = Instant::now();
        let response = request.send().await;
        drop(slot);
        let status = response.as_ref().ok().map(|response| response.status().as_u16());
        self.metrics.record_upstream(template, status, started.elapsed());
        let response = response.map_err(|error| {
            if is_lack_of_descriptors(&error) {
                report_lack_of_descriptors("connecting to the API");
                return ProxyError::NoDescriptors(OVERLOADED_RETRY_AFTER).into();
            }
            let reason = http_client::describe(&error);
            tracing::warn!(route = template, reason, "no response from the upstream");
            if error.is_timeout() && !error.is_connect() {
                return ProxyError::UpstreamTimeout.into();
            }
            RetryDecision::Temporary(ProxyError::Unavailable)
        })?;
        self.classify(call, response, now).await
    }

    async fn classify(
        &self,
        call: &Call<'_>,
        response: Response,
        sent: UnixSeconds,
    ) -> Result<Vec<u8>, RetryDecision> {
        let status = response.status();
        Err(match status {
            StatusCode::OK => return self.read(response).await,
            StatusCode::UNAUTHORIZED => RetryDecision::Final(UpstreamError::Unauthorized),
            StatusCode::FORBIDDEN => {
                let body = http_client::read(response, MAX_ERROR_BODY).await.unwrap_or_default();
                ProxyError::Forbidden(MissingPermission::from_error_body(&body)).into()
            }
            StatusCode::NOT_FOUND => ProxyError::NotFound.into(),
            StatusCode::TOO_MANY_REQUESTS => {
                let body = http_client::read(response, MAX_ERROR_BODY).await.unwrap_or_default();
                match decode_upstream_error(&body).error_key.as_deref() {
                    Some("quota_exceeded") => self.quota.mark_exhausted(sent).await.into(),
                    Some(_) | None => RetryDecision::Throttled,
                }
            }
            StatusCode::BAD_REQUEST => call.bad_request.into(),
            StatusCode::BAD_GATEWAY => RetryDecision::Temporary(ProxyError::Unavailable),
            StatusCode::SERVICE_UNAVAILABLE => {
                RetryDecision::Temporary(ProxyError::Overloaded(OVERLOADED_RETRY_AFTER))
            }
            StatusCode::GATEWAY_TIMEOUT => RetryDecision::Temporary(ProxyError::UpstreamTimeout),
            status if status.is_server_error() => ProxyError::Unavailable.into(),
            status => {
                tracing::warn!(
                    route = call.template,
                    status = status.as_u16(),
                    "the upstream answered with an undocumented status"
                );
                ProxyError::InvalidUpstreamResponse.into()
            }
        })
    }

    async fn read(&self, response: Response) -> Result<Vec<u8>, RetryDecision> {
        http_client::read(response, self.limits.max_body).await.map_err(|error| match error {
            BodyError::Truncated => RetryDecision::Temporary(ProxyError::InvalidUpstreamResponse),
            BodyError::Timeout => ProxyError::UpstreamTimeout.into(),
            BodyError::TooLarge | BodyError::Decompression => {
                ProxyError::InvalidUpstreamResponse.into()
            }
        })
    }
}

/// The reason for a 400 of the upstream. All parameters are typed, so a report without a cursor can
/// only have an activity of the wrong role.
fn bad_request(endpoint: Endpoint, query: &Query) -> ProxyError {
    if matches!(endpoint, Endpoint::Bounces(_)) && !query.has_cursor() {
        ProxyError::UnsupportedRole
    } else {
        ProxyError::BadRequest
    }
}

/// A random delay from zero up to `max_delay`, which doubles with each retry: clients that failed
/// together must not return together.
fn full_jitter(max_delay: Duration, retry: u32) -> Duration {
    let max_delay = max_delay.saturating_mul(2_u32.saturating_pow(retry - 1));
    max_delay.mul_f64(rand::random::<f64>())
}

//! One call to the API: paced, counted, sent with our own headers only, and tried again where that is right.

use super::{Endpoint, Pacer, query::Query, quota::Quota};
use crate::{
    clock::{Clock, UnixSeconds},
    config::{Limits, Pace},
    failure::Failure,
    http_client::{self, BodyError},
    metrics::Metrics,
    session::{SessionKey, Store},
};
use bounces_core::wire::{MissingPermission, decode_upstream_error};
use reqwest::{Client, Response, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use url::Url;

/// Retries after `throttled`.
const THROTTLED: u32 = 3;
/// Retries after 502, 503, 504 and broken connections.
const BROKEN: u32 = 2;
/// A failure's body says one key; more is not read.
const ERROR_BODY: usize = 64 * 1024;
/// What a browser is told to wait when the upstream says that it is busy.
const PAUSE: u64 = 5;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The API refused the access token.
    Unauthorized,
    /// Everything else.
    Failed(Failure),
}

/// Whether to try once more.
enum Verdict {
    Throttled,
    Broken(Failure),
    Final(Refusal),
}

/// The API.
pub(crate) struct UpstreamClient {
    http: Client,
    api_url: Url,
    pacer: Pacer,
    quota: Quota,
    clock: Arc<dyn Clock>,
    limits: Limits,
    metrics: Arc<Metrics>,
}

impl UpstreamClient {
    pub(crate) fn new(
        http: Client,
        api_url: Url,
        pace: Pace,
        limits: Limits,
        clock: Arc<dyn Clock>,
        store: Arc<dyn Store>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let pacer = Pacer::new(pace.per_second, limits.queue);
        Self {
            http,
            api_url,
            pacer,
            quota: Quota::new(pace.per_day, store),
            clock,
            limits,
            metrics,
        }
    }

    pub(crate) fn api_url(&self) -> &Url {
        &self.api_url
    }

    /// Asks the API for a session, and reads its answer whole.
    pub(crate) async fn get(
        &self,
        endpoint: Endpoint,
        query: &Query,
        access: &SecretString,
        session: SessionKey,
    ) -> Result<Vec<u8>, Refusal> {
        let mut url = self.api_url.clone();
        url.set_path(&format!("{}{}", self.api_url.path(), endpoint.path()));
        url.set_query(Some(query.write()).filter(|text| !text.is_empty()).as_deref());
        let (mut throttled, mut broken) = (0, 0);
        loop {
            let verdict = match self.send(endpoint, query, url.clone(), access, session).await {
                Ok(bytes) => return Ok(bytes),
                Err(verdict) => verdict,
            };
            let tries = match verdict {
                Verdict::Throttled if throttled < THROTTLED => {
                    throttled += 1;
                    throttled
                }
                Verdict::Throttled => return Err(Refusal::Failed(Failure::RateLimited(1))),
                Verdict::Broken(_) if broken < BROKEN => {
                    broken += 1;
                    broken
                }
                Verdict::Broken(failure) => return Err(Refusal::Failed(failure)),
                Verdict::Final(refusal) => return Err(refusal),
            };
            tokio::time::sleep(full_jitter(self.limits.retry, tries)).await;
        }
    }

    async fn send(
        &self,
        endpoint: Endpoint,
        query: &Query,
        url: Url,
        access: &SecretString,
        session: SessionKey,
    ) -> Result<Vec<u8>, Verdict> {
        self.quota.check(self.clock.now()).map_err(Verdict::failed)?;
        let waiting = self.metrics.wait();
        let slot = self.pacer.admit(session).await;
        drop(waiting);
        let slot = slot.map_err(|full| Verdict::failed(Failure::Busy(full.seconds)))?;
        let now = self.clock.now();
        self.quota.take(now).await.map_err(Verdict::failed)?;

        let request = self
            .http
            .get(url)
            .bearer_auth(access.expose_secret())
            .header(header::ACCEPT, "application/json");
        let sent = Instant::now();
        let answer = request.send().await;
        drop(slot);
        let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
        self.metrics.asked(endpoint.template(), status, sent.elapsed());
        let answer = answer.map_err(|error| {
            if error.is_timeout() && !error.is_connect() {
                return Verdict::failed(Failure::TooSlow);
            }
            Verdict::Broken(Failure::Unavailable)
        })?;
        self.judge(endpoint, query, answer, now).await
    }

    async fn judge(
        &self,
        endpoint: Endpoint,
        query: &Query,
        answer: Response,
        sent: UnixSeconds,
    ) -> Result<Vec<u8>, Verdict> {
        let status = answer.status();
        Err(match status {
            StatusCode::OK => return self.read(answer).await,
            StatusCode::UNAUTHORIZED => Verdict::Final(Refusal::Unauthorized),
            StatusCode::FORBIDDEN => {
                let body = http_client::read(answer, ERROR_BODY).await.unwrap_or_default();
                Verdict::failed(Failure::Forbidden(MissingPermission::from_error_body(&body)))
            }
            StatusCode::NOT_FOUND => Verdict::failed(Failure::NotFound),
            StatusCode::TOO_MANY_REQUESTS => {
                let body = http_client::read(answer, ERROR_BODY).await.unwrap_or_default();
                match decode_upstream_error(&body).error_key.as_deref() {
                    Some("quota_exceeded") => Verdict::failed(self.quota.exhaust(sent).await),
                    Some(_) | None => Verdict::Throttled,
                }
            }
            StatusCode::BAD_REQUEST => Verdict::failed(match endpoint {
                // All that was asked is typed, so only the activity itself can be the reason.
                Endpoint::Bounces(_) if !query.has_cursor() => Failure::UnsupportedRole,
                Endpoint::Bounces(_)
                | Endpoint::Activity(_)
                | Endpoint::SendHistory(_)
                | Endpoint::Stats(_)
                | Endpoint::Campaigns
                | Endpoint::Campaign(_) => Failure::BadRequest,
            }),
            StatusCode::BAD_GATEWAY => Verdict::Broken(Failure::Unavailable),
            StatusCode::SERVICE_UNAVAILABLE => Verdict::Broken(Failure::Overloaded(PAUSE)),
            StatusCode::GATEWAY_TIMEOUT => Verdict::Broken(Failure::TooSlow),
            status if status.is_server_error() => Verdict::failed(Failure::Unavailable),
            status => {
                tracing::warn!(
                    route = endpoint.template(),
                    status = status.as_u16(),
                    "the upstream answered with an undocumented status"
                );
                Verdict::failed(Failure::BadAnswer)
            }
        })
    }

    async fn read(&self, answer: Response) -> Result<Vec<u8>, Verdict> {
        http_client::read(answer, self.limits.body).await.map_err(|error| match error {
            BodyError::Cut => Verdict::Broken(Failure::BadAnswer),
            BodyError::TooSlow => Verdict::failed(Failure::TooSlow),
            BodyError::TooLarge | BodyError::Garbled => Verdict::failed(Failure::BadAnswer),
        })
    }
}

impl Verdict {
    fn failed(failure: Failure) -> Self {
        Self::Final(Refusal::Failed(failure))
    }
}

/// Anything from nothing to the longest wait, which doubles with each try: many clients that failed
/// together do not come back together.
fn full_jitter(longest: Duration, tries: u32) -> Duration {
    let longest = longest.saturating_mul(2_u32.saturating_pow(tries - 1));
    longest.mul_f64(rand::random::<f64>())
}

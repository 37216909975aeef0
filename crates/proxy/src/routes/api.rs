//! `GET /api/v3/…`: forwards an allowed call to the API, with the session's tokens.

use super::known_stats::KnownStats;
use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    error::ProxyError,
    oauth::TokenManager,
    route::Route,
    session::{Session, SessionId},
    state::AppState,
    upstream::{
        self, ActivityIds, CacheKey, CacheResult, Consumer, Endpoint, Lookup, Priority, Query,
        UpstreamClient, UpstreamError,
    },
};
use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::IntoResponse,
};
use futures_util::{FutureExt, future::BoxFuture};
use std::sync::Arc;

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

pub(crate) async fn forward(
    State(state): State<Arc<AppState>>,
    route: Route,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ProxyError> {
    let Route::Api(endpoint) = route else { return Err(ProxyError::NotFound) };
    let priority = Priority::of(&headers);
    let is_history = priority == Priority::Background || endpoint == Endpoint::Summaries;
    if is_history && !state.history.is_on {
        return Err(ProxyError::HistoryOff);
    }
    let query = Query::parse(endpoint, query.as_deref().unwrap_or_default())?;
    let current = state.current_session(&headers).await?;
    let (id, session) = current.ok_or(ProxyError::SignedOut)?;
    state.touch_session(&id, &session).await?;

    let now = state.now();
    // With expired tokens the cache must be bypassed: a session whose refresh token was rejected has
    // ended, even if its last response is still cached.
    let bypass = has_no_cache(&headers) || session.tokens.have_expired(now);
    let request = ApiRequest { state, endpoint, query, priority, id, session, now, bypass };
    Ok((JSON, request.respond().await?))
}

/// A valid request of a signed-in browser.
struct ApiRequest {
    state: Arc<AppState>,
    endpoint: Endpoint,
    query: Query,
    priority: Priority,
    id: SessionId,
    session: Session,
    now: UnixSeconds,
    /// Ignores what is cached.
    bypass: bool,
}

impl ApiRequest {
    async fn respond(&self) -> Result<Bytes, ProxyError> {
        let Self { state, endpoint, .. } = self;
        if state.not_found.contains(|| self.account(), *endpoint, self.now) {
            state.metrics.record_cache("not_found");
            return Err(ProxyError::NotFound);
        }
        if let Endpoint::Stats(ids) = *endpoint
            && self.priority == Priority::Background
        {
            return self.complete_known_stats(ids).await;
        }
        self.get_or_fetch(*endpoint).await
    }

    /// The counts of several emails, of which only the unknown ones are requested.
    async fn complete_known_stats(&self, ids: ActivityIds) -> Result<Bytes, ProxyError> {
        let Self { state, now, .. } = self;
        let session = self.id.key();
        let (known, missing) = if self.bypass {
            (KnownStats::none(session), Some(ids))
        } else {
            KnownStats::of(state, session, ids, *now)
        };
        let Some(missing) = missing else {
            state.metrics.record_cache(CacheResult::Hit.as_str());
            return known.into_json();
        };
        let json = self.get_or_fetch(Endpoint::Stats(missing)).await?;
        known.complete(state, &json, *now, self.keep_settled())
    }

    /// The response from the cache or else from the API, and what can be learned from it.
    async fn get_or_fetch(&self, endpoint: Endpoint) -> Result<Bytes, ProxyError> {
        let Self { state, now, priority, bypass, .. } = self;
        let session = self.id.key();
        let key = CacheKey::new(session, &endpoint.path(), &self.query.to_query_string());
        let keep = self.keep(endpoint);
        let lookup = Lookup { priority: *priority, bypass: *bypass, keep };
        let (response, result) =
            state.cache.get_or_fetch(key.clone(), *now, lookup, || self.fetch(endpoint)).await;
        state.metrics.record_cache(result.as_str());
        match &response {
            // Nothing is learned for a session that ended meanwhile: it would be kept for nobody.
            Ok(json) if result == CacheResult::Miss && state.cache.contains(&key) => {
                state.settled.learn(session, endpoint, json, *now);
            }
            Err(ProxyError::NotFound) => state.not_found.insert(self.account(), endpoint, *now),
            Ok(_) | Err(_) => {}
        }
        response
    }

    /// Seconds for which a response is kept.
    fn keep(&self, endpoint: Endpoint) -> u64 {
        // The names of earlier emails are kept as well, although new ones may be missing.
        let is_names = endpoint == Endpoint::Campaigns && self.priority == Priority::Background;
        if is_names || self.state.settled.contain(self.id.key(), endpoint) {
            self.keep_settled()
        } else {
            upstream::TTL
        }
    }

    /// Seconds for which responses about settled emails are kept.
    fn keep_settled(&self) -> u64 {
        self.state.history.cache_seconds.max(upstream::TTL)
    }

    /// For whom unknown ids are remembered: the account, or the session if the account is unknown.
    fn account(&self) -> Pseudonym {
        let known = self.session.tokens.account;
        known.unwrap_or_else(|| self.state.pseudonym(self.id.key()))
    }

    /// Calls the API. The future outlives this request if another one waits for the same response.
    fn fetch(&self, endpoint: Endpoint) -> BoxFuture<'static, Result<Bytes, ProxyError>> {
        let (state, query, priority) = (Arc::clone(&self.state), self.query.clone(), self.priority);
        let (id, session) = (self.id.clone(), self.session.clone());
        async move {
            let consumer = state.consumer(&id, &session, priority);
            let (tokens, client) = (&state.tokens, &state.upstream);
            fetch(tokens, client, endpoint, &query, &id, session, consumer).await
        }
        .boxed()
    }
}

/// Whether the browser sent `Cache-Control: no-cache`.
fn has_no_cache(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::CACHE_CONTROL).iter();
    let mut directives =
        values.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    directives.any(|directive| directive.trim().eq_ignore_ascii_case("no-cache"))
}

/// Calls the upstream with fresh tokens. If it rejects them, they are refreshed once.
async fn fetch(
    tokens: &Arc<TokenManager>,
    client: &UpstreamClient,
    endpoint: Endpoint,
    query: &Query,
    id: &SessionId,
    session: Session,
    consumer: Consumer,
) -> Result<Bytes, ProxyError> {
    let current = tokens.fresh_tokens(id, session).await?;
    let first = client.get(endpoint, query, &current.access, consumer).await;
    let response = match first {
        Err(UpstreamError::Unauthorized) if !tokens.were_just_refreshed(&current) => {
            // The token may have been revoked before its expiry.
            let refreshed = tokens.refresh(id, current.version).await?;
            client.get(endpoint, query, &refreshed.access, consumer).await
        }
        Ok(_) | Err(UpstreamError::Unauthorized | UpstreamError::Failed(_)) => first,
    };
    match response {
        Ok(bytes) => {
            let json = upstream::rewrite(endpoint, client.api_url(), &bytes)?;
            // Drops the spare capacity of the `Vec`, because the response may be cached.
            Ok(Bytes::from(json.into_boxed_slice()))
        }
        Err(UpstreamError::Failed(error)) => Err(error),
        Err(UpstreamError::Unauthorized) => {
            // The session continues, because the API may reject all tokens for a moment.
            tokens.report_rejected_tokens();
            Err(ProxyError::SignedOut)
        }
    }
}

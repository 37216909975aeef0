//! `GET /api/v3/…`: forwards an allowed call to the API, with the session's tokens.

use super::known_stats::KnownStats;
use crate::{
    error::ProxyError,
    oauth::TokenManager,
    route::Route,
    session::{Session, SessionId},
    state::AppState,
    upstream::{
        self, CacheKey, CacheResult, Consumer, Endpoint, Lookup, Priority, Query, UpstreamClient,
        UpstreamError,
    },
};
use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::IntoResponse,
};
use futures_util::FutureExt;
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
    let known_account = session.tokens.account;
    let session_key = id.key();
    let account = || known_account.unwrap_or_else(|| state.pseudonym(session_key));
    if state.not_found.contains(account, endpoint, now) {
        state.metrics.record_cache("not_found");
        return Err(ProxyError::NotFound);
    }
    // With expired tokens the cache must be bypassed: a session whose refresh token was rejected has
    // ended, even if its last response is still cached.
    let bypass = has_no_cache(&headers) || session.tokens.have_expired(now);
    let kept = state.history.cache_seconds.max(upstream::TTL);
    let (mut known, mut endpoint) = (None, endpoint);
    if let Endpoint::Stats(ids) = endpoint
        && priority == Priority::Background
        && !bypass
    {
        let (found, missing) = KnownStats::of(&state, session_key, ids, now);
        let Some(missing) = missing else {
            state.metrics.record_cache(CacheResult::Hit.as_str());
            return Ok((JSON, found.into_json()?));
        };
        (known, endpoint) = (Some(found), Endpoint::Stats(missing));
    }
    // The names of earlier emails are kept as well, although new ones may be missing.
    let is_names = endpoint == Endpoint::Campaigns && priority == Priority::Background;
    let is_kept = is_names || state.settled.contain(session_key, endpoint);
    let keep = if is_kept { kept } else { upstream::TTL };
    let key = CacheKey::new(session_key, &endpoint.path(), &query.to_query_string());
    let (tokens, client) = (Arc::clone(&state.tokens), Arc::clone(&state.upstream));
    let fetch = || {
        let consumer = state.consumer(&id, &session, priority);
        async move { fetch(&tokens, &client, endpoint, query, id, session, consumer).await }.boxed()
    };
    let (json, result) =
        state.cache.get_or_fetch(key.clone(), now, Lookup { priority, bypass, keep }, fetch).await;
    state.metrics.record_cache(result.as_str());
    match &json {
        // Nothing is learned for a session that ended meanwhile: it would be kept for nobody.
        Ok(json) if result == CacheResult::Miss && state.cache.contains(&key) => {
            state.settled.learn(session_key, endpoint, json, now);
        }
        Err(ProxyError::NotFound) => state.not_found.insert(account(), endpoint, now),
        Ok(_) | Err(_) => {}
    }
    let json = match known {
        Some(known) => known.complete(&state, &json?, now, kept)?,
        None => json?,
    };
    Ok((JSON, json))
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
    query: Query,
    id: SessionId,
    session: Session,
    consumer: Consumer,
) -> Result<Bytes, ProxyError> {
    let current = tokens.fresh_tokens(&id, session).await?;
    let first = client.get(endpoint, &query, &current.access, consumer).await;
    let response = match first {
        Err(UpstreamError::Unauthorized) if !tokens.were_just_refreshed(&current) => {
            // The token may have been revoked before its expiry.
            let refreshed = tokens.refresh(&id, current.version).await?;
            client.get(endpoint, &query, &refreshed.access, consumer).await
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

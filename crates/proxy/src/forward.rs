//! The allow-list and the way through it: route, query, session, upstream, documented fields. Nothing else passes in either direction.

mod answer;
mod cache;
mod client;
mod endpoint;
mod pacer;
mod query;
mod quota;
mod turns;

pub use answer::rewrite;
pub use endpoint::{Endpoint, Uuid};
pub use pacer::{Pacer, QueueFull, Slot};
pub use query::Query;

pub(crate) use cache::{Cache, Way};
pub(crate) use client::{Refusal, UpstreamClient};

use crate::{
    app::App,
    failure::Failure,
    session::{Session, SessionId},
    tokens::TokenKeeper,
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use cache::Asked;
use futures_util::FutureExt;
use std::sync::Arc;

/// Answers one of the six calls.
///
/// # Errors
/// Everything that can go wrong between the browser and the API.
pub(crate) async fn forward(
    app: &App,
    endpoint: Endpoint,
    raw_query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let query = Query::parse(endpoint, raw_query.unwrap_or_default())?;
    let (id, session) = app.current_session(headers).await?.ok_or(Failure::SignedOut)?;
    app.use_session(&id, &session).await?;

    let asked = Asked::new(id.key(), &endpoint.path(), &query.write());
    let now = app.now();
    // A session that cannot go on must not look as if it could.
    let anew = wants_anew(headers) || session.tokens.have_expired(now);
    let (keeper, upstream) = (Arc::clone(&app.keeper), Arc::clone(&app.upstream));
    let fetch =
        || async move { fetch(keeper, upstream, endpoint, query, id, session).await }.boxed();
    let (json, way) = app.cache.answer(asked, now, anew, fetch).await;
    app.metrics.came(way);
    let json = json?;
    let mut response = Response::new(Body::from(json));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// Whether the browser will not have what is kept.
fn wants_anew(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::CACHE_CONTROL).iter();
    let mut directives =
        values.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    directives.any(|directive| directive.trim().eq_ignore_ascii_case("no-cache"))
}

/// Asks the upstream, with tokens that are fresh.
async fn fetch(
    keeper: Arc<TokenKeeper>,
    upstream: Arc<UpstreamClient>,
    endpoint: Endpoint,
    query: Query,
    id: SessionId,
    session: Session,
) -> Result<Bytes, Failure> {
    let tokens = keeper.fresh(&id, session).await?;
    let first = upstream.get(endpoint, &query, &tokens.access, id.key()).await;
    let answer = match first {
        Err(Refusal::Unauthorized) => {
            // The API knows better than `expires_in`: one refresh, one retry.
            let tokens = keeper.renew(&id, tokens.version).await?;
            upstream.get(endpoint, &query, &tokens.access, id.key()).await
        }
        Ok(_) | Err(Refusal::Failed(_)) => first,
    };
    match answer {
        Ok(bytes) => {
            let json = answer::rewrite(endpoint, upstream.api_url(), &bytes)?;
            // Without the room to grow that a `Vec` has: it may be kept.
            Ok(Bytes::from(json.into_boxed_slice()))
        }
        Err(Refusal::Failed(failure)) => Err(failure),
        Err(Refusal::Unauthorized) => {
            // A token of this moment is refused: only a new sign-in can help.
            keeper.vault.remove(&id).await.map_err(|_| Failure::NoStore(10))?;
            Err(Failure::SignedOut)
        }
    }
}

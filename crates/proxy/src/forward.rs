//! The allow-list and the way through it: route, query, session, upstream, documented fields. Nothing else passes in either direction.

mod answer;
mod client;
mod endpoint;
mod pacer;
mod query;
mod quota;

pub use endpoint::{Endpoint, Uuid};
pub use pacer::{Pacer, QueueFull, Slot};
pub use query::Query;

pub(crate) use client::{Refusal, UpstreamClient};

use crate::{app::App, failure::Failure};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

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

    let tokens = app.keeper.fresh(&id, session).await?;
    let first = app.upstream.get(endpoint, &query, &tokens.access).await;
    let answer = match first {
        Err(Refusal::Unauthorized) => {
            // The API knows better than `expires_in`: one refresh, one retry.
            let tokens = app.keeper.renew(&id, tokens.version).await?;
            app.upstream.get(endpoint, &query, &tokens.access).await
        }
        Ok(_) | Err(Refusal::Failed(_)) => first,
    };
    let bytes = match answer {
        Ok(bytes) => bytes,
        Err(Refusal::Failed(failure)) => return Err(failure),
        Err(Refusal::Unauthorized) => {
            // A token of this moment is refused: only a new sign-in can help.
            app.end_session(&id).await?;
            return Err(Failure::SignedOut);
        }
    };
    let json = answer::rewrite(endpoint, app.upstream.api_url(), &bytes)?;
    let mut response = Response::new(Body::from(json));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

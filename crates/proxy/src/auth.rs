//! Signing in and out: the four routes below `/auth`.

mod callback;
mod login;
mod return_to;

pub use return_to::return_to;

pub(crate) use callback::callback;
pub(crate) use login::login;

use crate::{app::App, failure::Failure};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, uri::PathAndQuery},
    response::Response,
};
use serde::Serialize;
use std::sync::Arc;

/// `GET /auth/session`: whether somebody is signed in. It does not count as use.
pub(crate) async fn session(app: &App, headers: &HeaderMap) -> Result<Response, Failure> {
    #[derive(Serialize)]
    struct State {
        authenticated: bool,
        expires_in: Option<u64>,
    }

    let found = app.current_session(headers).await?;
    let expires_in = found.map(|(_, session)| session.expires_in(app.now(), app.session_limits()));
    let state = State { authenticated: expires_in.is_some(), expires_in };
    // A struct of a truth and a number always has a JSON form.
    let body = serde_json::to_vec(&state).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// `POST /auth/logout`: forgets the session at once, and has its tokens revoked.
pub(crate) async fn logout(app: &App, headers: &HeaderMap) -> Result<Response, Failure> {
    if let Some(id) = app.cookies.session(headers) {
        let session = app.end_session(&id).await?;
        if let Some(session) = session {
            tracing::info!("a session was signed out");
            app.metrics.session("signed_out");
            let keeper = Arc::clone(&app.keeper);
            app.keeper.tasks.spawn(async move { keeper.server.revoke(&session.tokens).await });
        }
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::SET_COOKIE, app.cookies.clear_session());
    Ok(response)
}

/// The same path at our own public origin.
pub(crate) fn elsewhere(origin: &str, uri: &Uri) -> Response {
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    see_other(&format!("{origin}{path}"))
}

/// 303, so that whatever came before, the browser asks with GET.
fn see_other(location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    // All locations were written or checked by a URL parser, in ASCII.
    let location = HeaderValue::try_from(location);
    let location = location.unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    response
}

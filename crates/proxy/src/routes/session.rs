//! `GET /auth/session`: whether the user is signed in. Does not count as use of the session.

use crate::{error::ProxyError, state::AppState};
use axum::{Json, extract::State, http::HeaderMap};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
pub(crate) struct SessionStatus {
    authenticated: bool,
    /// In seconds.
    expires_in: Option<u64>,
}

pub(crate) async fn show_session(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
) -> Result<Json<SessionStatus>, ProxyError> {
    let current = state.current_session(&headers).await?;
    let limits = state.session_limits();
    let expires_in = current.map(|(_, session)| session.expires_in(state.now(), limits));
    Ok(Json(SessionStatus { authenticated: expires_in.is_some(), expires_in }))
}

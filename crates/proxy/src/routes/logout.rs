//! `POST /auth/logout`: deletes the session first, then revokes its tokens in the background.

use crate::{audit, error::ProxyError, state::AppState};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use std::sync::Arc;

pub(crate) async fn sign_out(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ProxyError> {
    if let Some(id) = state.cookies.session(&headers)
        && let Some(session) = state.end_session(&id).await?
    {
        audit::signed_out(state.pseudonym(&id));
        state.metrics.record_session("signed_out");
        state.revoke_in_background(session.tokens);
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, state.cookies.clear_session())]))
}

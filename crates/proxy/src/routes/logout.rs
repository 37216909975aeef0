//! `POST /auth/logout`: deletes the session first, then revokes its tokens in the background.

use crate::{audit, error::ProxyError, state::AppState};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use std::sync::Arc;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// Not `"cookies"`: browsers would delete those of all hosts of the domain. Ours is cleared by itself.
const CACHE_AND_STORAGE: &str = r#""cache", "storage""#;

pub(crate) async fn sign_out(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ProxyError> {
    if let Some(id) = state.cookies.session(&headers)
        && let Some(session) = state.end_session(&id).await?
    {
        audit::signed_out(state.pseudonym(id.key()));
        state.metrics.record_session("signed_out");
        state.revoke_in_background(session.tokens);
    }
    let cookie = [(header::SET_COOKIE, state.cookies.clear_session())];
    let site_data = (CLEAR_SITE_DATA, HeaderValue::from_static(CACHE_AND_STORAGE));
    let site_data = state.clear_site_data.then_some(site_data);
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie.into_iter().chain(site_data))))
}

//! `GET /auth/login`: starts a login attempt, which only its cookie holds, and redirects to the
//! authorization server. Changes no session and writes nothing to the store.

use crate::{
    cookies::new_attempt_id,
    error::ProxyError,
    random,
    return_to::return_to,
    session::{LOGIN_ATTEMPT_SECONDS, LoginAttempt},
    state::AppState,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect},
};
use secrecy::SecretString;
use std::sync::Arc;
use url::form_urlencoded;

pub(crate) async fn start_login(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ProxyError> {
    let id = new_attempt_id(state.now());
    let oauth_state = SecretString::from(format!("{id}.{}", random::token()));
    let request = state.tokens.server.begin(&oauth_state);
    let attempt = LoginAttempt {
        state: oauth_state,
        verifier: request.verifier,
        return_to: requested_return_to(query.as_deref().unwrap_or_default()),
        // The callback comes from another site, so it does not receive the Strict session cookie.
        previous_session: state.cookies.session(&headers).map(|id| id.key()),
        expires: state.now() + LOGIN_ATTEMPT_SECONDS,
    };
    let sealed = state.seal_attempt(&attempt)?;

    let cookies = state.cookies.set_attempt(&headers, &id, &sealed);
    let cookies = AppendHeaders(cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)));
    Ok((cookies, Redirect::to(request.url.as_str())))
}

/// The parameter `return_to`, if it occurs once and is a path of this origin.
fn requested_return_to(query: &str) -> String {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == "return_to");
    match (values.next(), values.next()) {
        (Some((_, value)), None) => return_to(&value),
        (Some(_), Some(_)) | (None, _) => "/".to_owned(),
    }
}

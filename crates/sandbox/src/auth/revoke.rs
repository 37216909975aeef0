//! `POST …/revoke`: revokes a token (RFC 7009).

use super::client::{self, TokenError};
use crate::state::AppState;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

/// Responds with 200 to unknown tokens as well, as RFC 7009 requires: they are invalid already.
pub(super) async fn revoke(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form = match client::authenticate(&headers, &body) {
        Ok(form) => form,
        Err(error) => return error.into_response(),
    };
    let Some(token) = form.single("token").filter(|token| !token.is_empty()) else {
        return TokenError::Request("token is missing.").into_response();
    };
    state.grants.revoke(token);
    client::NO_STORE.into_response()
}

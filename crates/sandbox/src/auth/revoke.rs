//! `POST …/revoke`: ends a token (RFC 7009).

use super::client::{self, TokenError};
use crate::service::Shared;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

/// 200 also for a token that nobody knows: what matters is that it does not work any more.
pub(super) async fn revoke(
    State(shared): State<Shared>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form = match client::authenticate(&headers, &body) {
        Ok(form) => form,
        Err(error) => return error.into_response(),
    };
    let Some(token) = form.one("token").filter(|token| !token.is_empty()) else {
        return TokenError::Request("token is missing.").into_response();
    };
    shared.grants.revoke(token);
    client::NOT_STORED.into_response()
}

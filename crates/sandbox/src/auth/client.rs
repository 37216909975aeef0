//! Who calls the token and revoke endpoints, and the errors that both answer (RFC 6749, 5.2).

use crate::{
    form::Parameters,
    server::{CLIENT_ID, CLIENT_SECRET},
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde::Serialize;

/// What every answer of the two endpoints carries.
pub(super) const NOT_STORED: [(header::HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// Why a request is refused.
pub(super) enum TokenError {
    Request(&'static str),
    Client(&'static str),
    Grant(&'static str),
    GrantType,
    Scope,
    Server,
}

#[derive(Serialize)]
struct Body {
    error: &'static str,
    error_description: &'static str,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, error, error_description) = match self {
            Self::Request(reason) => (StatusCode::BAD_REQUEST, "invalid_request", reason),
            Self::Client(reason) => (StatusCode::UNAUTHORIZED, "invalid_client", reason),
            Self::Grant(reason) => (StatusCode::BAD_REQUEST, "invalid_grant", reason),
            Self::GrantType => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "grant_type must be authorization_code or refresh_token.",
            ),
            Self::Scope => (
                StatusCode::BAD_REQUEST,
                "invalid_scope",
                "scope is empty, unknown, or more than was granted.",
            ),
            Self::Server => (StatusCode::INTERNAL_SERVER_ERROR, "server_error", "Try again."),
        };
        let mut response =
            (status, NOT_STORED, Json(Body { error, error_description })).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Basic realm=\"sandbox\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// Checks the client's Basic credentials, then reads its form.
pub(super) fn authenticate(headers: &HeaderMap, body: &str) -> Result<Parameters, TokenError> {
    let expected = BASE64.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, credentials) = sent.and_then(|sent| sent.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(TokenError::Client("Basic authentication is required."));
    }
    if credentials.trim() != expected {
        return Err(TokenError::Client("The client id or its secret is wrong."));
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(TokenError::Request("The body must be application/x-www-form-urlencoded."));
    }
    let form = Parameters::parse(body);
    if form.any_repeated() {
        return Err(TokenError::Request("A parameter is repeated."));
    }
    if form.one("client_secret").is_some() {
        return Err(TokenError::Request("The secret belongs into the header alone."));
    }
    if form.one("client_id").is_some_and(|id| id != CLIENT_ID) {
        return Err(TokenError::Client("client_id is not the one of the header."));
    }
    Ok(form)
}

//! Client authentication for the token and revocation endpoints, and their errors (RFC 6749, 5.2).

use crate::{
    parameters::Parameters,
    registration::{CLIENT_ID, CLIENT_SECRET},
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde::Serialize;

/// The headers of all responses of the two endpoints.
pub(super) const NO_STORE: [(header::HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// The reason why a request is rejected.
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
                "scope is empty, unknown or exceeds the grant.",
            ),
            Self::Server => (StatusCode::INTERNAL_SERVER_ERROR, "server_error", "Try again."),
        };
        let mut response =
            (status, NO_STORE, Json(Body { error, error_description })).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Basic realm=\"sandbox\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// Checks the client's Basic credentials, then parses its form.
pub(super) fn authenticate(headers: &HeaderMap, body: &str) -> Result<Parameters, TokenError> {
    let expected = BASE64.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, credentials) = sent.and_then(|sent| sent.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(TokenError::Client("Basic authentication is required."));
    }
    if credentials.trim() != expected {
        return Err(TokenError::Client("The client id or the client secret is wrong."));
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(TokenError::Request("The body must be application/x-www-form-urlencoded."));
    }
    let form = Parameters::parse(body);
    if form.has_repeated() {
        return Err(TokenError::Request("A parameter is repeated."));
    }
    if form.single("client_secret").is_some() {
        return Err(TokenError::Request(
            "client_secret is allowed in the Authorization header only.",
        ));
    }
    if form.single("client_id").is_some_and(|id| id != CLIENT_ID) {
        return Err(TokenError::Client("client_id differs from the Authorization header."));
    }
    Ok(form)
}

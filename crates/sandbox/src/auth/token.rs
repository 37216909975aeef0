//! `POST …/token`: exchanges a code or a refresh token. `grants` decides whether they are valid.

use super::client::{self, TokenError};
use crate::{
    grants::{GrantError, Scopes, Tokens},
    parameters::Parameters,
    state::AppState,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::time::Instant;

/// A successful response (RFC 6749, 5.1).
#[derive(Serialize)]
struct TokenResponse {
    token_type: &'static str,
    expires_in: u64,
    access_token: String,
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

pub(super) async fn token(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if !state.token_endpoint_window.admit(Instant::now()) {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response();
    }
    // The upstream requires a user agent. Its response without one is not documented.
    if headers.get(header::USER_AGENT).is_none_or(|agent| agent.as_bytes().trim_ascii().is_empty())
    {
        let page = "<html><body><h1>403 Forbidden</h1><p>Send a User-Agent.</p></body></html>\n";
        let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        return (StatusCode::FORBIDDEN, html, page).into_response();
    }
    match client::authenticate(&headers, &body).and_then(|form| exchange(&state, &form)) {
        Ok(tokens) => {
            let response = TokenResponse {
                token_type: "Bearer",
                expires_in: state.grants.access_lifetime().as_secs(),
                access_token: tokens.access,
                scope: tokens.scopes.to_string(),
                refresh_token: tokens.refresh,
            };
            (client::NO_STORE, Json(response)).into_response()
        }
        Err(error) => error.into_response(),
    }
}

fn exchange(state: &AppState, form: &Parameters) -> Result<Tokens, TokenError> {
    let now = Instant::now();
    let tokens = match form.single("grant_type") {
        Some("authorization_code") => {
            let code = required(form, "code")?;
            let (redirect, verifier) = (form.single("redirect_uri"), form.single("code_verifier"));
            state.grants.exchange(code, redirect, verifier, now)
        }
        Some("refresh_token") => {
            let token = required(form, "refresh_token")?;
            let requested = match form.single("scope") {
                Some(scope) => Some(Scopes::parse(scope).ok_or(TokenError::Scope)?),
                None => None,
            };
            state.grants.refresh(token, requested.as_ref(), now)
        }
        Some(_) => return Err(TokenError::GrantType),
        None => return Err(TokenError::Request("grant_type is missing.")),
    };
    tokens.map_err(|error| match error {
        GrantError::UnknownCode => TokenError::Grant("The code was not issued here."),
        GrantError::ReplayedCode => {
            TokenError::Grant("The code was already used; its tokens are revoked.")
        }
        GrantError::ExpiredCode => TokenError::Grant("The code is older than five minutes."),
        GrantError::RedirectMismatch => TokenError::Grant("redirect_uri differs from the sign-in."),
        GrantError::VerifierMissing => TokenError::Grant("code_verifier is missing."),
        GrantError::VerifierWrong => {
            TokenError::Grant("code_verifier does not match the challenge.")
        }
        GrantError::VerifierWithoutChallenge => {
            TokenError::Grant("code_verifier was sent, but the sign-in had no challenge.")
        }
        GrantError::UnknownRefreshToken => TokenError::Grant("The refresh token is not valid."),
        GrantError::ReplayedRefreshToken => TokenError::Grant(
            "The refresh token was already used or revoked; its family is revoked.",
        ),
        GrantError::ScopeExceeded => TokenError::Scope,
        GrantError::NoRandomness => TokenError::Server,
    })
}

fn required<'form>(form: &'form Parameters, name: &str) -> Result<&'form str, TokenError> {
    let value = form.single(name).filter(|value| !value.is_empty());
    value.ok_or(TokenError::Request("code or refresh_token is missing."))
}

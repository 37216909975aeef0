//! `POST …/token`: exchanges a code or a refresh token. What they are worth stands in `grants`.

use super::{
    client::{self, TokenError},
    grants::{Refusal, Tokens},
    scope::Scopes,
};
use crate::{form::Parameters, service::Shared};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::time::Instant;

/// A successful answer (RFC 6749, 5.1).
#[derive(Serialize)]
struct Answer {
    token_type: &'static str,
    expires_in: u64,
    access_token: String,
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

pub(super) async fn token(
    State(shared): State<Shared>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if !shared.token_window.admit(Instant::now()) {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response();
    }
    // The upstream asks for an explicit user agent; what it answers to none is not documented.
    if headers.get(header::USER_AGENT).is_none_or(|agent| agent.as_bytes().trim_ascii().is_empty())
    {
        let page = "<html><body><h1>403 Forbidden</h1><p>Send a User-Agent.</p></body></html>\n";
        let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        return (StatusCode::FORBIDDEN, html, page).into_response();
    }
    match client::authenticate(&headers, &body).and_then(|form| exchange(&shared, &form)) {
        Ok(tokens) => {
            let answer = Answer {
                token_type: "Bearer",
                expires_in: shared.grants.access_lifetime().as_secs(),
                access_token: tokens.access,
                scope: tokens.scopes.to_string(),
                refresh_token: tokens.refresh,
            };
            (client::NOT_STORED, Json(answer)).into_response()
        }
        Err(error) => error.into_response(),
    }
}

fn exchange(shared: &Shared, form: &Parameters) -> Result<Tokens, TokenError> {
    let now = Instant::now();
    let tokens = match form.one("grant_type") {
        Some("authorization_code") => {
            let code = required(form, "code")?;
            let (redirect, verifier) = (form.one("redirect_uri"), form.one("code_verifier"));
            shared.grants.exchange(code, redirect, verifier, now)
        }
        Some("refresh_token") => {
            let token = required(form, "refresh_token")?;
            let wanted = match form.one("scope") {
                Some(scope) => Some(Scopes::parse(scope).ok_or(TokenError::Scope)?),
                None => None,
            };
            shared.grants.refresh(token, wanted.as_ref(), now)
        }
        Some(_) => return Err(TokenError::GrantType),
        None => return Err(TokenError::Request("grant_type is missing.")),
    };
    tokens.map_err(|refusal| match refusal {
        Refusal::UnknownCode => TokenError::Grant("The code was not issued here."),
        Refusal::ReplayedCode => {
            TokenError::Grant("The code was used before; what it gave is revoked.")
        }
        Refusal::ExpiredCode => TokenError::Grant("The code is older than five minutes."),
        Refusal::OtherRedirect => TokenError::Grant("redirect_uri is not that of the sign-in."),
        Refusal::VerifierMissing => TokenError::Grant("code_verifier is missing."),
        Refusal::VerifierWrong => TokenError::Grant("code_verifier does not fit the challenge."),
        Refusal::VerifierWithoutChallenge => {
            TokenError::Grant("code_verifier was sent, but no challenge before.")
        }
        Refusal::UnknownRefreshToken => TokenError::Grant("The refresh token is not valid."),
        Refusal::ReplayedRefreshToken => {
            TokenError::Grant("The refresh token was used before or revoked; so is its family now.")
        }
        Refusal::MoreScope => TokenError::Scope,
        Refusal::NoRandomness => TokenError::Server,
    })
}

fn required<'form>(form: &'form Parameters, name: &str) -> Result<&'form str, TokenError> {
    let value = form.one(name).filter(|value| !value.is_empty());
    value.ok_or(TokenError::Request("code or refresh_token is missing."))
}

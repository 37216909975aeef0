//! `GET` and `POST …/authorize`: checks a sign-in request, shows the page, sends the code back.

use super::{grants::SignIn, page, scope::Scopes};
use crate::{form::Parameters, server::CLIENT_ID, service::Shared};
use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::time::Instant;

/// A sign-in request in which everything is right.
struct Request {
    state: String,
    sign_in: SignIn,
}

/// Why a sign-in request is refused, and where that is said.
enum Refusal {
    /// The client or its redirect URI is not known: nobody is redirected anywhere (RFC 6749,
    /// 4.1.2.1).
    Page(&'static str),
    /// Said to the client.
    Redirect { error: &'static str, description: &'static str, state: Option<String> },
}

/// The sign-in page.
pub(super) async fn show(State(shared): State<Shared>, RawQuery(query): RawQuery) -> Response {
    match check(query.as_deref(), &shared.options.redirect_uri) {
        Ok(request) => {
            let cancel = [
                ("error", "access_denied"),
                ("error_description", "The user cancelled the sign-in."),
                ("state", &request.state),
            ];
            page::sign_in(&with_query(&request.sign_in.redirect_uri, &cancel))
        }
        Err(refusal) => refuse(&refusal, &shared.options.redirect_uri),
    }
}

/// The button of the sign-in page, which sends the same query again.
pub(super) async fn sign_in(State(shared): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let request = match check(query.as_deref(), &shared.options.redirect_uri) {
        Ok(request) => request,
        Err(refusal) => return refuse(&refusal, &shared.options.redirect_uri),
    };
    let redirect_uri = request.sign_in.redirect_uri.clone();
    let answer = match shared.grants.issue_code(request.sign_in, Instant::now()) {
        Ok(code) => [("code", code), ("state", request.state)],
        Err(_) => [("error", "server_error".to_owned()), ("state", request.state)],
    };
    redirect(&with_query(&redirect_uri, &answer))
}

fn check(query: Option<&str>, registered: &str) -> Result<Request, Refusal> {
    let parameters = Parameters::parse(query.unwrap_or_default());
    if parameters.one("client_id") != Some(CLIENT_ID) {
        return Err(Refusal::Page("client_id is missing, repeated or not that of the sandbox."));
    }
    if parameters.one("redirect_uri") != Some(registered) {
        return Err(Refusal::Page(
            "redirect_uri is missing, repeated or not the one that is registered.",
        ));
    }
    let state = parameters.one("state").filter(|state| !state.is_empty()).map(str::to_owned);
    let refuse =
        |error, description| Err(Refusal::Redirect { error, description, state: state.clone() });
    if parameters.any_repeated() {
        return refuse("invalid_request", "A parameter is repeated.");
    }
    match parameters.one("response_type") {
        Some("code") => {}
        Some(_) => return refuse("unsupported_response_type", "response_type must be code."),
        None => return refuse("invalid_request", "response_type is missing."),
    }
    let Some(scopes) = parameters.one("scope").and_then(Scopes::parse) else {
        return refuse("invalid_scope", "scope is missing, empty or has an unknown scope.");
    };
    let challenge =
        match (parameters.one("code_challenge"), parameters.one("code_challenge_method")) {
            (None, None) => None,
            (Some(challenge), Some("S256")) if is_s256(challenge) => Some(challenge.to_owned()),
            _ => {
                return refuse(
                    "invalid_request",
                    "PKCE needs code_challenge_method S256 and its 43 characters.",
                );
            }
        };
    let Some(state) = state.clone() else {
        return refuse("invalid_request", "state is missing.");
    };
    let redirect_uri = registered.to_owned();
    Ok(Request { state, sign_in: SignIn { scopes, redirect_uri, challenge } })
}

/// Whether this can be a SHA-256 in base64url without padding.
fn is_s256(challenge: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    challenge.len() == 43 && challenge.bytes().all(allowed)
}

fn refuse(refusal: &Refusal, redirect_uri: &str) -> Response {
    match refusal {
        Refusal::Page(reason) => page::refused(reason),
        Refusal::Redirect { error, description, state } => {
            let mut answer = vec![("error", *error), ("error_description", *description)];
            answer.extend(state.as_deref().map(|state| ("state", state)));
            redirect(&with_query(redirect_uri, &answer))
        }
    }
}

/// Adds parameters to a URI, which may have a query of its own.
fn with_query<Value: AsRef<str>>(uri: &str, parameters: &[(&str, Value)]) -> String {
    let separator = if uri.contains('?') { '&' } else { '?' };
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{uri}{separator}{query}")
}

/// 303, so that the browser asks with GET after a POST (RFC 9700, 4.12).
fn redirect(location: &str) -> Response {
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::SEE_OTHER, headers).into_response()
}

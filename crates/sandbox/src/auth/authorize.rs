//! `GET` and `POST …/authorize`: validates a sign-in request, shows the sign-in page, and redirects
//! back with a code.

use super::page;
use crate::{
    grants::{Scopes, SignIn},
    parameters::Parameters,
    registration::CLIENT_ID,
    sample_account::SampleAccount,
    state::AppState,
};
use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::time::Instant;

/// A valid sign-in request.
struct AuthorizationRequest {
    state: String,
    sign_in: SignIn,
}

/// The reason why a sign-in request is rejected, and where it is reported.
enum Rejection {
    /// Reported to the user on a page, without a redirect, because the client or its redirect URI is
    /// unknown (RFC 6749, 4.1.2.1).
    Page(&'static str),
    /// Reported to the client.
    Redirect { error: &'static str, description: &'static str, state: Option<String> },
}

/// Shows the sign-in page.
pub(super) async fn show(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response {
    match parse_request(query.as_deref(), &state.options.redirect_uri) {
        Ok(request) => {
            let cancel = [
                ("error", "access_denied"),
                ("error_description", "The user canceled the sign-in."),
                ("state", &request.state),
            ];
            page::sign_in(&with_query(&request.sign_in.redirect_uri, &cancel))
        }
        Err(rejection) => reject_response(&rejection, &state.options.redirect_uri),
    }
}

/// Handles the form of the sign-in page, which sends the same query again and the chosen account.
/// Without a form, the account is the default one.
pub(super) async fn sign_in(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    form: String,
) -> Response {
    let request = match parse_request(query.as_deref(), &state.options.redirect_uri) {
        Ok(request) => request,
        Err(rejection) => return reject_response(&rejection, &state.options.redirect_uri),
    };
    let account = match Parameters::parse(&form).single("account") {
        Some(name) => SampleAccount::from_name(name),
        None => Some(SampleAccount::default()),
    };
    let Some(account) = account else {
        return page::rejected("The sandbox has no such account.");
    };
    let redirect_uri = request.sign_in.redirect_uri.clone();
    let sign_in = SignIn { account, ..request.sign_in };
    let response = match state.grants.issue_code(sign_in, Instant::now()) {
        Ok(code) => [("code", code), ("state", request.state)],
        Err(_) => [("error", "server_error".to_owned()), ("state", request.state)],
    };
    redirect(&with_query(&redirect_uri, &response))
}

fn parse_request(query: Option<&str>, registered: &str) -> Result<AuthorizationRequest, Rejection> {
    let parameters = Parameters::parse(query.unwrap_or_default());
    if parameters.single("client_id") != Some(CLIENT_ID) {
        return Err(Rejection::Page("client_id is missing, repeated or unknown."));
    }
    if parameters.single("redirect_uri") != Some(registered) {
        return Err(Rejection::Page("redirect_uri is missing, repeated or not registered."));
    }
    let state = parameters.single("state").filter(|state| !state.is_empty()).map(str::to_owned);
    let reject =
        |error, description| Err(Rejection::Redirect { error, description, state: state.clone() });
    if parameters.has_repeated() {
        return reject("invalid_request", "A parameter is repeated.");
    }
    match parameters.single("response_type") {
        Some("code") => {}
        Some(_) => return reject("unsupported_response_type", "response_type must be code."),
        None => return reject("invalid_request", "response_type is missing."),
    }
    let Some(scopes) = parameters.single("scope").and_then(Scopes::parse) else {
        return reject("invalid_scope", "scope is missing, empty or contains an unknown scope.");
    };
    let challenge = match (
        parameters.single("code_challenge"),
        parameters.single("code_challenge_method"),
    ) {
        (None, None) => None,
        (Some(challenge), Some("S256")) if is_s256(challenge) => Some(challenge.to_owned()),
        _ => {
            return reject(
                "invalid_request",
                "PKCE requires code_challenge_method S256 and a code_challenge of 43 characters.",
            );
        }
    };
    let Some(state) = state.clone() else {
        return reject("invalid_request", "state is missing.");
    };
    let redirect_uri = registered.to_owned();
    let account = SampleAccount::default();
    Ok(AuthorizationRequest { state, sign_in: SignIn { account, scopes, redirect_uri, challenge } })
}

/// Whether this has the form of a SHA-256 hash in base64url without padding.
fn is_s256(challenge: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    challenge.len() == 43 && challenge.bytes().all(allowed)
}

fn reject_response(rejection: &Rejection, redirect_uri: &str) -> Response {
    match rejection {
        Rejection::Page(reason) => page::rejected(reason),
        Rejection::Redirect { error, description, state } => {
            let mut response = vec![("error", *error), ("error_description", *description)];
            response.extend(state.as_deref().map(|state| ("state", state)));
            redirect(&with_query(redirect_uri, &response))
        }
    }
}

/// Appends parameters to a URI, which may already have a query.
fn with_query<Value: AsRef<str>>(uri: &str, parameters: &[(&str, Value)]) -> String {
    let separator = if uri.contains('?') { '&' } else { '?' };
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{uri}{separator}{query}")
}

/// Redirects with 303, so that the browser follows with GET after a POST (RFC 9700, 4.12).
fn redirect(location: &str) -> Response {
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::SEE_OTHER, headers).into_response()
}

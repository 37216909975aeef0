//! `GET /auth/callback`: the browser returns from the authorization server. The only place where
//! sessions are created.

use super::handover::hand_over;
use crate::{
    audit::{self, EndReason, Pseudonym},
    config::is_account_id,
    cookies::is_attempt_id,
    error::{ErrorNote, ProxyError},
    oauth::{TokenError, token_subject},
    session::{LoginAttempt, Session, SessionId, SessionKey, Tokens},
    state::AppState,
    upstream::UpstreamError,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;
use tracing::Instrument;
use url::form_urlencoded;

/// `Retry-After` in seconds if too many sign-ins are waiting.
const BUSY_RETRY_AFTER: u64 = 10;

/// The parameters of an authorization response, each at most once.
#[derive(Default)]
struct Parameters {
    code: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

pub(crate) async fn finish_login(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ProxyError> {
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default());
    let parameters = parameters.inspect_err(|error| audit::sign_in_failed(error.code()))?;
    let attempt_id = parameters.attempt_id();
    let mut response = match sign_in(&state, &headers, &parameters).await {
        Ok(response) => response,
        Err(ProxyError::LoginExpired) if state.current_session(&headers).await?.is_some() => {
            // A second tab or the back button: the user is already signed in.
            Redirect::to("/").into_response()
        }
        Err(error) => {
            audit::sign_in_failed(error.code());
            if matches!(error, ProxyError::QueueFull(_)) {
                // Its turn was too far away, so loading the page again may succeed.
                return Err(error);
            }
            error.into_response()
        }
    };
    // The attempt is used up, whatever the other results.
    if let Some(id) = attempt_id.filter(|id| state.cookies.attempt(&headers, id).is_some()) {
        response.headers_mut().append(header::SET_COOKIE, state.cookies.clear_attempt(id));
    }
    Ok(response)
}

async fn sign_in(
    state: &Arc<AppState>,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<Response, ProxyError> {
    let attempt = open_attempt(state, headers, parameters)?;
    if let Some(issuer) = &parameters.issuer
        && !state.tokens.server.is_issuer(issuer)
    {
        tracing::warn!("a callback came from another issuer than oauth_issuer");
        return Err(ProxyError::InvalidCallback);
    }
    let code = parameters.code()?.to_owned();
    let turn = state.tokens.server.wait_for_exchange().await;
    turn.map_err(|_| ProxyError::QueueFull(BUSY_RETRY_AFTER))?;

    let return_to = attempt.return_to.clone();
    let sent = state.cookies.session(headers).map(|id| id.key());
    let previous = attempt.previous_session.into_iter().chain(sent).collect();
    let (creator, remover) = (Arc::clone(state), Arc::clone(state));
    let create = async move { create_session(&creator, &code, &attempt, previous).await };
    let abandon = |outcome| async move {
        if let Ok(id) = outcome {
            abandon_session(&remover, &id).await;
        }
    };
    // If the browser leaves meanwhile, its tokens must not be lost, but revoked.
    let created = hand_over(&state.tokens.tasks, create.in_current_span(), abandon).await;
    match created.unwrap_or(Err(Refusal::Failed(ProxyError::LoginFailed))) {
        Ok(id) => {
            let cookie = [(header::SET_COOKIE, state.cookies.set_session(&id))];
            Ok((cookie, Redirect::to(&return_to)).into_response())
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Requests tokens and stores a session with a new id, which replaces those in `previous`.
async fn create_session(
    state: &AppState,
    code: &str,
    attempt: &LoginAttempt,
    previous: Vec<SessionKey>,
) -> Result<SessionId, Refusal> {
    let mut tokens = exchange(state, code, attempt).await.map_err(Refusal::Failed)?;
    let (id, now) = (SessionId::generate(), state.now());
    match check_account(state, &tokens).await {
        Ok(account) => tokens.account = account,
        Err(refusal) => {
            state.revoke_in_background(tokens);
            return Err(refusal);
        }
    }
    let session = Session { created: now, last_used: now, tokens };
    if let Err(error) = replace_sessions(state, previous, (&id, &session)).await {
        state.revoke_in_background(session.tokens);
        return Err(Refusal::Failed(error));
    }
    audit::signed_in(state.pseudonym(id.key()), session.tokens.account);
    state.metrics.record_session("signed_in");
    Ok(id)
}

/// Ends a session whose browser left before it received the cookie.
async fn abandon_session(state: &AppState, id: &SessionId) {
    // An error is logged already. The session then ends when its idle time is over.
    if let Ok(Some(session)) = state.end_session(id).await {
        audit::session_ended(state.pseudonym(id.key()), EndReason::Abandoned);
        state.revoke_in_background(session.tokens);
    }
}

/// Ends the previous sessions of the browser, then stores the new one. In this order, because the browser
/// receives no cookie for the new one if a previous one cannot be ended.
async fn replace_sessions(
    state: &AppState,
    previous: Vec<SessionKey>,
    (id, session): (&SessionId, &Session),
) -> Result<(), ProxyError> {
    for previous in previous {
        if state.remove_session(previous).await? {
            audit::session_ended(state.pseudonym(previous), EndReason::Replaced);
        }
    }
    state.insert_session(id, session).await
}

/// Returns the login attempt with this state, if this browser started it.
fn open_attempt(
    state: &AppState,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<LoginAttempt, ProxyError> {
    let id = parameters.attempt_id().ok_or(ProxyError::LoginExpired)?;
    // A request without the cookie comes from another browser, and must not use up the attempt.
    let cookie = state.cookies.attempt(headers, id).ok_or(ProxyError::LoginExpired)?;
    // Nor must the cookie of another attempt, which is sealed for another state.
    let attempt = state.open_attempt(&parameters.state().into(), cookie);
    attempt.ok_or(ProxyError::LoginExpired)
}

/// Why a sign-in ends without a session.
enum Refusal {
    /// The account with this id may not sign in.
    Account(String),
    /// It is not known which account this is.
    Failed(ProxyError),
}

impl Refusal {
    fn into_response(self) -> Result<Response, ProxyError> {
        let id = match self {
            Self::Account(id) => id,
            Self::Failed(error) => return Err(error),
        };
        let mut response = ProxyError::AccountRefused.into_response();
        if is_account_id(&id) {
            let note = format!("The id of your account is {id}.");
            response.extensions_mut().insert(ErrorNote(note));
        }
        Ok(response)
    }
}

/// Finds out which account the tokens belong to, if that matters, and whether it may sign in. Without
/// `allowed_accounts` the account is the user that the token names, if it does.
async fn check_account(state: &AppState, tokens: &Tokens) -> Result<Option<Pseudonym>, Refusal> {
    let user = token_subject(&tokens.access).map(|subject| state.subject_pseudonym(&subject));
    if state.allowed_accounts.is_everybody() {
        return Ok(user);
    }
    let id = state.upstream.account_id(&tokens.access, state.sign_in_consumer(user)).await;
    let id = id.map_err(|error| {
        tracing::warn!(?error, "the account of a sign-in is unknown: account_read is required");
        Refusal::Failed(match error {
            UpstreamError::Unauthorized
            | UpstreamError::Failed(ProxyError::Forbidden(_) | ProxyError::NotFound) => {
                ProxyError::LoginFailed
            }
            UpstreamError::Failed(error) => error,
        })
    })?;
    let account = state.tokens.sessions.account_pseudonym(&id);
    if state.allowed_accounts.contain_id(&id) {
        return Ok(Some(account));
    }
    audit::account_refused(account);
    state.metrics.record_session("refused");
    Err(Refusal::Account(id))
}

/// Exchanges the code, if the attempt comes back for the first time.
///
/// That it came back is stored before tokens are requested, but not before it is their turn, for which
/// the caller has waited: otherwise strangers could fill the store.
async fn exchange(
    state: &AppState,
    code: &str,
    attempt: &LoginAttempt,
) -> Result<Tokens, ProxyError> {
    if !state.use_attempt(attempt).await? {
        return Err(ProxyError::LoginExpired);
    }
    let tokens = state.tokens.server.exchange(code, attempt.verifier.as_ref(), state.now()).await;
    let tokens = tokens.map_err(|error| {
        tracing::warn!(reason = %error, "a sign-in could not be completed");
        match error {
            TokenError::Unreachable => ProxyError::Unavailable,
            TokenError::InvalidGrant => ProxyError::InvalidCode,
            TokenError::Rejected | TokenError::InvalidResponse => ProxyError::LoginFailed,
        }
    })?;
    if tokens.refresh.is_none() {
        tracing::warn!("there is no refresh token: add the scope offline_access");
    }
    Ok(tokens)
}

impl Parameters {
    /// Rejects duplicated parameters.
    fn parse(query: &str) -> Result<Self, ProxyError> {
        let mut parameters = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let parameter = match key.as_ref() {
                "code" => &mut parameters.code,
                "state" => &mut parameters.state,
                "iss" => &mut parameters.issuer,
                "error" => &mut parameters.error,
                _ => continue,
            };
            if parameter.replace(value.into_owned()).is_some() {
                return Err(ProxyError::InvalidCallback);
            }
        }
        Ok(parameters)
    }

    fn state(&self) -> &str {
        self.state.as_deref().unwrap_or_default()
    }

    /// The public id of the login attempt, which is the first part of the state.
    fn attempt_id(&self) -> Option<&str> {
        self.state().split_once('.').map(|(id, _)| id).filter(|id| is_attempt_id(id))
    }

    /// The authorization code, if there is a code and no error.
    fn code(&self) -> Result<&str, ProxyError> {
        match (&self.code, &self.error) {
            (Some(code), None) if !code.is_empty() => Ok(code),
            (None, Some(_)) => {
                tracing::info!("a sign-in was denied");
                Err(ProxyError::LoginDenied)
            }
            (Some(_) | None, Some(_) | None) => Err(ProxyError::InvalidCallback),
        }
    }
}

//! `GET /auth/callback`: the browser comes back. The only way to a session.

use super::see_other;
use crate::{
    app::App,
    cookies::is_attempt_id,
    dress::refuse,
    failure::Failure,
    oauth::TokenError,
    place::Place,
    random,
    session::{ATTEMPT_SECONDS, Attempt, Session, SessionId},
};
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use secrecy::ExposeSecret;
use url::form_urlencoded;

/// What an authorization server gives back, each at most once.
#[derive(Default)]
struct Parameters {
    code: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

pub(crate) async fn callback(
    app: &App,
    headers: &HeaderMap,
    raw_query: Option<&str>,
) -> Result<Response, Failure> {
    let parameters = Parameters::parse(raw_query.unwrap_or_default())?;
    let state = parameters.state.as_deref().unwrap_or_default();
    let id = state.split_once('.').map(|(id, _)| id).filter(|id| is_attempt_id(id));
    let mut response = match answer(app, headers, &parameters, state, id).await {
        Ok(response) => response,
        Err(Failure::SignInStale) if app.current_session(headers).await?.is_some() => {
            // A second tab, the back button: the person is signed in and wants to go on.
            see_other("/")
        }
        Err(failure) => refuse(failure, Place::Callback, headers),
    };
    // Used up, whatever came of it.
    if let Some(id) = id.filter(|id| app.cookies.attempt(headers, id).is_some()) {
        response.headers_mut().append(header::SET_COOKIE, app.cookies.clear_attempt(id));
    }
    Ok(response)
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    parameters: &Parameters,
    state: &str,
    id: Option<&str>,
) -> Result<Response, Failure> {
    let attempt = take_attempt(app, headers, state, id).await?;
    if let Some(issuer) = &parameters.issuer
        && !app.keeper.server.is_issuer(issuer)
    {
        return Err(Failure::SignInMalformed);
    }
    let code = match (&parameters.code, &parameters.error) {
        (Some(code), None) if !code.is_empty() => code,
        (None, Some(_)) => {
            tracing::info!("a sign-in was refused");
            return Err(Failure::SignInRefused);
        }
        (Some(_) | None, Some(_) | None) => return Err(Failure::SignInMalformed),
    };
    let tokens = app.keeper.server.exchange(code, attempt.verifier.as_ref(), app.now()).await;
    let tokens = tokens.map_err(|error| {
        tracing::warn!(reason = %error, "a sign-in could not be completed");
        match error {
            TokenError::Unreachable => Failure::Unavailable,
            TokenError::InvalidGrant | TokenError::Refused | TokenError::BadAnswer => {
                Failure::SignInFailed
            }
        }
    })?;
    if tokens.refresh.is_none() {
        tracing::warn!("no refresh token came: add the scope offline_access");
    }

    // A new id at every sign-in; whatever the browser had before is over.
    let now = app.now();
    let session_id = SessionId::generate();
    app.insert_session(&session_id, &Session { created: now, used: now, tokens }).await?;
    let held = app.cookies.session(headers).map(|id| id.key());
    for former in attempt.former.into_iter().chain(held) {
        app.forget_session(former).await?;
    }
    tracing::info!("a session was signed in");
    app.metrics.session("signed_in");
    let mut response = see_other(&attempt.return_to);
    let cookie = app.cookies.set_session(&session_id);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The attempt that this browser began with this state. It is gone from the store afterwards,
/// before any token is asked for.
async fn take_attempt(
    app: &App,
    headers: &HeaderMap,
    state: &str,
    id: Option<&str>,
) -> Result<Attempt, Failure> {
    let id = id.ok_or(Failure::SignInStale)?;
    // Without the cookie it is another browser, which must not even use the attempt up.
    let cookie = app.cookies.attempt(headers, id).ok_or(Failure::SignInStale)?;
    // The cookie of another attempt does not open it.
    let attempt = app.take_attempt(id, &cookie.into()).await?.ok_or(Failure::SignInStale)?;
    let same = random::same(state.as_bytes(), attempt.state.expose_secret().as_bytes());
    let young = app.now() < attempt.created + ATTEMPT_SECONDS;
    if same && young { Ok(attempt) } else { Err(Failure::SignInStale) }
}

impl Parameters {
    /// A repeated one means that somebody is playing games.
    fn parse(raw: &str) -> Result<Self, Failure> {
        let mut parameters = Self::default();
        for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
            let slot = match key.as_ref() {
                "code" => &mut parameters.code,
                "state" => &mut parameters.state,
                "iss" => &mut parameters.issuer,
                "error" => &mut parameters.error,
                _ => continue,
            };
            if slot.replace(value.into_owned()).is_some() {
                return Err(Failure::SignInMalformed);
            }
        }
        Ok(parameters)
    }
}

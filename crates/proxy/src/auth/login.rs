//! `GET /auth/login`: begins an attempt and sends the browser to the authorization server. It changes no session.

use super::{return_to, see_other};
use crate::{
    app::App, cookies::new_attempt_id, failure::Failure, guard::Guard, random, session::Attempt,
};
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded;

pub(crate) async fn login(
    app: &App,
    headers: &HeaderMap,
    raw_query: Option<&str>,
) -> Result<Response, Failure> {
    Guard::check_navigation(headers)?;
    let id = new_attempt_id(app.now());
    let state = SecretString::from(format!("{id}.{}", random::token()));
    let departure = app.keeper.server.depart(&state);
    let browser = SecretString::from(random::token());
    let attempt = Attempt {
        state,
        verifier: departure.verifier,
        return_to: wanted(raw_query.unwrap_or_default()),
        // Being Strict, its cookie does not come along when the authorization server sends the
        // browser back.
        former: app.cookies.session(headers).map(|id| id.key()),
        created: app.now(),
    };
    app.store_attempt(id.clone(), &browser, &attempt).await?;

    let mut response = see_other(departure.url.as_str());
    for cookie in app.cookies.set_attempt(headers, &id, browser.expose_secret()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Where to go afterwards: the one `return_to`, if it is a path of ours.
fn wanted(raw_query: &str) -> String {
    let mut values =
        form_urlencoded::parse(raw_query.as_bytes()).filter(|(key, _)| key == "return_to");
    match (values.next(), values.next()) {
        (Some((_, value)), None) => return_to(&value),
        (Some(_), Some(_)) | (None, _) => "/".to_owned(),
    }
}

//! The authorization server: where to send a browser, and the two questions about tokens. What a session does with the answers stands in `tokens`.

mod transport;

use crate::{
    clock::UnixSeconds,
    config::{Account, Limits, Pkce, PublicUrl},
    session::Tokens,
};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope,
    TokenResponse, TokenUrl,
    basic::{
        BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse, BasicTokenType,
    },
    url::Url,
};
use reqwest::{Client, header::HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use std::{fmt, time::Duration};
use transport::{Transport, TransportError};

/// An answer without `expires_in` is taken to mean an hour; a refusal by the API corrects it.
const UNSAID_LIFE: Duration = Duration::from_secs(3600);
/// Sign-out does not wait longer for the revocation.
const REVOKE_TIME: Duration = Duration::from_secs(3);

type Endpoints =
    BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// Why there are no new tokens. It quotes nothing of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The code or refresh token is used up, revoked or unknown: sign in again.
    InvalidGrant,
    /// The server refuses for another reason, such as a wrong client secret.
    Refused,
    /// The server cannot be reached, is too slow, or fails.
    Unreachable,
    /// The answer is not what RFC 6749 describes.
    BadAnswer,
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InvalidGrant => "the grant is no longer valid",
            Self::Refused => "the authorization server refuses; check client id and secret",
            Self::Unreachable => "the authorization server cannot be reached",
            Self::BadAnswer => "the authorization server's answer cannot be read",
        })
    }
}

impl std::error::Error for TokenError {}

/// Where a browser is sent, and what must be remembered until it comes back.
#[derive(Debug)]
pub(crate) struct Departure {
    pub(crate) url: Url,
    pub(crate) verifier: Option<SecretString>,
}

/// The authorization server, and who we are to it.
#[derive(Debug)]
pub(crate) struct AuthorizationServer {
    endpoints: Endpoints,
    transport: Transport,
    http: Client,
    account: Account,
}

impl AuthorizationServer {
    pub(crate) fn new(
        account: &Account,
        public_url: &PublicUrl,
        limits: &Limits,
        http: Client,
    ) -> Result<Self, url::ParseError> {
        let endpoints = BasicClient::new(ClientId::new(account.client_id.clone()))
            .set_client_secret(ClientSecret::new(account.client_secret.expose_secret().to_owned()))
            .set_auth_uri(AuthUrl::from_url(account.authorize_url.clone()))
            .set_token_uri(TokenUrl::from_url(account.token_url.clone()))
            .set_redirect_uri(RedirectUrl::new(public_url.redirect_uri())?);
        let transport = Transport::new(http.clone(), limits);
        Ok(Self { endpoints, transport, http, account: account.clone() })
    }

    /// Begins a sign-in.
    pub(crate) fn depart(&self, state: &SecretString) -> Departure {
        let state = state.expose_secret().to_owned();
        let mut request = self
            .endpoints
            .authorize_url(|| CsrfToken::new(state))
            .add_scopes(self.account.scopes.iter().cloned().map(Scope::new));
        let mut verifier = None;
        if self.account.pkce == Pkce::S256 {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(secret.into_secret().into());
        }
        let (url, _) = request.url();
        Departure { url, verifier }
    }

    /// Whether an `iss` (RFC 9207) can be the server that the browser was sent to: the same
    /// origin, and a path that the sign-in's path continues.
    pub(crate) fn is_issuer(&self, issuer: &str) -> bool {
        let Ok(issuer) = Url::parse(issuer) else { return false };
        let asked = &self.account.authorize_url;
        let base = issuer.path().trim_end_matches('/');
        issuer.origin() == asked.origin()
            && issuer.query().is_none()
            && issuer.fragment().is_none()
            && asked.path().strip_prefix(base).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Exchanges a code.
    pub(crate) async fn exchange(
        &self,
        code: &str,
        verifier: Option<&SecretString>,
        now: UnixSeconds,
    ) -> Result<Tokens, TokenError> {
        let mut request = self.endpoints.exchange_code(AuthorizationCode::new(code.to_owned()));
        if let Some(verifier) = verifier {
            let verifier = PkceCodeVerifier::new(verifier.expose_secret().to_owned());
            request = request.set_pkce_verifier(verifier);
        }
        let answer = request.request_async(&self.transport).await.map_err(|e| explain(&e))?;
        read_tokens(&answer, None, 1, now)
    }

    /// Exchanges a refresh token.
    pub(crate) async fn refresh(
        &self,
        tokens: &Tokens,
        refresh: &SecretString,
        now: UnixSeconds,
    ) -> Result<Tokens, TokenError> {
        let token = RefreshToken::new(refresh.expose_secret().to_owned());
        let request = self.endpoints.exchange_refresh_token(&token);
        let answer = request.request_async(&self.transport).await.map_err(|e| explain(&e))?;
        read_tokens(&answer, Some(refresh), tokens.version + 1, now)
    }

    /// Revokes what outlives the access token (RFC 7009), if the server can: best effort.
    pub(crate) async fn revoke(&self, tokens: &Tokens) {
        let Some(url) = self.account.revoke_url.clone() else { return };
        let (token, hint) = match &tokens.refresh {
            Some(refresh) => (refresh, "refresh_token"),
            None => (&tokens.access, "access_token"),
        };
        let encode = |text: &str| -> String {
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
        };
        let body = format!("token={}&token_type_hint={hint}", encode(token.expose_secret()));
        let id = encode(&self.account.client_id);
        let secret = encode(self.account.client_secret.expose_secret());
        let request = self
            .http
            .post(url)
            .basic_auth(id, Some(secret))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .timeout(REVOKE_TIME);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => tracing::info!("tokens revoked"),
            Ok(answer) => {
                tracing::warn!(status = answer.status().as_u16(), "tokens could not be revoked");
            }
            Err(_) => tracing::warn!("tokens could not be revoked: no answer"),
        }
    }
}

fn explain(error: &RequestTokenError<TransportError, BasicErrorResponse>) -> TokenError {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            BasicErrorResponseType::InvalidGrant => TokenError::InvalidGrant,
            BasicErrorResponseType::InvalidClient
            | BasicErrorResponseType::InvalidRequest
            | BasicErrorResponseType::InvalidScope
            | BasicErrorResponseType::UnauthorizedClient
            | BasicErrorResponseType::UnsupportedGrantType
            | BasicErrorResponseType::Extension(_) => TokenError::Refused,
        },
        RequestTokenError::Request(TransportError::Unreachable) => TokenError::Unreachable,
        RequestTokenError::Request(TransportError::BadAnswer)
        | RequestTokenError::Parse(..)
        | RequestTokenError::Other(_) => TokenError::BadAnswer,
    }
}

/// What an answer with tokens says. `former_refresh` stays if it brings no other.
///
/// # Errors
/// [`TokenError::BadAnswer`] for what is no token of the kind `Bearer`, or cannot be sent.
pub fn read_tokens(
    answer: &BasicTokenResponse,
    former_refresh: Option<&SecretString>,
    version: u64,
    now: UnixSeconds,
) -> Result<Tokens, TokenError> {
    let access = answer.access_token().secret();
    // What cannot stand in a header is no token, and an empty one would be sent as none.
    let usable = !access.is_empty() && HeaderValue::try_from(access).is_ok();
    if !usable || *answer.token_type() != BasicTokenType::Bearer {
        return Err(TokenError::BadAnswer);
    }
    // Long-lived refresh tokens: the answer may have none, and the old one stays.
    let refresh = answer
        .refresh_token()
        .map(|token| token.secret().as_str())
        .filter(|token| !token.is_empty())
        .map(SecretString::from)
        .or_else(|| former_refresh.cloned());
    let life = answer.expires_in().unwrap_or(UNSAID_LIFE).as_secs();
    Ok(Tokens {
        access: access.as_str().into(),
        refresh,
        issued: now,
        expires: now.saturating_add(life),
        version,
    })
}

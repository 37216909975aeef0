//! Requests to the authorization server: authorization, code exchange, refresh and revocation. When to
//! refresh is decided in `token_manager`.

use super::{
    token_queue::{ExchangeQueueFull, TokenQueue, TokenRequestKind},
    transport::{Transport, TransportError},
};
use crate::{
    clock::UnixSeconds,
    config::{Account, Limits, Pkce, PublicUrl},
    session::Tokens,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
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
use serde::Deserialize;
use std::{fmt, sync::Arc, time::Duration};

/// Assumed token lifetime if the response has no `expires_in`. If it is shorter, the API's 401 leads to
/// a refresh.
const DEFAULT_TTL: Duration = Duration::from_secs(3600);
/// Timeout of a revocation.
const REVOKE_TIMEOUT: Duration = Duration::from_secs(3);

type Endpoints =
    BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// Why there are no new tokens. Contains nothing of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The code or refresh token was used, revoked or is unknown: the user must sign in again.
    InvalidGrant,
    /// The server rejected the request for another reason, such as a wrong client secret.
    Rejected,
    /// The server cannot be reached, is too slow, or failed.
    Unreachable,
    /// The response does not conform to RFC 6749.
    InvalidResponse,
}

impl TokenError {
    /// A stable name, for the audit log.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::InvalidGrant => "invalid_grant",
            Self::Rejected => "rejected",
            Self::Unreachable => "unreachable",
            Self::InvalidResponse => "invalid_response",
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InvalidGrant => "the grant is no longer valid",
            Self::Rejected => {
                "the authorization server rejected the request; check client id and secret"
            }
            Self::Unreachable => "the authorization server cannot be reached",
            Self::InvalidResponse => "the response of the authorization server is invalid",
        })
    }
}

impl std::error::Error for TokenError {}

/// The URL to which a browser is sent, and the verifier to remember until it returns.
#[derive(Debug)]
pub(crate) struct AuthorizationRequest {
    pub(crate) url: Url,
    pub(crate) verifier: Option<SecretString>,
}

/// The authorization server, and our registration with it.
#[derive(Debug)]
pub(crate) struct AuthorizationServer {
    endpoints: Endpoints,
    queue: Arc<TokenQueue>,
    exchange_transport: Transport,
    refresh_transport: Transport,
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
        let queue = Arc::new(TokenQueue::new(account.token_per_second));
        let transport = |kind| Transport::new(http.clone(), limits, Arc::clone(&queue), kind);
        let exchange_transport = transport(TokenRequestKind::Exchange);
        let refresh_transport = transport(TokenRequestKind::Refresh);
        let account = account.clone();
        Ok(Self { endpoints, queue, exchange_transport, refresh_transport, http, account })
    }

    /// Creates the authorization request of a sign-in.
    pub(crate) fn begin(&self, state: &SecretString) -> AuthorizationRequest {
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
        AuthorizationRequest { url, verifier }
    }

    /// Whether an `iss` (RFC 9207) is the server to which the browser was sent. Compared as text and
    /// whole, as the RFC requires.
    pub(crate) fn is_issuer(&self, issuer: &str) -> bool {
        issuer == self.account.issuer
    }

    /// Waits until a code may be exchanged. Anyone can return from a sign-in, so nothing should be stored
    /// before.
    ///
    /// # Errors
    /// Immediately, if too many sign-ins are waiting.
    pub(crate) async fn wait_for_exchange(&self) -> Result<(), ExchangeQueueFull> {
        self.queue.wait_for_exchange().await
    }

    /// Exchanges an authorization code, after [`Self::wait_for_exchange`].
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
        let response = request.request_async(&self.exchange_transport).await?;
        read_tokens(&response, None, 1, now)
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
        let response = request.request_async(&self.refresh_transport).await?;
        let refreshed = read_tokens(&response, Some(refresh), tokens.version + 1, now)?;
        Ok(Tokens { account: tokens.account, ..refreshed })
    }

    /// Revokes the refresh token, or else the access token (RFC 7009), if there is a revocation
    /// endpoint. Best effort.
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
            .timeout(REVOKE_TIMEOUT);
        match request.send().await {
            Ok(response) if response.status().is_success() => tracing::info!("tokens revoked"),
            Ok(response) => {
                let status = response.status().as_u16();
                tracing::warn!(status, "tokens could not be revoked");
            }
            Err(_) => tracing::warn!("tokens could not be revoked: no response"),
        }
    }
}

impl From<RequestTokenError<TransportError, BasicErrorResponse>> for TokenError {
    fn from(error: RequestTokenError<TransportError, BasicErrorResponse>) -> Self {
        match error {
            RequestTokenError::ServerResponse(response) => match response.error() {
                BasicErrorResponseType::InvalidGrant => TokenError::InvalidGrant,
                BasicErrorResponseType::InvalidClient
                | BasicErrorResponseType::InvalidRequest
                | BasicErrorResponseType::InvalidScope
                | BasicErrorResponseType::UnauthorizedClient
                | BasicErrorResponseType::UnsupportedGrantType
                | BasicErrorResponseType::Extension(_) => TokenError::Rejected,
            },
            RequestTokenError::Request(TransportError::Unreachable) => TokenError::Unreachable,
            RequestTokenError::Request(TransportError::InvalidResponse)
            | RequestTokenError::Parse(..)
            | RequestTokenError::Other(_) => TokenError::InvalidResponse,
        }
    }
}

/// The subject of an access token that is a JWT (RFC 9068): the user it was issued to, which never changes.
/// The signature is not checked, because the token comes from the authorization server itself.
pub(crate) fn token_subject(access: &SecretString) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        sub: String,
    }

    let payload = access.expose_secret().split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    Some(claims.sub).filter(|subject| !subject.is_empty())
}

/// Reads the tokens of a response. `previous_refresh` is kept if the response has no refresh token.
///
/// # Errors
/// [`TokenError::InvalidResponse`] if the token is not a `Bearer` token, or cannot be sent.
pub fn read_tokens(
    response: &BasicTokenResponse,
    previous_refresh: Option<&SecretString>,
    version: u64,
    now: UnixSeconds,
) -> Result<Tokens, TokenError> {
    let access = response.access_token().secret();
    // The token must be a valid header value; an empty one would be sent as no token.
    let is_usable = !access.is_empty() && HeaderValue::try_from(access).is_ok();
    if !is_usable || *response.token_type() != BasicTokenType::Bearer {
        return Err(TokenError::InvalidResponse);
    }
    // With long-lived refresh tokens the response may have none, and the old one stays valid.
    let refresh = response
        .refresh_token()
        .map(|token| token.secret().as_str())
        .filter(|token| !token.is_empty())
        .map(SecretString::from)
        .or_else(|| previous_refresh.cloned());
    let lifetime = response.expires_in().unwrap_or(DEFAULT_TTL).as_secs();
    Ok(Tokens {
        access: access.as_str().into(),
        refresh,
        issued: now,
        expires: now.saturating_add(lifetime),
        version,
        account: None,
    })
}

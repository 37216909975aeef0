//! The shared state of all handlers, and the operations on sessions that they have in common.

use crate::{
    address_limit::AddressLimit,
    allowed_accounts::AllowedAccounts,
    audit::{self, EndReason, Pseudonym},
    clock::{Clock, UnixSeconds},
    config::{Account, Config, HistorySettings, PublicUrl, SessionLimits, TrustedProxies},
    cookies::Cookies,
    error::ProxyError,
    http_client,
    metrics::Metrics,
    oauth::{AuthorizationServer, TokenManager},
    readiness::Readiness,
    session::{LoginAttempt, Session, SessionId, SessionKey, SessionManager, StoreError, Tokens},
    site::Site,
    upstream::{Cache, Consumer, NotFoundMemory, Priority, SettledEmails, UpstreamClient},
};
use axum::http::HeaderMap;
use reqwest::Client;
use secrecy::SecretString;
use std::{fmt, path::PathBuf, sync::Arc, time::Duration};
use tracing::Instrument;

/// The scope for reading who the account is. Requested only if that matters.
const ACCOUNT_READ: &str = "account_read";

/// The state of the application.
pub(crate) struct AppState {
    pub(crate) site: Site,
    pub(crate) cookies: Cookies,
    pub(crate) tokens: Arc<TokenManager>,
    pub(crate) upstream: Arc<UpstreamClient>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) not_found: NotFoundMemory,
    pub(crate) settled: SettledEmails,
    pub(crate) history: HistorySettings,
    pub(crate) metrics: Arc<Metrics>,
    /// Canonical, so that symbolic links out of it can be detected.
    pub(crate) static_dir: Option<PathBuf>,
    pub(crate) is_sandbox: bool,
    pub(crate) clear_site_data: bool,
    pub(crate) handler_timeout: Duration,
    pub(crate) readiness: Readiness,
    pub(crate) allowed_accounts: AllowedAccounts,
    pub(crate) trusted_proxies: TrustedProxies,
    /// For `/auth/login`.
    pub(crate) login_limit: AddressLimit,
    /// For `/auth/callback`.
    pub(crate) callback_limit: AddressLimit,
    clock: Arc<dyn Clock>,
}

/// Why the application cannot be built.
#[derive(Debug)]
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

/// What the application needs besides its configuration.
pub(crate) struct AppDeps {
    /// The URL that browsers use.
    pub(crate) public_url: PublicUrl,
    /// The port of the listener.
    pub(crate) listen_port: u16,
    /// The API and its authorization server.
    pub(crate) account: Account,
    pub(crate) sessions: SessionManager,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) is_sandbox: bool,
}

impl AppState {
    /// Builds the state.
    ///
    /// # Errors
    /// Certificates cannot be read, or the settings of connections are not usable.
    pub(crate) fn new(config: &Config, deps: AppDeps) -> Result<Self, BuildError> {
        let AppDeps { public_url, listen_port, mut account, sessions, clock, is_sandbox } = deps;
        let allowed_accounts = AllowedAccounts::new(&config.allowed_accounts, &sessions);
        if !allowed_accounts.is_everybody() && !account.scopes.iter().any(|one| one == ACCOUNT_READ)
        {
            account.scopes.push(ACCOUNT_READ.to_owned());
        }
        let limits = config.limits;
        let client = || build_client(config, &account);
        let server = AuthorizationServer::new(&account, &public_url, &limits, client()?)
            .map_err(|_| BuildError("the public URL is not usable in a redirect URI".to_owned()))?;
        let metrics = Metrics::new().map_err(|error| BuildError(error.to_string()))?;
        let metrics = Arc::new(metrics);
        let upstream = UpstreamClient::new(
            client()?,
            account.api_url,
            config.rate_limits,
            limits,
            Arc::clone(&clock),
            sessions.shared_store(),
            Arc::clone(&metrics),
        );
        let readiness = Readiness::new(sessions.clone(), Arc::clone(&clock));
        let tokens = TokenManager::new(sessions, server, Arc::clone(&clock), Arc::clone(&metrics));
        let cookies = Cookies::new(public_url.is_secure());
        let static_dir = config.static_dir.as_ref().and_then(|path| path.canonicalize().ok());
        Ok(Self {
            site: Site::new(public_url, listen_port, config.allowed_origins.clone()),
            cookies,
            tokens: Arc::new(tokens),
            upstream: Arc::new(upstream),
            cache: Arc::new(Cache::new(limits.cache_bytes)),
            not_found: NotFoundMemory::default(),
            settled: SettledEmails::default(),
            history: config.history,
            metrics,
            static_dir,
            is_sandbox,
            clear_site_data: config.clear_site_data,
            handler_timeout: limits.handler,
            readiness,
            allowed_accounts,
            trusted_proxies: config.trusted_proxies.clone(),
            login_limit: AddressLimit::new(limits.sign_ins_per_minute),
            callback_limit: AddressLimit::new(limits.sign_ins_per_minute),
            clock,
        })
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        self.clock.now()
    }

    pub(crate) fn session_limits(&self) -> SessionLimits {
        self.sessions().limits()
    }

    /// The session of the browser's cookie, if it has not ended.
    pub(crate) async fn current_session(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(SessionId, Session)>, ProxyError> {
        let Some(id) = self.cookies.session(headers) else { return Ok(None) };
        let session = self.sessions().load(&id, self.now()).await.map_err(store_error)?;
        let Some(session) = session else { return Ok(None) };
        if self.allowed_accounts.contain(session.tokens.account) {
            return Ok(Some((id, session)));
        }
        // The setting has changed since the user signed in.
        if let Some(session) = self.end_session(&id).await? {
            audit::session_ended(self.pseudonym(id.key()), EndReason::AccountRefused);
            self.revoke_in_background(session.tokens);
        }
        Ok(None)
    }

    /// Records that a session is used now.
    pub(crate) async fn touch_session(
        &self,
        id: &SessionId,
        session: &Session,
    ) -> Result<(), ProxyError> {
        self.sessions().touch(id, session, self.now()).await.map_err(store_error)
    }

    pub(crate) async fn insert_session(
        &self,
        id: &SessionId,
        session: &Session,
    ) -> Result<(), ProxyError> {
        self.sessions().insert(id, session).await.map_err(store_error)
    }

    /// Removes and returns a session, with its cached responses.
    pub(crate) async fn end_session(&self, id: &SessionId) -> Result<Option<Session>, ProxyError> {
        let session = self.sessions().remove(id).await.map_err(store_error);
        // After the removal, so that responses of requests that were in flight are removed as well.
        self.forget_responses(id.key());
        session
    }

    /// Removes a session of which only the key is known, with its cached responses; `false` if it does
    /// not exist.
    pub(crate) async fn remove_session(&self, key: SessionKey) -> Result<bool, ProxyError> {
        let removed = self.sessions().remove_by_key(key).await.map_err(store_error);
        self.forget_responses(key);
        removed
    }

    fn forget_responses(&self, session: SessionKey) {
        // First, because only counts of settled emails are still added to the cache.
        self.settled.remove_session(session);
        self.cache.remove_session(session);
    }

    /// Seals a login attempt for its cookie.
    pub(crate) fn seal_attempt(&self, attempt: &LoginAttempt) -> Result<String, ProxyError> {
        self.sessions().seal_attempt(attempt).ok_or(ProxyError::LoginFailed)
    }

    /// The login attempt in a cookie, if it is the one with this `state` and has not expired.
    pub(crate) fn open_attempt(&self, state: &SecretString, cookie: &str) -> Option<LoginAttempt> {
        self.sessions().open_attempt(state, cookie, self.now())
    }

    /// Records that a login attempt came back; `false` if it already had.
    pub(crate) async fn use_attempt(&self, attempt: &LoginAttempt) -> Result<bool, ProxyError> {
        self.sessions().use_attempt(attempt, self.now()).await.map_err(store_error)
    }

    /// The name of a user in logs, by the subject of an access token.
    pub(crate) fn subject_pseudonym(&self, subject: &str) -> Pseudonym {
        self.sessions().subject_pseudonym(subject)
    }

    /// Who the requests of a session are sent for.
    pub(crate) fn consumer(
        &self,
        id: &SessionId,
        session: &Session,
        priority: Priority,
    ) -> Consumer {
        let key = id.key();
        Consumer {
            session: key,
            pseudonym: self.pseudonym(key),
            account: session.tokens.account,
            priority,
        }
    }

    /// Who the request of a sign-in is sent for: the user or, if that is unknown, all unknown users
    /// together. As a session of its own, each sign-in would have a new share of the day, and no place in
    /// the queue to return to.
    pub(crate) fn sign_in_consumer(&self, user: Option<Pseudonym>) -> Consumer {
        let account = user.unwrap_or_else(|| self.subject_pseudonym(""));
        let session = SessionKey::of_sign_ins(account);
        let pseudonym = self.sessions().pseudonym(session);
        Consumer { session, pseudonym, account: Some(account), priority: Priority::User }
    }

    /// Revokes tokens without delaying the response.
    pub(crate) fn revoke_in_background(&self, revoked: Tokens) {
        let tokens = Arc::clone(&self.tokens);
        let revocation = async move { tokens.server.revoke(&revoked).await };
        self.tokens.tasks.spawn(revocation.in_current_span());
    }

    /// Deletes expired sessions, and responses that are expired or whose session has ended.
    pub(crate) async fn purge_expired(&self) {
        self.cache.purge_expired(self.now());
        if let Err(error) = self.sessions().purge_expired(self.now()).await {
            tracing::error!(%error, "expired sessions could not be deleted");
        }
        self.forget_ended_sessions().await;
    }

    /// Forgets the responses of sessions that ended without a request to this proxy: they expired, or an
    /// operator or another proxy ended them.
    async fn forget_ended_sessions(&self) {
        let mut sessions = self.cache.sessions();
        sessions.extend(self.settled.sessions());
        for session in sessions {
            // If the store fails, it is asked again next time.
            if self.sessions().contains(session).await == Ok(false) {
                self.forget_responses(session);
            }
        }
    }

    /// The name of a session in logs.
    pub(crate) fn pseudonym(&self, session: SessionKey) -> Pseudonym {
        self.sessions().pseudonym(session)
    }

    fn sessions(&self) -> &SessionManager {
        &self.tokens.sessions
    }
}

/// A client for the API and its authorization server.
fn build_client(config: &Config, account: &Account) -> Result<Client, BuildError> {
    let urls = [Some(&account.api_url), Some(&account.token_url), account.revoke_url.as_ref()];
    let needs_tls = urls.into_iter().flatten().any(|url| url.scheme() == "https");
    http_client::build(&config.limits, &config.egress, needs_tls).map_err(|_| {
        BuildError(
            "connections to Constant Contact cannot be prepared: check upstream_ca_file, egress_proxy and the certificates of this machine"
                .to_owned(),
        )
    })
}

fn store_error(error: StoreError) -> ProxyError {
    tracing::error!(%error, "the session store failed");
    error.into()
}

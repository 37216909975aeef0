//! Keeps the access tokens of sessions fresh: decides when to refresh, runs one refresh per session at
//! a time, and applies its outcome to the session.

use super::client::{AuthorizationServer, TokenError};
use crate::{
    audit::{self, EndReason},
    clock::Clock,
    error::ProxyError,
    metrics::Metrics,
    session::{LockOwner, Session, SessionId, SessionKey, SessionManager, Tokens},
    sync::lock,
};
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};
use tokio_util::task::TaskTracker;
use tracing::Instrument;

/// No new refresh for this long after a failed one.
const REFRESH_COOLDOWN: Duration = Duration::from_secs(10);
/// Lifetime of the lock of a refresh, which several proxies may share. It is renewed three times in
/// this time. If its proxy is killed, the lock expires after at most this time.
const LOCK_TTL: Duration = Duration::from_secs(5);
/// A 401 of the API does not cause another refresh for this long after a refresh.
const JUST_REFRESHED_SECONDS: u64 = 60;
/// How long a request with a valid token waits for its refresh, which then continues in the background.
const EARLY_REFRESH_WAIT: Duration = Duration::from_secs(2);
/// How long to wait for the refresh of another proxy.
const LOCK_WAIT: Duration = Duration::from_secs(30);
/// How often to read the store while waiting.
const POLL_INTERVAL: Duration = Duration::from_millis(50);
/// How long to retry storing refreshed tokens if the store fails.
const PERSIST_RETRY_LIMIT: Duration = Duration::from_secs(600);

/// How a refresh ended. New tokens are in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RefreshOutcome {
    /// The store has newer tokens than the observed ones.
    Done,
    /// The session has ended.
    Ended,
    /// Nothing has changed; a later attempt may succeed.
    Failed,
}

impl RefreshOutcome {
    /// The label in the metrics.
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ended => "ended",
            Self::Failed => "failed",
        }
    }
}

/// Keeps the tokens of all sessions fresh.
pub(crate) struct TokenManager {
    pub(crate) sessions: SessionManager,
    pub(crate) server: AuthorizationServer,
    /// Refreshes and revocations, which must end before the process does.
    pub(crate) tasks: TaskTracker,
    clock: Arc<dyn Clock>,
    metrics: Arc<Metrics>,
    state: Mutex<RefreshState>,
}

/// The refreshes in progress, and the sessions in cooldown.
#[derive(Default)]
struct RefreshState {
    in_progress: HashMap<SessionKey, watch::Receiver<Option<RefreshOutcome>>>,
    cooldown_until: HashMap<SessionKey, Instant>,
}

impl TokenManager {
    pub(crate) fn new(
        sessions: SessionManager,
        server: AuthorizationServer,
        clock: Arc<dyn Clock>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let (tasks, state) = (TaskTracker::new(), Mutex::default());
        Self { sessions, server, tasks, clock, metrics, state }
    }

    /// Returns tokens for the next request, refreshed if that is due.
    pub(crate) async fn fresh_tokens(
        self: &Arc<Self>,
        id: &SessionId,
        session: Session,
    ) -> Result<Tokens, ProxyError> {
        let tokens = session.tokens;
        let now = self.clock.now();
        let expired = tokens.have_expired(now);
        if !expired && (tokens.refresh.is_none() || !tokens.are_due(now)) {
            return Ok(tokens);
        }
        let refresh = self.refresh(id, tokens.version);
        if expired {
            return refresh.await;
        }
        match timeout(EARLY_REFRESH_WAIT, refresh).await {
            Ok(Err(ProxyError::Overloaded(_))) | Err(_) => Ok(tokens),
            Ok(result) => result,
        }
    }

    /// Whether the tokens are so new that another refresh would not help if the API rejects them.
    pub(crate) fn were_just_refreshed(&self, tokens: &Tokens) -> bool {
        tokens.version > 1 && self.clock.now() < tokens.issued + JUST_REFRESHED_SECONDS
    }

    /// Logs and counts that the API rejected fresh tokens.
    pub(crate) fn report_rejected_tokens(&self) {
        tracing::warn!("the API rejected fresh tokens; the session continues");
        self.metrics.record_session("rejected");
    }

    /// Returns tokens newer than `observed_version`, which the API rejected or which are due.
    ///
    /// The refresh runs in its own task, so it continues if the caller is canceled.
    pub(crate) async fn refresh(
        self: &Arc<Self>,
        id: &SessionId,
        observed_version: u64,
    ) -> Result<Tokens, ProxyError> {
        loop {
            match self.start_or_join_refresh(id, observed_version).await {
                RefreshOutcome::Done => {
                    let session = self.sessions.load(id, self.clock.now()).await;
                    let session = session.map_err(|_| refresh_failed())?;
                    let session = session.ok_or(ProxyError::SignedOut)?;
                    if session.tokens.version != observed_version {
                        return Ok(session.tokens);
                    }
                    // The joined refresh was the one that created the observed tokens. Start another.
                }
                RefreshOutcome::Ended => return Err(ProxyError::SignedOut),
                RefreshOutcome::Failed => return Err(refresh_failed()),
            }
        }
    }

    async fn start_or_join_refresh(
        self: &Arc<Self>,
        id: &SessionId,
        observed_version: u64,
    ) -> RefreshOutcome {
        let key = id.key();
        let mut outcome = {
            let mut state = lock(&self.state);
            if let Some(outcome) = state.in_progress.get(&key) {
                outcome.clone()
            } else {
                let (sender, outcome) = watch::channel(None);
                state.in_progress.insert(key, outcome.clone());
                let (manager, id) = (Arc::clone(self), id.clone());
                let refresh = async move {
                    let entry = InProgressEntry { manager: &manager, key };
                    let outcome = manager.refresh_with_lock(&id, observed_version).await;
                    manager.metrics.record_refresh(outcome.as_str());
                    drop(entry);
                    // All callers may have been canceled.
                    let _ = sender.send(Some(outcome));
                };
                // Its log lines have the id of the request that started it.
                self.tasks.spawn(refresh.in_current_span());
                outcome
            }
        };
        // An error means that the task panicked, which is a failed refresh.
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.unwrap_or(RefreshOutcome::Failed),
            Err(_) => RefreshOutcome::Failed,
        }
    }

    /// Refreshes while holding the lock of the session, unless another proxy has done so meanwhile.
    async fn refresh_with_lock(&self, id: &SessionId, observed_version: u64) -> RefreshOutcome {
        let owner = LockOwner::generate();
        if let Err(outcome) = self.acquire_lock(id, observed_version, owner).await {
            return outcome;
        }
        let outcome = tokio::select! {
            outcome = self.refresh_locked(id, observed_version) => outcome,
            never = self.keep_lock(id.key(), owner) => match never {},
        };
        // A lock that cannot be released expires.
        let _ = self.sessions.store().unlock(id.key(), owner).await;
        outcome
    }

    /// Waits for the lock. `Err` is the outcome if no refresh is needed or possible.
    ///
    /// If the store cannot be written, this fails before a refresh token is used up.
    async fn acquire_lock(
        &self,
        id: &SessionId,
        observed_version: u64,
        owner: LockOwner,
    ) -> Result<(), RefreshOutcome> {
        let deadline = Instant::now() + LOCK_WAIT;
        loop {
            self.load_observed(id, observed_version).await?;
            match self.sessions.store().lock(id.key(), owner, LOCK_TTL).await {
                Ok(true) => return Ok(()),
                Ok(false) if Instant::now() < deadline => tokio::time::sleep(POLL_INTERVAL).await,
                Ok(false) | Err(_) => return Err(RefreshOutcome::Failed),
            }
        }
    }

    /// Renews the lock until canceled.
    async fn keep_lock(&self, key: SessionKey, owner: LockOwner) -> Infallible {
        loop {
            tokio::time::sleep(LOCK_TTL / 3).await;
            if self.sessions.store().lock(key, owner, LOCK_TTL).await != Ok(true) {
                tracing::warn!("the lock of a refresh could not be renewed");
            }
        }
    }

    /// Loads the session if it still has the observed tokens. `Err` is the outcome otherwise.
    async fn load_observed(
        &self,
        id: &SessionId,
        observed_version: u64,
    ) -> Result<Session, RefreshOutcome> {
        let session = self.sessions.load(id, self.clock.now()).await;
        let session = session.map_err(|_| RefreshOutcome::Failed)?;
        let session = session.ok_or(RefreshOutcome::Ended)?;
        if session.tokens.version == observed_version {
            Ok(session)
        } else {
            Err(RefreshOutcome::Done)
        }
    }

    async fn refresh_locked(&self, id: &SessionId, observed_version: u64) -> RefreshOutcome {
        let session = match self.load_observed(id, observed_version).await {
            Ok(session) => session,
            Err(outcome) => return outcome,
        };
        let Some(token) = &session.tokens.refresh else {
            return self.end_session(id, EndReason::NoRefreshToken).await;
        };
        if self.in_cooldown(id.key()) {
            return RefreshOutcome::Failed;
        }
        match self.server.refresh(&session.tokens, token, self.clock.now()).await {
            Ok(tokens) => self.persist(id, &session, tokens).await,
            Err(TokenError::InvalidGrant) => {
                // Another proxy, for which our lock had expired, may have refreshed first.
                match self.load_observed(id, observed_version).await {
                    Ok(_) => self.end_session(id, EndReason::RefreshTokenRejected).await,
                    Err(outcome) => outcome,
                }
            }
            Err(
                error @ (TokenError::Rejected
                | TokenError::Unreachable
                | TokenError::InvalidResponse),
            ) => {
                tracing::warn!(reason = %error, "a refresh failed; the session continues");
                audit::refresh_failed(self.sessions.pseudonym(id.key()), error.code());
                let until = Instant::now() + REFRESH_COOLDOWN;
                lock(&self.state).cooldown_until.insert(id.key(), until);
                RefreshOutcome::Failed
            }
        }
    }

    /// Stores new tokens. They are published and used only afterwards. The previous tokens may
    /// already be invalid, so a failing store is retried until it is back.
    async fn persist(&self, id: &SessionId, session: &Session, tokens: Tokens) -> RefreshOutcome {
        let deadline = Instant::now() + PERSIST_RETRY_LIMIT;
        let mut delay = POLL_INTERVAL;
        loop {
            match self.sessions.replace_tokens(id, session.created, &tokens).await {
                Ok(true) => {
                    tracing::info!("the tokens of a session were refreshed");
                    return RefreshOutcome::Done;
                }
                // The user has signed out meanwhile: the new tokens must be revoked as well.
                Ok(false) => {
                    self.server.revoke(&tokens).await;
                    return RefreshOutcome::Ended;
                }
                Err(error) if Instant::now() < deadline => {
                    tracing::warn!(%error, "refreshed tokens could not be stored; retrying");
                    tokio::time::sleep(delay).await;
                    delay = (delay * 2).min(Duration::from_secs(1));
                }
                Err(error) => {
                    tracing::error!(%error, "refreshed tokens are lost");
                    audit::refresh_failed(self.sessions.pseudonym(id.key()), "store_unavailable");
                    return RefreshOutcome::Failed;
                }
            }
        }
    }

    async fn end_session(&self, id: &SessionId, reason: EndReason) -> RefreshOutcome {
        // If the store fails, the session ends at its next use. If it has been removed meanwhile, the user
        // has signed out.
        if let Ok(Some(_)) = self.sessions.remove(id).await {
            audit::session_ended(self.sessions.pseudonym(id.key()), reason);
            self.metrics.record_session("ended");
        }
        RefreshOutcome::Ended
    }

    fn in_cooldown(&self, key: SessionKey) -> bool {
        let now = Instant::now();
        let mut state = lock(&self.state);
        state.cooldown_until.retain(|_, until| *until > now);
        state.cooldown_until.contains_key(&key)
    }
}

/// Removes a refresh from those in progress, however its task ends.
struct InProgressEntry<'a> {
    manager: &'a TokenManager,
    key: SessionKey,
}

impl Drop for InProgressEntry<'_> {
    fn drop(&mut self) {
        lock(&self.manager.state).in_progress.remove(&self.key);
    }
}

fn refresh_failed() -> ProxyError {
    ProxyError::Overloaded(REFRESH_COOLDOWN.as_secs())
}

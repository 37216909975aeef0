//! Fresh access tokens for sessions: when to refresh, once only, and what happens to the session then.

use crate::{
    clock::Clock,
    failure::Failure,
    metrics::Metrics,
    oauth::{AuthorizationServer, TokenError},
    session::{Holder, Session, SessionId, SessionKey, Tokens, Vault},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};
use tokio_util::task::TaskTracker;

/// After a failed refresh nobody asks again for this long.
const CALM: Duration = Duration::from_secs(10);
/// A refresh's lock, in a store that several proxies may share, is renewed three times in this
/// time; it outlives a proxy that was killed by no more.
const LOCK: Duration = Duration::from_secs(5);
/// How long another proxy's refresh is waited for, and how often the store is read meanwhile.
const OTHERS: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(50);
/// Tokens that a store does not take are not thrown away at once: it may come back.
const KEEP: Duration = Duration::from_secs(600);

/// How a refresh ended. Where the tokens went says the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refreshed {
    /// The store has tokens newer than those that were seen.
    Done,
    /// The session is over.
    Ended,
    /// Nothing changed; another try may help later.
    Failed,
}

impl Refreshed {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ended => "ended",
            Self::Failed => "failed",
        }
    }
}

/// Keeps the tokens of all sessions fresh.
pub(crate) struct TokenKeeper {
    pub(crate) vault: Vault,
    pub(crate) server: AuthorizationServer,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) metrics: Arc<Metrics>,
    /// What must end before the process does.
    pub(crate) tasks: TaskTracker,
    pub(crate) running: Mutex<Running>,
}

/// The refreshes under way, and the sessions left in peace.
#[derive(Default)]
pub(crate) struct Running {
    refreshes: HashMap<SessionKey, watch::Receiver<Option<Refreshed>>>,
    calm: HashMap<SessionKey, Instant>,
}

impl TokenKeeper {
    /// Tokens to send with the next request: refreshed if that is due.
    pub(crate) async fn fresh(
        self: &Arc<Self>,
        id: &SessionId,
        session: Session,
    ) -> Result<Tokens, Failure> {
        let tokens = session.tokens;
        let now = self.clock.now();
        let expired = tokens.have_expired(now);
        if !expired && (tokens.refresh.is_none() || !tokens.are_due(now)) {
            return Ok(tokens);
        }
        match self.renew(id, tokens.version).await {
            Err(Failure::Overloaded(_)) if !expired => Ok(tokens),
            outcome => outcome,
        }
    }

    /// Tokens newer than the ones of `seen`, which the API refused or which are due.
    ///
    /// The work happens in a task of its own: whoever asked may go away meanwhile.
    pub(crate) async fn renew(
        self: &Arc<Self>,
        id: &SessionId,
        seen: u64,
    ) -> Result<Tokens, Failure> {
        loop {
            match self.join_refresh(id, seen).await {
                Refreshed::Done => {
                    let session = self.vault.load(id, self.clock.now()).await;
                    let session = session.map_err(|_| calm_failure())?;
                    let tokens = session.map(|session| session.tokens).ok_or(Failure::SignedOut)?;
                    if tokens.version != seen {
                        return Ok(tokens);
                    }
                    // What was joined was the end of the refresh that made the tokens of `seen`.
                }
                Refreshed::Ended => return Err(Failure::SignedOut),
                Refreshed::Failed => return Err(calm_failure()),
            }
        }
    }

    async fn join_refresh(self: &Arc<Self>, id: &SessionId, seen: u64) -> Refreshed {
        let key = id.key();
        let mut outcome = {
            let mut running = self.running();
            if let Some(outcome) = running.refreshes.get(&key) {
                outcome.clone()
            } else {
                let (sender, outcome) = watch::channel(None);
                running.refreshes.insert(key, outcome.clone());
                let (keeper, id) = (Arc::clone(self), id.clone());
                self.tasks.spawn(async move {
                    let entry = Entry { keeper: &keeper, key };
                    let refreshed = keeper.refresh(&id, seen).await;
                    keeper.metrics.refreshed(refreshed.name());
                    drop(entry);
                    // Nobody may be waiting any more.
                    let _ = sender.send(Some(refreshed));
                });
                outcome
            }
        };
        // An error means that the task was lost, which is a failure like any other.
        match outcome.wait_for(Option::is_some).await {
            Ok(refreshed) => refreshed.unwrap_or(Refreshed::Failed),
            Err(_) => Refreshed::Failed,
        }
    }

    /// Refreshes under the session's lock, unless somebody else has done it meanwhile.
    async fn refresh(&self, id: &SessionId, seen: u64) -> Refreshed {
        let holder = Holder::generate();
        if let Err(done) = self.take_lock(id, seen, holder).await {
            return done;
        }
        let refreshed = tokio::select! {
            refreshed = self.refresh_locked(id, seen) => refreshed,
            never = self.hold_lock(id.key(), holder) => match never {},
        };
        // What cannot be given back ends by itself.
        let _ = self.vault.store().unlock(id.key(), holder).await;
        refreshed
    }

    /// Waits for the lock; `Err` says how it ended without.
    ///
    /// A store that cannot be written fails here, before a refresh token is used up.
    async fn take_lock(&self, id: &SessionId, seen: u64, holder: Holder) -> Result<(), Refreshed> {
        let deadline = Instant::now() + OTHERS;
        loop {
            self.find_stale(id, seen).await?;
            match self.vault.store().lock(id.key(), holder, LOCK).await {
                Ok(true) => return Ok(()),
                Ok(false) if Instant::now() < deadline => tokio::time::sleep(LOOK).await,
                Ok(false) | Err(_) => return Err(Refreshed::Failed),
            }
        }
    }

    async fn hold_lock(&self, key: SessionKey, holder: Holder) -> std::convert::Infallible {
        loop {
            tokio::time::sleep(LOCK / 3).await;
            if self.vault.store().lock(key, holder, LOCK).await != Ok(true) {
                tracing::warn!("the lock of a refresh could not be renewed");
            }
        }
    }

    /// The session, if its tokens are still those that were seen.
    async fn find_stale(&self, id: &SessionId, seen: u64) -> Result<Session, Refreshed> {
        let session = self.vault.load(id, self.clock.now()).await;
        let session = session.map_err(|_| Refreshed::Failed)?.ok_or(Refreshed::Ended)?;
        if session.tokens.version == seen { Ok(session) } else { Err(Refreshed::Done) }
    }

    async fn refresh_locked(&self, id: &SessionId, seen: u64) -> Refreshed {
        let session = match self.find_stale(id, seen).await {
            Ok(session) => session,
            Err(done) => return done,
        };
        let Some(token) = &session.tokens.refresh else {
            return self.end(id, "it has no refresh token").await;
        };
        if self.is_calm(id.key()) {
            return Refreshed::Failed;
        }
        match self.server.refresh(&session.tokens, token, self.clock.now()).await {
            Ok(tokens) => self.keep(id, &session, tokens).await,
            Err(TokenError::InvalidGrant) => {
                // Another proxy that took us for dead may have been quicker.
                match self.find_stale(id, seen).await {
                    Ok(_) => self.end(id, "its refresh token is refused").await,
                    Err(done) => done,
                }
            }
            Err(
                error @ (TokenError::Refused | TokenError::Unreachable | TokenError::BadAnswer),
            ) => {
                tracing::warn!(reason = %error, "a refresh failed; the session stays");
                self.running().calm.insert(id.key(), Instant::now() + CALM);
                Refreshed::Failed
            }
        }
    }

    /// Persists; only then are the tokens published, and only then used. The old ones may be worth
    /// nothing any more, so a store that fails now is asked again until it is back.
    async fn keep(&self, id: &SessionId, session: &Session, tokens: Tokens) -> Refreshed {
        let deadline = Instant::now() + KEEP;
        let mut pause = LOOK;
        loop {
            match self.vault.replace_tokens(id, session.created, &tokens).await {
                Ok(true) => {
                    tracing::info!("a session's tokens were refreshed");
                    return Refreshed::Done;
                }
                // Signed out meanwhile: what came after the sign-out must go as well.
                Ok(false) => {
                    self.server.revoke(&tokens).await;
                    return Refreshed::Ended;
                }
                Err(error) if Instant::now() < deadline => {
                    tracing::warn!(%error, "refreshed tokens could not be kept; trying again");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(1));
                }
                Err(error) => {
                    tracing::error!(%error, "refreshed tokens are lost");
                    return Refreshed::Failed;
                }
            }
        }
    }

    async fn end(&self, id: &SessionId, reason: &'static str) -> Refreshed {
        tracing::info!(reason, "a session ended");
        self.metrics.session("ended");
        // If the store fails, the session ends at its next use.
        let _ = self.vault.remove(id).await;
        Refreshed::Ended
    }

    fn is_calm(&self, key: SessionKey) -> bool {
        let now = Instant::now();
        let mut running = self.running();
        running.calm.retain(|_, until| *until > now);
        running.calm.contains_key(&key)
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refresh's place in the map, given up however the task ends.
struct Entry<'a> {
    keeper: &'a TokenKeeper,
    key: SessionKey,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.keeper.running().refreshes.remove(&self.key);
    }
}

fn calm_failure() -> Failure {
    Failure::Overloaded(CALM.as_secs())
}

//! Fresh access tokens for sessions: when to refresh, once only, and what happens to the session then.

use crate::{
    clock::Clock,
    config::SessionLimits,
    failure::Failure,
    oauth::{AuthorizationServer, TokenError},
    session::{Session, SessionKey, Store, Tokens},
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

/// Keeps the tokens of all sessions fresh.
pub(crate) struct TokenKeeper {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) server: AuthorizationServer,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: SessionLimits,
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
        key: SessionKey,
        session: Session,
    ) -> Result<Tokens, Failure> {
        let tokens = session.tokens;
        let now = self.clock.now();
        let expired = tokens.have_expired(now);
        if !expired && (tokens.refresh.is_none() || !tokens.are_due(now)) {
            return Ok(tokens);
        }
        match self.renew(key, tokens.version).await {
            Err(Failure::Overloaded(_)) if !expired => Ok(tokens),
            outcome => outcome,
        }
    }

    /// Tokens newer than the ones of `seen`, which the API refused or which are due.
    ///
    /// The work happens in a task of its own: whoever asked may go away meanwhile.
    pub(crate) async fn renew(
        self: &Arc<Self>,
        key: SessionKey,
        seen: u64,
    ) -> Result<Tokens, Failure> {
        match self.join_refresh(key, seen).await {
            Refreshed::Done => {
                let session = self.store.load(key).await.map_err(|_| calm_failure())?;
                session.map(|session| session.tokens).ok_or(Failure::SignedOut)
            }
            Refreshed::Ended => Err(Failure::SignedOut),
            Refreshed::Failed => Err(calm_failure()),
        }
    }

    async fn join_refresh(self: &Arc<Self>, key: SessionKey, seen: u64) -> Refreshed {
        let mut outcome = {
            let mut running = self.running();
            if let Some(outcome) = running.refreshes.get(&key) {
                outcome.clone()
            } else {
                let (sender, outcome) = watch::channel(None);
                running.refreshes.insert(key, outcome.clone());
                let keeper = Arc::clone(self);
                self.tasks.spawn(async move {
                    let entry = Entry { keeper: &keeper, key };
                    let refreshed = keeper.refresh(key, seen).await;
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

    async fn refresh(&self, key: SessionKey, seen: u64) -> Refreshed {
        let Ok(session) = self.store.load(key).await else { return Refreshed::Failed };
        let Some(session) = session else { return Refreshed::Ended };
        if session.tokens.version != seen {
            return Refreshed::Done;
        }
        if session.expires_in(self.clock.now(), self.limits) == 0 {
            return Refreshed::Ended;
        }
        let Some(token) = &session.tokens.refresh else {
            return self.end(key, "it has no refresh token").await;
        };
        if self.is_calm(key) {
            return Refreshed::Failed;
        }
        match self.server.refresh(&session.tokens, token, self.clock.now()).await {
            Ok(tokens) => self.keep(key, tokens).await,
            Err(TokenError::InvalidGrant) => self.end(key, "its refresh token is refused").await,
            Err(
                error @ (TokenError::Refused | TokenError::Unreachable | TokenError::BadAnswer),
            ) => {
                tracing::warn!(reason = %error, "a refresh failed; the session stays");
                self.running().calm.insert(key, Instant::now() + CALM);
                Refreshed::Failed
            }
        }
    }

    /// Persists; only then are the tokens published, and only then used.
    async fn keep(&self, key: SessionKey, tokens: Tokens) -> Refreshed {
        match self.store.replace_tokens(key, tokens.clone()).await {
            Ok(true) => {
                tracing::info!("a session's tokens were refreshed");
                Refreshed::Done
            }
            // Signed out meanwhile: what came after the sign-out must go as well.
            Ok(false) => {
                self.server.revoke(&tokens).await;
                Refreshed::Ended
            }
            Err(error) => {
                tracing::error!(%error, "refreshed tokens could not be kept");
                Refreshed::Failed
            }
        }
    }

    async fn end(&self, key: SessionKey, reason: &'static str) -> Refreshed {
        tracing::info!(reason, "a session ended");
        // If the store fails, the session ends at its next use.
        let _ = self.store.remove(key).await;
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

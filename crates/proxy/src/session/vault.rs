//! Sessions and attempts as the proxy knows them, on top of a store that knows sealed rows only.

use super::{
    ATTEMPT_SECONDS, Attempt, Row, ServerKey, Session, SessionId, SessionKey, Store, StoreError,
    Tokens, seal::Subject,
};
use crate::{clock::UnixSeconds, config::SessionLimits};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// A session's use is written down at most this often in its idle time: the end that people are
/// told is the one that is kept, and a busy page does not write at each request.
const STEPS: u64 = 60;

/// Opens and seals what a store keeps.
#[derive(Clone)]
pub struct Vault {
    store: Arc<dyn Store>,
    key: ServerKey,
    limits: SessionLimits,
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

/// Tokens as they are sealed.
#[derive(Serialize, Deserialize)]
struct SealedTokens {
    access: Box<str>,
    refresh: Option<Box<str>>,
    issued: UnixSeconds,
    expires: UnixSeconds,
    version: u64,
}

/// An attempt as it is sealed.
#[derive(Serialize, Deserialize)]
struct SealedAttempt {
    state: Box<str>,
    verifier: Option<Box<str>>,
    return_to: String,
    former: Option<[u8; 32]>,
}

impl Vault {
    /// On top of a store.
    pub fn new(store: Arc<dyn Store>, key: ServerKey, limits: SessionLimits) -> Self {
        Self { store, key, limits }
    }

    /// The store below, whose locks are nobody's secret.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// The same, for whoever keeps more in it than sessions.
    pub fn shared_store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    /// How long sessions live.
    pub fn limits(&self) -> SessionLimits {
        self.limits
    }

    /// Keeps a new session.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert(&self, id: &SessionId, session: &Session) -> Result<(), StoreError> {
        let sealed = self.seal_tokens(id, session.created, &session.tokens)?;
        let ends = session.ends(self.limits);
        let row = Row { created: session.created, used: session.used, ends, sealed };
        self.store.insert(id.key(), row).await
    }

    /// Reads a session that has not ended. One that has is forgotten.
    ///
    /// # Errors
    /// The store fails.
    pub async fn load(
        &self,
        id: &SessionId,
        now: UnixSeconds,
    ) -> Result<Option<Session>, StoreError> {
        let key = id.key();
        let Some(row) = self.store.load(key).await? else { return Ok(None) };
        // What does not open stays: the key of this proxy may be the wrong one, among several.
        let Some(session) = self.open_session(id, &row) else { return Ok(None) };
        if session.expires_in(now, self.limits) == 0 {
            self.store.remove(key).await?;
            return Ok(None);
        }
        Ok(Some(session))
    }

    /// Notes that a session is used now.
    ///
    /// # Errors
    /// The store fails.
    pub async fn touch(
        &self,
        id: &SessionId,
        session: &Session,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        if now < session.used + self.limits.idle / STEPS {
            return Ok(());
        }
        let ends = Session { used: now, ..session.clone() }.ends(self.limits);
        self.store.touch(id.key(), now, ends).await
    }

    /// Puts new tokens into a session; `false` if it is no longer there.
    ///
    /// # Errors
    /// The store fails.
    pub async fn replace_tokens(
        &self,
        id: &SessionId,
        created: UnixSeconds,
        tokens: &Tokens,
    ) -> Result<bool, StoreError> {
        let sealed = self.seal_tokens(id, created, tokens)?;
        self.store.replace(id.key(), sealed).await
    }

    /// Takes a session out; of two callers one gets it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn remove(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        let row = self.store.remove(id.key()).await?;
        Ok(row.and_then(|row| self.open_session(id, &row)))
    }

    /// Forgets a session of which only the hash is known.
    ///
    /// # Errors
    /// The store fails.
    pub async fn forget(&self, key: SessionKey) -> Result<(), StoreError> {
        self.store.remove(key).await.map(drop)
    }

    /// Keeps an attempt, to be opened by whoever has `cookie`.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert_attempt(
        &self,
        id: String,
        cookie: &SecretString,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        let value = SealedAttempt {
            state: attempt.state.expose_secret().into(),
            verifier: attempt.verifier.as_ref().map(|verifier| verifier.expose_secret().into()),
            return_to: attempt.return_to.clone(),
            former: attempt.former.map(|key| key.0),
        };
        let created = attempt.created;
        let sealed = self.key.seal(Subject::Attempt(&id), created, cookie, &value);
        let sealed = sealed.ok_or(StoreError)?;
        let row = Row { created, used: created, ends: created + ATTEMPT_SECONDS, sealed };
        self.store.insert_attempt(id, row).await
    }

    /// Takes an attempt out, which is used up by that; `None` if this cookie does not open it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn take_attempt(
        &self,
        id: &str,
        cookie: &SecretString,
    ) -> Result<Option<Attempt>, StoreError> {
        let Some(row) = self.store.take_attempt(id).await? else { return Ok(None) };
        let opened = self.key.open::<SealedAttempt>(Subject::Attempt(id), cookie, &row);
        Ok(opened.map(|opened| Attempt {
            state: opened.state.into(),
            verifier: opened.verifier.map(SecretString::new),
            return_to: opened.return_to,
            former: opened.former.map(SessionKey),
            created: row.created,
        }))
    }

    fn seal_tokens(
        &self,
        id: &SessionId,
        created: UnixSeconds,
        tokens: &Tokens,
    ) -> Result<Vec<u8>, StoreError> {
        let value = SealedTokens {
            access: tokens.access.expose_secret().into(),
            refresh: tokens.refresh.as_ref().map(|refresh| refresh.expose_secret().into()),
            issued: tokens.issued,
            expires: tokens.expires,
            version: tokens.version,
        };
        let sealed = self.key.seal(Subject::Session(id.key()), created, &id.0, &value);
        sealed.ok_or(StoreError)
    }

    fn open_session(&self, id: &SessionId, row: &Row) -> Option<Session> {
        let opened = self.key.open::<SealedTokens>(Subject::Session(id.key()), &id.0, row);
        let Some(opened) = opened else {
            tracing::warn!("a session in the store cannot be opened: was the store's key changed?");
            return None;
        };
        let tokens = Tokens {
            access: opened.access.into(),
            refresh: opened.refresh.map(SecretString::new),
            issued: opened.issued,
            expires: opened.expires,
            version: opened.version,
        };
        Some(Session { created: row.created, used: row.used, tokens })
    }
}

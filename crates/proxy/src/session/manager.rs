//! Sessions on top of a store, which holds sealed records only, and login attempts, which are sealed in
//! their cookies: the store only knows which of them came back.

use super::{
    crypto::{self, Subject},
    id::{AttemptKey, SessionId, SessionKey},
    record::{LoginAttempt, PROBE_CREATED, Session, Tokens},
    store::{SessionTimes, Store, StoreError, StoredRecord},
};
use crate::{
    audit::{self, EndReason, Pseudonym},
    clock::UnixSeconds,
    config::{ServerKeys, SessionLimits},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// The last use of a session is written at most once in this fraction of the idle time, so that a
/// busy page does not cause a write at each request. `/auth/session` reports the stored expiry.
const TOUCH_FRACTION: u64 = 60;

/// Seals, stores, loads and expires sessions and login attempts.
#[derive(Clone)]
pub struct SessionManager {
    store: Arc<dyn Store>,
    keys: ServerKeys,
    /// Identifies this proxy among those that share the store.
    instance: u64,
    limits: SessionLimits,
}

impl fmt::Debug for SessionManager {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionManager(…)")
    }
}

/// The sealed form of [`Tokens`].
#[derive(Serialize, Deserialize)]
struct SealedTokens {
    access: Box<str>,
    refresh: Option<Box<str>>,
    issued: UnixSeconds,
    expires: UnixSeconds,
    version: u64,
    /// Absent in sessions of earlier versions.
    #[serde(default)]
    account: Option<[u8; 8]>,
}

/// The sealed form of a [`LoginAttempt`], without what it is bound to: `state` and time of expiry. The
/// names are short, because five attempts must fit into the headers of a request.
#[derive(Serialize, Deserialize)]
struct SealedAttempt {
    #[serde(rename = "v", skip_serializing_if = "Option::is_none")]
    verifier: Option<Box<str>>,
    #[serde(rename = "r")]
    return_to: String,
    /// In base64url, which is shorter than an array of numbers.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    previous_session: Option<String>,
}

impl SessionManager {
    /// Manages the sessions in `store`, sealed with `keys`.
    pub fn new(store: Arc<dyn Store>, keys: impl Into<ServerKeys>, limits: SessionLimits) -> Self {
        Self { store, keys: keys.into(), instance: rand::random(), limits }
    }

    /// The underlying store, for locks and expiry.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// A shared handle to the underlying store, for data other than sessions.
    pub fn shared_store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    pub(super) fn keys(&self) -> &ServerKeys {
        &self.keys
    }

    pub(super) fn instance(&self) -> u64 {
        self.instance
    }

    /// The name of a session in logs.
    pub fn pseudonym(&self, session: SessionKey) -> Pseudonym {
        crypto::pseudonym(self.keys.first(), "session", &session.0)
    }

    /// The name of a user in logs; `subject` is that of an access token.
    pub fn subject_pseudonym(&self, subject: &str) -> Pseudonym {
        crypto::pseudonym(self.keys.first(), "subject", subject.as_bytes())
    }

    /// All names of an account: its sessions keep the name that it had when they were created.
    pub fn account_pseudonyms(&self, id: &str) -> Vec<Pseudonym> {
        self.keys.iter().map(|key| crypto::pseudonym(key, "account", id.as_bytes())).collect()
    }

    /// The name of an account in logs; `id` is its `encoded_account_id`.
    pub fn account_pseudonym(&self, id: &str) -> Pseudonym {
        crypto::pseudonym(self.keys.first(), "account", id.as_bytes())
    }

    /// How long sessions live.
    pub fn limits(&self) -> SessionLimits {
        self.limits
    }

    /// Stores a new session.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert(&self, id: &SessionId, session: &Session) -> Result<(), StoreError> {
        let record = StoredRecord {
            created: session.created,
            last_used: session.last_used,
            expires: session.expires_at(self.limits),
            sealed: self.seal_tokens(id, session.created, &session.tokens)?,
        };
        self.store.insert(id.key(), record).await
    }

    /// Loads a session. An expired session is deleted.
    ///
    /// # Errors
    /// The store fails.
    pub async fn load(
        &self,
        id: &SessionId,
        now: UnixSeconds,
    ) -> Result<Option<Session>, StoreError> {
        let key = id.key();
        let Some(record) = self.store.load(key).await? else { return Ok(None) };
        // A record that cannot be unsealed is not deleted: this proxy may have the wrong key.
        let Some(session) = self.unseal_session(id, &record) else { return Ok(None) };
        if session.expires_in(now, self.limits) == 0 {
            // Only one of several concurrent callers reports the end.
            if self.store.remove(key).await?.is_some() {
                self.report_expiry(key, session.created, now);
            }
            return Ok(None);
        }
        Ok(Some(session))
    }

    /// Whether the store has a session of which only the key is known.
    ///
    /// # Errors
    /// The store fails.
    pub async fn contains(&self, key: SessionKey) -> Result<bool, StoreError> {
        self.store.load(key).await.map(|record| record.is_some())
    }

    /// Records that a session is used now.
    ///
    /// # Errors
    /// The store fails.
    pub async fn touch(
        &self,
        id: &SessionId,
        session: &Session,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        if now < session.last_used + self.limits.idle / TOUCH_FRACTION {
            return Ok(());
        }
        let expires = Session { last_used: now, ..session.clone() }.expires_at(self.limits);
        self.store.touch(id.key(), now, expires).await
    }

    /// Replaces the tokens of a session; `false` if the session no longer exists.
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

    /// Removes and returns a session. Only one of several concurrent callers receives it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn remove(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        let record = self.store.remove(id.key()).await?;
        Ok(record.and_then(|record| self.unseal_session(id, &record)))
    }

    /// Removes a session of which only the key is known; `false` if it does not exist.
    ///
    /// # Errors
    /// The store fails.
    pub async fn remove_by_key(&self, key: SessionKey) -> Result<bool, StoreError> {
        self.store.remove(key).await.map(|record| record.is_some())
    }

    /// All sessions, without the records of readiness checks.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(&self) -> Result<Vec<SessionTimes>, StoreError> {
        let mut sessions = self.store.list_sessions().await?;
        sessions.retain(|session| session.created != PROBE_CREATED);
        Ok(sessions)
    }

    /// Deletes expired records.
    ///
    /// # Errors
    /// The store fails.
    pub async fn purge_expired(&self, now: UnixSeconds) -> Result<(), StoreError> {
        let expired = self.store.purge_expired(now).await?;
        for session in expired.into_iter().filter(|session| session.created != PROBE_CREATED) {
            self.report_expiry(session.key, session.created, now);
        }
        Ok(())
    }

    fn report_expiry(&self, key: SessionKey, created: UnixSeconds, now: UnixSeconds) {
        let is_oldest = now >= created.saturating_add(self.limits.absolute);
        let reason = if is_oldest { EndReason::MaximumAge } else { EndReason::Idle };
        audit::session_ended(self.pseudonym(key), reason);
    }

    /// Seals a login attempt for its cookie: `{expires}.{sealed}`, in characters that need no quoting. It
    /// can be unsealed only by this server, with the attempt's `state`, and with this time of expiry.
    ///
    /// `None` only if it cannot be serialized.
    pub fn seal_attempt(&self, attempt: &LoginAttempt) -> Option<String> {
        let value = SealedAttempt {
            verifier: attempt.verifier.as_ref().map(|verifier| verifier.expose_secret().into()),
            return_to: attempt.return_to.clone(),
            previous_session: attempt.previous_session.map(|key| URL_SAFE_NO_PAD.encode(key.0)),
        };
        let (state, expires) = (&attempt.state, attempt.expires);
        let subject = Subject::LoginAttempt(state.expose_secret());
        let sealed = crypto::seal(self.keys.first(), state, subject, expires, &value)?;
        Some(format!("{expires}.{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Unseals the cookie of a login attempt; `None` unless it was sealed by this server for this
    /// `state`, and has not expired.
    pub fn open_attempt(
        &self,
        state: &SecretString,
        cookie: &str,
        now: UnixSeconds,
    ) -> Option<LoginAttempt> {
        let (expires, sealed) = cookie.split_once('.')?;
        let expires = expires.parse().ok().filter(|expires| now < *expires)?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let record = StoredRecord { created: expires, last_used: expires, expires, sealed };
        let subject = Subject::LoginAttempt(state.expose_secret());
        let unsealed: SealedAttempt = crypto::unseal(&self.keys, state, subject, &record)?;
        let previous_session = match unsealed.previous_session {
            Some(text) => {
                let hash = URL_SAFE_NO_PAD.decode(text).ok()?;
                Some(SessionKey(hash.try_into().ok()?))
            }
            None => None,
        };
        Some(LoginAttempt {
            state: state.clone(),
            verifier: unsealed.verifier.map(SecretString::new),
            return_to: unsealed.return_to,
            previous_session,
            expires,
        })
    }

    /// Records that a login attempt came back; `false` if it already had, here or at another proxy of
    /// the store.
    ///
    /// # Errors
    /// The store fails.
    pub async fn use_attempt(
        &self,
        attempt: &LoginAttempt,
        now: UnixSeconds,
    ) -> Result<bool, StoreError> {
        let key = AttemptKey::of_state(&attempt.state);
        self.store.use_attempt(key, now, attempt.expires).await
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
            account: tokens.account.map(|account| account.0),
        };
        let subject = Subject::Session(id.key());
        crypto::seal(self.keys.first(), id.secret(), subject, created, &value).ok_or(StoreError)
    }

    fn unseal_session(&self, id: &SessionId, record: &StoredRecord) -> Option<Session> {
        let subject = Subject::Session(id.key());
        let unsealed: Option<SealedTokens> =
            crypto::unseal(&self.keys, id.secret(), subject, record);
        let Some(unsealed) = unsealed else {
            tracing::warn!("a stored session cannot be unsealed: was the store's key replaced?");
            return None;
        };
        let tokens = Tokens {
            access: unsealed.access.into(),
            refresh: unsealed.refresh.map(SecretString::new),
            issued: unsealed.issued,
            expires: unsealed.expires,
            version: unsealed.version,
            account: unsealed.account.map(Pseudonym),
        };
        Some(Session { created: record.created, last_used: record.last_used, tokens })
    }
}

//! Checks of the store: whether it can be written and read, and whether all proxies that share it have
//! the same key.

use super::{
    crypto::{self, Subject},
    id::{SessionId, SessionKey},
    manager::SessionManager,
    record::PROBE_CREATED,
    store::{LockOwner, StoreError, StoredRecord},
};
use crate::{clock::UnixSeconds, random};
use std::time::Duration;

/// How long a key is registered. Running proxies renew it every minute, and at each readiness check.
const KEY_TTL: Duration = Duration::from_secs(150);
/// Lifetime of the record that a check writes, in seconds.
const PROBE_SECONDS: u64 = 60;
const PROBE: u64 = 0x7072_6f62_6520_3031;

/// Why the store cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreProblem {
    /// It cannot be written, or does not return what was written.
    Unavailable,
    /// Another proxy uses it with a different key.
    DifferentKey,
}

impl From<StoreError> for StoreProblem {
    fn from(_: StoreError) -> Self {
        Self::Unavailable
    }
}

impl SessionManager {
    /// Registers this proxy's key with the store, for a limited time.
    ///
    /// The registration is a lock whose owner is the key's fingerprint: proxies with the same key share
    /// it, and it expires by itself after the key was replaced.
    ///
    /// # Errors
    /// The store fails, or another proxy has registered a different key.
    pub async fn register_key(&self) -> Result<(), StoreProblem> {
        let registration = SessionKey(random::hash("bounces-proxy key registration"));
        let fingerprint = crypto::fingerprint(self.key()).ok_or(StoreProblem::Unavailable)?;
        let is_owner =
            self.store().lock(registration, LockOwner::from_number(fingerprint), KEY_TTL).await?;
        if is_owner { Ok(()) } else { Err(StoreProblem::DifferentKey) }
    }

    /// Checks the key, then writes a sealed record, reads it back, unseals it and deletes it.
    ///
    /// # Errors
    /// The store fails, or another proxy has registered a different key.
    pub async fn check_store(&self, now: UnixSeconds) -> Result<(), StoreProblem> {
        self.register_key().await?;
        // Random, so that proxies that share the store do not read each other's records.
        let id = SessionId::generate();
        let (key, subject) = (id.key(), Subject::Session(id.key()));
        let sealed = crypto::seal(self.key(), id.secret(), subject, PROBE_CREATED, &PROBE);
        let record = StoredRecord {
            created: PROBE_CREATED,
            last_used: now,
            expires: now + PROBE_SECONDS,
            sealed: sealed.ok_or(StoreProblem::Unavailable)?,
        };
        self.store().insert(key, record).await?;
        let loaded = self.store().load(key).await?.ok_or(StoreProblem::Unavailable)?;
        let number: Option<u64> = crypto::unseal(self.key(), id.secret(), subject, &loaded);
        self.store().remove(key).await?;
        if number == Some(PROBE) { Ok(()) } else { Err(StoreProblem::Unavailable) }
    }
}

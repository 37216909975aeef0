//! Checks of the store: whether it can be written and read, and whether all proxies that share it can
//! open each other's records.

use super::{
    crypto::{self, Subject},
    id::{SessionId, SessionKey},
    manager::SessionManager,
    record::PROBE_CREATED,
    store::{LockOwner, StoreError, StoredRecord},
};
use crate::{clock::UnixSeconds, random};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long the keys of a proxy count as in use. Running proxies announce them more often.
const ANNOUNCEMENT_TTL: Duration = Duration::from_secs(20);
/// Lifetime of the lock of a first announcement, and how long to wait for it.
const LOCK_TTL: Duration = Duration::from_secs(2);
const LOCK_WAIT: Duration = Duration::from_secs(3);
const LOCK_POLL: Duration = Duration::from_millis(20);
/// Lifetime of the record that a check writes, in seconds.
const PROBE_SECONDS: u64 = 60;
const PROBE: u64 = 0x7072_6f62_6520_3031;

/// Why the store cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreProblem {
    /// It cannot be written, or does not return what was written.
    Unavailable,
    /// A proxy that was there first cannot open what this one would seal, or the reverse.
    DifferentKeys,
}

impl From<StoreError> for StoreProblem {
    fn from(_: StoreError) -> Self {
        Self::Unavailable
    }
}

impl SessionManager {
    /// Announces the keys of this proxy to those that share its store, for a limited time.
    ///
    /// The first one is there first: a proxy whose keys do not match those of the others is not
    /// announced, so it does not make the others unready.
    ///
    /// # Errors
    /// The store fails, or the keys do not match.
    pub async fn announce_keys(&self) -> Result<(), StoreProblem> {
        let announced = self.store().announcements().await?;
        if announced.iter().any(|(proxy, _)| *proxy == self.instance()) {
            return self.announce().await;
        }
        // Of two proxies with different keys that start together, the second must see the first.
        let lock = SessionKey(random::hash("bounces-proxy announcements"));
        let (owner, deadline) = (LockOwner::generate(), Instant::now() + LOCK_WAIT);
        while !self.store().lock(lock, owner, LOCK_TTL).await? {
            if Instant::now() >= deadline {
                return Err(StoreProblem::Unavailable);
            }
            sleep(LOCK_POLL).await;
        }
        let result = self.announce_if_matching().await;
        self.store().unlock(lock, owner).await?;
        result
    }

    async fn announce_if_matching(&self) -> Result<(), StoreProblem> {
        let ours = self.fingerprints();
        let announced = self.store().announcements().await?;
        if announced.iter().all(|(_, theirs)| can_open_each_other(&ours, theirs)) {
            self.announce().await
        } else {
            Err(StoreProblem::DifferentKeys)
        }
    }

    async fn announce(&self) -> Result<(), StoreProblem> {
        let announced =
            self.store().announce(self.instance(), self.fingerprints(), ANNOUNCEMENT_TTL);
        Ok(announced.await?)
    }

    /// This proxy stops, so that its keys no longer matter to others.
    ///
    /// # Errors
    /// The store fails.
    pub async fn withdraw_keys(&self) -> Result<(), StoreError> {
        self.store().withdraw(self.instance()).await
    }

    /// The fingerprints of all keys in hexadecimal, separated by spaces; the one that seals is first.
    fn fingerprints(&self) -> String {
        let fingerprints = self.keys().iter().map(crypto::fingerprint);
        fingerprints.map(|number| format!("{number:016x}")).collect::<Vec<_>>().join(" ")
    }

    /// Checks the keys, then writes a sealed record, reads it back, unseals it and deletes it.
    ///
    /// # Errors
    /// The store fails, or the keys do not match those of other proxies.
    pub async fn check_store(&self, now: UnixSeconds) -> Result<(), StoreProblem> {
        self.announce_keys().await?;
        // Random, so that proxies that share the store do not read each other's records.
        let id = SessionId::generate();
        let (key, subject) = (id.key(), Subject::Session(id.key()));
        let sealed = crypto::seal(self.keys().first(), id.secret(), subject, PROBE_CREATED, &PROBE);
        let record = StoredRecord {
            created: PROBE_CREATED,
            last_used: now,
            expires: now + PROBE_SECONDS,
            sealed: sealed.ok_or(StoreProblem::Unavailable)?,
        };
        self.store().insert(key, record).await?;
        let loaded = self.store().load(key).await?.ok_or(StoreProblem::Unavailable)?;
        let number: Option<u64> = crypto::unseal(self.keys(), id.secret(), subject, &loaded);
        self.store().remove(key).await?;
        if number == Some(PROBE) { Ok(()) } else { Err(StoreProblem::Unavailable) }
    }
}

/// Whether each proxy can open what the other seals.
fn can_open_each_other(ours: &str, theirs: &str) -> bool {
    let opens = |keys: &str, other: &str| {
        let sealing = other.split(' ').next();
        keys.split(' ').any(|key| Some(key) == sealing)
    };
    opens(ours, theirs) && opens(theirs, ours)
}

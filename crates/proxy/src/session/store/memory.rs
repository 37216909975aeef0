//! Sessions in this process; lost when it stops.

use super::contract::{
    DayLimits, LockOwner, RequestCount, SessionTimes, Store, StoreFuture, StoredRecord,
};
use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    session::id::{AttemptKey, SessionKey},
    sync::lock,
};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Mutex,
    time::{Duration, Instant},
};

/// The store `memory:`. A panic cannot leave a map half changed: each change is one call.
#[derive(Debug, Default)]
pub struct MemoryStore {
    sessions: Mutex<HashMap<SessionKey, StoredRecord>>,
    /// When each used attempt expires.
    used_attempts: Mutex<HashMap<AttemptKey, UnixSeconds>>,
    locks: Mutex<HashMap<SessionKey, (LockOwner, Instant)>>,
    announcements: Mutex<HashMap<u64, (String, Instant)>>,
    requests: Mutex<Requests>,
}

/// The requests of the latest day.
#[derive(Debug, Default)]
struct Requests {
    day: u64,
    all: u32,
    by_account: HashMap<Pseudonym, u32>,
}

impl Store for MemoryStore {
    fn insert(&self, key: SessionKey, record: StoredRecord) -> StoreFuture<'_, ()> {
        lock(&self.sessions).insert(key, record);
        ready(())
    }

    fn load(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        let record = lock(&self.sessions).get(&key).cloned();
        ready(record)
    }

    fn touch(
        &self,
        key: SessionKey,
        last_used: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, ()> {
        if let Some(record) = lock(&self.sessions).get_mut(&key) {
            record.last_used = record.last_used.max(last_used);
            record.expires = record.expires.max(expires);
        }
        ready(())
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> StoreFuture<'_, bool> {
        let mut sessions = lock(&self.sessions);
        let record = sessions.get_mut(&key);
        let exists = record.is_some();
        if let Some(record) = record {
            record.sealed = sealed;
        }
        ready(exists)
    }

    fn remove(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>> {
        let record = lock(&self.sessions).remove(&key);
        ready(record)
    }

    fn use_attempt(
        &self,
        key: AttemptKey,
        _now: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, bool> {
        let is_first = match lock(&self.used_attempts).entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(entry) => {
                entry.insert(expires);
                true
            }
        };
        ready(is_first)
    }

    fn lock(&self, key: SessionKey, owner: LockOwner, ttl: Duration) -> StoreFuture<'_, bool> {
        let now = Instant::now();
        let mut locks = lock(&self.locks);
        locks.retain(|_, (_, expires)| *expires > now);
        let (current_owner, _) = *locks.entry(key).or_insert((owner, now));
        let is_owner = current_owner == owner;
        if is_owner {
            locks.insert(key, (owner, now + ttl));
        }
        ready(is_owner)
    }

    fn unlock(&self, key: SessionKey, owner: LockOwner) -> StoreFuture<'_, ()> {
        lock(&self.locks).retain(|locked, (current, _)| *locked != key || *current != owner);
        ready(())
    }

    fn announce(&self, proxy: u64, keys: String, ttl: Duration) -> StoreFuture<'_, ()> {
        lock(&self.announcements).insert(proxy, (keys, Instant::now() + ttl));
        ready(())
    }

    fn announcements(&self) -> StoreFuture<'_, Vec<(u64, String)>> {
        let now = Instant::now();
        let mut announcements = lock(&self.announcements);
        announcements.retain(|_, (_, until)| *until > now);
        ready(announcements.iter().map(|(proxy, (keys, _))| (*proxy, keys.clone())).collect())
    }

    fn withdraw(&self, proxy: u64) -> StoreFuture<'_, ()> {
        lock(&self.announcements).remove(&proxy);
        ready(())
    }

    fn count_request(
        &self,
        day: u64,
        account: Pseudonym,
        limits: DayLimits,
    ) -> StoreFuture<'_, RequestCount> {
        let mut requests = lock(&self.requests);
        // If the clock steps back to the previous day, counting continues on the latest day.
        if requests.day < day {
            *requests = Requests { day, ..Requests::default() };
        }
        if requests.all >= limits.all {
            return ready(RequestCount::DayUsedUp);
        }
        let own = requests.by_account.entry(account).or_default();
        if *own >= limits.account {
            return ready(RequestCount::ShareUsedUp);
        }
        *own += 1;
        let own = *own;
        requests.all += 1;
        ready(RequestCount::Counted(own))
    }

    fn exhaust_requests(&self, day: u64) -> StoreFuture<'_, ()> {
        let mut requests = lock(&self.requests);
        if requests.day <= day {
            *requests = Requests { day, all: u32::MAX, ..Requests::default() };
        }
        ready(())
    }

    fn list_sessions(&self) -> StoreFuture<'_, Vec<SessionTimes>> {
        let sessions = lock(&self.sessions);
        ready(sessions.iter().map(|(key, record)| times(*key, record)).collect())
    }

    fn purge_expired(&self, now: UnixSeconds) -> StoreFuture<'_, Vec<SessionTimes>> {
        let mut expired = Vec::new();
        lock(&self.sessions).retain(|key, record| {
            if record.expires <= now {
                expired.push(times(*key, record));
            }
            record.expires > now
        });
        lock(&self.used_attempts).retain(|_, expires| *expires > now);
        ready(expired)
    }
}

fn times(key: SessionKey, record: &StoredRecord) -> SessionTimes {
    let StoredRecord { created, last_used, expires, .. } = *record;
    SessionTimes { key, created, last_used, expires }
}

fn ready<'a, T: Send + 'a>(value: T) -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

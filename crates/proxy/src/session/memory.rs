//! Sessions in this process: gone when it ends.

use super::{
    SessionKey,
    store::{ATTEMPTS, Answer, Holder, Row, Store},
};
use crate::clock::UnixSeconds;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// The store `memory:`.
#[derive(Debug, Default)]
pub struct MemoryStore {
    sessions: Mutex<HashMap<SessionKey, Row>>,
    /// By id, which begins with the time: the first is the oldest.
    attempts: Mutex<BTreeMap<String, Row>>,
    locks: Mutex<HashMap<SessionKey, (Holder, Instant)>>,
    /// The latest day, and its requests.
    requests: Mutex<(u64, u32)>,
}

impl Store for MemoryStore {
    fn insert(&self, key: SessionKey, row: Row) -> Answer<'_, ()> {
        guard(&self.sessions).insert(key, row);
        ready(())
    }

    fn load(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        let row = guard(&self.sessions).get(&key).cloned();
        ready(row)
    }

    fn touch(&self, key: SessionKey, used: UnixSeconds, ends: UnixSeconds) -> Answer<'_, ()> {
        if let Some(row) = guard(&self.sessions).get_mut(&key) {
            row.used = row.used.max(used);
            row.ends = row.ends.max(ends);
        }
        ready(())
    }

    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> Answer<'_, bool> {
        let mut sessions = guard(&self.sessions);
        let row = sessions.get_mut(&key);
        let found = row.is_some();
        if let Some(row) = row {
            row.sealed = sealed;
        }
        ready(found)
    }

    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Row>> {
        let row = guard(&self.sessions).remove(&key);
        ready(row)
    }

    fn insert_attempt(&self, id: String, row: Row) -> Answer<'_, ()> {
        let mut attempts = guard(&self.attempts);
        attempts.insert(id, row);
        while attempts.len() > ATTEMPTS as usize {
            attempts.pop_first();
        }
        ready(())
    }

    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Row>> {
        let row = guard(&self.attempts).remove(id);
        ready(row)
    }

    fn lock(&self, key: SessionKey, holder: Holder, life: Duration) -> Answer<'_, bool> {
        let now = Instant::now();
        let mut locks = guard(&self.locks);
        locks.retain(|_, (_, until)| *until > now);
        let held = *locks.entry(key).or_insert((holder, now));
        let ours = held.0 == holder;
        if ours {
            locks.insert(key, (holder, now + life));
        }
        ready(ours)
    }

    fn unlock(&self, key: SessionKey, holder: Holder) -> Answer<'_, ()> {
        guard(&self.locks).retain(|locked, (held_by, _)| *locked != key || *held_by != holder);
        ready(())
    }

    fn count_request(&self, day: u64, limit: u32) -> Answer<'_, bool> {
        let mut requests = guard(&self.requests);
        // A clock that steps back a little counts on.
        if requests.0 < day {
            *requests = (day, 0);
        }
        let is_left = requests.1 < limit;
        requests.1 += u32::from(is_left);
        ready(is_left)
    }

    fn use_up_requests(&self, day: u64) -> Answer<'_, ()> {
        let mut requests = guard(&self.requests);
        if requests.0 <= day {
            *requests = (day, u32::MAX);
        }
        ready(())
    }

    fn sweep(&self, now: UnixSeconds) -> Answer<'_, ()> {
        guard(&self.sessions).retain(|_, row| row.ends > now);
        guard(&self.attempts).retain(|_, row| row.ends > now);
        ready(())
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Answer<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

/// A panic elsewhere leaves these maps whole: each change is one call.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

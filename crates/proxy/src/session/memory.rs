//! Sessions in this process: gone when it ends.

use super::{ATTEMPT_SECONDS, Answer, Attempt, Session, SessionKey, Store, Tokens};
use crate::{clock::UnixSeconds, config::SessionLimits};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Anybody may begin a sign-in, so their number is bounded: some megabytes at most.
const ATTEMPTS: usize = 10_000;

/// The store `memory:`.
#[derive(Debug, Default)]
pub struct MemoryStore {
    sessions: Mutex<HashMap<SessionKey, Session>>,
    /// By id, which begins with the time: the first is the oldest.
    attempts: Mutex<BTreeMap<String, Attempt>>,
}

impl Store for MemoryStore {
    fn insert(&self, key: SessionKey, session: Session) -> Answer<'_, ()> {
        lock(&self.sessions).insert(key, session);
        ready(())
    }

    fn load(&self, key: SessionKey) -> Answer<'_, Option<Session>> {
        let session = lock(&self.sessions).get(&key).cloned();
        ready(session)
    }

    fn touch(&self, key: SessionKey, now: UnixSeconds) -> Answer<'_, ()> {
        if let Some(session) = lock(&self.sessions).get_mut(&key) {
            session.used = session.used.max(now);
        }
        ready(())
    }

    fn replace_tokens(&self, key: SessionKey, tokens: Tokens) -> Answer<'_, bool> {
        let mut sessions = lock(&self.sessions);
        let session = sessions.get_mut(&key);
        let found = session.is_some();
        if let Some(session) = session {
            session.tokens = tokens;
        }
        ready(found)
    }

    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Session>> {
        let session = lock(&self.sessions).remove(&key);
        ready(session)
    }

    fn insert_attempt(&self, id: String, attempt: Attempt) -> Answer<'_, ()> {
        let mut attempts = lock(&self.attempts);
        while attempts.len() >= ATTEMPTS {
            attempts.pop_first();
        }
        attempts.insert(id, attempt);
        ready(())
    }

    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Attempt>> {
        let attempt = lock(&self.attempts).remove(id);
        ready(attempt)
    }

    fn sweep(&self, now: UnixSeconds, limits: SessionLimits) -> Answer<'_, ()> {
        lock(&self.sessions).retain(|_, session| session.expires_in(now, limits) > 0);
        lock(&self.attempts).retain(|_, attempt| attempt.created + ATTEMPT_SECONDS > now);
        ready(())
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Answer<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

/// A panic elsewhere leaves these maps whole: each change is one call.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What a store of sessions must do. Which there are stands in the neighbours.

use super::{Attempt, Session, SessionKey, Tokens};
use crate::{clock::UnixSeconds, config::SessionLimits};
use std::{fmt, pin::Pin};

/// What a store answers, in time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store that cannot be reached or written. It says nothing of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreError;

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the session store cannot be reached")
    }
}

impl std::error::Error for StoreError {}

/// Keeps sessions and sign-in attempts.
///
/// Each call is whole or nothing. Whether a session has ended is decided by the caller; the store
/// only forgets in [`Store::sweep`].
pub trait Store: Send + Sync + 'static {
    /// Keeps a new session.
    fn insert(&self, key: SessionKey, session: Session) -> Answer<'_, ()>;

    /// Reads a session.
    fn load(&self, key: SessionKey) -> Answer<'_, Option<Session>>;

    /// Notes that a session was used. Without such a session nothing happens.
    fn touch(&self, key: SessionKey, now: UnixSeconds) -> Answer<'_, ()>;

    /// Puts new tokens into a session; `false` if it is no longer there.
    fn replace_tokens(&self, key: SessionKey, tokens: Tokens) -> Answer<'_, bool>;

    /// Takes a session out; of two callers one gets it.
    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Session>>;

    /// Keeps a sign-in attempt under its public id. A full store forgets the oldest.
    fn insert_attempt(&self, id: String, attempt: Attempt) -> Answer<'_, ()>;

    /// Takes an attempt out; of two callers one gets it.
    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Attempt>>;

    /// Forgets what has ended.
    fn sweep(&self, now: UnixSeconds, limits: SessionLimits) -> Answer<'_, ()>;
}

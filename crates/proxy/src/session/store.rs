//! What a store must do. It keeps sealed rows and knows nothing of what is in them; which stores there are stands in the neighbours.

use super::SessionKey;
use crate::clock::UnixSeconds;
use std::{fmt, pin::Pin, time::Duration};

/// Anybody may begin a sign-in, so the number of attempts is bounded: some megabytes at most.
pub const ATTEMPTS: u32 = 10_000;

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

/// A session or an attempt at rest: times to sort and purge by, and what only its browser opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// When it began.
    pub created: UnixSeconds,
    /// When it was used last.
    pub used: UnixSeconds,
    /// When it ends, if it is not used again.
    pub ends: UnixSeconds,
    /// Everything else, sealed.
    pub sealed: Vec<u8>,
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Row(…)")
    }
}

/// Who holds a lock: random, so that nobody releases another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder(pub(super) u64);

impl Holder {
    /// A new one.
    pub fn generate() -> Self {
        Self(rand::random())
    }
}

/// Keeps sessions, sign-in attempts, the locks of refreshes, and the day's count of requests.
///
/// Each call is whole or nothing, and what it wrote is there after a crash, as far as the store
/// outlives one. Whether a session has ended is decided by the caller; the store only forgets.
pub trait Store: Send + Sync + 'static {
    /// Keeps a new session.
    fn insert(&self, key: SessionKey, row: Row) -> Answer<'_, ()>;

    /// Reads a session.
    fn load(&self, key: SessionKey) -> Answer<'_, Option<Row>>;

    /// Notes that a session was used, and when it ends now. Times never go back; without such a
    /// session nothing happens.
    fn touch(&self, key: SessionKey, used: UnixSeconds, ends: UnixSeconds) -> Answer<'_, ()>;

    /// Puts other sealed content into a session; `false` if it is no longer there.
    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> Answer<'_, bool>;

    /// Takes a session out; of two callers one gets it.
    fn remove(&self, key: SessionKey) -> Answer<'_, Option<Row>>;

    /// Keeps a sign-in attempt under its public id. Ids sort by age, and beyond [`ATTEMPTS`] the
    /// oldest are forgotten.
    fn insert_attempt(&self, id: String, row: Row) -> Answer<'_, ()>;

    /// Takes an attempt out; of two callers one gets it.
    fn take_attempt<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Row>>;

    /// Takes the lock of a session, or keeps it if `holder` has it already, for `life` from now;
    /// `false` if somebody else holds it.
    fn lock(&self, key: SessionKey, holder: Holder, life: Duration) -> Answer<'_, bool>;

    /// Gives the lock back, if `holder` still has it.
    fn unlock(&self, key: SessionKey, holder: Holder) -> Answer<'_, ()>;

    /// Counts a request to the upstream on a day (since 1970-01-01); `false`, and nothing is
    /// counted, if that day has seen `limit` already.
    fn count_request(&self, day: u64, limit: u32) -> Answer<'_, bool>;

    /// A day holds no more requests.
    fn use_up_requests(&self, day: u64) -> Answer<'_, ()>;

    /// Forgets what has ended.
    fn sweep(&self, now: UnixSeconds) -> Answer<'_, ()>;
}

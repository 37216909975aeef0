//! The interface of a store. A store holds sealed records and knows nothing about their content.

use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    error::ProxyError,
    session::id::{AttemptKey, SessionKey},
};
use std::{fmt, pin::Pin, time::Duration};

/// The result of a store, later.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// The store cannot be reached or written. Contains nothing of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreError;

impl StoreError {
    /// `Retry-After` in seconds. How long the store will be away is unknown, so this is a guess.
    const RETRY_AFTER: u64 = 10;
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the session store cannot be reached")
    }
}

impl std::error::Error for StoreError {}

impl From<StoreError> for ProxyError {
    fn from(_: StoreError) -> Self {
        Self::StoreUnavailable(StoreError::RETRY_AFTER)
    }
}

/// A session at rest: times for expiry, and content that only its browser can
/// unseal.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// When it was created.
    pub created: UnixSeconds,
    /// When it was last used.
    pub last_used: UnixSeconds,
    /// When it expires, if it is not used again.
    pub expires: UnixSeconds,
    /// Everything else, sealed.
    pub sealed: Vec<u8>,
}

impl fmt::Debug for StoredRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StoredRecord(…)")
    }
}

/// A stored session without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTimes {
    /// Its key.
    pub key: SessionKey,
    /// When it was created.
    pub created: UnixSeconds,
    /// When it was last used.
    pub last_used: UnixSeconds,
    /// When it expires, if it is not used again.
    pub expires: UnixSeconds,
}

/// Limits for the requests of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLimits {
    /// Of all accounts together.
    pub all: u32,
    /// Of one account.
    pub account: u32,
}

/// What became of a request that was to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestCount {
    /// It was counted; with the number of requests of its account.
    Counted(u32),
    /// The day has no requests left.
    DayUsedUp,
    /// The account has no requests left.
    ShareUsedUp,
}

/// The owner of a lock: random, so that no owner releases the lock of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockOwner(pub(super) u64);

impl LockOwner {
    /// Generates a new owner.
    pub fn generate() -> Self {
        Self(rand::random())
    }
}

/// Stores sessions, used login attempts, refresh locks, the number of requests of the day, and which
/// proxies use the store.
///
/// Each call is atomic, and its writes survive a crash as far as the store does. Callers decide
/// whether a session has expired; the store only deletes expired records.
pub trait Store: Send + Sync + 'static {
    /// Stores a new session.
    fn insert(&self, key: SessionKey, record: StoredRecord) -> StoreFuture<'_, ()>;

    /// Loads a session.
    fn load(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>>;

    /// Records that a session was used, and its new expiry. Neither time moves backward; an unknown
    /// session is ignored.
    fn touch(
        &self,
        key: SessionKey,
        last_used: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, ()>;

    /// Replaces the sealed content of a session; `false` if the session no longer exists.
    fn replace(&self, key: SessionKey, sealed: Vec<u8>) -> StoreFuture<'_, bool>;

    /// Removes and returns a session. Only one of several concurrent callers receives it.
    fn remove(&self, key: SessionKey) -> StoreFuture<'_, Option<StoredRecord>>;

    /// Records that a login attempt came back, until it expires. `false` if it already had: of several
    /// concurrent callers, only one receives `true`. Attempts that never come back are not stored, so
    /// an anonymous visitor who only starts a sign-in writes nothing.
    fn use_attempt(
        &self,
        key: AttemptKey,
        now: UnixSeconds,
        expires: UnixSeconds,
    ) -> StoreFuture<'_, bool>;

    /// Takes the lock of a session for `ttl`, or renews it if `owner` already holds it; `false` if it
    /// has another owner.
    fn lock(&self, key: SessionKey, owner: LockOwner, ttl: Duration) -> StoreFuture<'_, bool>;

    /// Releases the lock, if `owner` still holds it.
    fn unlock(&self, key: SessionKey, owner: LockOwner) -> StoreFuture<'_, ()>;

    /// Announces the keys of a proxy to those that share the store, for `ttl`.
    fn announce(&self, proxy: u64, keys: String, ttl: Duration) -> StoreFuture<'_, ()>;

    /// The announced proxies and their keys.
    fn announcements(&self) -> StoreFuture<'_, Vec<(u64, String)>>;

    /// Removes the announcement of a proxy.
    fn withdraw(&self, proxy: u64) -> StoreFuture<'_, ()>;

    /// Counts a request of an account to the upstream on a day (since 1970-01-01), unless that day or
    /// the account has reached its limit.
    fn count_request(
        &self,
        day: u64,
        account: Pseudonym,
        limits: DayLimits,
    ) -> StoreFuture<'_, RequestCount>;

    /// Marks a day as having no requests left.
    fn exhaust_requests(&self, day: u64) -> StoreFuture<'_, ()>;

    /// All sessions, also those that have expired but are not deleted yet.
    fn list_sessions(&self) -> StoreFuture<'_, Vec<SessionTimes>>;

    /// Deletes expired records. Returns the deleted sessions, unless the store deletes them by itself.
    fn purge_expired(&self, now: UnixSeconds) -> StoreFuture<'_, Vec<SessionTimes>>;
}

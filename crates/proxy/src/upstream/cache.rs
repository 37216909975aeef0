//! Responses of the last minute, by session: identical requests are coalesced, and their response is
//! reused for a short time. Responses about settled emails are kept longer for background requests. In
//! memory only.

use super::priority::Priority;
use crate::{clock::UnixSeconds, error::ProxyError, session::SessionKey, sync::lock};
use axum::body::Bytes;
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex},
};

/// Seconds for which a response is cached, counted from its request.
pub(crate) const TTL: u64 = 60;
/// Approximate size of an entry without its texts, in bytes.
const ENTRY_OVERHEAD: usize = 256;

/// A session and the upstream path and query of its request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CacheKey {
    session: SessionKey,
    target: Arc<str>,
}

impl CacheKey {
    pub(crate) fn new(session: SessionKey, path: &str, query: &str) -> Self {
        Self { session, target: format!("{path}?{query}").into() }
    }
}

/// How to look for a response.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lookup {
    pub(crate) priority: Priority,
    /// Ignores what is cached.
    pub(crate) bypass: bool,
    /// Seconds for which the response is kept. Users see what is older than [`TTL`] only in what is
    /// read in the background.
    pub(crate) keep: u64,
}

/// Where a response came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CacheResult {
    /// The cache.
    Hit,
    /// A request that was already in flight.
    Coalesced,
    /// The upstream.
    Miss,
}

impl CacheResult {
    /// The label in the metrics.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Coalesced => "coalesced",
            Self::Miss => "miss",
        }
    }
}

type FetchResult = Result<Bytes, ProxyError>;
type FetchFuture = BoxFuture<'static, FetchResult>;
type SharedFetch = Shared<FetchFuture>;

/// The cached responses of all sessions. The oldest are evicted beyond the size limit.
pub(crate) struct Cache {
    max_bytes: usize,
    contents: Mutex<Contents>,
}

#[derive(Default)]
struct Contents {
    entries: HashMap<CacheKey, Entry>,
    /// Keys in insertion order.
    insertion_order: VecDeque<(CacheKey, u64)>,
    bytes: usize,
    next_id: u64,
    /// Requests in flight. A request is dropped with the last browser that waits for it.
    in_flight: HashMap<CacheKey, InFlight>,
}

struct InFlight {
    id: u64,
    priority: Priority,
    shared: WeakShared<FetchFuture>,
}

struct Entry {
    json: Bytes,
    requested_at: UnixSeconds,
    expires: UnixSeconds,
    id: u64,
}

impl Cache {
    /// Holds at most `max_bytes` over all sessions.
    pub(crate) fn new(max_bytes: usize) -> Self {
        Self { max_bytes, contents: Mutex::default() }
    }

    /// Returns the cached response, else that of an identical request in flight, else that of `fetch`. A
    /// user's request does not wait for one in the background.
    pub(crate) async fn get_or_fetch(
        self: &Arc<Self>,
        key: CacheKey,
        now: UnixSeconds,
        lookup: Lookup,
        fetch: impl FnOnce() -> FetchFuture,
    ) -> (FetchResult, CacheResult) {
        let (shared, result) = {
            let mut contents = lock(&self.contents);
            if !lookup.bypass
                && let Some(json) = contents.get(&key, lookup.priority, now)
            {
                return (Ok(json), CacheResult::Hit);
            }
            match contents.in_flight(&key, lookup.priority) {
                Some(shared) => (shared, CacheResult::Coalesced),
                None => (self.start(&mut contents, &key, now, lookup, fetch()), CacheResult::Miss),
            }
        };
        (shared.await, result)
    }

    /// A cached response.
    pub(crate) fn get(
        &self,
        key: &CacheKey,
        priority: Priority,
        now: UnixSeconds,
    ) -> Option<Bytes> {
        lock(&self.contents).get(key, priority, now)
    }

    /// Whether a response is cached, so that its session was not removed while it was requested.
    pub(crate) fn contains(&self, key: &CacheKey) -> bool {
        lock(&self.contents).entries.contains_key(key)
    }

    /// Caches a part of a response.
    pub(crate) fn insert(&self, key: CacheKey, json: Bytes, now: UnixSeconds, keep: u64) {
        let mut contents = lock(&self.contents);
        contents.insert(key, json, now, now + keep);
        while contents.bytes > self.max_bytes && contents.evict_oldest() {}
    }

    fn start(
        self: &Arc<Self>,
        contents: &mut Contents,
        key: &CacheKey,
        now: UnixSeconds,
        lookup: Lookup,
        fetch: FetchFuture,
    ) -> SharedFetch {
        let id = contents.new_id();
        let (cache, cache_key) = (Arc::clone(self), key.clone());
        let shared = async move {
            let result = fetch.await;
            cache.finish(&cache_key, id, now, lookup.keep, result.as_ref().ok());
            result
        };
        let shared = shared.boxed().shared();
        contents.in_flight.retain(|_, other| other.shared.upgrade().is_some());
        if let Some(weak) = shared.downgrade() {
            let in_flight = InFlight { id, priority: lookup.priority, shared: weak };
            contents.in_flight.insert(key.clone(), in_flight);
        }
        shared
    }

    /// Caches a response, unless its session was removed while the request was in flight.
    fn finish(
        &self,
        key: &CacheKey,
        id: u64,
        requested_at: UnixSeconds,
        keep: u64,
        json: Option<&Bytes>,
    ) {
        let mut contents = lock(&self.contents);
        if contents.in_flight.get(key).is_none_or(|other| other.id != id) {
            return;
        }
        contents.in_flight.remove(key);
        if let Some(json) = json.filter(|json| size_of_entry(key, json) <= self.max_bytes) {
            contents.insert(key.clone(), json.clone(), requested_at, requested_at + keep);
            while contents.bytes > self.max_bytes && contents.evict_oldest() {}
        }
    }

    /// Removes all responses of a session, and prevents requests in flight from being cached.
    pub(crate) fn remove_session(&self, session: SessionKey) {
        let mut contents = lock(&self.contents);
        contents.in_flight.retain(|key, _| key.session != session);
        let keys: Vec<CacheKey> =
            contents.entries.keys().filter(|key| key.session == session).cloned().collect();
        for key in keys {
            contents.remove(&key);
        }
    }

    /// The sessions with cached responses.
    pub(crate) fn sessions(&self) -> HashSet<SessionKey> {
        lock(&self.contents).entries.keys().map(|key| key.session).collect()
    }

    /// Removes expired responses.
    pub(crate) fn purge_expired(&self, now: UnixSeconds) {
        let mut contents = lock(&self.contents);
        let expired = contents.entries.iter().filter(|(_, entry)| entry.expires <= now);
        let expired: Vec<CacheKey> = expired.map(|(key, _)| key.clone()).collect();
        for key in expired {
            contents.remove(&key);
        }
        let Contents { entries, insertion_order, .. } = &mut *contents;
        insertion_order.retain(|(key, id)| entries.get(key).is_some_and(|entry| entry.id == *id));
    }
}

impl Contents {
    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    fn get(&self, key: &CacheKey, priority: Priority, now: UnixSeconds) -> Option<Bytes> {
        let entry = self.entries.get(key)?;
        let expires = match priority {
            Priority::User => entry.expires.min(entry.requested_at + TTL),
            Priority::Background => entry.expires,
        };
        (expires > now).then(|| entry.json.clone())
    }

    fn in_flight(&self, key: &CacheKey, priority: Priority) -> Option<SharedFetch> {
        let in_flight = self.in_flight.get(key)?;
        let gives_way = in_flight.priority == Priority::Background && priority == Priority::User;
        if gives_way { None } else { in_flight.shared.upgrade() }
    }

    fn insert(
        &mut self,
        key: CacheKey,
        json: Bytes,
        requested_at: UnixSeconds,
        expires: UnixSeconds,
    ) {
        self.remove(&key);
        let id = self.new_id();
        self.bytes += size_of_entry(&key, &json);
        self.insertion_order.push_back((key.clone(), id));
        self.entries.insert(key, Entry { json, requested_at, expires, id });
    }

    fn remove(&mut self, key: &CacheKey) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes -= size_of_entry(key, &entry.json);
        }
    }

    /// Returns `false` if the cache is empty.
    fn evict_oldest(&mut self) -> bool {
        let Some((key, id)) = self.insertion_order.pop_front() else { return false };
        // The entry may have been replaced by a newer one.
        if self.entries.get(&key).is_some_and(|entry| entry.id == id) {
            self.remove(&key);
        }
        true
    }
}

fn size_of_entry(key: &CacheKey, json: &Bytes) -> usize {
    ENTRY_OVERHEAD + key.target.len() + json.len()
}

#[cfg(test)]
mod tests {
    use super::{Cache, CacheKey, CacheResult, Lookup, TTL};
    use crate::{session::SessionId, sync::lock, upstream::Priority};
    use axum::body::Bytes;
    use futures_util::FutureExt;
    use std::sync::Arc;

    async fn request(cache: &Arc<Cache>, key: &CacheKey, now: u64, size: usize) -> CacheResult {
        let fetch = || async move { Ok(Bytes::from(vec![b'x'; size])) }.boxed();
        let lookup = Lookup { priority: Priority::User, bypass: false, keep: TTL };
        let (response, result) = cache.get_or_fetch(key.clone(), now, lookup, fetch).await;
        assert!(response.is_ok());
        result
    }

    #[tokio::test]
    async fn memory_is_bounded_and_the_oldest_entries_are_evicted_first() {
        let cache = Arc::new(Cache::new(10_000));
        let session = SessionId::generate().key();
        let page = |number: usize| CacheKey::new(session, "/bounces", &number.to_string());
        for number in 0..100 {
            assert_eq!(request(&cache, &page(number), 0, 1000).await, CacheResult::Miss);
            assert!(lock(&cache.contents).bytes <= 10_000);
        }
        assert_eq!(request(&cache, &page(99), 0, 1000).await, CacheResult::Hit);
        assert_eq!(request(&cache, &page(0), 0, 1000).await, CacheResult::Miss);
        // A response larger than the whole cache is not cached, and evicts nothing.
        assert_eq!(request(&cache, &page(200), 0, 20_000).await, CacheResult::Miss);
        assert_eq!(request(&cache, &page(200), 0, 20_000).await, CacheResult::Miss);
        assert_eq!(request(&cache, &page(99), 0, 1000).await, CacheResult::Hit);
    }

    #[tokio::test]
    async fn a_response_whose_session_ends_in_flight_is_not_contained() {
        let cache = Arc::new(Cache::new(10_000));
        let session = SessionId::generate().key();
        let key = CacheKey::new(session, "/summaries", "");
        let lookup = Lookup { priority: Priority::Background, bypass: false, keep: TTL };
        for (ends, is_contained) in [(true, false), (false, true)] {
            let in_flight = Arc::clone(&cache);
            let fetch = || {
                let sign_out = move || in_flight.remove_session(session);
                async move {
                    ends.then(sign_out);
                    Ok(Bytes::from_static(b"{}"))
                }
                .boxed()
            };
            let (response, result) = cache.get_or_fetch(key.clone(), 0, lookup, fetch).await;
            assert!(response.is_ok() && result == CacheResult::Miss);
            assert_eq!(cache.contains(&key), is_contained);
        }
    }

    #[tokio::test]
    async fn expired_and_removed_entries_leave_nothing_behind() {
        let cache = Arc::new(Cache::new(10_000));
        let (one, other) = (SessionId::generate().key(), SessionId::generate().key());
        request(&cache, &CacheKey::new(one, "/a", ""), 0, 10).await;
        request(&cache, &CacheKey::new(other, "/a", ""), 30, 10).await;
        cache.purge_expired(60);
        assert_eq!(lock(&cache.contents).entries.len(), 1);
        let key = CacheKey::new(other, "/a", "");
        assert_eq!(request(&cache, &key, 60, 10).await, CacheResult::Hit);
        cache.remove_session(other);
        cache.purge_expired(200);
        let contents = lock(&cache.contents);
        let sizes = (contents.entries.len(), contents.insertion_order.len(), contents.bytes);
        assert_eq!(sizes, (0, 0, 0));
        assert!(contents.in_flight.is_empty());
    }
}

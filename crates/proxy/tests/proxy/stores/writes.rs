//! All writes of a store, for tests in which they fail.

use bounces_proxy::{
    clock::{Clock, SystemClock},
    session::{
        AttemptKey, DayLimits, LockOwner, RequestCount, SessionId, SessionKey, Store, StoreError,
        StoredRecord,
    },
};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn attempt(number: u32) -> AttemptKey {
    AttemptKey::of_state(&format!("state {number}").into())
}

async fn count(store: &dyn Store, day: u64, all: u32) -> Result<RequestCount, StoreError> {
    let account = "0123456789abcdef".parse().unwrap();
    store.count_request(day, account, DayLimits { all, account: 10 }).await
}

/// The content of a store.
pub(crate) struct Records {
    session: SessionKey,
    record: StoredRecord,
    lock: SessionKey,
    owner: LockOwner,
    day: u64,
}

/// Stores a session, a used login attempt, a lock and a request of the day.
pub(crate) async fn fill_store(store: &dyn Store) -> Records {
    let now = SystemClock.now();
    let record = StoredRecord {
        created: now - 100,
        last_used: now - 100,
        expires: now + 1800,
        sealed: vec![7; 10_000],
    };
    let records = Records {
        session: SessionId::generate().key(),
        record,
        lock: SessionId::generate().key(),
        owner: LockOwner::generate(),
        day: now / 86_400,
    };
    store.insert(records.session, records.record.clone()).await.unwrap();
    assert!(store.use_attempt(attempt(1), now, now + 600).await.unwrap());
    assert!(store.lock(records.lock, records.owner, MINUTE).await.unwrap());
    assert_eq!(count(store, records.day, 10).await, Ok(RequestCount::Counted(1)));
    records
}

/// Asserts that each write is an error, and that sessions can be loaded.
pub(crate) async fn assert_all_writes_fail(store: &dyn Store, records: &Records) {
    let Records { session, record, lock, owner, day } = records;
    let (later, other) = (record.expires + 60, SessionId::generate().key());
    let failed = Err(StoreError);
    assert_eq!(store.insert(other, record.clone()).await, failed, "insert");
    assert_eq!(store.touch(*session, record.last_used + 60, later).await, failed, "touch");
    assert_eq!(store.replace(*session, vec![8; 10_000]).await, Err(StoreError), "replace");
    assert_eq!(store.remove(*session).await, Err(StoreError), "remove");
    let used = store.use_attempt(attempt(2), record.expires - 600, record.expires).await;
    assert_eq!(used, Err(StoreError), "use attempt");
    assert_eq!(store.lock(other, LockOwner::generate(), MINUTE).await, Err(StoreError), "lock");
    assert_eq!(store.lock(*lock, *owner, MINUTE).await, Err(StoreError), "renew");
    assert_eq!(store.unlock(*lock, *owner).await, failed, "unlock");
    assert_eq!(count(store, *day, 10).await, Err(StoreError), "count");
    assert_eq!(store.exhaust_requests(*day).await, failed, "exhaust");
    assert_eq!(store.load(*session).await, Ok(Some(record.clone())), "load");
}

impl Records {
    /// Whether writing the session is possible.
    pub(crate) async fn can_write(&self, store: &dyn Store) -> bool {
        store.insert(self.session, self.record.clone()).await.is_ok()
    }

    /// Asserts that the store has its original content.
    pub(crate) async fn assert_unchanged(&self, store: &dyn Store) {
        assert_eq!(store.load(self.session).await.unwrap(), Some(self.record.clone()));
        let stranger = LockOwner::generate();
        assert!(!store.lock(self.lock, stranger, MINUTE).await.unwrap(), "the lock is held");
        assert_eq!(
            count(store, self.day, 2).await,
            Ok(RequestCount::Counted(2)),
            "one was counted"
        );
        assert_eq!(count(store, self.day, 2).await, Ok(RequestCount::DayUsedUp));
        let (now, until) = (self.record.expires - 600, self.record.expires);
        assert!(!store.use_attempt(attempt(1), now, until).await.unwrap());
        assert!(store.use_attempt(attempt(2), now, until).await.unwrap(), "it was not used");
        assert_eq!(store.remove(self.session).await.unwrap(), Some(self.record.clone()));
        assert_eq!(store.load(self.session).await.unwrap(), None);
    }
}

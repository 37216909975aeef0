//! The conformance suite: each function is a test for each of the three stores.

use crate::support::eventually_true;
use bounces_proxy::{
    audit::Pseudonym,
    clock::{Clock, SystemClock},
    session::{
        AttemptKey, DayLimits, LockOwner, RequestCount, SessionId, SessionKey, SessionTimes, Store,
        StoredRecord,
    },
};
use std::{sync::Arc, time::Duration};

type Shared = Arc<dyn Store>;

/// Defines a test for each function and each store.
macro_rules! suite {
    ($($check:ident)*) => {
        suite!(memory "memory" $($check)*);
        suite!(sqlite "sqlite" $($check)*);
        suite!(redis "redis" $($check)*);
    };
    ($module:ident $kind:literal $($check:ident)*) => {
        mod $module {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $check() {
                let opened = crate::stores::open($kind).await;
                super::$check(opened.store.clone()).await;
            })*
        }
    };
}

suite! {
    a_stored_session_is_loaded_unchanged
    a_missing_session_cannot_be_loaded_or_changed
    touching_a_session_extends_and_never_shortens_it
    replacing_content_changes_nothing_else
    one_of_many_concurrent_removals_gets_the_session
    an_attempt_is_used_once_by_one_of_many_concurrent_callers
    any_number_of_attempts_can_be_used
    expired_records_are_purged_and_others_stay
    all_sessions_are_listed_with_their_times
    proxies_are_announced_until_they_withdraw_or_their_time_is_over
    one_of_many_concurrent_callers_gets_the_lock
    only_the_owner_renews_and_releases_a_lock
    an_abandoned_lock_expires
    content_of_any_bytes_and_size_is_stored
    a_thousand_concurrent_inserts_are_all_stored
    the_requests_of_a_day_are_limited
    each_account_has_its_share_of_the_day
    an_exhausted_day_stays_exhausted_and_the_next_day_starts_at_zero
}

fn now() -> u64 {
    SystemClock.now()
}

fn key() -> SessionKey {
    SessionId::generate().key()
}

fn attempt(number: u32) -> AttemptKey {
    AttemptKey::of_state(&format!("state {number}").into())
}

fn record(text: &str) -> StoredRecord {
    StoredRecord {
        created: now() - 5,
        last_used: now(),
        expires: now() + 1800,
        sealed: text.into(),
    }
}

async fn a_stored_session_is_loaded_unchanged(store: Shared) {
    let (key, other, stored) = (key(), key(), record("a"));
    store.insert(key, stored.clone()).await.unwrap();
    store.insert(other, record("b")).await.unwrap();
    assert_eq!(store.load(key).await.unwrap(), Some(stored.clone()));
    assert_eq!(store.load(key).await.unwrap(), Some(stored.clone()), "loading does not remove it");
    assert_eq!(store.remove(key).await.unwrap(), Some(stored));
    assert_eq!(store.load(key).await.unwrap(), None);
    assert_eq!(store.load(other).await.unwrap().unwrap().sealed, b"b");
}

async fn a_missing_session_cannot_be_loaded_or_changed(store: Shared) {
    let key = key();
    assert_eq!(store.load(key).await.unwrap(), None);
    assert_eq!(store.remove(key).await.unwrap(), None);
    store.touch(key, now(), now() + 9).await.unwrap();
    assert!(!store.replace(key, b"x".to_vec()).await.unwrap());
    assert_eq!(store.load(key).await.unwrap(), None, "nothing was created");
}

async fn touching_a_session_extends_and_never_shortens_it(store: Shared) {
    let (key, first) = (key(), record("a"));
    store.insert(key, first.clone()).await.unwrap();
    store.touch(key, first.last_used + 60, first.expires + 60).await.unwrap();
    store.touch(key, first.last_used + 30, first.expires + 30).await.unwrap();
    let found = store.load(key).await.unwrap().unwrap();
    assert_eq!((found.last_used, found.expires), (first.last_used + 60, first.expires + 60));
    assert_eq!((found.created, found.sealed), (first.created, first.sealed));
}

async fn replacing_content_changes_nothing_else(store: Shared) {
    let (key, first) = (key(), record("a"));
    store.insert(key, first.clone()).await.unwrap();
    store.touch(key, first.last_used + 60, first.expires + 60).await.unwrap();
    assert!(store.replace(key, b"b".to_vec()).await.unwrap());
    let found = store.load(key).await.unwrap().unwrap();
    assert_eq!((found.last_used, found.expires), (first.last_used + 60, first.expires + 60));
    assert_eq!((found.created, found.sealed), (first.created, b"b".to_vec()));
}

async fn one_of_many_concurrent_removals_gets_the_session(store: Shared) {
    let key = key();
    store.insert(key, record("a")).await.unwrap();
    assert_eq!(
        winners(&store, move |store| async move { store.remove(key).await.unwrap().is_some() })
            .await,
        1
    );
}

async fn an_attempt_is_used_once_by_one_of_many_concurrent_callers(store: Shared) {
    let (key, until) = (attempt(1), now() + 600);
    let use_it =
        move |store: Shared| async move { store.use_attempt(key, now(), until).await.unwrap() };
    assert_eq!(winners(&store, use_it).await, 1);
    assert!(!store.use_attempt(key, now(), until).await.unwrap());
    assert!(store.use_attempt(attempt(2), now(), until).await.unwrap(), "another attempt");
}

/// Nobody can push out the attempts of others to use them again.
async fn any_number_of_attempts_can_be_used(store: Shared) {
    const ATTEMPTS: u32 = 2000;
    for number in 0..ATTEMPTS {
        assert!(store.use_attempt(attempt(number), now(), now() + 600).await.unwrap(), "{number}");
    }
    for number in [0, 1, ATTEMPTS / 2, ATTEMPTS - 1] {
        assert!(!store.use_attempt(attempt(number), now(), now() + 600).await.unwrap(), "{number}");
    }
}

async fn expired_records_are_purged_and_others_stay(store: Shared) {
    let (short, prolonged, long) = (key(), key(), key());
    let brief = || StoredRecord { expires: now() + 3, last_used: now(), ..record("brief") };
    store.insert(short, brief()).await.unwrap();
    store.insert(prolonged, brief()).await.unwrap();
    store.touch(prolonged, now(), now() + 900).await.unwrap();
    store.insert(long, record("a")).await.unwrap();
    let (early, late) = (attempt(1), attempt(2));
    assert!(store.use_attempt(early, now(), now() + 3).await.unwrap());
    assert!(store.use_attempt(late, now(), now() + 600).await.unwrap());
    // Redis uses its own clock and deletes expired keys itself.
    eventually_true("the session is purged", async || {
        store.purge_expired(now()).await.unwrap();
        store.load(short).await.unwrap().is_none()
    })
    .await;
    eventually_true("the used attempt is purged", async || {
        store.purge_expired(now()).await.unwrap();
        store.use_attempt(early, now(), now() + 600).await.unwrap()
    })
    .await;
    assert!(!store.use_attempt(late, now(), now() + 600).await.unwrap());
    assert!(store.load(prolonged).await.unwrap().is_some());
    assert!(store.load(long).await.unwrap().is_some());
}

async fn one_of_many_concurrent_callers_gets_the_lock(store: Shared) {
    let key = key();
    let lock = move |store: Shared| async move {
        store.lock(key, LockOwner::generate(), Duration::from_secs(60)).await.unwrap()
    };
    assert_eq!(winners(&store, lock).await, 1);
}

async fn only_the_owner_renews_and_releases_a_lock(store: Shared) {
    let (key, other) = (key(), key());
    let (mine, yours) = (LockOwner::generate(), LockOwner::generate());
    let minute = Duration::from_secs(60);
    assert!(store.lock(key, mine, minute).await.unwrap());
    assert!(store.lock(key, mine, minute).await.unwrap(), "renewed");
    store.unlock(key, yours).await.unwrap();
    assert!(!store.lock(key, yours, minute).await.unwrap(), "only the owner releases it");
    assert!(store.lock(other, yours, minute).await.unwrap(), "each session has its own lock");
    store.unlock(key, mine).await.unwrap();
    assert!(store.lock(key, yours, minute).await.unwrap());
    assert!(!store.lock(key, mine, minute).await.unwrap());
}

async fn an_abandoned_lock_expires(store: Shared) {
    let (key, gone, next) = (key(), LockOwner::generate(), LockOwner::generate());
    assert!(store.lock(key, gone, Duration::from_millis(200)).await.unwrap());
    eventually_true("the lock is free", async || {
        store.lock(key, next, Duration::from_secs(60)).await.unwrap()
    })
    .await;
    store.unlock(key, gone).await.unwrap();
    assert!(
        !store.lock(key, gone, Duration::from_secs(60)).await.unwrap(),
        "the previous owner cannot renew it"
    );
}

async fn content_of_any_bytes_and_size_is_stored(store: Shared) {
    for sealed in [vec![], vec![0], (0..=255).collect(), vec![0xff; 64 * 1024]] {
        let key = key();
        store.insert(key, StoredRecord { sealed: sealed.clone(), ..record("") }).await.unwrap();
        assert_eq!(store.load(key).await.unwrap().unwrap().sealed, sealed);
    }
}

async fn a_thousand_concurrent_inserts_are_all_stored(store: Shared) {
    let keys: Vec<SessionKey> = (0..1000).map(|_| key()).collect();
    let calls: Vec<_> = keys
        .iter()
        .map(|key| {
            let (store, key) = (store.clone(), *key);
            tokio::spawn(async move { store.insert(key, record("a")).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    for key in keys {
        assert!(store.load(key).await.unwrap().is_some());
    }
}

/// How many of twenty concurrent calls succeed.
async fn winners<F>(store: &Shared, want: impl Fn(Shared) -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let all: Vec<_> = (0..20).map(|_| tokio::spawn(want(store.clone()))).collect();
    let mut count = 0;
    for one in all {
        count += usize::from(one.await.unwrap());
    }
    count
}

fn account(number: u64) -> Pseudonym {
    format!("{number:016x}").parse().unwrap()
}

async fn the_requests_of_a_day_are_limited(store: Shared) {
    let (day, limits) = (now() / 86_400, DayLimits { all: 30, account: 30 });
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let counted = store.count_request(day, account(number % 2), limits).await.unwrap();
                matches!(counted, RequestCount::Counted(_))
            })
        })
        .collect();
    let mut counted = 0;
    for task in tasks {
        counted += usize::from(task.await.unwrap());
    }
    assert_eq!(counted, 30);
    let more = DayLimits { all: 31, account: 31 };
    let last = store.count_request(day, account(3), more).await.unwrap();
    assert_eq!(last, RequestCount::Counted(1));
}

async fn each_account_has_its_share_of_the_day(store: Shared) {
    let (day, limits) = (now() / 86_400, DayLimits { all: 8, account: 5 });
    let count = async |account| store.count_request(day, account, limits).await.unwrap();
    for number in 1..=5 {
        assert_eq!(count(account(1)).await, RequestCount::Counted(number));
    }
    assert_eq!(count(account(1)).await, RequestCount::ShareUsedUp);
    store.purge_expired(now()).await.unwrap();
    assert_eq!(count(account(1)).await, RequestCount::ShareUsedUp, "purging changes nothing");
    for number in 1..=3 {
        assert_eq!(count(account(2)).await, RequestCount::Counted(number), "refusals cost nothing");
    }
    assert_eq!(count(account(2)).await, RequestCount::DayUsedUp);
    assert_eq!(count(account(1)).await, RequestCount::DayUsedUp);
    let tomorrow = store.count_request(day + 1, account(1), limits).await.unwrap();
    assert_eq!(tomorrow, RequestCount::Counted(1));
}

async fn all_sessions_are_listed_with_their_times(store: Shared) {
    assert_eq!(store.list_sessions().await.unwrap(), []);
    let (start, mut expected) = (now(), Vec::new());
    for number in 0..300 {
        let (key, record) = (key(), StoredRecord { created: start - number, ..record("listed") });
        let StoredRecord { created, last_used, expires, .. } = record;
        expected.push(SessionTimes { key, created, last_used, expires });
        store.insert(key, record).await.unwrap();
    }
    assert!(store.use_attempt(attempt(1), now(), now() + 600).await.unwrap());
    let mut listed = store.list_sessions().await.unwrap();
    listed.sort_by_key(|session| std::cmp::Reverse(session.created));
    assert!(listed == expected, "{} of {} sessions are right", listed.len(), expected.len());
    store.remove(expected[0].key).await.unwrap();
    assert_eq!(store.list_sessions().await.unwrap().len(), 299);
}

async fn proxies_are_announced_until_they_withdraw_or_their_time_is_over(store: Shared) {
    let announced = async || {
        let mut announced = store.announcements().await.unwrap();
        announced.sort_unstable();
        announced
    };
    assert_eq!(announced().await, []);
    let hour = Duration::from_secs(3600);
    for (proxy, keys) in [(u64::MAX, "b a"), (1, "a"), (u64::MAX, "b")] {
        store.announce(proxy, keys.to_owned(), hour).await.unwrap();
    }
    assert_eq!(announced().await, [(1, "a".to_owned()), (u64::MAX, "b".to_owned())]);
    store.withdraw(u64::MAX).await.unwrap();
    assert_eq!(announced().await, [(1, "a".to_owned())]);
    store.announce(1, "a".to_owned(), Duration::from_millis(1)).await.unwrap();
    eventually_true("the announcement is over", async || announced().await.is_empty()).await;
}

async fn an_exhausted_day_stays_exhausted_and_the_next_day_starts_at_zero(store: Shared) {
    let (day, limits) = (now() / 86_400, DayLimits { all: 10, account: 10 });
    let count = async |day| store.count_request(day, account(1), limits).await.unwrap();
    assert_eq!(count(day).await, RequestCount::Counted(1));
    store.exhaust_requests(day).await.unwrap();
    store.purge_expired(now()).await.unwrap();
    assert_eq!(count(day).await, RequestCount::DayUsedUp);
    assert_eq!(count(day + 1).await, RequestCount::Counted(1));
}

//! The suite: each sentence is a test of its own for each of the three stores.

use crate::support::eventually_true;
use bounces_proxy::{
    clock::{Clock, SystemClock},
    session::{LockOwner, MAX_LOGIN_ATTEMPTS, SessionId, SessionKey, Store, StoredRecord},
};
use std::{sync::Arc, time::Duration};

type Shared = Arc<dyn Store>;

/// Runs each check on each store.
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
                let place = crate::stores::open($kind).await;
                super::$check(place.store.clone()).await;
            })*
        }
    };
}

suite! {
    what_was_kept_comes_back_as_it_was
    a_session_that_is_not_there_is_none_and_cannot_be_changed
    using_a_session_prolongs_it_and_never_shortens_it
    other_content_replaces_the_former_and_nothing_else
    of_many_who_take_a_session_out_one_gets_it
    of_many_who_take_an_attempt_one_gets_it
    sessions_and_attempts_do_not_meet
    the_oldest_attempts_make_room
    what_has_ended_is_purged_and_the_rest_stays
    of_many_who_want_a_lock_one_gets_it
    a_lock_is_renewed_and_given_back_by_its_holder_only
    a_lock_whose_holder_is_gone_ends_by_itself
    content_of_any_bytes_and_any_size_is_kept
    a_thousand_calls_at_once_all_arrive
    a_day_holds_so_many_requests_and_no_more
    a_day_that_is_used_up_stays_so_and_the_next_begins_anew
}

fn now() -> u64 {
    SystemClock.now()
}

fn key() -> SessionKey {
    SessionId::generate().key()
}

fn row(text: &str) -> StoredRecord {
    StoredRecord {
        created: now() - 5,
        last_used: now(),
        expires: now() + 1800,
        sealed: text.into(),
    }
}

async fn what_was_kept_comes_back_as_it_was(store: Shared) {
    let (key, other, kept) = (key(), key(), row("a"));
    store.insert(key, kept.clone()).await.unwrap();
    store.insert(other, row("b")).await.unwrap();
    assert_eq!(store.load(key).await.unwrap(), Some(kept.clone()));
    assert_eq!(store.load(key).await.unwrap(), Some(kept.clone()), "reading takes nothing away");
    assert_eq!(store.remove(key).await.unwrap(), Some(kept));
    assert_eq!(store.load(key).await.unwrap(), None);
    assert_eq!(store.load(other).await.unwrap().unwrap().sealed, b"b");
}

async fn a_session_that_is_not_there_is_none_and_cannot_be_changed(store: Shared) {
    let key = key();
    assert_eq!(store.load(key).await.unwrap(), None);
    assert_eq!(store.remove(key).await.unwrap(), None);
    store.touch(key, now(), now() + 9).await.unwrap();
    assert!(!store.replace(key, b"x".to_vec()).await.unwrap());
    assert_eq!(store.load(key).await.unwrap(), None, "nothing came into being");
}

async fn using_a_session_prolongs_it_and_never_shortens_it(store: Shared) {
    let (key, first) = (key(), row("a"));
    store.insert(key, first.clone()).await.unwrap();
    store.touch(key, first.last_used + 60, first.expires + 60).await.unwrap();
    store.touch(key, first.last_used + 30, first.expires + 30).await.unwrap();
    let found = store.load(key).await.unwrap().unwrap();
    assert_eq!((found.last_used, found.expires), (first.last_used + 60, first.expires + 60));
    assert_eq!((found.created, found.sealed), (first.created, first.sealed));
}

async fn other_content_replaces_the_former_and_nothing_else(store: Shared) {
    let (key, first) = (key(), row("a"));
    store.insert(key, first.clone()).await.unwrap();
    store.touch(key, first.last_used + 60, first.expires + 60).await.unwrap();
    assert!(store.replace(key, b"b".to_vec()).await.unwrap());
    let found = store.load(key).await.unwrap().unwrap();
    assert_eq!((found.last_used, found.expires), (first.last_used + 60, first.expires + 60));
    assert_eq!((found.created, found.sealed), (first.created, b"b".to_vec()));
}

async fn of_many_who_take_a_session_out_one_gets_it(store: Shared) {
    let key = key();
    store.insert(key, row("a")).await.unwrap();
    assert_eq!(
        winners(&store, move |store| async move { store.remove(key).await.unwrap().is_some() })
            .await,
        1
    );
}

async fn of_many_who_take_an_attempt_one_gets_it(store: Shared) {
    store.insert_attempt("0001".to_owned(), row("a")).await.unwrap();
    let take = |store: Shared| async move { store.take_attempt("0001").await.unwrap().is_some() };
    assert_eq!(winners(&store, take).await, 1);
    assert_eq!(store.take_attempt("0001").await.unwrap(), None);
}

async fn sessions_and_attempts_do_not_meet(store: Shared) {
    let key = key();
    store.insert(key, row("session")).await.unwrap();
    store.insert_attempt("0001".to_owned(), row("attempt")).await.unwrap();
    assert_eq!(store.take_attempt("0001").await.unwrap().unwrap().sealed, b"attempt");
    assert_eq!(store.load(key).await.unwrap().unwrap().sealed, b"session");
}

async fn the_oldest_attempts_make_room(store: Shared) {
    let id = |number: u32| format!("{number:024x}");
    for number in 0..MAX_LOGIN_ATTEMPTS + 10 {
        store.insert_attempt(id(number), row("a")).await.unwrap();
    }
    for old in 0..10 {
        assert_eq!(store.take_attempt(&id(old)).await.unwrap(), None, "{old}");
    }
    for young in [10, 11, MAX_LOGIN_ATTEMPTS, MAX_LOGIN_ATTEMPTS + 9] {
        assert!(store.take_attempt(&id(young)).await.unwrap().is_some(), "{young}");
    }
}

async fn what_has_ended_is_purged_and_the_rest_stays(store: Shared) {
    let (short, prolonged, long) = (key(), key(), key());
    let brief = || StoredRecord { expires: now() + 3, last_used: now(), ..row("brief") };
    store.insert(short, brief()).await.unwrap();
    store.insert(prolonged, brief()).await.unwrap();
    store.touch(prolonged, now(), now() + 900).await.unwrap();
    store.insert(long, row("a")).await.unwrap();
    store.insert_attempt("0001".to_owned(), brief()).await.unwrap();
    // Redis goes by its own clock, and forgets by itself.
    eventually_true("the store has forgotten", async || {
        store.purge_expired(now()).await.unwrap();
        store.load(short).await.unwrap().is_none()
    })
    .await;
    eventually_true("the store has forgotten the attempt", async || {
        store.purge_expired(now()).await.unwrap();
        store.take_attempt("0001").await.unwrap().is_none()
    })
    .await;
    assert!(store.load(prolonged).await.unwrap().is_some());
    assert!(store.load(long).await.unwrap().is_some());
}

async fn of_many_who_want_a_lock_one_gets_it(store: Shared) {
    let key = key();
    let lock = move |store: Shared| async move {
        store.lock(key, LockOwner::generate(), Duration::from_secs(60)).await.unwrap()
    };
    assert_eq!(winners(&store, lock).await, 1);
}

async fn a_lock_is_renewed_and_given_back_by_its_holder_only(store: Shared) {
    let (key, other) = (key(), key());
    let (mine, yours) = (LockOwner::generate(), LockOwner::generate());
    let minute = Duration::from_secs(60);
    assert!(store.lock(key, mine, minute).await.unwrap());
    assert!(store.lock(key, mine, minute).await.unwrap(), "renewed");
    store.unlock(key, yours).await.unwrap();
    assert!(!store.lock(key, yours, minute).await.unwrap(), "not given back by a stranger");
    assert!(store.lock(other, yours, minute).await.unwrap(), "each session has its own");
    store.unlock(key, mine).await.unwrap();
    assert!(store.lock(key, yours, minute).await.unwrap());
    assert!(!store.lock(key, mine, minute).await.unwrap());
}

async fn a_lock_whose_holder_is_gone_ends_by_itself(store: Shared) {
    let (key, gone, next) = (key(), LockOwner::generate(), LockOwner::generate());
    assert!(store.lock(key, gone, Duration::from_millis(200)).await.unwrap());
    eventually_true("the lock is free", async || {
        store.lock(key, next, Duration::from_secs(60)).await.unwrap()
    })
    .await;
    store.unlock(key, gone).await.unwrap();
    assert!(!store.lock(key, gone, Duration::from_secs(60)).await.unwrap(), "it came too late");
}

async fn content_of_any_bytes_and_any_size_is_kept(store: Shared) {
    for sealed in [vec![], vec![0], (0..=255).collect(), vec![0xff; 64 * 1024]] {
        let key = key();
        store.insert(key, StoredRecord { sealed: sealed.clone(), ..row("") }).await.unwrap();
        assert_eq!(store.load(key).await.unwrap().unwrap().sealed, sealed);
    }
}

async fn a_thousand_calls_at_once_all_arrive(store: Shared) {
    let keys: Vec<SessionKey> = (0..1000).map(|_| key()).collect();
    let calls: Vec<_> = keys
        .iter()
        .map(|key| {
            let (store, key) = (store.clone(), *key);
            tokio::spawn(async move { store.insert(key, row("a")).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    for key in keys {
        assert!(store.load(key).await.unwrap().is_some());
    }
}

/// How many of twenty at once get what they want.
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

async fn a_day_holds_so_many_requests_and_no_more(store: Shared) {
    let day = now() / 86_400;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.count_request(day, 30).await.unwrap() })
        })
        .collect();
    let mut counted = 0;
    for task in tasks {
        counted += usize::from(task.await.unwrap());
    }
    assert_eq!(counted, 30);
    assert!(store.count_request(day, 31).await.unwrap());
}

async fn a_day_that_is_used_up_stays_so_and_the_next_begins_anew(store: Shared) {
    let day = now() / 86_400;
    assert!(store.count_request(day, 10).await.unwrap());
    store.exhaust_requests(day).await.unwrap();
    store.purge_expired(now()).await.unwrap();
    assert!(!store.count_request(day, 10).await.unwrap());
    assert!(store.count_request(day + 1, 10).await.unwrap());
}

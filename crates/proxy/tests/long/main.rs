//! What takes minutes: slow token endpoints, and proxies killed at random moments. `make test-long` runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod kills;
mod load;
#[path = "../proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use bounces_proxy::{config::StoreKind, session::ServerKey};
use std::time::Duration;
use support::{
    ACTIVITY, Folder, Proxy, RedisServer, all_are_answered_by_one_refresh, bounces, eventually,
    rotating,
};

#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_requests_at_expiry_make_one_refresh_however_slow_it_is() {
    for seconds in [0, 1, 10] {
        for count in [1, 5, 100, 1000] {
            let slow = Duration::from_secs(seconds);
            all_are_answered_by_one_refresh(count, slow, StoreKind::Memory).await;
            let folder = Folder::new();
            let store = StoreKind::Sqlite { path: folder.file("sessions"), key: None };
            all_are_answered_by_one_refresh(count, slow, store).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_outlasts_its_lock_keeps_it_and_the_other_replica_waits() {
    let redis = RedisServer::start();
    let store = || {
        let key = ServerKey::new(vec![7; ServerKey::SHORTEST]).unwrap();
        StoreKind::Redis { url: redis.url().into(), key }
    };
    // Longer than twice the life of a lock that nobody renews.
    let fake = rotating(Duration::from_secs(12), 600).await;
    let one = Proxy::with_fake_and(&fake, |config| config.store = store()).await;
    let two = Proxy::with_fake_and(&fake, |config| config.store = store()).await;
    let here = one.signed_in().await;
    let there = two.browser();
    there.cookies.lock().unwrap().clone_from(&here.cookies.lock().unwrap());
    one.clock.advance(700);
    two.clock.advance(700);
    let asking = tokio::spawn(async move { here.ask(&bounces(ACTIVITY)).await.status });
    eventually("the refresh has begun", || fake.refreshes() == 1).await;
    assert_eq!(there.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(asking.await.unwrap(), 200);
    assert_eq!(fake.refreshes(), 1);
}

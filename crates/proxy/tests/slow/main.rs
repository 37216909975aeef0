//! Tests that take minutes: slow token endpoints, and proxies killed at random moments. Run with
//! `make test-slow`; those in `long` with `make test-long`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod kills;
mod load;
mod long;
#[path = "../proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use bounces_proxy::config::{RedisSettings, ServerKey, StoreKind};
use std::time::{Duration, Instant};
use support::{
    ACTIVITY, Folder, Proxy, RedisServer, Reply, ScriptedUpstream, all_succeed_with_one_refresh,
    bounces, busiest_second, eventually, rotating,
};

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_requests_at_expiry_cause_one_refresh_however_slow() {
    for seconds in [0, 1, 10] {
        for count in [1, 5, 100, 1000] {
            let slow = Duration::from_secs(seconds);
            all_succeed_with_one_refresh(count, slow, StoreKind::Memory).await;
            let folder = Folder::new();
            let store = StoreKind::Sqlite { path: folder.file("sessions"), keys: None };
            all_succeed_with_one_refresh(count, slow, store).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_longer_than_its_lock_keeps_the_lock_and_other_replicas_wait() {
    let redis = RedisServer::start();
    let store = || {
        let key = ServerKey::new(vec![7; ServerKey::MIN_LENGTH]).unwrap();
        StoreKind::Redis { server: RedisSettings::new(redis.url()), keys: key.into() }
    };
    // More than twice the lifetime of a lock.
    let upstream = rotating(Duration::from_secs(12), 600).await;
    let one = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let two = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let here = one.signed_in().await;
    let there = two.browser();
    there.cookies.lock().unwrap().clone_from(&here.cookies.lock().unwrap());
    one.clock.advance(700);
    two.clock.advance(700);
    let request_task = tokio::spawn(async move { here.fetch(&bounces(ACTIVITY)).await.status });
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    assert_eq!(there.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(request_task.await.unwrap(), 200);
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_paging_sessions_share_four_requests_a_second() {
    const SESSIONS: u32 = 50;
    const PAGES: u32 = 3;
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.rate_limits.per_second = 4).await;
    let mut readers = Vec::new();
    for _ in 0..SESSIONS {
        let browser = proxy.signed_in().await;
        readers.push(async move {
            let mut longest = Duration::ZERO;
            for page in 0..PAGES {
                let path = format!("{}?cursor=page{page}", bounces(ACTIVITY));
                let asked = Instant::now();
                assert_eq!(browser.fetch(&path).await.status, 200);
                longest = longest.max(asked.elapsed());
            }
            longest
        });
    }
    let reading: Vec<_> = readers.into_iter().map(tokio::spawn).collect();
    let mut longest = Duration::ZERO;
    for reader in reading {
        longest = longest.max(reader.await.unwrap());
    }
    let calls = upstream.api_calls();
    assert_eq!(calls.len(), (SESSIONS * PAGES) as usize);
    let mut times: Vec<Duration> = calls.iter().map(|request| request.at - calls[0].at).collect();
    let busiest = busiest_second(&mut times);
    // The time for one page of each session.
    let share = Duration::from_secs(1) * SESSIONS / 4;
    println!(
        "at most {busiest} calls in a second; a page took {longest:?} at most, a fair share {share:?}"
    );
    assert!(busiest <= 4);
    assert!(longest <= 2 * share, "{longest:?}");
}

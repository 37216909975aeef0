//! The cache: identical requests of one session are coalesced, responses are cached for a minute, and
//! sessions never share responses.

use crate::{
    replicas::in_file,
    support::{
        ACTIVITY, Folder, Proxy, Reply, ScriptedUpstream, bounces, eventually, eventually_true,
        honest_upstream, session_cookie,
    },
};
use bounces_proxy::session::{SessionId, SqliteStore, Store};
use std::time::Duration;

#[tokio::test]
async fn fifty_concurrent_identical_requests_cause_one_upstream_request() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(200))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let browser = browser.clone();
            tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().status, 200);
    }
    assert_eq!(upstream.api_calls().len(), 1);
}

#[tokio::test]
async fn a_response_is_cached_for_a_minute() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    for (seconds, calls) in [(0, 1), (0, 1), (59, 1), (1, 2), (0, 2)] {
        proxy.clock.advance(seconds);
        let response = browser.fetch(&bounces(ACTIVITY)).await;
        assert_eq!((response.status, upstream.api_calls().len()), (200, calls));
        assert_eq!(response.header("cache-control"), "no-store");
    }
    // Other parameters have their own response.
    browser.fetch(&format!("{}?limit=5", bounces(ACTIVITY))).await;
    assert_eq!(upstream.api_calls().len(), 3);
}

#[tokio::test]
async fn no_cache_bypasses_and_replaces_the_cached_response() {
    let upstream = ScriptedUpstream::api(|_, before| {
        let page = format!(r#"{{"tracking_activities":[{{"contact_id":"{before}"}}]}}"#);
        Reply::json(200, &page)
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let first = browser.fetch(&bounces(ACTIVITY)).await.text();
    let refreshed = browser.fetch_uncached(&bounces(ACTIVITY)).await.text();
    assert_ne!(first, refreshed);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.text(), refreshed);
    assert_eq!(upstream.api_calls().len(), 2);
}

#[tokio::test]
async fn responses_are_cached_by_session() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (one, other) = (proxy.signed_in().await, proxy.signed_in().await);
    assert_eq!(one.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(other.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), 2);
    let response = proxy.browser().fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (401, "signed_out".into()));
    // A cached response requires the CSRF header as well.
    assert_eq!(one.navigate(&bounces(ACTIVITY)).await.problem(), (403, "csrf".into()));
}

#[tokio::test]
async fn signing_out_removes_cached_responses_and_those_in_flight() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    let request_task = browser.clone();
    let under_way = tokio::spawn(async move { request_task.fetch(&bounces(ACTIVITY)).await });
    eventually("the request upstream", || upstream.api_calls().len() == 1).await;
    browser.sign_out().await;
    under_way.await.unwrap();
    *browser.cookies.lock().unwrap() = cookies;
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (401, "signed_out".into()));
}

#[tokio::test]
async fn errors_are_not_cached() {
    let upstream = ScriptedUpstream::api(|_, before| {
        if before == 0 { Reply::json(403, "{}") } else { Reply::empty_page() }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 403);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
}

#[tokio::test]
async fn a_disconnecting_browser_does_not_cancel_a_coalesced_request() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let ask = || {
        let browser = browser.clone();
        tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
    };
    let first = ask();
    eventually("the request upstream", || upstream.api_calls().len() == 1).await;
    let second = ask();
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(second.await.unwrap(), 200);
}

#[tokio::test]
async fn cached_responses_count_toward_neither_rate_limit_nor_quota() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_second = 1;
        config.rate_limits.per_day = 1;
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..20 {
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
    assert_eq!(
        browser.fetch_uncached(&bounces(ACTIVITY)).await.problem(),
        (429, "quota_exhausted".into())
    );
}

/// An operator or another proxy may end a session, or Redis. Its responses contain addresses.
#[tokio::test]
async fn responses_of_a_session_that_ended_elsewhere_are_forgotten() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = in_file(&folder.file("sessions"));
        config.limits.purge_interval = Duration::from_millis(20);
    })
    .await;
    let browser = proxy.signed_in().await;
    let key = SessionId::parse(&session_cookie(&browser).unwrap()).unwrap().key();
    let store = SqliteStore::open(&folder.file("sessions")).unwrap();
    let calls = async || {
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
        upstream.api_calls().len()
    };
    assert_eq!(calls().await, 1);
    assert_eq!(calls().await, 1, "while the session lives, its response is cached");
    eventually_true("the response is forgotten", async || {
        let record = store.remove(key).await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        // The same session again, which shows what is left of it.
        store.insert(key, record).await.unwrap();
        calls().await == 2
    })
    .await;
}

//! Requests to the token endpoint: paced, refreshes first, so that strangers cannot block refreshes.

use crate::{
    replicas::in_file,
    support::{
        ACTIVITY, Browser, Folder, Proxy, RecordedRequest, Reply, ScriptedUpstream, account,
        bounces, token_calls,
    },
};
use bounces_proxy::config::{Config, Upstream};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const JUNK: &str = "code=junk";

fn is_junk(request: &RecordedRequest) -> bool {
    request.body.contains(JUNK)
}

/// A token endpoint that allows one request per second and rejects junk codes. Tokens live for ten
/// minutes.
async fn throttling_server() -> ScriptedUpstream {
    let last: Mutex<Option<Instant>> = Mutex::default();
    ScriptedUpstream::start(move |request, _| {
        if request.is_api() {
            return Reply::empty_page();
        }
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| last.elapsed() < Duration::from_millis(950)) {
            return Reply::new(429, "Retry-After: 1\r\n", "");
        }
        *last = Some(Instant::now());
        if is_junk(request) {
            Reply::json(400, r#"{"error":"invalid_grant"}"#)
        } else {
            Reply::tokens("access", Some("refresh"), 600)
        }
    })
    .await
}

async fn proxy_of(upstream: &ScriptedUpstream, per_second: u32) -> Proxy {
    Proxy::with_upstream_and(upstream, |config: &mut Config| {
        let mut account = account(&upstream.url());
        account.token_per_second = per_second;
        config.upstream = Upstream::Account(Box::new(account));
    })
    .await
}

/// Starts a sign-in and returns with a junk code.
async fn send_junk(browser: &Browser) -> (u16, String) {
    let state = browser.start_login_for_state().await;
    browser.callback(&format!("{JUNK}&state={state}")).await.problem()
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_cannot_block_refreshes() {
    let upstream = throttling_server().await;
    let proxy = proxy_of(&upstream, 1).await;
    let user = proxy.signed_in().await;
    let strangers: Vec<_> = (0..6)
        .map(|_| {
            let browser = proxy.browser();
            tokio::spawn(async move {
                loop {
                    send_junk(&browser).await;
                }
            })
        })
        .collect();
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(300)).await;
        proxy.clock.advance(700);
        let started = Instant::now();
        assert_eq!(user.fetch(&bounces(ACTIVITY)).await.status, 200);
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    }
    for stranger in strangers {
        stranger.abort();
    }
    assert_eq!(upstream.refreshes(), 4, "no refresh was throttled");
}

#[tokio::test(flavor = "multi_thread")]
async fn token_requests_are_paced_and_waiting_code_exchanges_are_limited() {
    let upstream = throttling_server().await;
    let proxy = proxy_of(&upstream, 2).await;
    let started = Instant::now();
    let sign_ins: Vec<_> = (0..30)
        .map(|_| {
            let browser = proxy.browser();
            tokio::spawn(async move { send_junk(&browser).await })
        })
        .collect();
    let mut rejected = 0;
    for sign_in in sign_ins {
        let (status, code) = sign_in.await.unwrap();
        rejected += usize::from((status, code.as_str()) == (503, "rate_limited"));
    }
    let sent = token_calls(&upstream);
    assert_eq!(sent + rejected, 30);
    assert!((5..=12).contains(&sent), "{sent}");
    assert!(started.elapsed() >= Duration::from_millis(500) * (u32::try_from(sent).unwrap() - 1));
}

/// Otherwise strangers could fill the store, with sign-ins that are refused or denied.
#[tokio::test(flavor = "multi_thread")]
async fn only_sign_ins_whose_code_is_exchanged_are_stored_and_refused_ones_can_be_repeated() {
    let (upstream, folder) = (throttling_server().await, Folder::new());
    let path = folder.file("sessions");
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        let mut account = account(&upstream.url());
        account.token_per_second = 1;
        config.upstream = Upstream::Account(Box::new(account));
        config.store = in_file(&path);
    })
    .await;
    let denied = proxy.browser();
    let state = denied.start_login_for_state().await;
    let response = denied.callback(&format!("error=access_denied&state={state}")).await;
    assert_eq!(response.problem(), (403, "sign_in_refused".into()));
    let sign_ins: Vec<_> = (0..30)
        .map(|_| {
            let browser = proxy.browser();
            tokio::spawn(async move {
                let state = browser.start_login_for_state().await;
                let query = format!("{JUNK}&state={state}");
                let response = browser.callback(&query).await;
                (response.status == 503).then_some((browser, query))
            })
        })
        .collect();
    let mut refused = Vec::new();
    for sign_in in sign_ins {
        refused.extend(sign_in.await.unwrap());
    }
    let database = rusqlite::Connection::open(&path).unwrap();
    let stored = || -> i64 {
        let count = "SELECT count(*) FROM used_attempts";
        database.query_row(count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(stored(), 30 - i64::try_from(refused.len()).unwrap());
    assert_eq!(stored(), i64::try_from(token_calls(&upstream)).unwrap());
    let (browser, query) = refused.pop().unwrap();
    assert_eq!(browser.callback(&query).await.problem(), (400, "sign_in_failed".into()));
    assert_eq!(browser.callback(&query).await.problem(), (400, "sign_in_stale".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttled_refresh_is_retried() {
    let upstream = ScriptedUpstream::start(|request, before| match before {
        _ if request.is_api() => Reply::empty_page(),
        1 => Reply::new(429, "Retry-After: 0\r\n", ""),
        _ => Reply::tokens("access", Some("refresh"), 600),
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(token_calls(&upstream), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn valid_tokens_are_used_while_their_refresh_waits() {
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() {
            return Reply::empty_page();
        }
        let delay = if request.is_refresh() { Duration::from_secs(20) } else { Duration::ZERO };
        Reply::tokens("access", Some("refresh"), 600).after(delay)
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    // A refresh is due, but the token is still valid.
    proxy.clock.advance(400);
    let started = Instant::now();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

//! Refreshing tokens: when, only once, and the consequences of an error for the session.

use crate::support::{
    ACTIVITY, Proxy, RecordedRequest, Reply, ScriptedUpstream, bounces, eventually,
};
use bounces_proxy::config::SessionLimits;
use bounces_sandbox::SandboxOptions;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// An authorization server whose first tokens live for `life` seconds; the test defines the responses
/// to refreshes. The API accepts `access-1`, `access-2` and so on.
async fn refreshing(
    life: u64,
    refresh: impl Fn(usize) -> Reply + Send + Sync + 'static,
) -> ScriptedUpstream {
    ScriptedUpstream::start(move |request, before| {
        if request.is_api() {
            Reply::empty_page()
        } else if request.is_refresh() {
            refresh(before)
        } else if request.line.contains("/revoke") {
            Reply::json(200, "{}")
        } else {
            Reply::tokens("access-1", Some("refresh-1"), life)
        }
    })
    .await
}

fn bearers(upstream: &ScriptedUpstream) -> Vec<String> {
    upstream.api_calls().iter().map(|request| request.header("authorization").to_owned()).collect()
}

fn refresh_bodies(upstream: &ScriptedUpstream) -> Vec<String> {
    upstream
        .requests()
        .into_iter()
        .filter(RecordedRequest::is_refresh)
        .map(|request| request.body)
        .collect()
}

#[tokio::test]
async fn an_expired_token_is_refreshed_once_for_fifty_concurrent_requests() {
    let upstream = refreshing(3600, |_| {
        Reply::tokens("access-2", Some("refresh-2"), 3600).after(Duration::from_millis(100))
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(1700);
    browser.fetch(&bounces(ACTIVITY)).await;
    proxy.clock.advance(1790);
    browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(upstream.refreshes(), 1, "3490 of 3600 seconds are over: it is due");
    proxy.clock.advance(1790);
    browser.fetch(&bounces(ACTIVITY)).await;
    proxy.clock.advance(1799);
    let tasks = (1..=50).map(|number| {
        let browser = browser.clone();
        let path = format!("{}?limit={number}", bounces(ACTIVITY));
        tokio::spawn(async move { browser.fetch(&path).await.status })
    });
    for ask in tasks.collect::<Vec<_>>() {
        assert_eq!(ask.await.unwrap(), 200);
    }
    assert_eq!(upstream.refreshes(), 2);
    assert!(bearers(&upstream)[3..].iter().all(|bearer| bearer == "Bearer access-2"));
}

#[tokio::test]
async fn rotating_tokens_survive_many_requests_at_expiry() {
    // The sandbox revokes the whole family if a refresh token is used twice.
    let proxy = Proxy::with_sandbox_and(|options: &mut SandboxOptions, _| {
        options.access_token_seconds = 2000;
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..5 {
        proxy.clock.advance(1795);
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let browser = browser.clone();
                tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
            })
            .collect();
        for ask in tasks {
            assert_eq!(ask.await.unwrap(), 200);
        }
    }
    assert_eq!(browser.session().await["authenticated"], true);
}

#[tokio::test]
async fn an_upstream_401_causes_one_refresh_and_one_retry() {
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_refresh() {
            Reply::tokens("new", Some("refresh-2"), 3600)
        } else if !request.is_api() {
            Reply::tokens("old", Some("refresh-1"), 3600)
        } else if request.header("authorization") == "Bearer new" {
            Reply::empty_page()
        } else {
            Reply::json(401, r#"{"error_key":"unauthorized","error_message":"Unauthorized"}"#)
        }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let browser = browser.clone();
            tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
        })
        .collect();
    for ask in tasks {
        assert_eq!(ask.await.unwrap(), 200);
    }
    assert_eq!(upstream.refreshes(), 1);
    assert!(upstream.api_calls().len() <= 40);
}

#[tokio::test]
async fn an_api_that_rejects_fresh_tokens_does_not_end_the_session() {
    let is_broken = Arc::new(AtomicBool::new(true));
    let upstream = {
        let is_broken = Arc::clone(&is_broken);
        ScriptedUpstream::start(move |request, _| {
            if !request.is_api() {
                Reply::tokens("access", Some("refresh"), 3600)
            } else if is_broken.load(Ordering::SeqCst) {
                Reply::new(401, "WWW-Authenticate: Bearer canary\r\n", "")
            } else {
                Reply::empty_page()
            }
        })
        .await
    };
    let proxy = Proxy::with_upstream(&upstream).await;
    let mut browsers = Vec::new();
    for _ in 0..20 {
        browsers.push(proxy.signed_in().await);
    }
    for browser in &browsers {
        for _ in 0..3 {
            let response = browser.fetch(&bounces(ACTIVITY)).await;
            assert_eq!(response.problem(), (401, "signed_out".into()));
            assert!(response.headers.get("www-authenticate").is_none());
        }
        assert_eq!(browser.session().await["authenticated"], true);
    }
    assert_eq!(upstream.refreshes(), 20, "a fresh token is not refreshed again");
    is_broken.store(false, Ordering::SeqCst);
    for browser in &browsers {
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
    // Later, a rejected token is refreshed again.
    is_broken.store(true, Ordering::SeqCst);
    proxy.clock.advance(120);
    assert_eq!(browsers[0].fetch_uncached(&bounces(ACTIVITY)).await.status, 401);
    assert_eq!(upstream.refreshes(), 21);
}

#[tokio::test]
async fn invalid_grant_ends_the_session() {
    let upstream = refreshing(600, |_| {
        Reply::json(400, r#"{"error":"invalid_grant","error_description":"canary"}"#)
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (401, "signed_out".into()));
    assert!(!response.text().contains("canary"));
    assert_eq!(browser.session().await["authenticated"], false);
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn other_refresh_errors_keep_the_session_and_start_a_cooldown() {
    for reply in [
        Reply::json(500, r#"{"error":"server_error"}"#),
        Reply::nothing(),
        Reply::reset(),
        Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"access_token\":"),
        Reply::raw("what is this"),
        Reply::new(200, "Content-Type: text/html\r\n", "<html>busy</html>"),
        Reply::json(401, r#"{"error":"invalid_client"}"#),
        Reply::json(200, &"x".repeat(100_000)),
        Reply::new(302, "Location: /elsewhere\r\n", ""),
    ] {
        let good = Arc::new(AtomicBool::new(false));
        let switch = Arc::clone(&good);
        let upstream = refreshing(600, move |_| {
            if switch.load(Ordering::SeqCst) {
                Reply::tokens("access-2", Some("refresh-2"), 3600)
            } else {
                reply.clone()
            }
        })
        .await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.signed_in().await;
        proxy.clock.advance(700);
        let response = browser.fetch(&bounces(ACTIVITY)).await;
        assert_eq!(response.problem(), (503, "unavailable".into()));
        assert_eq!(response.header("retry-after"), "10");
        good.store(true, Ordering::SeqCst);
        let response = browser.fetch(&bounces(ACTIVITY)).await;
        assert_eq!(response.status, 503, "no refresh during the cooldown of 10 seconds");
        assert_eq!(upstream.refreshes(), 1);
        assert_eq!(browser.session().await["authenticated"], true);
    }
}

#[tokio::test]
async fn a_silent_token_endpoint_times_out_and_keeps_the_session() {
    let upstream = refreshing(600, |_| Reply::nothing().after(Duration::from_secs(60))).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.limits.upstream = Duration::from_secs(2);
    })
    .await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (503, "unavailable".into()));
    assert_eq!(browser.session().await["authenticated"], true);
}

#[tokio::test]
async fn a_token_is_due_under_ten_percent_or_five_minutes_and_not_before() {
    // The lifetime, and the second of it in which a refresh becomes due.
    for (life, due) in [(86_400, 77_760), (3600, 3240), (1200, 900), (400, 200)] {
        let upstream =
            refreshing(life, |_| Reply::tokens("access-2", Some("refresh-2"), 86_400)).await;
        let proxy = Proxy::with_upstream_and(&upstream, |config| {
            config.sessions = SessionLimits { idle: 604_800, absolute: 604_800 };
        })
        .await;
        let browser = proxy.signed_in().await;
        proxy.clock.advance(due - 1);
        browser.fetch(&bounces(ACTIVITY)).await;
        assert_eq!(upstream.refreshes(), 0, "{life}: one second too early");
        proxy.clock.advance(1);
        browser.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(upstream.refreshes(), 1, "{life}: now");
    }
}

#[tokio::test]
async fn a_valid_token_is_used_if_its_early_refresh_fails() {
    let upstream = refreshing(3600, |_| Reply::json(500, "{}")).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.sessions.idle = 43_200).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(3500);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(bearers(&upstream), ["Bearer access-1"]);
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn long_lived_refresh_tokens_are_reused_and_rotating_ones_are_not() {
    for (rotates, second) in [(false, "refresh_token=refresh-1"), (true, "refresh_token=refresh-2")]
    {
        let upstream = refreshing(600, move |_| {
            Reply::tokens("access-2", rotates.then_some("refresh-2"), 600)
        })
        .await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.signed_in().await;
        for _ in 0..2 {
            proxy.clock.advance(700);
            assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
        }
        let bodies = refresh_bodies(&upstream);
        assert!(bodies[0].contains("refresh_token=refresh-1"), "{bodies:?}");
        assert!(bodies[1].contains(second), "{bodies:?}");
    }
}

#[tokio::test]
async fn without_a_refresh_token_a_session_ends_with_its_access_token() {
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() { Reply::empty_page() } else { Reply::tokens("access", None, 600) }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(599);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    proxy.clock.advance(1);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    assert_eq!(upstream.refreshes(), 0);
}

#[tokio::test]
async fn a_browser_that_disconnects_during_a_refresh_loses_nothing() {
    let upstream = refreshing(600, |_| {
        Reply::tokens("access-2", Some("refresh-2"), 3600).after(Duration::from_millis(300))
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let impatient = {
        let browser = browser.clone();
        tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
    };
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    impatient.abort();
    assert!(upstream.api_calls().is_empty());
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1, "the refresh continued");
    assert_eq!(bearers(&upstream), ["Bearer access-2"]);
}

#[tokio::test]
async fn tokens_received_after_a_sign_out_are_revoked() {
    let upstream = refreshing(600, |_| {
        Reply::tokens("access-2", Some("refresh-2"), 3600).after(Duration::from_millis(300))
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let request_task = {
        let browser = browser.clone();
        tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.problem() })
    };
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    assert_eq!(browser.sign_out().await.status, 204);
    assert_eq!(request_task.await.unwrap(), (401, "signed_out".into()));
    let revoked = |token: &str| {
        upstream
            .requests()
            .iter()
            .any(|request| request.line.contains("/revoke") && request.body.contains(token))
    };
    eventually("both families are revoked", || revoked("refresh-1") && revoked("refresh-2")).await;
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn shutdown_waits_for_a_refresh_in_progress() {
    let upstream = refreshing(600, |_| {
        Reply::tokens("access-2", Some("refresh-2"), 3600).after(Duration::from_millis(300))
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let request_task = {
        let browser = browser.clone();
        tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
    };
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    proxy.server.shutdown().await;
    assert_eq!(request_task.await.unwrap(), 200, "the request was answered before the shutdown");
}

//! Many concurrent requests when the tokens have expired.

use super::{ACTIVITY, Proxy, Reply, ScriptedUpstream, TestResponse, bounces};
use bounces_proxy::config::{Limits, RateLimits, StoreKind};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// An authorization server whose refresh tokens work once. Refreshes take `slow`.
pub(crate) async fn rotating(slow: Duration, life: u64) -> ScriptedUpstream {
    let current = Arc::new(AtomicUsize::new(1));
    ScriptedUpstream::start(move |request, _| {
        if request.is_api() {
            return Reply::empty_page();
        }
        let number = if request.is_refresh() {
            let wanted = format!("refresh_token=refresh-{}", current.load(Ordering::SeqCst));
            if !request.body.split('&').any(|pair| pair == wanted) {
                return Reply::json(400, r#"{"error":"invalid_grant"}"#);
            }
            current.fetch_add(1, Ordering::SeqCst) + 1
        } else if request.line.contains("/token") {
            // A new sign-in starts a new family.
            current.fetch_add(1, Ordering::SeqCst) + 1
        } else {
            return Reply::json(200, "{}");
        };
        Reply::tokens(&format!("access-{number}"), Some(&format!("refresh-{number}")), life)
            .after(if request.is_refresh() { slow } else { Duration::ZERO })
    })
    .await
}

/// Asserts that `count` different concurrent requests with expired tokens succeed with one refresh.
pub(crate) async fn all_succeed_with_one_refresh(count: usize, slow: Duration, store: StoreKind) {
    let upstream = rotating(slow, 600).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = store;
        config.rate_limits = RateLimits {
            per_second: 100_000,
            per_day: 1_000_000,
            account_share_percent: 100,
            history_reserve_percent: 20,
        };
        config.limits.max_waiting = 10_000;
        // A busy machine may need longer for a thousand requests than users should wait for one.
        let minutes = Duration::from_secs(300);
        config.limits =
            Limits { handler: minutes, upstream: minutes, connect: minutes, ..config.limits };
    })
    .await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let begun = Instant::now();
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let browser = browser.clone();
            let (limit, code) = (1 + number % 500, ["B", "S"][number / 500 % 2]);
            let path = format!("{}?bounce_code={code}&limit={limit}", bounces(ACTIVITY));
            tokio::spawn(async move { title_of(&browser.fetch(&path).await) })
        })
        .collect();
    let mut titles = BTreeMap::new();
    for task in tasks {
        *titles.entry(task.await.unwrap()).or_insert(0) += 1;
    }
    println!("{count} at once, {slow:?}: {titles:?} in {:?}", begun.elapsed());
    assert_eq!(titles, BTreeMap::from([("200".to_owned(), count)]));
    assert_eq!(upstream.refreshes(), 1);
    let bearers = upstream.api_calls();
    assert_eq!(bearers.len(), count);
    assert!(bearers.iter().all(|request| request.header("authorization") == "Bearer access-3"));
}

/// The status of a response, with the title of its problem if it has one.
fn title_of(response: &TestResponse) -> String {
    let problem: Option<serde_json::Value> = serde_json::from_slice(&response.body).ok();
    let title = problem.as_ref().and_then(|problem| problem["title"].as_str());
    title
        .map_or_else(|| response.status.to_string(), |title| format!("{} {title}", response.status))
}

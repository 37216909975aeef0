//! Background requests give way to users, and leave them a reserve of the day's requests.

use super::background;
use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces, eventually};
use bounces_proxy::{session::SessionId, upstream::RateLimiter};
use bounces_sandbox::activities as id;
use reqwest::Method;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

#[tokio::test]
async fn background_requests_leave_the_reserve_of_the_day_to_users() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 10;
        config.rate_limits.history_reserve_percent = 25;
    })
    .await;
    let browser = proxy.signed_in().await;
    for (number, activity) in id::PAST[..7].iter().enumerate() {
        assert_eq!(background(&browser, &bounces(activity)).await.status, 200, "{number}");
    }
    for _ in 0..2 {
        let refused = background(&browser, &bounces(id::PAST[7])).await;
        assert_eq!(refused.problem(), (429, "reserve_reached".into()));
        let left: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=86_400).contains(&left), "{left}");
    }
    assert_eq!(upstream.api_calls().len(), 7, "25 % of 10, rounded up, are kept free");
    // A cached response costs nothing.
    assert_eq!(background(&browser, &bounces(id::PAST[0])).await.status, 200);
    for number in 0..3 {
        let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.status, 200, "the user's request {number}");
    }
    let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (429, "quota_exhausted".into()));
    // It is the next day.
    proxy.clock.advance(86_400);
    let browser = proxy.signed_in().await;
    assert_eq!(background(&browser, &bounces(id::PAST[7])).await.status, 200);
}

#[tokio::test]
async fn the_share_of_an_account_has_the_same_reserve() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 20;
        config.rate_limits.account_share_percent = 50;
    })
    .await;
    let (browser, other) = (proxy.signed_in().await, proxy.signed_in().await);
    for activity in &id::PAST[..8] {
        assert_eq!(background(&browser, &bounces(activity)).await.status, 200);
    }
    let refused = background(&browser, &bounces(id::PAST[8])).await;
    assert_eq!(refused.problem(), (429, "reserve_reached".into()));
    assert_eq!(background(&other, &bounces(id::PAST[8])).await.status, 200);
    for _ in 0..2 {
        assert_eq!(browser.fetch_uncached(&bounces(ACTIVITY)).await.status, 200);
    }
    let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (429, "quota_exhausted".into()));
}

#[tokio::test]
async fn only_the_exact_header_makes_a_request_a_background_request() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 10;
        config.rate_limits.history_reserve_percent = 100;
    })
    .await;
    let browser = proxy.signed_in().await;
    let refused = background(&browser, &bounces(ACTIVITY)).await;
    assert_eq!(refused.problem(), (429, "reserve_reached".into()));
    for value in ["", "Background", "user", "background, user"] {
        let request = browser.request(Method::GET, &bounces(ACTIVITY));
        let request = request.header("x-bounces-csrf", "1").header("x-bounces-priority", value);
        assert_eq!(browser.send(request).await.status, 200, "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn background_requests_give_way_to_all_others() {
    let limiter = Arc::new(RateLimiter::new(4, 64));
    let session = SessionId::generate().key();
    let greedy = {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move {
            let mut sent = 0_u32;
            let end = Instant::now() + Duration::from_secs(10);
            while Instant::now() < end {
                if let Ok(slot) = limiter.acquire_in_background(session).await {
                    sleep(Duration::from_millis(50)).await;
                    drop(slot);
                    sent += 1;
                }
            }
            sent
        })
    };
    sleep(Duration::from_secs(3)).await;
    let others = SessionId::generate().key();
    for number in 0..5 {
        let started = Instant::now();
        drop(limiter.acquire(others).await.unwrap());
        assert_eq!(
            started.elapsed(),
            Duration::ZERO,
            "a user's request {number} waits for nothing"
        );
        sleep(Duration::from_millis(1300)).await;
    }
    let sent = greedy.await.unwrap();
    assert!((20..=31).contains(&sent), "{sent} background requests at three a second");
}

#[tokio::test(start_paused = true)]
async fn background_requests_wait_while_users_need_all_slots() {
    let limiter = Arc::new(RateLimiter::new(4, 64));
    let users = SessionId::generate().key();
    let waiting: Vec<_> = (0..24)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(users).await.map(drop) })
        })
        .collect();
    sleep(Duration::from_millis(10)).await;
    let started = Instant::now();
    let session = SessionId::generate().key();
    let slot = limiter.acquire_in_background(session).await;
    assert!(slot.is_ok());
    assert!(started.elapsed() > Duration::from_secs(5), "{:?}", started.elapsed());
    for one in waiting {
        assert!(one.await.unwrap().is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_single_slot_serves_background_requests_as_well() {
    let limiter = RateLimiter::new(1, 8);
    let session = SessionId::generate().key();
    for _ in 0..3 {
        drop(limiter.acquire_in_background(session).await.unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_cannot_fill_the_queue_with_background_requests() {
    let limiter = Arc::new(RateLimiter::new(2, 8));
    let session = SessionId::generate().key();
    let held = [limiter.acquire(session).await.unwrap(), limiter.acquire(session).await.unwrap()];
    let waiting: Vec<_> = (0..5)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire_in_background(session).await.map(drop) })
        })
        .collect();
    sleep(Duration::from_millis(10)).await;
    drop(held);
    let mut served = 0;
    for one in waiting {
        served += usize::from(one.await.unwrap().is_ok());
    }
    assert_eq!(served, 2);
}

#[tokio::test]
async fn a_users_request_does_not_wait_for_the_same_one_in_the_background() {
    let upstream = ScriptedUpstream::api(|_, before| {
        let pause = if before == 0 { 1500 } else { 0 };
        Reply::empty_page().after(Duration::from_millis(pause))
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let slow = browser.clone();
    let slow = tokio::spawn(async move { background(&slow, &bounces(ACTIVITY)).await.status });
    eventually("the request upstream", || upstream.api_calls().len() == 1).await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert!(!slow.is_finished(), "the user's response came first");
    assert_eq!(upstream.api_calls().len(), 2);
    assert_eq!(slow.await.unwrap(), 200);
    // In the other direction, one request is enough.
    assert_eq!(background(&browser, &bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), 2);
}

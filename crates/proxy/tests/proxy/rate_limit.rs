//! How often the upstream is asked: four sends in any sliding second, a queue with an end, a day with an end.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces, busiest_second};
use bounces_proxy::{
    clock::Clock,
    session::{SessionId, SessionKey},
    upstream::RateLimiter,
};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// A session that asks for nothing else.
fn anybody() -> SessionKey {
    SessionId::generate().key()
}

/// A number that looks random and is the same each time.
fn scramble(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 16
}

#[tokio::test(start_paused = true)]
async fn no_sliding_second_holds_more_than_four_sends_however_late_they_leave() {
    for seed in 0..50 {
        let limiter = Arc::new(RateLimiter::new(4, 1000));
        let start = Instant::now();
        let tasks: Vec<_> = (0..60)
            .map(|number| {
                let (limiter, random) = (Arc::clone(&limiter), scramble(seed * 1000 + number));
                tokio::spawn(async move {
                    // They come at once or spread out; connecting and answering take their time.
                    tokio::time::sleep(Duration::from_millis(random % 3 * (random % 997))).await;
                    let slot = limiter.acquire(anybody()).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(random / 7 % 700)).await;
                    let sent = start.elapsed();
                    tokio::time::sleep(Duration::from_millis(random / 11 % 300)).await;
                    drop(slot);
                    sent
                })
            })
            .collect();
        let mut sends = Vec::new();
        for task in tasks {
            sends.push(task.await.unwrap());
        }
        assert!(busiest_second(&mut sends) <= 4, "seed {seed}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_quick_upstream_is_asked_almost_four_times_a_second() {
    let limiter = RateLimiter::new(4, 1000);
    let start = Instant::now();
    for _ in 0..100 {
        drop(limiter.acquire(anybody()).await.unwrap());
    }
    assert!(start.elapsed() < Duration::from_secs(26), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn who_comes_first_is_sent_first_and_who_leaves_costs_nothing() {
    let limiter = Arc::new(RateLimiter::new(1, 10));
    let start = Instant::now();
    drop(limiter.acquire(anybody()).await.unwrap());
    let waiting = |limiter: &Arc<RateLimiter>| {
        let limiter = Arc::clone(limiter);
        tokio::spawn(async move {
            drop(limiter.acquire(anybody()).await.unwrap());
            start.elapsed()
        })
    };
    let first = waiting(&limiter);
    tokio::task::yield_now().await;
    let second = waiting(&limiter);
    tokio::task::yield_now().await;
    first.abort();
    let sent = second.await.unwrap();
    assert!(sent < Duration::from_millis(1100), "the second took the first's turn: {sent:?}");
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_says_when_it_will_have_emptied() {
    let limiter = Arc::new(RateLimiter::new(4, 8));
    let mut slots = Vec::new();
    for _ in 0..4 {
        slots.push(limiter.acquire(anybody()).await.unwrap());
    }
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(anybody()).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    assert_eq!(limiter.acquire(anybody()).await.unwrap_err().retry_after, 2);
    slots.clear();
    for task in tasks {
        assert!(task.await.unwrap().is_ok());
    }
    assert!(limiter.acquire(anybody()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn of_fifty_sessions_that_page_at_once_none_waits_longer_than_twice_its_share() {
    const SESSIONS: u32 = 50;
    const PAGES: u32 = 4;
    let limiter = Arc::new(RateLimiter::new(4, 1000));
    let start = Instant::now();
    let sessions: Vec<_> = (0..SESSIONS)
        .map(|number| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move {
                let session = anybody();
                let mut sends = Vec::new();
                for page in 0..PAGES {
                    let slot = limiter.acquire(session).await.unwrap();
                    sends.push(start.elapsed());
                    let upstream = scramble(u64::from(number * PAGES + page)) % 20;
                    tokio::time::sleep(Duration::from_millis(upstream)).await;
                    drop(slot);
                }
                (sends, start.elapsed())
            })
        })
        .collect();
    let (mut sends, mut slowest) = (Vec::new(), Duration::ZERO);
    for session in sessions {
        let (sent, ended) = session.await.unwrap();
        sends.extend(sent);
        slowest = slowest.max(ended);
    }
    assert_eq!(busiest_second(&mut sends), 4);
    let share = Duration::from_secs_f64(f64::from(SESSIONS * PAGES) / 4.0);
    assert!(slowest < share * 2, "{slowest:?} of a share of {share:?}");
}

#[tokio::test(start_paused = true)]
async fn a_session_with_many_requests_holds_up_the_others_by_one_round_only() {
    let limiter = Arc::new(RateLimiter::new(1, 1000));
    let greedy = anybody();
    let start = Instant::now();
    let crowd: Vec<_> = (0..100)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(greedy).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    drop(limiter.acquire(anybody()).await.unwrap());
    // One of the crowd was being sent, and another came first in the round.
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    for one in crowd {
        one.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn one_session_takes_no_more_than_half_of_the_queue() {
    let limiter = Arc::new(RateLimiter::new(1, 8));
    let greedy = anybody();
    let held = limiter.acquire(greedy).await.unwrap();
    let crowd: Vec<_> = (0..4)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(greedy).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    assert!(limiter.acquire(greedy).await.is_err());
    drop(held);
    assert!(limiter.acquire(anybody()).await.is_ok());
    for one in crowd {
        one.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn many_sessions_together_ask_the_upstream_four_times_a_second() {
    let upstream = ScriptedUpstream::api(|_, before| {
        // Retries are sends like any other.
        if before % 5 == 4 { Reply::new(503, "", "") } else { Reply::empty_page() }
    })
    .await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.rate_limits.per_second = 4).await;
    let mut asks = Vec::new();
    for _ in 0..12 {
        let browser = proxy.signed_in().await;
        asks.push(tokio::spawn(async move { browser.ask(&bounces(ACTIVITY)).await.status }));
    }
    for ask in asks {
        assert_eq!(ask.await.unwrap(), 200);
    }
    let calls = upstream.api_calls();
    let mut times: Vec<Duration> = calls.iter().map(|request| request.at - calls[0].at).collect();
    assert!(calls.len() > 12);
    assert!(busiest_second(&mut times) <= 4);
}

#[tokio::test]
async fn requests_beyond_the_queue_are_told_to_come_back() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_second = 1;
        config.limits.max_waiting = 1;
    })
    .await;
    let browser = proxy.signed_in().await;
    let asks: Vec<_> = (1..=4)
        .map(|number| {
            let browser = browser.clone();
            let path = format!("{}?limit={number}", bounces(ACTIVITY));
            tokio::spawn(async move { browser.ask(&path).await })
        })
        .collect();
    let mut refused = 0;
    for ask in asks {
        let answer = ask.await.unwrap();
        if answer.status != 200 {
            assert_eq!(answer.problem(), (503, "rate_limited".into()));
            assert_eq!(answer.header("retry-after"), "1");
            refused += 1;
        }
    }
    assert!(refused >= 2, "one is sent, one waits, {refused} are refused");
}

#[tokio::test]
async fn the_days_requests_end_until_midnight_utc() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 3;
        config.sessions.idle = 1_000_000;
        config.sessions.absolute = 1_000_000;
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..3 {
        assert_eq!(browser.ask_anew(&bounces(ACTIVITY)).await.status, 200);
    }
    let answer = browser.ask_anew(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (429, "quota_exhausted".into()));
    let left = 86_400 - proxy.clock.now() % 86_400;
    assert_eq!(answer.header("retry-after"), left.to_string());
    assert_eq!(upstream.api_calls().len(), 3, "nobody is asked");
    proxy.clock.advance(left);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
}

#[tokio::test]
async fn when_the_upstream_says_that_the_day_is_over_it_is_over_for_everybody() {
    let upstream = ScriptedUpstream::api(|_, before| match before {
        0 => Reply::json(429, r#"{"error_key":"quota_exceeded","error_message":"canary"}"#),
        _ => Reply::empty_page(),
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (first, second) = (proxy.signed_in().await, proxy.signed_in().await);
    for browser in [first, second] {
        let answer = browser.ask(&bounces(ACTIVITY)).await;
        assert_eq!(answer.problem(), (429, "quota_exhausted".into()));
    }
    assert_eq!(upstream.api_calls().len(), 1);
}

#[tokio::test]
async fn just_after_midnight_the_upstream_may_mean_the_day_before() {
    let upstream = ScriptedUpstream::api(|_, before| {
        if before == 0 {
            Reply::json(429, r#"{"error_key":"quota_exceeded"}"#)
        } else {
            Reply::empty_page()
        }
    })
    .await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.sessions.idle = 1_000_000;
        config.sessions.absolute = 1_000_000;
    })
    .await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(86_400 - proxy.clock.now() % 86_400);
    let answer = browser.ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem().1, "rate_limited");
    proxy.clock.advance(60);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200, "the new day is not used up");
}

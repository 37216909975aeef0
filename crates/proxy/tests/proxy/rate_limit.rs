//! Rate limits: four sends in any sliding second, a bounded queue, a daily quota.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces, busiest_second};
use bounces_core::SeededRng;
use bounces_proxy::{
    clock::Clock,
    session::{SessionId, SessionKey},
    upstream::{RateLimiter, Slot},
};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// A session without other requests.
fn new_session() -> SessionKey {
    SessionId::generate().key()
}

/// A slot, honoring `Retry-After` for as long as it takes.
async fn patient(limiter: &RateLimiter, session: SessionKey) -> Slot {
    loop {
        match limiter.acquire(session).await {
            Ok(slot) => return slot,
            Err(full) => tokio::time::sleep(Duration::from_secs(full.retry_after)).await,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_sliding_second_contains_more_than_four_sends_however_delayed() {
    for seed in 0..50 {
        let limiter = Arc::new(RateLimiter::new(4, 1000));
        let start = Instant::now();
        let tasks: Vec<_> = (0..60)
            .map(|number| {
                let (limiter, random) =
                    (Arc::clone(&limiter), SeededRng::new(seed * 1000 + number).next_u64() >> 16);
                tokio::spawn(async move {
                    // Requests start together or spread out; connecting and responding take time.
                    tokio::time::sleep(Duration::from_millis(random % 3 * (random % 997))).await;
                    let slot = patient(&limiter, new_session()).await;
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
async fn a_fast_upstream_receives_almost_four_requests_a_second() {
    let limiter = RateLimiter::new(4, 1000);
    let start = Instant::now();
    for _ in 0..100 {
        drop(limiter.acquire(new_session()).await.unwrap());
    }
    assert!(start.elapsed() < Duration::from_secs(26), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn requests_are_sent_in_order_and_canceled_ones_use_no_slot() {
    let limiter = Arc::new(RateLimiter::new(1, 10));
    let start = Instant::now();
    drop(limiter.acquire(new_session()).await.unwrap());
    let waiting = |limiter: &Arc<RateLimiter>| {
        let limiter = Arc::clone(limiter);
        tokio::spawn(async move {
            drop(limiter.acquire(new_session()).await.unwrap());
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
async fn a_session_that_fills_the_queue_is_told_when_its_turn_is() {
    let limiter = Arc::new(RateLimiter::new(4, 40));
    let session = new_session();
    let mut slots = Vec::new();
    for _ in 0..4 {
        slots.push(limiter.acquire(session).await.unwrap());
    }
    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(session).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    // Forty others at four a second, less the three seconds that it should be early.
    assert_eq!(limiter.acquire(session).await.unwrap_err().retry_after, 7);
    slots.clear();
    for task in tasks {
        assert!(task.await.unwrap().is_ok());
    }
    assert!(limiter.acquire(session).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn fifty_paging_sessions_wait_at_most_twice_their_fair_share() {
    const SESSIONS: u32 = 50;
    const PAGES: u32 = 4;
    let limiter = Arc::new(RateLimiter::new(4, 1000));
    let start = Instant::now();
    let sessions: Vec<_> = (0..SESSIONS)
        .map(|number| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move {
                let session = new_session();
                let mut sends = Vec::new();
                for page in 0..PAGES {
                    let slot = limiter.acquire(session).await.unwrap();
                    sends.push(start.elapsed());
                    let upstream = SeededRng::new(u64::from(number * PAGES + page)).below(20);
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
async fn a_session_with_many_requests_delays_others_by_one_round_only() {
    let limiter = Arc::new(RateLimiter::new(1, 1000));
    let greedy = new_session();
    let start = Instant::now();
    let crowd: Vec<_> = (0..100)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { drop(patient(&limiter, greedy).await) })
        })
        .collect();
    tokio::task::yield_now().await;
    drop(limiter.acquire(new_session()).await.unwrap());
    // One of the many requests was being sent, and another was next in the queue.
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    for one in crowd {
        one.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_longest_queue_of_a_session_gives_way_when_the_queue_is_full() {
    let limiter = Arc::new(RateLimiter::new(1, 4));
    let (greedy, modest) = (new_session(), new_session());
    let held = limiter.acquire(greedy).await.unwrap();
    let spawn = |session| {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move { limiter.acquire(session).await.map(drop) })
    };
    let crowd: Vec<_> = (0..4).map(|_| spawn(greedy)).collect();
    tokio::task::yield_now().await;
    assert!(limiter.acquire(greedy).await.is_err(), "the queue is full");
    let (first, second) = (spawn(modest), spawn(modest));
    tokio::task::yield_now().await;
    // Both sessions have two waiting requests now.
    assert!(limiter.acquire(modest).await.is_err());
    drop(held);
    assert!(first.await.unwrap().is_ok() && second.await.unwrap().is_ok());
    let mut refused = Vec::new();
    for one in crowd {
        refused.push(one.await.unwrap().is_err());
    }
    assert_eq!(refused, [false, false, true, true], "its latest requests gave way");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_refused_takes_no_room_from_others() {
    let limiter = Arc::new(RateLimiter::new(1, 20));
    let _held = limiter.acquire(new_session()).await.unwrap();
    let spawn = |session| {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move { limiter.acquire(session).await.map(drop) })
    };
    let greedy = new_session();
    let crowd: Vec<_> = (0..7).map(|_| spawn(greedy)).collect();
    let others: Vec<_> = (0..13).map(|_| spawn(new_session())).collect();
    tokio::task::yield_now().await;
    for _ in 0..5 {
        assert!(limiter.acquire(new_session()).await.is_err(), "its turn is too far away");
    }
    tokio::task::yield_now().await;
    assert!(!crowd.iter().chain(&others).any(tokio::task::JoinHandle::is_finished));
}

#[tokio::test(start_paused = true)]
async fn after_an_outage_of_the_upstream_the_estimated_wait_recovers_without_a_queue() {
    let limiter = Arc::new(RateLimiter::new(1, 64));
    let hanging: Vec<_> = (0..4)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move {
                let session = new_session();
                loop {
                    let slot = patient(&limiter, session).await;
                    tokio::time::sleep(Duration::from_secs(20)).await;
                    drop(slot);
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    for task in hanging {
        task.abort();
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    for _ in 0..300 {
        drop(limiter.acquire(new_session()).await.unwrap());
    }
    let held = limiter.acquire(new_session()).await.unwrap();
    let waiting: Vec<_> = (0..5)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(new_session()).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    drop(held);
    for one in waiting {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
}

#[tokio::test]
async fn many_sessions_together_send_four_requests_a_second() {
    let upstream = ScriptedUpstream::api(|_, before| {
        // Retries count as sends.
        if before % 5 == 4 { Reply::new(503, "", "") } else { Reply::empty_page() }
    })
    .await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.rate_limits.per_second = 4).await;
    let mut tasks = Vec::new();
    for _ in 0..12 {
        let browser = proxy.signed_in().await;
        tasks.push(tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status }));
    }
    for ask in tasks {
        assert_eq!(ask.await.unwrap(), 200);
    }
    let calls = upstream.api_calls();
    let mut times: Vec<Duration> = calls.iter().map(|request| request.at - calls[0].at).collect();
    assert!(calls.len() > 12);
    assert!(busiest_second(&mut times) <= 4);
}

#[tokio::test]
async fn requests_beyond_the_queue_get_retry_after() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_second = 1;
        config.limits.max_waiting = 1;
    })
    .await;
    let browser = proxy.signed_in().await;
    let tasks: Vec<_> = (1..=4)
        .map(|number| {
            let browser = browser.clone();
            let path = format!("{}?limit={number}", bounces(ACTIVITY));
            tokio::spawn(async move { browser.fetch(&path).await })
        })
        .collect();
    let mut refused = 0;
    for ask in tasks {
        let response = ask.await.unwrap();
        if response.status != 200 {
            assert_eq!(response.problem(), (503, "rate_limited".into()));
            assert_eq!(response.header("retry-after"), "1");
            refused += 1;
        }
    }
    assert!(refused >= 2, "one is sent, one waits, {refused} are refused");
}

#[tokio::test]
async fn the_quota_is_exhausted_until_midnight_utc() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 3;
        config.sessions.idle = 1_000_000;
        config.sessions.absolute = 1_000_000;
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..3 {
        assert_eq!(browser.fetch_uncached(&bounces(ACTIVITY)).await.status, 200);
    }
    let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (429, "quota_exhausted".into()));
    let left = 86_400 - proxy.clock.now() % 86_400;
    assert_eq!(response.header("retry-after"), left.to_string());
    assert_eq!(upstream.api_calls().len(), 3, "no upstream request");
    proxy.clock.advance(left);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
}

#[tokio::test]
async fn a_quota_exceeded_response_ends_the_day_for_all_sessions() {
    let upstream = ScriptedUpstream::api(|_, before| match before {
        0 => Reply::json(429, r#"{"error_key":"quota_exceeded","error_message":"canary"}"#),
        _ => Reply::empty_page(),
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (first, second) = (proxy.signed_in().await, proxy.signed_in().await);
    for browser in [first, second] {
        let response = browser.fetch(&bounces(ACTIVITY)).await;
        assert_eq!(response.problem(), (429, "quota_exhausted".into()));
    }
    assert_eq!(upstream.api_calls().len(), 1);
}

#[tokio::test]
async fn quota_exceeded_just_after_midnight_may_refer_to_the_previous_day() {
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
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem().1, "rate_limited");
    proxy.clock.advance(60);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200, "the new day is not used up");
}

//! One account or session cannot use up what belongs to all: the queue, and the requests of the day.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bounces_core::SeededRng;
use bounces_proxy::{
    session::{SessionId, SessionKey},
    upstream::RateLimiter,
};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

/// Requests in any second.
const PER_SECOND: u32 = 4;
/// The default length of the queue.
const MAX_WAITING: usize = 64;

fn new_session() -> SessionKey {
    SessionId::generate().key()
}

/// Requests a slot until there is one, and honors `Retry-After` as a browser does: a little late.
/// Returns the time since the first try.
async fn patient_request(limiter: &RateLimiter, session: SessionKey, seed: u64) -> Duration {
    let started = Instant::now();
    for attempt in 0.. {
        match limiter.acquire(session).await {
            Ok(slot) => {
                let upstream = SeededRng::new(seed + attempt).below(100);
                sleep(Duration::from_millis(upstream)).await;
                drop(slot);
                break;
            }
            Err(full) => {
                let late = SeededRng::new(seed + attempt).below(900);
                sleep(Duration::from_secs(full.retry_after) + Duration::from_millis(late)).await;
            }
        }
    }
    started.elapsed()
}

#[tokio::test(start_paused = true)]
async fn of_a_thousand_paging_sessions_none_waits_longer_than_twice_its_share() {
    const SESSIONS: u32 = 1000;
    const MINUTES: u64 = 10;
    let limiter = Arc::new(RateLimiter::new(PER_SECOND, MAX_WAITING));
    let end = Instant::now() + Duration::from_secs(MINUTES * 60);
    let tasks: Vec<_> = (0..SESSIONS)
        .map(|number| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move {
                let session = new_session();
                let (mut pages, mut longest) = (0_u32, Duration::ZERO);
                while Instant::now() < end {
                    let seed = u64::from(number * 1000 + pages);
                    longest = longest.max(patient_request(&limiter, session, seed).await);
                    pages += 1;
                }
                (pages, longest)
            })
        })
        .collect();
    let (mut fewest, mut all, mut longest) = (u32::MAX, 0, Duration::ZERO);
    for task in tasks {
        let (pages, wait) = task.await.unwrap();
        (fewest, all, longest) = (fewest.min(pages), all + pages, longest.max(wait));
    }
    let share = Duration::from_secs(u64::from(SESSIONS / PER_SECOND));
    println!("{all} pages, at least {fewest} a session, at most {longest:?} of {share:?}");
    assert!(fewest >= 2, "a session got {fewest} pages");
    assert!(longest <= share * 2, "{longest:?} of a share of {share:?}");
}

#[tokio::test(start_paused = true)]
async fn two_greedy_sessions_do_not_keep_a_third_out_of_the_queue() {
    let limiter = Arc::new(RateLimiter::new(PER_SECOND, MAX_WAITING));
    let mut greedy = Vec::new();
    for session in [new_session(), new_session()] {
        for number in 0..100 {
            let limiter = Arc::clone(&limiter);
            greedy.push(tokio::spawn(async move {
                patient_request(&limiter, session, number).await;
            }));
        }
    }
    sleep(Duration::from_millis(10)).await;
    let third = new_session();
    for page in 0..15 {
        let started = Instant::now();
        let slot = limiter.acquire(third).await;
        assert!(slot.is_ok(), "page {page} was refused: {slot:?}");
        drop(slot);
        // Two others have their turn before it, at four a second.
        assert!(started.elapsed() < Duration::from_secs(3), "{page}: {:?}", started.elapsed());
    }
    for task in greedy {
        task.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn every_waiting_session_has_a_place_although_the_queue_is_full() {
    let limiter = Arc::new(RateLimiter::new(PER_SECOND, 8));
    let crowd: Vec<_> = (0..40)
        .map(|_| {
            let limiter = Arc::clone(&limiter);
            tokio::spawn(async move { limiter.acquire(new_session()).await.map(drop) })
        })
        .collect();
    for one in crowd {
        assert!(one.await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn an_account_cannot_use_more_than_its_share_of_the_day() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 10;
        config.rate_limits.account_share_percent = 50;
    })
    .await;
    let (greedy, other) = (proxy.signed_in().await, proxy.signed_in().await);
    for number in 0..5 {
        let response = greedy.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.status, 200, "request {number}");
    }
    for _ in 0..20 {
        let response = greedy.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.problem(), (429, "quota_exhausted".into()));
        let left: u64 = response.header("retry-after").parse().unwrap();
        assert!((1..=86_400).contains(&left), "{left}");
    }
    assert_eq!(upstream.api_calls().len(), 5, "refused requests are not sent");
    for number in 0..5 {
        let response = other.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.status, 200, "the other's request {number}");
    }
}

#[tokio::test]
async fn an_unknown_id_is_remembered_for_a_minute_and_for_its_own_session_only() {
    const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";
    let upstream = ScriptedUpstream::api(|request, _| {
        if request.line.contains(UNKNOWN) {
            Reply::json(404, r#"[{"error_key":"not_found","error_message":"x"}]"#)
        } else {
            Reply::empty_page()
        }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (browser, other) = (proxy.signed_in().await, proxy.signed_in().await);
    for path in [bounces(UNKNOWN), format!("{}?limit=7", bounces(UNKNOWN))] {
        for _ in 0..5 {
            let response = browser.fetch_uncached(&path).await;
            assert_eq!(response.problem(), (404, "not_found".into()));
        }
    }
    assert_eq!(upstream.api_calls().len(), 1, "one request found out");
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200, "others are not affected");
    assert_eq!(other.fetch(&bounces(UNKNOWN)).await.status, 404);
    assert_eq!(upstream.api_calls().len(), 3, "what one session learns is not told to another");
    proxy.clock.advance(60);
    assert_eq!(browser.fetch(&bounces(UNKNOWN)).await.status, 404);
    assert_eq!(upstream.api_calls().len(), 4, "the activity may exist by now");
}

/// A JWT for a user. The signature is not checked.
fn access_token(subject: &str) -> String {
    let claims = format!(r#"{{"sub":"{subject}","scp":["campaign_data"]}}"#);
    format!("e30.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(claims))
}

#[tokio::test]
async fn sessions_of_one_user_have_one_share_also_after_a_refresh() {
    // The code is the name of the user, and so is the refresh token.
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() {
            return Reply::empty_page();
        }
        let is_first = ["code=one", "refresh_token=one"].map(|part| request.body.contains(part));
        let user = if is_first.contains(&true) { "one" } else { "other" };
        Reply::tokens(&access_token(user), Some(user), 600)
    })
    .await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_day = 10;
        config.rate_limits.account_share_percent = 50;
    })
    .await;
    let sign_in = async |user: &str| {
        let browser = proxy.browser();
        let state = browser.start_login_for_state().await;
        assert_eq!(browser.callback(&format!("code={user}&state={state}")).await.status, 303);
        browser
    };
    let (first, second) = (sign_in("one").await, sign_in("one").await);
    for browser in [&first, &second, &first] {
        assert_eq!(browser.fetch_uncached(&bounces(ACTIVITY)).await.status, 200);
    }
    proxy.clock.advance(700);
    for browser in [&second, &first] {
        assert_eq!(browser.fetch_uncached(&bounces(ACTIVITY)).await.status, 200);
    }
    assert_eq!(upstream.refreshes(), 2);
    for browser in [&first, &second, &sign_in("one").await] {
        let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.problem(), (429, "quota_exhausted".into()));
    }
    assert_eq!(sign_in("other").await.fetch(&bounces(ACTIVITY)).await.status, 200);
}

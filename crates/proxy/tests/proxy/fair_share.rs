//! One account or session cannot use up what belongs to all: the queue, and the requests of the day.

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

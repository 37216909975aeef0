//! Memory under steady load: whether it grows.

use super::{
    Upstream, browser_at, client_address, figures::slope, left, page_path, resident, sign_in,
    until_accepted,
};
use crate::support::{Browser, Folder, TestResponse};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

const USERS: usize = 40;
/// Between the requests of a user.
const PAUSE: Duration = Duration::from_millis(200);
/// Requests of a session before it signs out.
const REQUESTS: usize = 40;
const SAMPLE_INTERVAL: Duration = Duration::from_secs(5);

async fn start_login(browser: Browser) -> TestResponse {
    browser.navigate("/auth/login").await
}

/// Signs in, reads pages (new ones, cached ones), gets errors, leaves a login unfinished, and signs out.
async fn use_proxy(proxy: SocketAddr, user: usize, end: Instant, requests: Arc<AtomicUsize>) {
    while !left(end).is_zero() {
        let browser = browser_at(proxy, client_address(user).into());
        let response = until_accepted(sign_in, &browser).await;
        assert_eq!(response.status, 303, "{}", response.text());
        for number in 0..REQUESTS {
            if left(end).is_zero() {
                return;
            }
            let (path, expected) = match number % 8 {
                0..4 => (page_path(number), 200),
                4 | 5 => (page_path(number - 4), 200),
                6 => ("/api/v3/unknown".to_owned(), 404),
                // A failed sign-in beside a valid session goes on.
                _ => ("/auth/callback?code=junk&state=junk".to_owned(), 303),
            };
            let request = |browser: Browser| {
                let path = path.clone();
                async move { browser.fetch(&path).await }
            };
            let response = until_accepted(request, &browser).await;
            assert_eq!(response.status, expected, "{path}: {}", response.text());
            requests.fetch_add(1, Ordering::Relaxed);
            sleep(PAUSE).await;
        }
        let unfinished = browser_at(proxy, client_address(user).into());
        until_accepted(start_login, &unfinished).await;
        assert_eq!(browser.sign_out().await.status, 204);
    }
}

/// Measured from a fifth of the time on, when the cache and the allocator have reached their size.
#[tokio::test(flavor = "multi_thread")]
async fn long_memory_is_flat() {
    // Tokens are refreshed in the middle of each session.
    let upstream = Upstream::start(Duration::from_millis(5), 200, 8).await;
    let folder = Folder::new();
    let settings = [("UPSTREAM_PER_DAY", "100000000".to_owned())];
    let proxy = upstream.proxy(&folder, &settings);
    let idle = resident(&proxy);
    let (begun, took) = (Instant::now(), super::duration());
    let end = begun + took;
    let requests: Arc<AtomicUsize> = Arc::default();
    let users: Vec<_> = (0..USERS)
        .map(|user| use_proxy(proxy.browser.address, user, end, Arc::clone(&requests)))
        .map(tokio::spawn)
        .collect();
    let mut points = Vec::new();
    while !left(end).is_zero() {
        sleep(SAMPLE_INTERVAL.min(left(end))).await;
        points.push((begun.elapsed().as_secs_f64() / 60.0, f64::from(resident(&proxy))));
    }
    for user in users {
        user.await.unwrap();
    }
    points.retain(|(minutes, _)| *minutes > took.as_secs_f64() / 60.0 / 5.0);
    let (slope, error) = slope(&points);
    let kib = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        (values[0], values[values.len() / 2], values[values.len() - 1])
    };
    let (min, median, max) = kib(points.iter().map(|(_, kib)| *kib).collect());
    println!(
        "{USERS} users for {took:?}, {} requests, {} API requests: resident {idle} KiB when idle; then median {median:.0}, {min:.0} to {max:.0} KiB; slope {slope:.1} ± {error:.1} KiB a minute",
        requests.load(Ordering::Relaxed),
        upstream.requests(),
    );
    assert!(slope < median / 100.0, "less than one percent a minute");
}

//! `kill -9` at random moments around refreshes. Stored sessions survive; a user may be signed out only if
//! the server had issued tokens that the proxy had not stored yet.

use crate::support::{ACTIVITY, Browser, Folder, Process, ScriptedUpstream, bounces, rotating};
use std::{collections::BTreeMap, time::Duration};

const KILLS: usize = 200;
/// Number of concurrent proxies: after a kill, the abandoned lock must expire.
const WORKERS: usize = 4;
/// Delay of the token endpoint. Kills happen within four times this time.
const DELAY: Duration = Duration::from_millis(25);

#[derive(Default, Debug)]
struct Counts {
    kills: usize,
    /// The refresh had been sent, and the browser had not received its response.
    in_a_refresh: usize,
    signed_out: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_around_refreshes_sign_out_only_within_the_documented_window() {
    let workers: Vec<_> = (0..WORKERS).map(|_| tokio::spawn(worker(KILLS / WORKERS))).collect();
    let mut all = Counts::default();
    for worker in workers {
        let one = worker.await.unwrap();
        all.kills += one.kills;
        all.in_a_refresh += one.in_a_refresh;
        all.signed_out += one.signed_out;
    }
    println!("{all:?}");
    assert_eq!(all.kills, KILLS);
    assert!(all.in_a_refresh > KILLS / 10, "many kills happened during a refresh: {all:?}");
}

async fn worker(kills: usize) -> Counts {
    let folder = Folder::new();
    // The tokens of each request have expired and are refreshed.
    let upstream = rotating(DELAY, 0).await;
    let mut counts = Counts::default();
    let mut cookies = BTreeMap::new();
    let mut process = Process::start(&upstream, &folder);
    for _ in 0..kills {
        *process.browser.cookies.lock().unwrap() = cookies.clone();
        check_session(&upstream, &process.browser, &mut counts).await;
        cookies = process.browser.cookies.lock().unwrap().clone();

        let before = upstream.refreshes();
        let request_task = {
            let browser = process.browser.clone();
            tokio::spawn(async move { is_answered(&browser).await })
        };
        tokio::time::sleep(DELAY.mul_f64(4.0 * rand::random::<f64>())).await;
        process.child.kill().unwrap();
        process.child.wait().unwrap();
        counts.kills += 1;
        let answered = request_task.await.unwrap();
        counts.in_a_refresh += usize::from(upstream.refreshes() > before && !answered);
        process = Process::start(&upstream, &folder);
    }
    *process.browser.cookies.lock().unwrap() = cookies;
    check_session(&upstream, &process.browser, &mut counts).await;
    counts
}

/// Whether the proxy sends a complete response before it is killed.
async fn is_answered(browser: &Browser) -> bool {
    let request = browser.request(reqwest::Method::GET, &bounces(ACTIVITY));
    let request = request.header("cache-control", "no-cache");
    match request.header("x-bounces-csrf", "1").send().await {
        Ok(response) => response.bytes().await.is_ok(),
        Err(_) => false,
    }
}

/// After a restart, the session works, or has ended for the only allowed reason.
async fn check_session(upstream: &ScriptedUpstream, browser: &Browser, counts: &mut Counts) {
    if !browser.cookies.lock().unwrap().contains_key("bounces") {
        assert_eq!(browser.sign_in("/").await.status, 303);
        return;
    }
    let response = browser.fetch_uncached(&bounces(ACTIVITY)).await;
    if response.status == 200 {
        return;
    }
    assert_eq!(response.problem(), (401, "signed_out".into()));
    // Only tokens that were stored before may have been sent to the API.
    let lost = format!("Bearer access-{}", latest(upstream));
    let used = upstream.api_calls().iter().any(|request| request.header("authorization") == lost);
    assert!(!used, "tokens were used before they were stored: {lost}");
    counts.signed_out += 1;
    assert_eq!(browser.sign_in("/").await.status, 303);
}

/// The number of the latest issued tokens.
fn latest(upstream: &ScriptedUpstream) -> usize {
    upstream.requests().iter().filter(|request| request.line.contains("/token")).fold(
        1,
        |current, request| {
            let good = !request.is_refresh()
                || request
                    .body
                    .split('&')
                    .any(|pair| pair == format!("refresh_token=refresh-{current}"));
            current + usize::from(good)
        },
    )
}

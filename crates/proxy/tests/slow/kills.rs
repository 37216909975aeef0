//! `kill -9` at random moments around refreshes. What the file holds survives; a lock-out may only come of a token that the server had given out and the proxy had not yet written down.

use crate::support::{ACTIVITY, Browser, Folder, Process, ScriptedUpstream, bounces, rotating};
use std::{collections::BTreeMap, time::Duration};

const KILLS: usize = 200;
/// How many proxies are killed beside each other: a lock of the dead is waited for.
const LANES: usize = 4;
/// The token endpoint answers after this; kills come in four times the time, from before to after.
const SLOW: Duration = Duration::from_millis(25);

#[derive(Default, Debug)]
struct Tally {
    kills: usize,
    /// The refresh had been asked for, and the request of the browser was not answered yet.
    in_a_refresh: usize,
    locked_out: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_around_refreshes_lock_nobody_out_but_inside_the_documented_window() {
    let lanes: Vec<_> = (0..LANES).map(|_| tokio::spawn(lane(KILLS / LANES))).collect();
    let mut all = Tally::default();
    for lane in lanes {
        let one = lane.await.unwrap();
        all.kills += one.kills;
        all.in_a_refresh += one.in_a_refresh;
        all.locked_out += one.locked_out;
    }
    println!("{all:?}");
    assert_eq!(all.kills, KILLS);
    assert!(all.in_a_refresh > KILLS / 10, "the kills came at the right moments: {all:?}");
}

async fn lane(kills: usize) -> Tally {
    let folder = Folder::new();
    // Each request finds its tokens expired, and refreshes.
    let upstream = rotating(SLOW, 0).await;
    let mut tally = Tally::default();
    let mut cookies = BTreeMap::new();
    let mut process = Process::start(&upstream, &folder);
    for _ in 0..kills {
        *process.browser.cookies.lock().unwrap() = cookies.clone();
        settle(&upstream, &process.browser, &mut tally).await;
        cookies = process.browser.cookies.lock().unwrap().clone();

        let before = upstream.refreshes();
        let asking = {
            let browser = process.browser.clone();
            tokio::spawn(async move { is_answered(&browser).await })
        };
        tokio::time::sleep(SLOW.mul_f64(4.0 * rand::random::<f64>())).await;
        process.child.kill().unwrap();
        process.child.wait().unwrap();
        tally.kills += 1;
        let answered = asking.await.unwrap();
        tally.in_a_refresh += usize::from(upstream.refreshes() > before && !answered);
        process = Process::start(&upstream, &folder);
    }
    *process.browser.cookies.lock().unwrap() = cookies;
    settle(&upstream, &process.browser, &mut tally).await;
    tally
}

/// Whether a whole answer comes of a proxy that is about to be killed.
async fn is_answered(browser: &Browser) -> bool {
    let request = browser.request(reqwest::Method::GET, &bounces(ACTIVITY));
    let request = request.header("cache-control", "no-cache");
    match request.header("x-bounces-csrf", "1").send().await {
        Ok(answer) => answer.bytes().await.is_ok(),
        Err(_) => false,
    }
}

/// After a restart: the session works, or it is locked out for the one reason there may be.
async fn settle(upstream: &ScriptedUpstream, browser: &Browser, tally: &mut Tally) {
    if !browser.cookies.lock().unwrap().contains_key("bounces") {
        assert_eq!(browser.sign_in("/").await.status, 303);
        return;
    }
    let answer = browser.ask_anew(&bounces(ACTIVITY)).await;
    if answer.status == 200 {
        return;
    }
    assert_eq!(answer.problem(), (401, "signed_out".into()));
    // The API is asked with tokens that are in the file already, and only with those.
    let lost = format!("Bearer access-{}", latest(upstream));
    let used = upstream.api_calls().iter().any(|request| request.header("authorization") == lost);
    assert!(!used, "tokens were used that had not been kept: {lost}");
    tally.locked_out += 1;
    assert_eq!(browser.sign_in("/").await.status, 303);
}

/// The number of the last tokens that were given out.
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

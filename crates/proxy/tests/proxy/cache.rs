//! Identical requests of one session are asked once, answers are kept for a minute, and nobody else's are given.

use crate::support::{
    ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces, eventually, honest_upstream,
};
use std::time::Duration;

#[tokio::test]
async fn fifty_identical_requests_at_once_are_one_upstream() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(200))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let browser = browser.clone();
            tokio::spawn(async move { browser.ask(&bounces(ACTIVITY)).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().status, 200);
    }
    assert_eq!(upstream.api_calls().len(), 1);
}

#[tokio::test]
async fn an_answer_is_kept_for_a_minute() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    for (seconds, calls) in [(0, 1), (0, 1), (59, 1), (1, 2), (0, 2)] {
        proxy.clock.advance(seconds);
        let answer = browser.ask(&bounces(ACTIVITY)).await;
        assert_eq!((answer.status, upstream.api_calls().len()), (200, calls));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    // Another question is another answer.
    browser.ask(&format!("{}?limit=5", bounces(ACTIVITY))).await;
    assert_eq!(upstream.api_calls().len(), 3);
}

#[tokio::test]
async fn no_cache_asks_again_and_renews_what_is_kept() {
    let upstream = ScriptedUpstream::api(|_, before| {
        let page = format!(r#"{{"tracking_activities":[{{"contact_id":"{before}"}}]}}"#);
        Reply::json(200, &page)
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let first = browser.ask(&bounces(ACTIVITY)).await.text();
    let anew = browser.ask_anew(&bounces(ACTIVITY)).await.text();
    assert_ne!(first, anew);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.text(), anew);
    assert_eq!(upstream.api_calls().len(), 2);
}

#[tokio::test]
async fn another_session_has_its_own_answers_and_without_one_there_are_none() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (one, other) = (proxy.signed_in().await, proxy.signed_in().await);
    assert_eq!(one.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(other.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), 2);
    let answer = proxy.browser().ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (401, "signed_out".into()));
    // What is kept asks for the page's header like everything else.
    assert_eq!(one.visit(&bounces(ACTIVITY)).await.problem(), (403, "csrf".into()));
}

#[tokio::test]
async fn signing_out_drops_the_sessions_answers_even_those_under_way() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    let asking = browser.clone();
    let under_way = tokio::spawn(async move { asking.ask(&bounces(ACTIVITY)).await });
    eventually("the request upstream", || upstream.api_calls().len() == 1).await;
    browser.sign_out().await;
    under_way.await.unwrap();
    *browser.cookies.lock().unwrap() = cookies;
    let answer = browser.ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (401, "signed_out".into()));
}

#[tokio::test]
async fn failures_are_not_kept() {
    let upstream = ScriptedUpstream::api(|_, before| {
        if before == 0 { Reply::json(404, "{}") } else { Reply::empty_page() }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 404);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
}

#[tokio::test]
async fn a_browser_that_goes_away_leaves_the_others_their_answer() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_millis(300))).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let ask = || {
        let browser = browser.clone();
        tokio::spawn(async move { browser.ask(&bounces(ACTIVITY)).await.status })
    };
    let first = ask();
    eventually("the request upstream", || upstream.api_calls().len() == 1).await;
    let second = ask();
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(second.await.unwrap(), 200);
}

#[tokio::test]
async fn what_is_kept_costs_no_turn_and_no_request_of_the_day() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.rate_limits.per_second = 1;
        config.rate_limits.per_day = 1;
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..20 {
        assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    }
    assert_eq!(
        browser.ask_anew(&bounces(ACTIVITY)).await.problem(),
        (429, "quota_exhausted".into())
    );
}

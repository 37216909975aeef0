//! Sign-in attempts: `state`, its cookie, its one use, and everything odd that can come back.

use crate::support::{
    Proxy, Reply, ScriptedUpstream, honest_upstream, session_cookie, token_calls,
};

#[tokio::test]
async fn a_browser_holds_at_most_five_attempts_and_loses_the_oldest() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let mut states = Vec::new();
    for _ in 0..7 {
        states.push(browser.depart_for_state().await);
        proxy.clock.advance(1);
    }
    assert_eq!(browser.cookies.lock().unwrap().len(), 5);
    let oldest = browser.come_back(&format!("code=c&state={}", states[1])).await;
    assert_eq!(oldest.problem(), (400, "sign_in_stale".into()));
    let kept = browser.come_back(&format!("code=c&state={}", states[2])).await;
    assert_eq!(kept.status, 303);
}

#[tokio::test]
async fn a_state_that_is_wrong_missing_or_foreign_signs_nobody_in() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    for spoil in [
        |_: &str| String::new(),
        |_: &str| "nonsense".to_owned(),
        |state: &str| format!("{state}x"),
        |state: &str| state[..state.len() - 1].to_owned(),
        |state: &str| state.replace('.', ".."),
        |state: &str| format!("000000000000000000000000.{}", &state[25..]),
        |state: &str| format!("{}.{}", &state[..24], "A".repeat(43)),
    ] {
        let browser = proxy.browser();
        let state = spoil(&browser.depart_for_state().await);
        let answer = browser.come_back(&format!("code=c&state={state}")).await;
        assert_eq!(answer.problem(), (400, "sign_in_stale".into()), "{state}");
        assert_eq!(session_cookie(&browser), None);
    }
    let answer = proxy.browser().come_back("code=c").await;
    assert_eq!(answer.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 0, "no code was sent anywhere");
}

#[tokio::test]
async fn a_state_works_once() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.depart_for_state().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    assert_eq!(browser.come_back(&format!("code=c&state={state}")).await.status, 303);
    // An attacker who has the cookie of the attempt as well.
    *browser.cookies.lock().unwrap() = cookies;
    let replay = browser.come_back(&format!("code=c&state={state}")).await;
    assert_eq!(replay.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn a_state_is_used_up_before_the_token_call_and_stays_so_if_that_fails() {
    let upstream =
        ScriptedUpstream::start(|_, _| Reply::json(400, r#"{"error":"invalid_grant"}"#)).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.depart_for_state().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    let answer = browser.come_back(&format!("code=c&state={state}")).await;
    assert_eq!(answer.problem(), (502, "sign_in_failed".into()));
    *browser.cookies.lock().unwrap() = cookies;
    let again = browser.come_back(&format!("code=c&state={state}")).await;
    assert_eq!(again.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn another_browser_cannot_finish_a_sign_in_nor_use_it_up() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (victim, attacker) = (proxy.browser(), proxy.browser());
    let attackers = attacker.depart_for_state().await;
    let victims = victim.depart_for_state().await;
    // Login CSRF: the victim is made to visit the attacker's callback.
    let answer = victim.come_back(&format!("code=attackers&state={attackers}")).await;
    assert_eq!(answer.problem(), (400, "sign_in_stale".into()));
    // And the other way round, with the victim's state in hand.
    let answer = attacker.come_back(&format!("code=c&state={victims}")).await;
    assert_eq!(answer.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 0);
    assert_eq!(victim.come_back(&format!("code=c&state={victims}")).await.status, 303);
}

#[tokio::test]
async fn cookies_of_two_attempts_cannot_be_swapped() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let first = browser.depart_for_state().await;
    browser.depart_for_state().await;
    {
        let mut cookies = browser.cookies.lock().unwrap();
        let values: Vec<String> = cookies.values().cloned().collect();
        for (cookie, value) in cookies.values_mut().zip(values.into_iter().rev()) {
            *cookie = value;
        }
    }
    let answer = browser.come_back(&format!("code=c&state={first}")).await;
    assert_eq!(answer.problem(), (400, "sign_in_stale".into()));
}

#[tokio::test]
async fn an_attempt_lives_for_ten_minutes() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let (slow, slower) = (browser.depart_for_state().await, browser.depart_for_state().await);
    proxy.clock.advance(599);
    assert_eq!(browser.come_back(&format!("code=c&state={slow}")).await.status, 303);
    proxy.clock.advance(1);
    let answer = browser.come_back(&format!("code=c&state={slower}")).await;
    assert_eq!(answer.problem(), (400, "sign_in_stale".into()));
}

#[tokio::test]
async fn a_stale_attempt_beside_a_valid_session_goes_on_instead_of_failing() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.depart_for_state().await;
    browser.come_back(&format!("code=c&state={state}")).await;
    let before = session_cookie(&browser);
    // The back button, or a second tab: here the browser sends the session too.
    let again = browser.visit(&format!("/auth/callback?code=c&state={state}")).await;
    assert_eq!((again.status, again.header("location")), (303, "/"));
    assert_eq!(session_cookie(&browser), before);
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn repeated_parameters_are_refused() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.depart_for_state().await;
    for query in [
        format!("code=a&code=b&state={state}"),
        format!("code=a&state={state}&state={state}"),
        format!("code=a&state={state}&iss=a&iss=b"),
        format!("error=a&error=b&state={state}"),
    ] {
        let answer = browser.come_back(&query).await;
        assert_eq!(answer.problem(), (400, "sign_in_malformed".into()), "{query}");
    }
    assert_eq!(token_calls(&upstream), 0);
}

#[tokio::test]
async fn an_issuer_is_checked_if_it_is_there() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let ours = upstream.url();
    for (issuer, good) in [
        (format!("{ours}/oauth"), true),
        (format!("{ours}/oauth/v1"), true),
        (ours.clone(), true),
        (format!("{ours}/oau"), false),
        (format!("{ours}/other"), false),
        ("https://evil.example/oauth".to_owned(), false),
        ("nonsense".to_owned(), false),
        (String::new(), false),
    ] {
        let browser = proxy.browser();
        let state = browser.depart_for_state().await;
        let answer = browser.come_back(&format!("code=c&state={state}&iss={issuer}")).await;
        assert_eq!(answer.status, if good { 303 } else { 400 }, "{issuer}");
    }
}

#[tokio::test]
async fn neither_code_nor_error_is_malformed_and_uses_the_attempt_up() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    for query in ["", "code=&", "code=c&error=e&"] {
        let browser = proxy.browser();
        let state = browser.depart_for_state().await;
        let answer = browser.come_back(&format!("{query}state={state}")).await;
        assert_eq!(answer.problem(), (400, "sign_in_malformed".into()), "{query}");
    }
    assert_eq!(token_calls(&upstream), 0);
}

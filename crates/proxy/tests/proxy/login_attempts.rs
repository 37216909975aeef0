//! Login attempts: `state`, its cookie, single use, and invalid callbacks.

use crate::{
    replicas::in_file,
    support::{
        Folder, Proxy, Reply, ScriptedUpstream, honest_upstream, session_cookie, token_calls,
    },
};

#[tokio::test]
async fn a_browser_keeps_at_most_five_attempts_and_the_oldest_is_dropped() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let mut states = Vec::new();
    for _ in 0..7 {
        states.push(browser.start_login_for_state().await);
        proxy.clock.advance(1);
    }
    assert_eq!(browser.cookies.lock().unwrap().len(), 5);
    let oldest = browser.callback(&format!("code=c&state={}", states[1])).await;
    assert_eq!(oldest.problem(), (400, "sign_in_stale".into()));
    let response = browser.callback(&format!("code=c&state={}", states[2])).await;
    assert_eq!(response.status, 303);
}

#[tokio::test]
async fn a_wrong_missing_or_foreign_state_creates_no_session() {
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
        let state = spoil(&browser.start_login_for_state().await);
        let response = browser.callback(&format!("code=c&state={state}")).await;
        assert_eq!(response.problem(), (400, "sign_in_stale".into()), "{state}");
        assert_eq!(session_cookie(&browser), None);
    }
    let response = proxy.browser().callback("code=c").await;
    assert_eq!(response.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 0, "no code was exchanged");
}

#[tokio::test]
async fn a_state_works_once() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    assert_eq!(browser.callback(&format!("code=c&state={state}")).await.status, 303);
    // An attacker who also has the cookie of the attempt.
    *browser.cookies.lock().unwrap() = cookies;
    let replay = browser.callback(&format!("code=c&state={state}")).await;
    assert_eq!(replay.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn a_state_is_used_up_before_the_token_call_even_if_the_call_fails() {
    let upstream =
        ScriptedUpstream::start(|_, _| Reply::json(400, r#"{"error":"invalid_grant"}"#)).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    let cookies = browser.cookies.lock().unwrap().clone();
    let response = browser.callback(&format!("code=c&state={state}")).await;
    assert_eq!(response.problem(), (400, "sign_in_failed".into()));
    *browser.cookies.lock().unwrap() = cookies;
    let again = browser.callback(&format!("code=c&state={state}")).await;
    assert_eq!(again.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn another_browser_can_neither_finish_nor_use_up_a_sign_in() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let (victim, attacker) = (proxy.browser(), proxy.browser());
    let attackers = attacker.start_login_for_state().await;
    let victims = victim.start_login_for_state().await;
    // Login CSRF: the victim's browser requests the attacker's callback.
    let response = victim.callback(&format!("code=attackers&state={attackers}")).await;
    assert_eq!(response.problem(), (400, "sign_in_stale".into()));
    // The reverse: the attacker has the victim's state.
    let response = attacker.callback(&format!("code=c&state={victims}")).await;
    assert_eq!(response.problem(), (400, "sign_in_stale".into()));
    assert_eq!(token_calls(&upstream), 0);
    assert_eq!(victim.callback(&format!("code=c&state={victims}")).await.status, 303);
}

#[tokio::test]
async fn cookies_of_two_attempts_cannot_be_swapped() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let first = browser.start_login_for_state().await;
    browser.start_login_for_state().await;
    {
        let mut cookies = browser.cookies.lock().unwrap();
        let values: Vec<String> = cookies.values().cloned().collect();
        for (cookie, value) in cookies.values_mut().zip(values.into_iter().rev()) {
            *cookie = value;
        }
    }
    let response = browser.callback(&format!("code=c&state={first}")).await;
    assert_eq!(response.problem(), (400, "sign_in_stale".into()));
}

#[tokio::test]
async fn an_attempt_expires_after_ten_minutes() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let (slow, slower) =
        (browser.start_login_for_state().await, browser.start_login_for_state().await);
    proxy.clock.advance(599);
    assert_eq!(browser.callback(&format!("code=c&state={slow}")).await.status, 303);
    proxy.clock.advance(1);
    let response = browser.callback(&format!("code=c&state={slower}")).await;
    assert_eq!(response.problem(), (400, "sign_in_stale".into()));
}

#[tokio::test]
async fn an_expired_attempt_with_a_valid_session_redirects_instead_of_failing() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    browser.callback(&format!("code=c&state={state}")).await;
    let before = session_cookie(&browser);
    // The back button or a second tab: the browser sends the session cookie as well.
    let again = browser.navigate(&format!("/auth/callback?code=c&state={state}")).await;
    assert_eq!((again.status, again.header("location")), (303, "/"));
    assert_eq!(session_cookie(&browser), before);
    assert_eq!(token_calls(&upstream), 1);
}

#[tokio::test]
async fn duplicated_parameters_are_rejected() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    for query in [
        format!("code=a&code=b&state={state}"),
        format!("code=a&state={state}&state={state}"),
        format!("code=a&state={state}&iss=a&iss=b"),
        format!("error=a&error=b&state={state}"),
    ] {
        let response = browser.callback(&query).await;
        assert_eq!(response.problem(), (400, "sign_in_malformed".into()), "{query}");
    }
    assert_eq!(token_calls(&upstream), 0);
}

#[tokio::test]
async fn an_issuer_is_checked_if_present() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let ours = upstream.url();
    for (issuer, good) in [
        (format!("{ours}/oauth"), true),
        (format!("{ours}/oauth/"), false),
        (format!("{ours}/oauth/v1"), false),
        (ours.clone(), false),
        (format!("{ours}/oauth").to_uppercase(), false),
        (format!("{ours}/oau"), false),
        (format!("{ours}/other"), false),
        ("https://evil.example/oauth".to_owned(), false),
        ("nonsense".to_owned(), false),
        (String::new(), false),
    ] {
        let browser = proxy.browser();
        let state = browser.start_login_for_state().await;
        let response = browser.callback(&format!("code=c&state={state}&iss={issuer}")).await;
        assert_eq!(response.status, if good { 303 } else { 400 }, "{issuer}");
    }
}

#[tokio::test]
async fn a_callback_without_code_and_error_is_invalid_and_uses_up_the_attempt() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    for query in ["", "code=&", "code=c&error=e&"] {
        let browser = proxy.browser();
        let state = browser.start_login_for_state().await;
        let response = browser.callback(&format!("{query}state={state}")).await;
        assert_eq!(response.problem(), (400, "sign_in_malformed".into()), "{query}");
    }
    assert_eq!(token_calls(&upstream), 0);
}

#[tokio::test]
async fn starting_sign_ins_writes_nothing_and_pushes_nobody_out() {
    let (upstream, folder) = (honest_upstream().await, Folder::new());
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = in_file(&folder.file("sessions"));
    })
    .await;
    let early = proxy.browser();
    let state = early.start_login_for_state().await;
    for _ in 0..100 {
        proxy.browser().start_login_for_state().await;
    }
    let database = rusqlite::Connection::open(folder.file("sessions")).unwrap();
    let mut tables =
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    for name in names.map(Result::unwrap).filter(|name| name.contains("attempts")) {
        let count = format!("SELECT count(*) FROM {name}");
        let rows: i64 = database.query_row(&count, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{name}");
    }
    assert_eq!(early.callback(&format!("code=c&state={state}")).await.status, 303);
}

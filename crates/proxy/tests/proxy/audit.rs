//! Audit lines in the log, by which an operator sees who signed in and why sessions ended.

use crate::support::{
    ACTIVITY, Browser, Folder, Process, Reply, ScriptedUpstream, bounces, eventually,
    honest_upstream, session_cookie,
};
use std::{fs, path::Path, process::Stdio};

/// The fields of all audit lines of an event, in their order.
fn events(log: &Path, event: &str) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    let marker = format!("event=\"{event}\" ");
    let lines = text.lines().filter(|line| line.contains(" audit: "));
    lines.filter_map(|line| line.split_once(&marker)).map(|(_, rest)| rest.to_owned()).collect()
}

fn start(upstream: &ScriptedUpstream, folder: &Folder, settings: &[(&str, String)]) -> Process {
    let log = fs::File::create(folder.file("log")).unwrap();
    Process::start_with(upstream, folder, settings, Stdio::from(log))
}

/// Signs users in with tokens that have expired immediately; `refresh` answers refreshes.
async fn expiring(refresh: impl Fn() -> Reply + Send + Sync + 'static) -> ScriptedUpstream {
    ScriptedUpstream::start(move |request, _| {
        if request.is_refresh() { refresh() } else { Reply::tokens("access", Some("refresh"), 0) }
    })
    .await
}

async fn fetch_status(browser: &Browser) -> u16 {
    browser.fetch(&bounces(ACTIVITY)).await.status
}

#[tokio::test]
async fn signing_in_and_out_is_audited_by_pseudonym() {
    let (folder, upstream) = (Folder::new(), expiring(Reply::nothing).await);
    // The audit lines do not depend on the level of the log.
    let process = start(&upstream, &folder, &[("LOG", "error".to_owned())]);
    let log = folder.file("log");
    let browser = &process.browser;
    browser.sign_in("/").await;
    let first_cookie = session_cookie(browser).unwrap();
    browser.sign_in("/").await;
    browser.sign_out().await;
    eventually("the sign-out is audited", || events(&log, "sign_out").len() == 1).await;
    let signed_in = events(&log, "sign_in");
    let [first, second] = signed_in.as_slice() else { panic!("two sign-ins: {signed_in:?}") };
    assert_ne!(first, second);
    let pseudonym = first.strip_prefix("session=").unwrap();
    assert!(pseudonym.len() == 16 && pseudonym.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(events(&log, "session_ended"), [format!("{first} reason=\"replaced\"")]);
    assert_eq!(events(&log, "sign_out"), std::slice::from_ref(second));
    let text = fs::read_to_string(&log).unwrap();
    assert!(!text.contains(&first_cookie));
}

#[tokio::test]
async fn a_failed_sign_in_is_audited_with_the_code_of_its_error() {
    let upstream =
        ScriptedUpstream::start(|_, _| Reply::json(401, r#"{"error":"invalid_client"}"#));
    let (folder, upstream) = (Folder::new(), upstream.await);
    let process = start(&upstream, &folder, &[]);
    let log = folder.file("log");
    process.browser.callback("code=invented&state=invented").await;
    process.browser.sign_in("/").await;
    let state = process.browser.start_login_for_state().await;
    process.browser.callback(&format!("error=access_denied&state={state}")).await;
    process.browser.callback("code=one&code=two&state=invented").await;
    let expected = ["sign_in_stale", "sign_in_failed", "sign_in_refused", "sign_in_malformed"];
    assert_eq!(events(&log, "sign_in_failed"), expected.map(|code| format!("reason=\"{code}\"")));
    assert!(events(&log, "sign_in").is_empty());
}

#[tokio::test]
async fn a_failed_refresh_is_audited_with_its_reason() {
    let (folder, upstream) = (Folder::new(), expiring(|| Reply::json(500, "{}")).await);
    let process = start(&upstream, &folder, &[]);
    let log = folder.file("log");
    process.browser.sign_in("/").await;
    assert_eq!(fetch_status(&process.browser).await, 503);
    let session = events(&log, "sign_in").pop().unwrap();
    assert_eq!(events(&log, "refresh_failed"), [format!("{session} reason=\"unreachable\"")]);
    assert!(events(&log, "session_ended").is_empty());
}

#[tokio::test]
async fn the_end_of_a_session_is_audited_with_its_reason() {
    let rejected = || Reply::json(400, r#"{"error":"invalid_grant"}"#);
    let (folder, upstream) = (Folder::new(), expiring(rejected).await);
    let process = start(&upstream, &folder, &[]);
    let log = folder.file("log");
    process.browser.sign_in("/").await;
    assert_eq!(fetch_status(&process.browser).await, 401);
    let session = events(&log, "sign_in").pop().unwrap();
    let ended = format!("{session} reason=\"refresh_token_rejected\"");
    assert_eq!(events(&log, "session_ended"), [ended]);
}

#[tokio::test]
async fn a_session_that_cannot_be_deleted_yet_is_audited_once_when_it_is() {
    let rejected = || Reply::json(400, r#"{"error":"invalid_grant"}"#);
    let (folder, upstream) = (Folder::new(), expiring(rejected).await);
    let process = start(&upstream, &folder, &[]);
    let log = folder.file("log");
    process.browser.sign_in("/").await;
    let store = rusqlite::Connection::open(folder.file("bounces-proxy.sqlite")).unwrap();
    let trigger =
        "CREATE TRIGGER stuck BEFORE DELETE ON sessions BEGIN SELECT RAISE(ABORT, ''); END";
    store.execute_batch(trigger).unwrap();
    for _ in 0..2 {
        assert_eq!(fetch_status(&process.browser).await, 401);
    }
    assert!(events(&log, "session_ended").is_empty());
    store.execute_batch("DROP TRIGGER stuck").unwrap();
    assert_eq!(fetch_status(&process.browser).await, 401);
    assert_eq!(events(&log, "session_ended").len(), 1);
}

/// Expired sessions are deleted in the background.
#[tokio::test]
async fn expired_sessions_are_audited_once() {
    let (folder, upstream) = (Folder::new(), expiring(Reply::nothing).await);
    let process = start(&upstream, &folder, &[]);
    process.browser.sign_in("/").await;
    let log = folder.file("log");
    let session = events(&log, "sign_in").pop().unwrap();
    let store = rusqlite::Connection::open(folder.file("bounces-proxy.sqlite")).unwrap();
    store.execute_batch("UPDATE sessions SET used = used - 1801, ends = 1").unwrap();
    assert_eq!(fetch_status(&process.browser).await, 401);
    assert_eq!(fetch_status(&process.browser).await, 401);
    assert_eq!(events(&log, "session_ended"), [format!("{session} reason=\"idle\"")]);
}

#[tokio::test]
async fn the_use_of_the_day_is_audited_by_pseudonym() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let upstream_per_day = ("UPSTREAM_PER_DAY", "20".to_owned());
    let share = ("ACCOUNT_SHARE_PERCENT", "20".to_owned());
    let process = start(&upstream, &folder, &[upstream_per_day, share]);
    let log = folder.file("log");
    process.browser.sign_in("/").await;
    let session = events(&log, "sign_in").pop().unwrap();
    for expected in [200, 200, 200, 200, 429, 429] {
        let response = process.browser.fetch_uncached(&bounces(ACTIVITY)).await;
        assert_eq!(response.status, expected);
    }
    let used = events(&log, "quota_used");
    assert_eq!(
        used,
        [format!("{session} requests=2 percent=10"), format!("{session} requests=4 percent=20")]
    );
    assert_eq!(events(&log, "quota_share_reached"), [session]);
}

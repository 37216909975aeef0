//! What people see when the store fails, and that nothing is lost when it is back.

use crate::{
    replicas::{in_file, in_redis},
    support::{
        ACTIVITY, Folder, Process, Proxy, RedisServer, Reply, ScriptedUpstream, bounces,
        eventually, eventually_true,
    },
};
use bounces_proxy::{config::SessionLimits, session::open_sessions};
use std::{os::unix::fs::PermissionsExt, process::Command, time::Duration};

/// Tokens that live for `life` seconds at first and an hour then; each refresh token works once.
async fn upstream(life: u64, slow: Duration) -> ScriptedUpstream {
    ScriptedUpstream::start(move |request, _| {
        if request.is_api() {
            Reply::empty_page()
        } else if !request.is_refresh() {
            Reply::tokens("access-1", Some("refresh-1"), life)
        } else if request.body.contains("refresh_token=refresh-1") {
            Reply::tokens("access-2", Some("refresh-2"), 3600).after(slow)
        } else {
            Reply::json(400, r#"{"error":"invalid_grant"}"#)
        }
    })
    .await
}

#[tokio::test]
async fn redis_goes_away_and_comes_back_and_nobody_is_signed_out() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    redis.kill();
    proxy.clock.advance(700);
    for path in [bounces(ACTIVITY).as_str(), "/auth/session", "/auth/login", "/readyz"] {
        let answer = browser.ask(path).await;
        assert_eq!(answer.problem(), (503, "unavailable".into()), "{path}");
        assert_eq!(answer.header("retry-after"), "10");
        assert_eq!(answer.json()["title"], "The proxy cannot reach its session store");
    }
    assert_eq!(browser.visit("/healthz").await.status, 200);
    assert_eq!(upstream.refreshes(), 0, "no refresh token is used that could not be replaced");
    redis.start_again();
    eventually_true("the session is back", async || {
        browser.ask(&bounces(ACTIVITY)).await.status == 200
    })
    .await;
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn redis_goes_away_in_the_middle_of_a_refresh_and_the_rotated_token_is_not_lost() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::from_millis(300)).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let asking = {
        let browser = browser.clone();
        tokio::spawn(async move { browser.ask(&bounces(ACTIVITY)).await.status })
    };
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    redis.kill();
    eventually_true("the proxy has noticed", async || browser.visit("/readyz").await.status == 503)
        .await;
    redis.start_again();
    assert_eq!(asking.await.unwrap(), 200, "it waited for the store");
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
    let last = upstream.api_calls().pop().unwrap();
    assert_eq!(last.header("authorization"), "Bearer access-2");
}

#[tokio::test]
async fn redis_hangs_and_goes_on_and_nobody_is_signed_out() {
    let redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    redis.signal("STOP");
    let answer = browser.ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (503, "unavailable".into()), "long before the handler's limit");
    assert_eq!(upstream.refreshes(), 0);
    redis.signal("CONT");
    eventually_true("the session is back", async || {
        browser.ask(&bounces(ACTIVITY)).await.status == 200
    })
    .await;
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn a_key_beside_the_file_that_others_may_read_or_that_is_cut_is_refused() {
    for (bytes, mode, said) in [
        (32, 0o644, "every user"),
        (32, 0o620, "writable by the group"),
        (31, 0o600, "fewer than 32 bytes"),
    ] {
        let folder = Folder::new();
        let path = folder.file("sessions.key");
        std::fs::write(&path, vec![7; bytes]).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let limits = SessionLimits { idle: 60, absolute: 60 };
        let error = open_sessions(&in_file(&folder.file("sessions")), limits).await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[tokio::test]
async fn a_sign_out_that_the_store_does_not_take_is_no_sign_out() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    redis.kill();
    let answer = browser.sign_out().await;
    assert_eq!(answer.problem(), (503, "unavailable".into()));
    assert!(answer.set_cookie("bounces=").is_none(), "the cookie stays, to try again with");
    redis.start_again();
    eventually_true("the sign-out is taken", async || browser.sign_out().await.status == 204).await;
    assert_eq!(browser.session().await["authenticated"], false);
}

#[tokio::test]
async fn a_full_disk_uses_up_no_refresh_token_and_loses_nothing() {
    let folder = Folder::new();
    // Due from the beginning: less than a second remains.
    let upstream = upstream(0, Duration::ZERO).await;
    let process = Process::start(&upstream, &folder);
    let browser = &process.browser;
    assert_eq!(browser.sign_in("/").await.status, 303);
    process.limit("1");
    let answer = browser.ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (503, "unavailable".into()));
    assert_eq!(upstream.refreshes(), 0);
    assert_eq!(browser.session().await["authenticated"], true, "what is there can be read");
    assert_eq!(browser.visit("/auth/login").await.problem(), (503, "unavailable".into()));
    process.limit("unlimited");
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn the_program_keeps_its_sessions_and_its_key_over_a_kill_and_closes_both_to_others() {
    let folder = Folder::new();
    let upstream = upstream(3600, Duration::ZERO).await;
    let mut process = Process::start(&upstream, &folder);
    assert_eq!(process.browser.sign_in("/").await.status, 303);
    let cookies = process.browser.cookies.lock().unwrap().clone();
    process.child.kill().unwrap();
    process.child.wait().unwrap();
    let again = Process::start(&upstream, &folder);
    *again.browser.cookies.lock().unwrap() = cookies;
    assert_eq!(again.browser.ask(&bounces(ACTIVITY)).await.status, 200);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    let file = "bounces-proxy.sqlite";
    let expected = ["", "-shm", "-wal", ".key"].map(|end| format!("{file}{end}"));
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_one_clear_line_at_the_start() {
    // Not even root makes files there.
    for (store, said) in
        [("sqlite:/proc/sessions", "/proc/sessions"), ("redis://127.0.0.1:1/0", "Redis")]
    {
        let folder = Folder::new();
        let key = folder.file("key");
        std::fs::write(&key, "0123456789abcdef0123456789abcdef").unwrap();
        let set = Command::new("chmod").arg("600").arg(&key).status().unwrap();
        assert!(set.success());
        let output = Command::new(env!("CARGO_BIN_EXE_bounces-proxy"))
            .env_clear()
            .env("BOUNCES_OAUTH_CLIENT_ID", "id")
            .env("BOUNCES_OAUTH_CLIENT_SECRET", "canary")
            .env("BOUNCES_LISTEN", "127.0.0.1:0")
            .env("BOUNCES_STORE", store)
            .env("BOUNCES_STORE_KEY_FILE", key)
            .output()
            .unwrap();
        let said_so = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said_so}");
        assert!(said_so.contains(said) && said_so.contains("BOUNCES_STORE"), "{said_so}");
        assert_eq!(said_so.lines().count(), 1, "{said_so}");
    }
}

#[tokio::test]
async fn a_file_that_another_program_holds_uses_up_no_refresh_token() {
    let folder = Folder::new();
    let path = folder.file("sessions");
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = browser.ask(&bounces(ACTIVITY)).await;
    assert_eq!(answer.problem(), (503, "unavailable".into()));
    assert_eq!(upstream.refreshes(), 0);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
}

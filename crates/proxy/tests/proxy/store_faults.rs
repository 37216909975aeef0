//! Responses while the store fails, and recovery without losses afterward.

use crate::{
    replicas::{in_file, in_redis},
    support::{
        ACTIVITY, Folder, Process, Proxy, RedisServer, Reply, ScriptedUpstream, bounces,
        eventually, eventually_true,
    },
};
use bounces_proxy::{config::SessionLimits, session::open_sessions};
use std::{os::unix::fs::PermissionsExt, process::Command, time::Duration};

/// The first tokens live for `life` seconds, later ones for an hour; each refresh token works once.
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
async fn an_outage_of_redis_signs_nobody_out() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    redis.kill();
    proxy.clock.advance(700);
    for path in [bounces(ACTIVITY).as_str(), "/auth/session", "/readyz"] {
        let response = browser.fetch(path).await;
        assert_eq!(response.problem(), (503, "unavailable".into()), "{path}");
        assert_eq!(response.header("retry-after"), "10");
        assert_eq!(response.json()["title"], "The proxy cannot reach its session store");
    }
    assert_eq!(browser.navigate("/healthz").await.status, 200);
    assert_eq!(
        upstream.refreshes(),
        0,
        "no refresh token is used unless its successor can be stored"
    );
    redis.start_again();
    eventually_true("the session is back", async || {
        browser.fetch(&bounces(ACTIVITY)).await.status == 200
    })
    .await;
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn an_outage_of_redis_during_a_refresh_does_not_lose_the_rotated_token() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::from_millis(300)).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let request_task = {
        let browser = browser.clone();
        tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
    };
    eventually("the refresh has begun", || upstream.refreshes() == 1).await;
    redis.kill();
    eventually_true("the proxy has noticed", async || {
        browser.navigate("/readyz").await.status == 503
    })
    .await;
    redis.start_again();
    assert_eq!(request_task.await.unwrap(), 200, "it waited for the store");
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
    let last = upstream.api_calls().pop().unwrap();
    assert_eq!(last.header("authorization"), "Bearer access-2");
}

#[tokio::test]
async fn a_hanging_redis_signs_nobody_out() {
    let redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    redis.signal("STOP");
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (503, "unavailable".into()), "long before the handler's limit");
    assert_eq!(upstream.refreshes(), 0);
    redis.signal("CONT");
    eventually_true("the session is back", async || {
        browser.fetch(&bounces(ACTIVITY)).await.status == 200
    })
    .await;
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn a_default_key_file_that_is_exposed_or_too_short_is_rejected() {
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
async fn a_sign_out_fails_if_the_store_fails() {
    let mut redis = RedisServer::start();
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    redis.kill();
    let response = browser.sign_out().await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    assert!(response.set_cookie("bounces=").is_none(), "the cookie stays, to try again with");
    redis.start_again();
    eventually_true("the sign-out is taken", async || browser.sign_out().await.status == 204).await;
    assert_eq!(browser.session().await["authenticated"], false);
}

#[tokio::test]
async fn a_full_disk_uses_no_refresh_token_and_loses_nothing() {
    let folder = Folder::new();
    // A refresh is due immediately: less than a second remains.
    let upstream = upstream(0, Duration::ZERO).await;
    let process = Process::start(&upstream, &folder);
    let browser = &process.browser;
    assert_eq!(browser.sign_in("/").await.status, 303);
    process.limit("1");
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    assert_eq!(upstream.refreshes(), 0);
    assert_eq!(browser.session().await["authenticated"], true, "existing sessions can be read");
    // Starting a sign-in writes nothing; finishing one does.
    let state = browser.start_login_for_state().await;
    let response = browser.callback(&format!("code=the-code&state={state}")).await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    process.limit("unlimited");
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
}

#[tokio::test]
async fn sessions_and_key_survive_a_kill_and_are_private() {
    let folder = Folder::new();
    let upstream = upstream(3600, Duration::ZERO).await;
    let mut process = Process::start(&upstream, &folder);
    assert_eq!(process.browser.sign_in("/").await.status, 303);
    let cookies = process.browser.cookies.lock().unwrap().clone();
    process.child.kill().unwrap();
    process.child.wait().unwrap();
    let again = Process::start(&upstream, &folder);
    *again.browser.cookies.lock().unwrap() = cookies;
    assert_eq!(again.browser.fetch(&bounces(ACTIVITY)).await.status, 200);
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
async fn an_unwritable_directory_is_reported_in_one_line_at_start() {
    // Not even root can create files there.
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
async fn tokens_of_a_session_that_cannot_be_stored_are_revoked() {
    let folder = Folder::new();
    let path = folder.file("sessions");
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    // Attempts can still be used, but no session can be created.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("ALTER TABLE sessions RENAME TO unavailable").unwrap();
    let response = browser.callback(&format!("code=the-code&state={state}")).await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    eventually("the refresh token is revoked", || {
        let requests = upstream.requests();
        requests.iter().any(|request| {
            request.line.contains("/revoke") && request.body.contains("token=refresh-1")
        })
    })
    .await;
}

#[tokio::test]
async fn a_locked_database_uses_no_refresh_token() {
    let folder = Folder::new();
    let path = folder.file("sessions");
    let upstream = upstream(600, Duration::ZERO).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(700);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    assert_eq!(upstream.refreshes(), 0);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.refreshes(), 1);
}

/// A session whose cookie the browser did not receive would live on, with its tokens.
#[tokio::test]
async fn a_sign_in_that_cannot_end_the_previous_session_creates_none() {
    let (upstream, folder) = (upstream(600, Duration::ZERO).await, Folder::new());
    let path = folder.file("sessions");
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    let browser = proxy.signed_in().await;
    let database = rusqlite::Connection::open(&path).unwrap();
    let trigger =
        "CREATE TRIGGER stuck BEFORE DELETE ON sessions BEGIN SELECT RAISE(ABORT, ''); END";
    database.execute_batch(trigger).unwrap();
    assert_eq!(browser.sign_in("/").await.problem(), (503, "unavailable".into()));
    let sessions = database.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0));
    assert_eq!(sessions, Ok(1_i64), "only the previous one");
    eventually("the tokens are revoked", || {
        upstream.requests().iter().any(|request| request.line.contains("/revoke"))
    })
    .await;
}

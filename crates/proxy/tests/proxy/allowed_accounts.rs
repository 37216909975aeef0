//! Who may sign in: the accounts listed in `allowed_accounts`.

use crate::{
    replicas::in_file,
    support::{
        ACTIVITY, Folder, Proxy, Reply, ScriptedUpstream, bounces, eventually, parameter,
        session_cookie,
    },
};

/// An upstream whose users all belong to this account.
async fn upstream_of(account: &'static str) -> ScriptedUpstream {
    ScriptedUpstream::api(move |request, _| {
        if request.line.ends_with("/account/summary") {
            let body = format!(r#"{{"encoded_account_id":"{account}","first_name":"canary"}}"#);
            Reply::json(200, &body)
        } else {
            Reply::empty_page()
        }
    })
    .await
}

async fn proxy_for(upstream: &ScriptedUpstream, allowed: &[&str]) -> Proxy {
    Proxy::with_upstream_and(upstream, |config| {
        config.allowed_accounts = allowed.iter().map(|&id| id.to_owned()).collect();
    })
    .await
}

fn summary_calls(upstream: &ScriptedUpstream) -> usize {
    upstream.api_calls().iter().filter(|call| call.line.contains("/account/summary")).count()
}

async fn assert_revoked(upstream: &ScriptedUpstream) {
    eventually("the tokens are revoked", || {
        let requests = upstream.requests();
        requests
            .iter()
            .any(|one| one.line.contains("/revoke") && one.body.contains("token=refresh"))
    })
    .await;
}

#[tokio::test]
async fn the_account_is_asked_for_only_if_the_setting_is_used() {
    let upstream = upstream_of("p07e1l9lqq5p").await;
    let everybody = proxy_for(&upstream, &[]).await;
    let url = everybody.browser().start_login("/").await;
    assert_eq!(parameter(&url, "scope").unwrap(), "campaign_data offline_access");
    everybody.signed_in().await;
    assert_eq!(summary_calls(&upstream), 0);

    let limited = proxy_for(&upstream, &["other", "p07e1l9lqq5p"]).await;
    let url = limited.browser().start_login("/").await;
    assert_eq!(parameter(&url, "scope").unwrap(), "campaign_data offline_access account_read");
    let browser = limited.signed_in().await;
    assert_eq!(summary_calls(&upstream), 1);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
}

#[tokio::test]
async fn another_account_sees_why_it_is_refused_and_leaves_nothing_behind() {
    let (upstream, folder) = (upstream_of("p07e1l9lqq5p").await, Folder::new());
    let path = folder.file("sessions");
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = in_file(&path);
        // Neither a part nor another case of the id is enough.
        config.allowed_accounts =
            ["p07e1l9lqq5", "P07E1L9LQQ5P", "p07e1l9lqq5p2"].map(str::to_owned).to_vec();
    })
    .await;
    let browser = proxy.browser();
    let response = browser.sign_in("/").await;
    assert_eq!(response.problem(), (403, "account_refused".into()));
    assert_eq!(session_cookie(&browser), None);
    assert_eq!(browser.session().await["authenticated"], false);
    assert_revoked(&upstream).await;
    let database = rusqlite::Connection::open(&path).unwrap();
    let sessions = database.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0));
    assert_eq!(sessions, Ok(0_i64));

    let state = browser.start_login_for_state().await;
    let path = format!("/auth/callback?code=the-code&state={state}");
    let request = browser.request(reqwest::Method::GET, &path).header("accept", "text/html");
    let page = browser.send(request).await;
    assert_eq!((page.status, page.header("content-type")), (403, "text/html; charset=utf-8"));
    for piece in [
        "<h1>Your account may not use this report</h1>",
        "ask the people who run this page",
        "The id of your account is p07e1l9lqq5p.",
        "/auth/login",
    ] {
        assert!(page.text().contains(piece), "{piece}\n{}", page.text());
    }
    assert!(!page.text().contains("canary"));
}

/// Each sign-in costs a request, so accounts that may not sign in could use up the day.
#[tokio::test]
async fn sign_ins_of_unknown_users_together_have_one_share_of_the_day() {
    let upstream = upstream_of("p07e1l9lqq5p").await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.allowed_accounts = vec!["other".to_owned()];
        config.rate_limits.per_day = 10;
        config.rate_limits.account_share_percent = 50;
    })
    .await;
    for expected in [(403, "account_refused"), (429, "quota_exhausted")] {
        for _ in 0..5 {
            let (status, code) = proxy.browser().sign_in("/").await.problem();
            assert_eq!((status, code.as_str()), expected);
        }
    }
    assert_eq!(summary_calls(&upstream), 5);
}

#[tokio::test]
async fn an_id_that_is_not_one_is_not_shown() {
    let upstream = upstream_of("<script>alert(1)</script>").await;
    let proxy = proxy_for(&upstream, &["p07e1l9lqq5p"]).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    let path = format!("/auth/callback?code=the-code&state={state}");
    let request = browser.request(reqwest::Method::GET, &path).header("accept", "text/html");
    let page = browser.send(request).await;
    assert_eq!(page.status, 403);
    assert!(!page.text().contains("script"), "{}", page.text());
}

#[tokio::test]
async fn an_account_that_cannot_be_read_is_not_signed_in() {
    for (reply, status, code) in [
        (Reply::json(403, r#"{"message":"Forbidden"}"#), 502, "sign_in_failed"),
        (Reply::json(401, "{}"), 502, "sign_in_failed"),
        (Reply::json(500, "{}"), 502, "unavailable"),
        (Reply::json(200, "{}"), 502, "invalid_response"),
        (Reply::json(200, r#"{"encoded_account_id":""}"#), 502, "invalid_response"),
        (Reply::json(200, r#"{"encoded_account_id":null}"#), 502, "invalid_response"),
        (Reply::new(200, "", "<html>"), 502, "invalid_response"),
    ] {
        let upstream = ScriptedUpstream::api(move |_, _| reply.clone()).await;
        let proxy = proxy_for(&upstream, &["p07e1l9lqq5p"]).await;
        let browser = proxy.browser();
        assert_eq!(browser.sign_in("/").await.problem(), (status, code.to_owned()));
        assert_eq!(session_cookie(&browser), None);
        assert_revoked(&upstream).await;
    }
}

#[tokio::test]
async fn sessions_of_an_account_that_is_no_longer_listed_end() {
    let (upstream, folder) = (upstream_of("p07e1l9lqq5p").await, Folder::new());
    let path = folder.file("sessions");
    let start = async |allowed: &[&str]| {
        Proxy::with_upstream_and(&upstream, |config| {
            config.store = in_file(&path);
            config.allowed_accounts = allowed.iter().map(|&id| id.to_owned()).collect();
        })
        .await
    };
    let before = start(&["p07e1l9lqq5p"]).await;
    let unlisted = start(&[]).await;
    let (browser, early) = (before.signed_in().await, unlisted.signed_in().await);
    let after = start(&["other"]).await;
    for signed_in in [&browser, &early] {
        let there = after.browser();
        there.cookies.lock().unwrap().clone_from(&signed_in.cookies.lock().unwrap());
        let response = there.fetch(&bounces(ACTIVITY)).await;
        assert_eq!(response.problem(), (401, "signed_out".into()));
    }
    assert_eq!(browser.session().await["authenticated"], false, "it was deleted");
    assert_revoked(&upstream).await;
}

#[tokio::test]
async fn the_sandbox_has_an_account_as_well() {
    for (allowed, status) in [(bounces_sandbox::ENCODED_ACCOUNT_ID, 303), ("other", 403)] {
        let proxy = Proxy::with_sandbox_and(|_, config| {
            config.allowed_accounts = vec![allowed.to_owned()];
        })
        .await;
        assert_eq!(proxy.browser().sign_in("/").await.status, status, "{allowed}");
    }
}

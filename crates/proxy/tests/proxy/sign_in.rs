//! Signing in and out: cookies, `state`, tokens, and errors of the authorization server.

use crate::support::{
    ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces, honest_upstream, session_cookie, token_calls,
};
use bounces_proxy::config::{Pkce, PublicUrl, Upstream};
use reqwest::Method;
use std::time::Duration;

#[tokio::test]
async fn a_user_signs_in_reads_a_report_and_signs_out() {
    let proxy = Proxy::with_sandbox().await;
    let browser = proxy.browser();
    assert_eq!(browser.session().await["authenticated"], false);
    assert_eq!(browser.session().await["expires_in"], serde_json::Value::Null);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));

    let response = browser.sign_in("/reports?id=1#top").await;
    assert_eq!((response.status, response.header("location")), (303, "/reports?id=1#top"));
    assert_eq!(browser.session().await["authenticated"], true);
    assert_eq!(browser.session().await["expires_in"], 1800);
    let report = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(report.status, 200);
    assert_eq!(report.json()["tracking_activities"].as_array().unwrap().len(), 23);

    assert_eq!(browser.sign_out().await.status, 204);
    assert_eq!(browser.session().await["authenticated"], false);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
}

#[tokio::test]
async fn a_sign_in_works_without_pkce() {
    let proxy = Proxy::with_sandbox_and(|_, config| {
        if let Upstream::Account(account) = &mut config.upstream {
            account.pkce = Pkce::Off;
        }
    })
    .await;
    let browser = proxy.browser();
    let authorization_url = browser.start_login("/").await;
    assert!(!authorization_url.query().unwrap().contains("code_challenge"));
    assert_eq!(browser.sign_in("/").await.status, 303);
}

#[tokio::test]
async fn the_authorization_request_has_state_pkce_scopes_and_the_configured_redirect_uri() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.public_url = Some(PublicUrl::parse("http://127.0.0.1:8080").unwrap());
    })
    .await;
    let browser = proxy.browser();
    let authorization_url = browser.start_login("/").await;
    let get = |name| crate::support::parameter(&authorization_url, name).unwrap();
    assert_eq!(get("response_type"), "code");
    assert_eq!(get("redirect_uri"), "http://127.0.0.1:8080/auth/callback");
    assert_eq!(get("scope"), "campaign_data offline_access");
    assert_eq!(get("code_challenge_method"), "S256");
    assert_eq!(get("code_challenge").len(), 43);
    assert!(get("state").len() >= 43);
    assert_ne!(get("state"), browser.start_login_for_state().await);
}

#[tokio::test]
async fn the_token_call_carries_basic_credentials_and_the_verifier() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    proxy.signed_in().await;
    let call =
        upstream.requests().into_iter().find(|request| request.line.contains("/token")).unwrap();
    assert!(call.header("authorization").starts_with("Basic "));
    assert!(call.header("user-agent").starts_with("bounces-proxy/"));
    assert!(call.body.contains("grant_type=authorization_code"));
    assert!(call.body.contains("code=the-code"));
    assert!(call.body.contains("code_verifier="));
    assert!(!call.body.contains("client_secret"), "the secret is in the header only");
}

#[tokio::test]
async fn on_plain_http_loopback_cookies_have_neither_prefix_nor_secure() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let login = browser.navigate("/auth/login").await;
    let attempt = login.set_cookie("bounces-signin-").unwrap();
    assert!(attempt.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"), "{attempt}");
    let back = browser.sign_in("/").await;
    let session = back.set_cookie("bounces=").unwrap();
    let (value, attributes) = session["bounces=".len()..].split_once(';').unwrap();
    assert_eq!(value.len(), 43, "256 bits as base64url");
    assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Strict");
    assert!(back.set_cookie("bounces-signin-").unwrap().contains("=; "), "the attempt's is gone");
}

#[tokio::test]
async fn behind_https_cookies_are_host_bound_and_secure() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.public_url = Some(PublicUrl::parse("https://reports.example.org").unwrap());
    })
    .await;
    let browser = proxy.browser();
    let login = browser.navigate("/auth/login").await;
    let attempt = login.set_cookie("__Host-bounces-signin-").unwrap();
    assert!(attempt.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"));
    let back = browser.sign_in("/").await;
    let session = back.set_cookie("__Host-bounces=").unwrap();
    assert!(session.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{session}");
    assert!(!session.contains("Domain"));
    let authorization_url = browser.start_login("/").await;
    let redirect = crate::support::parameter(&authorization_url, "redirect_uri").unwrap();
    assert_eq!(redirect, "https://reports.example.org/auth/callback");
}

#[tokio::test]
async fn each_sign_in_creates_a_new_session_and_ends_the_previous_one() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let former = proxy.browser();
    former.cookies.lock().unwrap().insert("bounces".into(), session_cookie(&browser).unwrap());
    assert_eq!(former.session().await["authenticated"], true);
    browser.sign_in("/").await;
    assert_ne!(session_cookie(&browser), session_cookie(&former));
    assert_eq!(former.session().await["authenticated"], false);
    assert_eq!(browser.session().await["authenticated"], true);
}

#[tokio::test]
async fn an_unknown_session_id_is_never_adopted() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let planted = "P".repeat(43);
    browser.cookies.lock().unwrap().insert("bounces".into(), planted.clone());
    assert_eq!(browser.session().await["authenticated"], false);
    browser.sign_in("/").await;
    assert_ne!(session_cookie(&browser).unwrap(), planted);
    let attacker = proxy.browser();
    attacker.cookies.lock().unwrap().insert("bounces".into(), planted);
    assert_eq!(attacker.session().await["authenticated"], false);
}

#[tokio::test]
async fn two_different_session_cookies_are_rejected() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let real = session_cookie(&browser).unwrap();
    let request = proxy.browser().request(Method::GET, "/auth/session");
    let both = format!("bounces={}; bounces={real}", "P".repeat(43));
    let request = request.header("cookie", both).header("x-bounces-csrf", "1");
    assert_eq!(browser.send(request).await.json()["authenticated"], false);
}

#[tokio::test]
async fn a_denied_sign_in_shows_our_own_text() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    let query = format!("error=access_denied&error_description=%3Cscript%3Ecanary&state={state}");
    let response = browser.callback(&query).await;
    assert_eq!(response.problem(), (403, "sign_in_refused".into()));
    assert!(!response.text().contains("canary"));

    let state = browser.start_login_for_state().await;
    let request = browser
        .request(Method::GET, &format!("/auth/callback?error=canary%3Cscript%3E&state={state}"));
    let page = browser.send(request.header("accept", "text/html,*/*")).await;
    assert_eq!((page.status, page.header("content-type")), (403, "text/html; charset=utf-8"));
    assert!(page.text().contains("You didn’t allow access"));
    assert!(!page.text().contains("canary"));
}

#[tokio::test]
async fn errors_of_the_authorization_server_create_no_session() {
    for (reply, expected) in [
        (Reply::json(500, "{}"), (502, "unavailable")),
        (Reply::nothing(), (502, "unavailable")),
        (Reply::new(200, "Content-Type: text/html\r\n", "<html>"), (502, "sign_in_failed")),
        (Reply::json(200, "{}"), (502, "sign_in_failed")),
        (Reply::json(200, &"x".repeat(100_000)), (502, "sign_in_failed")),
        (Reply::json(401, r#"{"error":"invalid_client"}"#), (502, "sign_in_failed")),
        // The code, which comes from the browser, is at fault.
        (Reply::json(400, r#"{"error":"invalid_grant"}"#), (400, "sign_in_failed")),
        (Reply::new(302, "Location: http://127.0.0.1:9/\r\n", ""), (502, "sign_in_failed")),
        (Reply::tokens("bad\\u0007token", None, 60), (502, "sign_in_failed")),
        (Reply::tokens("", None, 60), (502, "sign_in_failed")),
        (
            Reply::json(200, r#"{"token_type":"mac","access_token":"a","expires_in":1}"#),
            (502, "sign_in_failed"),
        ),
    ] {
        let upstream = ScriptedUpstream::start(move |_, _| reply.clone()).await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.browser();
        let response = browser.sign_in("/").await;
        assert_eq!(response.problem(), (expected.0, expected.1.to_owned()));
        assert_eq!(session_cookie(&browser), None);
        assert_eq!(token_calls(&upstream), 1, "a code is sent only once");
    }
}

#[tokio::test]
async fn a_non_ascii_cookie_of_another_application_does_not_disable_sign_in() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    for name in ["a", "zz"] {
        browser.cookies.lock().unwrap().insert(name.to_owned(), "\u{e9}\u{2713}".to_owned());
    }
    let state = browser.start_login_for_state().await;
    let all_cookies: Vec<String> = {
        let cookies = browser.cookies.lock().unwrap();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect()
    };
    // The test's own `callback` sends only the cookies of attempts.
    let request = browser.http.get(format!(
        "http://{}/auth/callback?code=the-code&state={state}",
        proxy.server.address()
    ));
    let request = request.header("cookie", all_cookies.join("; ").into_bytes());
    assert_eq!(browser.send(request).await.status, 303);
    assert_eq!(browser.session().await["authenticated"], true);
}

#[tokio::test]
async fn a_lifetime_that_is_a_string_is_accepted() {
    for (expires_in, lifetime) in [("60", 60), ("\"60\"", 60), ("\"soon\"", 0), ("-1", 0)] {
        let body = format!(
            r#"{{"token_type":"Bearer","access_token":"a","refresh_token":"r","expires_in":{expires_in}}}"#
        );
        let upstream = ScriptedUpstream::start(move |request, _| {
            if request.is_api() { Reply::empty_page() } else { Reply::json(200, &body) }
        })
        .await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.browser();
        let response = browser.sign_in("/").await;
        if lifetime == 0 {
            assert_eq!(response.problem(), (502, "sign_in_failed".into()), "{expires_in}");
            continue;
        }
        assert_eq!(response.status, 303, "{expires_in}");
        proxy.clock.advance(lifetime);
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
        assert_eq!(upstream.refreshes(), 1, "the token has expired");
    }
}

#[tokio::test]
async fn a_throttled_code_exchange_is_not_retried() {
    let upstream = ScriptedUpstream::start(|_, before| match before {
        0 => Reply::new(429, "Retry-After: 0\r\n", ""),
        _ => Reply::tokens("access", None, 3600),
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    assert_eq!(browser.sign_in("/").await.problem(), (502, "unavailable".into()));
    assert_eq!(token_calls(&upstream), 1);
    assert_eq!(browser.sign_in("/").await.status, 303);
}

#[tokio::test]
async fn signing_out_deletes_the_session_and_then_revokes_the_refresh_token() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let response = browser.sign_out().await;
    assert_eq!(response.status, 204);
    assert!(response.set_cookie("bounces=").unwrap().contains("Max-Age=0"));
    let revoked =
        || upstream.requests().into_iter().find(|request| request.line.contains("/revoke"));
    crate::support::eventually("the token is revoked", || revoked().is_some()).await;
    let call = revoked().unwrap();
    assert_eq!(call.body, "token=refresh&token_type_hint=refresh_token");
    assert!(call.header("authorization").starts_with("Basic "));
    // Signing out twice is allowed.
    assert_eq!(browser.sign_out().await.status, 204);
}

/// It would delete the data of other applications on the same origin.
#[tokio::test]
async fn site_data_is_cleared_only_where_configured() {
    for (is_configured, expected) in [(false, ""), (true, r#""cache", "storage""#)] {
        let proxy =
            Proxy::with_sandbox_and(|_, config| config.clear_site_data = is_configured).await;
        let response = proxy.signed_in().await.sign_out().await;
        assert_eq!((response.status, response.header("clear-site-data")), (204, expected));
        assert!(response.set_cookie("bounces=").is_some());
    }
}

#[tokio::test]
async fn a_hanging_or_failing_revocation_does_not_delay_sign_out() {
    for reply in [
        Reply::json(200, "{}").after(std::time::Duration::from_secs(60)),
        Reply::json(500, "{}"),
        Reply::nothing(),
    ] {
        let upstream = ScriptedUpstream::start(move |request, _| {
            if request.line.contains("/revoke") {
                reply.clone()
            } else if request.is_api() {
                Reply::empty_page()
            } else {
                Reply::tokens("access", Some("refresh"), 3600)
            }
        })
        .await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.signed_in().await;
        let stolen = browser.cookies.lock().unwrap().clone();
        assert_eq!(browser.sign_out().await.status, 204);
        let revoked = || upstream.requests().iter().any(|request| request.line.contains("/revoke"));
        crate::support::eventually("the revocation was asked for", revoked).await;
        // The previous cookie is invalid, whatever the result of the revocation.
        *browser.cookies.lock().unwrap() = stolen;
        assert_eq!(browser.session().await["authenticated"], false);
        // The revocation times out before the shutdown does.
        let stopping =
            tokio::time::timeout(std::time::Duration::from_secs(9), proxy.server.shutdown());
        assert!(stopping.await.is_ok(), "the revocation timed out before the shutdown did");
    }
}

#[tokio::test]
async fn starting_a_sign_in_creates_an_attempt_and_changes_no_session() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let held = session_cookie(&browser);
    let login = browser.navigate("/auth/login").await;
    assert!(login.set_cookie("bounces=").is_none());
    assert_eq!(session_cookie(&browser), held);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(token_calls(&upstream), 1, "that of the first sign-in");
}

#[tokio::test]
async fn only_a_top_level_navigation_starts_a_sign_in() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    for (mode, destination, good) in [
        ("navigate", "document", true),
        ("navigate", "iframe", false),
        ("no-cors", "image", false),
        ("cors", "empty", false),
    ] {
        let request = browser.request(Method::GET, "/auth/login");
        let request = request.header("sec-fetch-mode", mode).header("sec-fetch-dest", destination);
        let status = browser.send(request).await.status;
        assert_eq!(status, if good { 303 } else { 403 }, "{mode} {destination}");
    }
}

/// Nobody has the cookie of that session.
#[tokio::test]
async fn tokens_of_a_browser_that_leaves_during_its_sign_in_are_revoked() {
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.line.contains("/token") {
            Reply::tokens("access-1", Some("refresh-1"), 600).after(Duration::from_millis(300))
        } else {
            Reply::json(200, "{}")
        }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let state = browser.start_login_for_state().await;
    let leaving =
        tokio::spawn(
            async move { browser.callback(&format!("code=the-code&state={state}")).await },
        );
    let asked = |path: &str| upstream.requests().iter().any(|one| one.line.contains(path));
    crate::support::eventually("tokens are requested", || asked("/token")).await;
    leaving.abort();
    crate::support::eventually("they are revoked", || {
        upstream.requests().iter().any(|request| {
            request.line.contains("/revoke") && request.body.contains("token=refresh-1")
        })
    })
    .await;
}

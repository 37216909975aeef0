//! Raw requests that no browser sends: smuggled and repeated headers, unusual request targets, other
//! protocols, planted cookies. None reaches the upstream or changes who is signed in.

use crate::support::{
    ACTIVITY, Browser, Proxy, ScriptedUpstream, bounces, honest_upstream, session_cookie, status_of,
};
use bounces_proxy::config::PublicUrl;
use reqwest::Method;

async fn start() -> (ScriptedUpstream, Proxy, Browser) {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    (upstream, proxy, browser)
}

/// The statuses of all responses to these bytes.
async fn statuses(browser: &Browser, bytes: &str) -> Vec<u16> {
    let text = browser.raw(bytes.as_bytes()).await;
    text.match_indices("HTTP/1.1 ").map(|(at, _)| status_of(&text[at..])).collect()
}

/// A request with these header lines and the session cookie.
fn request(browser: &Browser, target: &str, lines: &str) -> String {
    let session = session_cookie(browser).unwrap();
    format!(
        "GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: bounces={session}\r\n{lines}Connection: close\r\n\r\n"
    )
}

#[tokio::test]
async fn misspelled_or_repeated_headers_are_not_accepted() {
    let (upstream, _proxy, browser) = start().await;
    for lines in [
        "X_Bounces_CSRF: 1\r\n",
        "X-Bounces_CSRF: 1\r\n",
        "X-Bounces-CSRF : 1\r\n",
        " X-Bounces-CSRF: 1\r\n",
        "X-Other: a\r\n X-Bounces-CSRF: 1\r\n",
        "X-Bounces-CSRF\0: 1\r\n",
        "X-Bounces-CSRF: 1\0\r\n",
        "X-Bounces-CSRF: \u{b9}\r\n",
        "X-Bounces-CSRF: 1\r\nX-Bounces-CSRF: 0\r\n",
        "X-Bounces-CSRF: 1, 0\r\n",
        "X-Bounces-CSRF: 1\r\nOrigin: http://127.0.0.1\r\nOrigin: https://evil.example\r\n",
        "X-Bounces-CSRF: 1\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        let found = statuses(&browser, &request(&browser, &bounces(ACTIVITY), lines)).await;
        assert!(matches!(found[..], [400 | 403]), "{lines:?} is {found:?}");
    }
    for lines in ["Cookie_: x\r\n", "Co_okie: bounces=x\r\n", "X_Forwarded_Host: evil.example\r\n"]
    {
        let lines = format!("X-Bounces-CSRF: 1\r\n{lines}");
        let found = statuses(&browser, &request(&browser, "/auth/session", &lines)).await;
        assert_eq!(found, [200], "{lines:?}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn forwarding_headers_of_a_client_are_not_trusted() {
    let (upstream, proxy, browser) = start().await;
    for (name, value) in [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Prefix", "/evil"),
        ("X-Forwarded-Uri", "/api/v3/emails"),
        ("X-Forwarded-User", "admin"),
        ("X-Forwarded-Access-Token", "canary"),
        ("X-Auth-Request-User", "admin"),
        ("Forwarded", "for=127.0.0.1;host=evil.example;proto=https"),
        ("X-Real-IP", "127.0.0.1"),
        ("X-Original-URL", "/api/v3/emails"),
        ("X-Rewrite-URL", "/api/v3/emails"),
        ("X-Host", "evil.example"),
        ("Authorization", "Bearer canary"),
        ("X-HTTP-Method", "POST"),
        ("X-Method-Override", "POST"),
    ] {
        // No user is signed in, and the path is unchanged.
        let stranger = proxy.browser();
        let ask = |path: &str| {
            stranger.request(Method::GET, path).header("x-bounces-csrf", "1").header(name, value)
        };
        assert_eq!(stranger.send(ask(&bounces(ACTIVITY))).await.status, 401, "{name}");
        assert_eq!(stranger.send(ask("/nothing")).await.status, 404, "{name}");
        assert_eq!(stranger.send(ask("/auth/logout")).await.status, 405, "{name}");
        // A sign-in redirects as it does without the header.
        let login = stranger.send(ask("/auth/login")).await;
        let usual = browser.navigate("/auth/login").await;
        let place = |location: &str| location.split("&state=").next().map(str::to_owned);
        let redirect =
            |location: &str| crate::support::parameter(&location.parse().unwrap(), "redirect_uri");
        let (here, there) = (login.header("location"), usual.header("location"));
        assert_eq!((place(here), redirect(here)), (place(there), redirect(there)), "{name}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn a_request_smuggled_in_a_body_is_never_answered() {
    let (upstream, _proxy, browser) = start().await;
    let inner = request(&browser, &bounces(ACTIVITY), "X-Bounces-CSRF: 1\r\n");
    let length = inner.len();
    for (name, lines, body) in [
        ("a body of a GET", format!("Content-Length: {length}\r\n"), inner.clone()),
        (
            "two lengths",
            format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
            inner.clone(),
        ),
        ("a length with a sign", format!("Content-Length: +{length}\r\n"), inner.clone()),
        ("a list of lengths", format!("Content-Length: {length}, {length}\r\n"), inner.clone()),
        ("another encoding", "Transfer-Encoding: identity, xchunked\r\n".to_owned(), inner.clone()),
        (
            "chunked, but not last",
            "Transfer-Encoding: chunked, identity\r\n".to_owned(),
            inner.clone(),
        ),
        (
            "a space before the colon",
            "Transfer-Encoding : chunked\r\n".to_owned(),
            format!("0\r\n\r\n{inner}"),
        ),
        (
            "an odd chunk",
            "Transfer-Encoding: chunked\r\n".to_owned(),
            format!("0x{length:x}\r\n{inner}\r\n0\r\n\r\n"),
        ),
    ] {
        for method in ["GET", "POST"] {
            let found = statuses(&browser, &wrap(method, &lines, &body)).await;
            assert!(found.len() <= 2, "{method}, {name}: {found:?}");
        }
    }
    assert!(upstream.api_calls().is_empty());
    // Outside a body, the request is answered.
    assert_eq!(statuses(&browser, &wrap("GET", "", &inner)).await, [200, 200]);
    assert_eq!(upstream.api_calls().len(), 1);
}

/// A request with this body, followed by one that closes the connection.
fn wrap(method: &str, lines: &str, body: &str) -> String {
    let health = "/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    format!("{method} {health}{lines}\r\n{body}GET {health}Connection: close\r\n\r\n")
}

#[tokio::test]
async fn content_length_with_chunked_encoding_closes_the_connection() {
    let (upstream, _proxy, browser) = start().await;
    let inner = request(&browser, &bounces(ACTIVITY), "X-Bounces-CSRF: 1\r\n");
    // A server in front that uses the length would take `inner` for a part of the body.
    let body = format!("0\r\n\r\n{inner}");
    let outer = format!(
        "POST /auth/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n{body}",
        body.len()
    );
    let found = statuses(&browser, &outer).await;
    assert!(found.len() <= 1, "{found:?}");
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn unusual_request_targets_and_protocols_are_rejected() {
    let (upstream, _proxy, browser) = start().await;
    let rest = "Host: 127.0.0.1\r\nX-Bounces-CSRF: 1\r\nConnection: close\r\n\r\n";
    for line in [
        "GET http://127.0.0.1/auth/session HTTP/1.1",
        "GET https://127.0.0.1/auth/session HTTP/1.1",
        "GET http://evil.example/auth/login HTTP/1.1",
        "GET http://user@127.0.0.1/auth/login HTTP/1.1",
        "GET //evil.example/auth/login HTTP/1.1",
        "GET auth/session HTTP/1.1",
        "GET ?x HTTP/1.1",
        "GET * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT 127.0.0.1:80 HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "GET /auth/session HTTP/3.0",
        "GET /auth/session",
        "get /auth/session HTTP/1.1",
        "GET  /auth/session HTTP/1.1",
        "GET\t/auth/session\tHTTP/1.1",
        "PRI * HTTP/2.0",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}",
    ] {
        let found = statuses(&browser, &format!("{line}\r\n{rest}")).await;
        let nowhere = matches!(found[..], [] | [400 | 403 | 404 | 405 | 505]);
        assert!(nowhere, "{line:?} is {found:?}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn trace_echoes_nothing() {
    let (_upstream, _proxy, browser) = start().await;
    for path in ["/", "/auth/session", &bounces(ACTIVITY), "/healthz"] {
        let lines = "X-Bounces-CSRF: 1\r\nX-Secret: canary\r\nMax-Forwards: 0\r\n";
        let trace = request(&browser, path, lines).replacen("GET", "TRACE", 1);
        let response = browser.raw(trace.as_bytes()).await;
        assert_eq!(status_of(&response), 405, "{path}");
        assert!(!response.contains("canary") && !response.contains("Cookie:"), "{response}");
    }
}

#[tokio::test]
async fn behind_https_cookies_planted_by_a_sibling_host_are_ignored() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.public_url = Some(PublicUrl::parse("https://reports.example.org").unwrap());
    })
    .await;
    let browser = proxy.signed_in().await;
    let id = browser.cookies.lock().unwrap()["__Host-bounces"].clone();
    for (name, authenticated) in [
        ("__Host-bounces", true),
        // Another host of the same domain can set these.
        ("bounces", false),
        ("__Secure-bounces", false),
        ("__host-bounces", false),
        ("__Host-Bounces", false),
        ("__Host-bounces ", false),
    ] {
        let ask = proxy.browser().request(Method::GET, "/auth/session");
        let ask = ask.header("cookie", format!("{name}={id}")).header("x-bounces-csrf", "1");
        let response = browser.send(ask).await;
        assert_eq!(response.json()["authenticated"], authenticated, "{name:?}");
    }
}

#[tokio::test]
async fn a_session_planted_by_an_attacker_ends_at_the_victims_sign_in() {
    let (upstream, proxy, attacker) = start().await;
    let victim = proxy.browser();
    let planted = session_cookie(&attacker).unwrap();
    victim.cookies.lock().unwrap().insert("bounces".to_owned(), planted.clone());
    assert_eq!(victim.sign_in("/").await.status, 303);
    assert_ne!(session_cookie(&victim).unwrap(), planted);
    // The session that the attacker knows has ended; the victim has another one.
    assert_eq!(attacker.session().await["authenticated"], false);
    assert_eq!(attacker.fetch(&bounces(ACTIVITY)).await.status, 401);
    assert_eq!(victim.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), 1);
}

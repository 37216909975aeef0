//! Checks of the CSRF header, Fetch Metadata, Origin and Host. Rejected requests never reach the upstream.

use crate::support::{ACTIVITY, Browser, Proxy, ScriptedUpstream, bounces, honest_upstream};
use bounces_proxy::config::PublicUrl;
use reqwest::Method;

async fn start() -> (ScriptedUpstream, Proxy, Browser) {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    (upstream, proxy, browser)
}

/// All protected routes, with the status for our own page.
fn guarded() -> [(Method, String, u16); 4] {
    [
        (Method::GET, bounces(ACTIVITY), 200),
        (Method::GET, "/api/v3/contacts".into(), 404),
        (Method::GET, "/auth/session".into(), 200),
        (Method::POST, "/auth/logout".into(), 204),
    ]
}

/// Requests all protected routes with these headers, which all of them accept or all reject.
async fn check(headers: &[(&str, &str)], passes: bool) {
    let (upstream, _proxy, browser) = start().await;
    for (method, path, status) in guarded() {
        let mut request = browser.request(method, &path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = browser.send(request).await;
        if passes {
            assert_eq!(response.status, status, "{path} with {headers:?}");
        } else {
            assert_eq!(response.problem(), (403, "csrf".into()), "{path} with {headers:?}");
        }
    }
    assert_eq!(upstream.api_calls().len(), usize::from(passes), "{headers:?}");
}

#[tokio::test]
async fn requests_without_the_csrf_header_are_rejected_without_upstream_calls() {
    check(&[], false).await;
    check(&[("x-bounces-csrf", "")], false).await;
    check(&[("x-bounces-csrf", "0")], false).await;
    check(&[("x-bounces-csrf", "1, 1")], false).await;
    check(&[("x-bounces-csrf", "1"), ("x-bounces-csrf", "1")], false).await;
    check(&[("x_bounces_csrf", "1")], false).await;
}

#[tokio::test]
async fn the_csrf_header_suffices_for_clients_without_fetch_metadata() {
    check(&[("x-bounces-csrf", "1")], true).await;
}

#[tokio::test]
async fn fetch_metadata_is_checked_if_present() {
    for (site, passes) in [
        ("same-origin", true),
        ("none", true),
        ("same-site", false),
        ("cross-site", false),
        ("Same-Origin", false),
        ("", false),
    ] {
        check(&[("x-bounces-csrf", "1"), ("sec-fetch-site", site)], passes).await;
    }
    let both = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")];
    check(&[("x-bounces-csrf", "1"), both[0], both[1]], false).await;
}

#[tokio::test]
async fn fetch_metadata_without_the_csrf_header_is_not_enough() {
    check(&[("sec-fetch-site", "same-origin")], false).await;
}

#[tokio::test]
async fn origin_is_checked_if_fetch_metadata_is_missing() {
    let (_upstream, proxy, browser) = start().await;
    let port = proxy.server.address().port();
    for (origin, passes) in [
        (format!("http://127.0.0.1:{port}"), true),
        (format!("http://localhost:{port}"), false),
        (format!("https://127.0.0.1:{port}"), false),
        ("http://127.0.0.1:1".to_owned(), false),
        ("http://127.0.0.1".to_owned(), false),
        ("null".to_owned(), false),
        ("https://evil.example".to_owned(), false),
        (String::new(), false),
    ] {
        let request = browser.request(Method::GET, "/auth/session").header("x-bounces-csrf", "1");
        let status = browser.send(request.header("origin", &origin)).await.status;
        assert_eq!(status, if passes { 200 } else { 403 }, "{origin}");
    }
}

#[tokio::test]
async fn a_page_on_another_loopback_port_is_same_origin_if_the_request_used_that_port() {
    // `trunk serve` on port 8080 forwards `/api` with its original host.
    let (_upstream, _proxy, browser) = start().await;
    for (host, origin, status) in [
        ("127.0.0.1:8080", "http://127.0.0.1:8080", 200),
        ("localhost:8080", "http://localhost:8080", 200),
        ("127.0.0.1:8080", "http://127.0.0.1:9090", 403),
    ] {
        let request = browser
            .request(Method::GET, "/auth/session")
            .header("x-bounces-csrf", "1")
            .header("host", host)
            .header("origin", origin);
        assert_eq!(browser.send(request).await.status, status, "{host} {origin}");
    }
}

#[tokio::test]
async fn behind_https_only_the_public_origin_and_host_are_accepted() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.public_url = Some(PublicUrl::parse("https://reports.example.org").unwrap());
    })
    .await;
    let mut browser = proxy.signed_in().await;
    browser.host = None;
    for (host, origin, status) in [
        ("reports.example.org", "https://reports.example.org", 200),
        ("reports.example.org:443", "https://reports.example.org", 200),
        ("REPORTS.example.org", "https://reports.example.org", 200),
        ("reports.example.org", "https://reports.example.org:8443", 403),
        ("reports.example.org", "http://reports.example.org", 403),
        ("reports.example.org", "https://evil.example", 403),
        ("reports.example.org:8443", "https://reports.example.org", 421),
        ("evil.example", "https://reports.example.org", 421),
        ("localhost", "https://reports.example.org", 421),
        ("127.0.0.1", "https://reports.example.org", 421),
        ("[::1]:443", "https://reports.example.org", 421),
    ] {
        let request = browser
            .request(Method::GET, "/auth/session")
            .header("x-bounces-csrf", "1")
            .header("host", host)
            .header("origin", origin);
        assert_eq!(browser.send(request).await.status, status, "{host} {origin}");
    }
}

#[tokio::test]
async fn a_foreign_host_is_rejected_on_all_routes_against_dns_rebinding() {
    let (upstream, _proxy, browser) = start().await;
    for host in [
        "evil.example",
        "evil.example:8787",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1:x",
        "127.0.0.1:99999",
        "[::1",
        "[::1]x",
        "user@127.0.0.1",
        "",
    ] {
        for path in ["/", "/auth/login", "/auth/session", &bounces(ACTIVITY)] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Bounces-CSRF: 1\r\nConnection: close\r\n\r\n"
            );
            let response = browser.raw(request.as_bytes()).await;
            assert_eq!(crate::support::status_of(&response), 421, "{host} {path}");
        }
    }
    for host in ["127.0.0.1", "127.0.0.1:8787", "localhost:8080", "[::1]:8787", "127.1.2.3"] {
        let request = format!(
            "GET /auth/session HTTP/1.1\r\nHost: {host}\r\nX-Bounces-CSRF: 1\r\nConnection: close\r\n\r\n"
        );
        let response = browser.raw(request.as_bytes()).await;
        assert_eq!(crate::support::status_of(&response), 200, "{host}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn a_sign_in_by_another_loopback_name_is_redirected_to_the_public_host() {
    let (_upstream, proxy, browser) = start().await;
    let origin = format!("http://{}", proxy.server.address());
    for (host, moved) in [("localhost:8787", true), ("[::1]:8787", true), ("127.0.0.1:8080", false)]
    {
        let request = browser.request(Method::GET, "/auth/login?return_to=/x");
        let response = browser.send(request.header("host", host)).await;
        assert_eq!(response.status, 303);
        let there = format!("{origin}/auth/login?return_to=/x");
        assert_eq!(response.header("location") == there, moved, "{host}");
        assert_eq!(response.set_cookie("bounces-signin-").is_none(), moved, "{host}");
    }
}

#[tokio::test]
async fn a_missing_or_repeated_host_is_rejected() {
    let (_upstream, _proxy, browser) = start().await;
    for hosts in ["", "Host: 127.0.0.1\r\nHost: evil.example\r\n"] {
        let request = format!("GET /auth/login HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        let status = crate::support::status_of(&browser.raw(request.as_bytes()).await);
        assert!(matches!(status, 400 | 421), "{status}");
    }
}

#[tokio::test]
async fn health_checks_accept_any_host() {
    let (_upstream, _proxy, browser) = start().await;
    for path in ["/healthz", "/readyz"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: 10.0.0.7\r\nConnection: close\r\n\r\n");
        let response = browser.raw(request.as_bytes()).await;
        assert_eq!(crate::support::status_of(&response), 200, "{path}");
    }
}

#[tokio::test]
async fn forwarded_headers_change_nothing() {
    let (_upstream, _proxy, browser) = start().await;
    let request = browser
        .request(Method::GET, "/auth/login")
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "https")
        .header("forwarded", "host=evil.example;proto=https");
    let response = browser.send(request).await;
    assert_eq!(response.status, 303);
    assert!(!response.header("location").contains("evil"));
    assert!(!response.set_cookie("bounces-signin-").unwrap().contains("Secure"));
}

#[tokio::test]
async fn preflights_are_never_granted_by_default() {
    let (upstream, _proxy, browser) = start().await;
    let request = browser
        .request(Method::OPTIONS, &bounces(ACTIVITY))
        .header("origin", "https://evil.example")
        .header("access-control-request-headers", "x-bounces-csrf");
    let response = browser.send(request).await;
    assert_eq!(response.status, 403);
    assert!(!response.headers.keys().any(|name| name.as_str().starts_with("access-control")));
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn all_responses_have_the_security_headers() {
    let (_upstream, _proxy, browser) = start().await;
    for (path, status) in [
        (bounces(ACTIVITY).as_str(), 200),
        ("/api/v3/nothing", 404),
        ("/auth/session", 200),
        ("/auth/nothing", 404),
        ("/auth/callback?code=a&code=b", 400),
        ("/healthz", 200),
        ("/api/%2f", 404),
    ] {
        let response = browser.fetch(path).await;
        assert_eq!(response.status, status, "{path}");
        assert_eq!(response.header("x-content-type-options"), "nosniff");
        assert_eq!(response.header("referrer-policy"), "no-referrer");
        assert_eq!(response.header("cache-control"), "no-store");
        assert!(response.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(response.header("vary").contains("Cookie"));
        assert!(response.headers.get("x-bounces-sandbox").is_none());
        assert!(response.headers.get("server").is_none());
    }
}

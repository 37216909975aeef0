//! Errors of the upstream: each has a stable code, nothing of its body is passed on, and only safe
//! requests are retried.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, TestResponse, bounces};
use std::time::{Duration, Instant};

/// 16 MiB of spaces, as gzip.
const BOMB: &[u8] = include_bytes!("bomb.gz");

/// Sends one request; returns the response and the number of upstream requests.
async fn ask(reply: impl Fn(usize) -> Reply + Send + Sync + 'static) -> (TestResponse, usize) {
    let upstream = ScriptedUpstream::api(move |_, before| reply(before)).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        // Only "late" takes as long, also on a busy machine.
        config.limits.upstream = Duration::from_secs(2);
    })
    .await;
    let response = proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await;
    assert!(!response.text().contains("canary"), "{}", response.text());
    assert!(!format!("{:?}", response.headers).contains("canary"));
    (response, upstream.api_calls().len())
}

#[tokio::test]
async fn a_forbidden_response_names_the_missing_permission_if_known() {
    for (body, lacking) in [
        (r#"{"error_key":"access_denied","error_message":"canary"}"#, Some("privilege")),
        (r#"{"error_key":"insufficient_scope","error_message":"canary"}"#, Some("scope")),
        (r#"{"message":"canary"}"#, None),
    ] {
        let (response, _) = ask(|_| Reply::json(403, body)).await;
        assert_eq!(response.json()["lacking"].as_str(), lacking, "{body}");
    }
}

#[tokio::test]
async fn each_upstream_error_has_its_code_and_number_of_tries() {
    let html = "Content-Type: text/html\r\n";
    let object = |key: &str| format!(r#"{{"error_key":"{key}","error_message":"canary"}}"#);
    let array = |key: &str| format!(r#"[{{"error_key":"{key}","error_message":"canary"}}]"#);
    for (name, reply, status, code, tries) in [
        ("404 array", Reply::json(404, &array("not_found")), 404, "not_found", 1),
        ("404 empty", Reply::new(404, "", ""), 404, "not_found", 1),
        ("403 object", Reply::json(403, &object("access_denied")), 403, "forbidden", 1),
        ("403 gateway", Reply::json(403, r#"{"message":"canary"}"#), 403, "forbidden", 1),
        ("400", Reply::json(400, &array("validation")), 400, "unsupported_role", 1),
        ("415", Reply::json(415, &array("canary")), 502, "invalid_response", 1),
        ("410", Reply::new(410, "", "canary"), 502, "invalid_response", 1),
        ("429 throttled", Reply::json(429, &object("throttled")), 429, "rate_limited", 4),
        ("429 empty", Reply::new(429, "", ""), 429, "rate_limited", 4),
        ("429 quota", Reply::json(429, &object("quota_exceeded")), 429, "quota_exhausted", 1),
        ("500 html", Reply::new(500, html, "<html>canary"), 502, "unavailable", 1),
        ("502", Reply::new(502, html, "<html>canary"), 502, "unavailable", 3),
        ("503", Reply::new(503, "Retry-After: 7\r\n", "canary"), 503, "unavailable", 3),
        ("504", Reply::new(504, "", ""), 504, "unavailable", 3),
        ("closed", Reply::nothing(), 502, "unavailable", 3),
        ("no HTTP", Reply::raw("SSH-2.0-canary\r\n\r\n"), 502, "unavailable", 3),
        ("late", Reply::empty_page().after(Duration::from_secs(20)), 504, "unavailable", 1),
        (
            "redirect",
            Reply::new(302, "Location: https://evil/canary\r\n", ""),
            502,
            "invalid_response",
            1,
        ),
        ("308", Reply::new(308, "Location: /v3/canary\r\n", ""), 502, "invalid_response", 1),
        ("204", Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"), 502, "invalid_response", 1),
        ("206", Reply::json(206, r#"{"tracking_activities":[]}"#), 502, "invalid_response", 1),
        ("HTML", Reply::new(200, html, "<!doctype html>canary"), 502, "invalid_response", 1),
        ("empty", Reply::json(200, ""), 502, "invalid_response", 1),
        (
            "half",
            Reply::json(200, r#"{"tracking_activities":[{"canary"#),
            502,
            "invalid_response",
            1,
        ),
        ("shape", Reply::json(200, r#"{"canary":[]}"#), 502, "invalid_response", 1),
        ("array", Reply::json(200, r#"["canary"]"#), 502, "invalid_response", 1),
        (
            "cut off",
            Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"canary"),
            502,
            "invalid_response",
            3,
        ),
        (
            "no gzip",
            Reply::new(200, "Content-Encoding: gzip\r\n", "canary canary canary"),
            502,
            "invalid_response",
            1,
        ),
        (
            "unknown encoding",
            Reply::new(200, "Content-Encoding: x\r\n", "canary"),
            502,
            "invalid_response",
            1,
        ),
    ] {
        let (response, asked) = ask(move |_| reply.clone()).await;
        assert_eq!((response.problem(), asked), ((status, code.to_owned()), tries), "{name}");
    }
}

#[tokio::test]
async fn an_oversized_response_is_not_read_completely() {
    let row = r#"{"email_address":"canary"},"#.repeat(400_000);
    let (response, asked) =
        ask(move |_| Reply::json(200, &format!(r#"{{"tracking_activities":[{row}{{}}]}}"#))).await;
    assert_eq!((response.problem(), asked), ((502, "invalid_response".into()), 1));
}

#[tokio::test]
async fn a_gzip_bomb_is_stopped_after_decompression() {
    assert!(BOMB.len() < 32_768);
    let (response, asked) = ask(|_| Reply::new(200, "Content-Encoding: gzip\r\n", BOMB)).await;
    assert_eq!((response.problem(), asked), ((502, "invalid_response".into()), 1));
}

#[tokio::test]
async fn errors_fixed_by_a_retry_are_invisible() {
    for bad in [
        Reply::nothing(),
        Reply::new(502, "", ""),
        Reply::new(503, "", ""),
        Reply::new(504, "", ""),
        Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"half"),
        Reply::json(429, r#"{"error_key":"throttled"}"#),
    ] {
        let (response, asked) =
            ask(move |before| if before < 2 { bad.clone() } else { Reply::empty_page() }).await;
        assert_eq!((response.status, asked), (200, 3));
    }
}

#[tokio::test]
async fn temporary_errors_have_retry_after() {
    let (response, _) = ask(|_| Reply::json(429, r#"{"error_key":"throttled"}"#)).await;
    assert_eq!(response.header("retry-after"), "1");
    assert_eq!(response.json()["retry_after"], 1);
    let (response, _) = ask(|_| Reply::new(503, "", "")).await;
    assert_eq!(response.header("retry-after"), "5");
    let (response, _) = ask(|_| Reply::new(404, "", "")).await;
    assert!(response.headers.get("retry-after").is_none());
}

#[tokio::test]
async fn a_rejected_cursor_is_a_bad_request_not_an_unsupported_role() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::json(400, "[]")).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let response =
        proxy.signed_in().await.fetch(&format!("{}?cursor=old", bounces(ACTIVITY))).await;
    assert_eq!(response.problem(), (400, "bad_request".into()));
}

#[tokio::test]
async fn an_upstream_without_listener_is_unavailable() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        if let bounces_proxy::config::Upstream::Account(account) = &mut config.upstream {
            account.api_url = "http://127.0.0.1:9/v3".parse().unwrap();
        }
    })
    .await;
    let response = proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (502, "unavailable".into()));
}

#[tokio::test]
async fn no_request_exceeds_the_handler_timeout() {
    let upstream =
        ScriptedUpstream::api(|_, _| Reply::empty_page().after(Duration::from_secs(5))).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        // Long enough for the sign-in on a busy machine.
        config.limits.handler = Duration::from_secs(1);
    })
    .await;
    let browser = proxy.signed_in().await;
    let started = Instant::now();
    let response = browser.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(response.problem(), (504, "unavailable".into()));
    assert!(started.elapsed() < Duration::from_secs(4));
}

//! Valid paths, queries and methods. Everything else is 404, 400 or 405 without an upstream request.

use crate::support::{ACTIVITY, Browser, Proxy, Reply, ScriptedUpstream, bounces, status_of};
use reqwest::Method;

async fn start() -> (ScriptedUpstream, Proxy, Browser) {
    let upstream = ScriptedUpstream::api(|request, _| {
        let body = if request.line.contains("send_history") {
            "[]"
        } else {
            "{\"tracking_activities\":[]}"
        };
        Reply::json(200, body)
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    (upstream, proxy, browser)
}

#[tokio::test]
async fn the_seven_calls_are_forwarded_to_the_same_paths() {
    let (upstream, _proxy, browser) = start().await;
    let id = ACTIVITY;
    let paths = [
        format!("/reports/email_reports/{id}/tracking/bounces"),
        format!("/emails/activities/{id}"),
        format!("/emails/activities/{id}/send_history"),
        format!("/reports/stats/email_campaign_activities/{id}"),
        "/reports/summary_reports/email_campaign_summaries".to_owned(),
        "/emails".to_owned(),
        format!("/emails/{id}"),
    ];
    for path in &paths {
        assert_eq!(browser.fetch(&format!("/api/v3{path}")).await.status, 200, "{path}");
    }
    let lines: Vec<String> = upstream.api_calls().into_iter().map(|request| request.line).collect();
    let expected: Vec<String> = paths.iter().map(|path| format!("GET /v3{path}")).collect();
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn ids_are_written_in_lower_case() {
    let (upstream, _proxy, browser) = start().await;
    browser.fetch(&bounces("98EDAC88-F4BC-408C-9E64-ACD890384231")).await;
    assert!(upstream.api_calls()[0].line.contains("98edac88-f4bc-408c-9e64-acd890384231"));
}

#[tokio::test]
async fn all_other_paths_are_404_without_upstream_calls() {
    let (upstream, _proxy, browser) = start().await;
    let id = ACTIVITY;
    let good = bounces(id);
    let mut targets: Vec<String> = [
        "/api",
        "/api/",
        "/api/v3",
        "/api/v3/",
        "/api/v2/emails",
        "/api/emails",
        "/API/v3/emails",
        "/api/V3/emails",
        "/api/v3/Emails",
        "/api/v3/emails/",
        "/api/v3/contacts",
        "/api/v3/account/summary",
        "/api/v3/reports/summary_reports",
        "/api/v3/reports/summary_reports/email_campaign_summaries/",
        "/api/v3/reports/summary_reports/email_campaign_summary",
        "/api/v3/reports/stats/email_campaigns/98edac88-f4bc-408c-9e64-acd890384231",
        "/api/v3/emails/activities",
        "/api/v3//emails",
        "//api/v3/emails",
        "/api//v3/emails",
        "/api/v3/./emails",
        "/api/v3/x/../emails",
        "/api/v3/../v3/emails",
        "/api/../api/v3/emails",
        "/..",
        "/.",
        "/api/v3/emails;x=1",
        "/api/v3;/emails",
        "/api;/v3/emails",
        "/api/v3/emails%00",
        "/api/v3/emails%0a",
        "/api/v3/%65mails",
        "/api/v3%2femails",
        "/api/v3%2Femails",
        "/api%2fv3/emails",
        "/api/v3/%2e%2e/v3/emails",
        "/api/v3/%2E/emails",
        "/api/v3%5cemails",
        "/api/v3%5Cemails",
        "/api/v3\\emails",
        "/api/v3/emails%3flimit=1",
        "/api/v3/emails%23",
        "/api/v3/émails",
        "/api/v3/emails%C3%A9",
        "/api/v3/emails/*",
        "/api/v3/emails:8080",
        "/api/v3/emails'",
        "/auth",
        "/auth/",
        "/auth/session/",
        "/auth/token",
        "/auth/login/",
        "/Auth/session",
        "/auth//session",
        "/auth/%73ession",
        "/healthz/",
        "/metrics",
        "http://127.0.0.1/api/v3/emails",
        "http://evil.example/api/v3/emails",
    ]
    .map(str::to_owned)
    .to_vec();
    for bad in [
        "",
        "x",
        "98edac88-f4bc-408c-9e64-acd89038423",
        "98edac88-f4bc-408c-9e64-acd8903842311",
        "98edac88f4bc408c9e64acd890384231",
        "98edac88-f4bc-408c-9e64-acd89038423g",
        "98edac88_f4bc_408c_9e64_acd890384231",
        "{98edac88-f4bc-408c-9e64-acd890384231}",
        "98edac88-f4bc-408c-9e64-acd890384231%20",
        "98edac88-f4bc-408c-9e64-acd890384231;a",
    ] {
        targets.push(bounces(bad));
        targets.push(format!("/api/v3/emails/{bad}"));
    }
    targets.extend([
        format!("{good}/"),
        format!("{good}/x"),
        format!("{good}.json"),
        good.replace("bounces", "opens"),
        good.replace("bounces", "clicks"),
        good.replace("tracking", "links"),
        format!("/api/v3/emails/activities/{id}/schedules"),
        format!("/api/v3/emails/activities/{id}/tests"),
        format!("/api/v3/emails/activities/{id}/send_history/"),
    ]);
    for target in &targets {
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bounces-CSRF: 1\r\nConnection: close\r\n\r\n"
        );
        let status = status_of(&browser.raw(request.as_bytes()).await);
        // What is not HTTP is rejected by hyper with 400.
        let expected = matches!(status, 404) || (status == 400 && !target.is_ascii());
        assert!(expected, "{target} is {status}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn valid_queries_are_forwarded_normalized() {
    let (upstream, _proxy, browser) = start().await;
    for (query, arrives) in [
        ("", ""),
        ("?", ""),
        ("?limit=1", "?limit=1"),
        ("?limit=500", "?limit=500"),
        ("?bounce_code=B&bounce_code=D", "?bounce_code=B&bounce_code=D"),
        ("?bounce_code=B&bounce_code=B", "?bounce_code=B"),
        ("?limit=20&bounce_code=Z", "?bounce_code=Z&limit=20"),
        ("?%6Cimit=7", "?limit=7"),
        ("?cursor=a%2Bb%2F%3D%26x", "?cursor=a%2Bb%2F%3D%26x"),
        ("?cursor=bGltaXQ9NTAwJm5leHQ9Mg", "?cursor=bGltaXQ9NTAwJm5leHQ9Mg"),
        ("?cursor=http%3A%2F%2Fevil.example", "?cursor=http%3A%2F%2Fevil.example"),
    ] {
        assert_eq!(
            browser.fetch(&format!("{}{query}", bounces(ACTIVITY))).await.status,
            200,
            "{query}"
        );
        let line = upstream.api_calls().pop().unwrap().line;
        assert_eq!(line, format!("GET /v3{}{arrives}", &bounces(ACTIVITY)[7..]), "{query}");
    }
}

#[tokio::test]
async fn invalid_queries_are_400_without_upstream_calls() {
    let (upstream, _proxy, browser) = start().await;
    let long = format!("cursor={}", "a".repeat(2049));
    for query in [
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=%2B5",
        "limit=5x",
        "limit=",
        "limit=1&limit=2",
        "limit=0500",
        "bounce_code=b",
        "bounce_code=Q",
        "bounce_code=",
        "bounce_code=B,D",
        "bounce_code%5B0%5D=B",
        "bounce_code[]=B",
        "cursor=",
        "cursor=a&cursor=b",
        "cursor=a%00b",
        "cursor=a%0d%0ab",
        "cursor=%ff",
        "offset=1",
        "access_token=x",
        "Limit=5",
        "x",
        "&=&",
        &long,
    ] {
        let response = browser.fetch(&format!("{}?{query}", bounces(ACTIVITY))).await;
        assert_eq!(response.problem(), (400, "bad_request".into()), "{query}");
    }
    for path in [
        format!("/api/v3/emails/{ACTIVITY}?limit=5"),
        format!("/api/v3/emails/activities/{ACTIVITY}?cursor=a"),
        "/api/v3/emails?bounce_code=B".to_owned(),
    ] {
        assert_eq!(browser.fetch(&path).await.problem(), (400, "bad_request".into()), "{path}");
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn other_methods_are_405_with_allow() {
    let (upstream, _proxy, browser) = start().await;
    let api = bounces(ACTIVITY);
    let methods = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "BREW"];
    for (path, allow) in [
        (api.as_str(), "GET"),
        ("/auth/session", "GET"),
        ("/auth/login", "GET"),
        ("/auth/callback", "GET"),
        ("/auth/logout", "POST"),
        ("/", "GET, HEAD"),
        ("/healthz", "GET, HEAD"),
    ] {
        for method in methods.into_iter().filter(|name| !allow.contains(name)) {
            let request = browser
                .request(Method::from_bytes(method.as_bytes()).unwrap(), path)
                .header("x-bounces-csrf", "1");
            let response = browser.send(request).await;
            assert_eq!(
                (response.status, response.header("allow")),
                (405, allow),
                "{method} {path}"
            );
        }
    }
    let request = browser.request(Method::GET, "/auth/logout").header("x-bounces-csrf", "1");
    assert_eq!(browser.send(request).await.status, 405);
    assert_eq!(browser.session().await["authenticated"], true);
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn method_override_headers_are_ignored() {
    let (_upstream, _proxy, browser) = start().await;
    let request = browser
        .request(Method::GET, "/auth/session")
        .header("x-bounces-csrf", "1")
        .header("x-http-method-override", "DELETE");
    assert_eq!(browser.send(request).await.status, 200);
}

#[tokio::test]
async fn request_targets_and_headers_have_limits() {
    let (_upstream, _proxy, browser) = start().await;
    let target = |length: usize| format!("/?{}", "a".repeat(length - 2));
    assert_eq!(browser.raw_status(&target(4096)).await, 404, "no such page");
    assert_eq!(browser.raw_status(&target(4097)).await, 414);
    let big = browser.request(Method::GET, "/auth/session").header("x-bounces-csrf", "1");
    let big = browser.send(big.header("x-big", "a".repeat(17_000))).await;
    assert_eq!(big.problem(), (431, "headers_too_large".into()));
    let huge =
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Huge: {}\r\n\r\n", "a".repeat(100_000));
    assert_eq!(status_of(&browser.raw(huge.as_bytes()).await), 431);
}

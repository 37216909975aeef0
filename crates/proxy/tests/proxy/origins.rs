//! Other origins of the same site: only listed ones may send requests with the cookie.

use crate::support::{ACTIVITY, Proxy, ScriptedUpstream, bounces, honest_upstream};
use reqwest::Method;

const GUEST: &str = "http://127.0.0.1:3000";

async fn start(upstream: &ScriptedUpstream) -> Proxy {
    Proxy::with_upstream_and(upstream, |config| config.allowed_origins = vec![GUEST.to_owned()])
        .await
}

#[tokio::test]
async fn a_listed_origin_passes_preflight_and_reads_the_response() {
    let upstream = honest_upstream().await;
    let proxy = start(&upstream).await;
    let browser = proxy.signed_in().await;
    let preflight = browser
        .request(Method::OPTIONS, &bounces(ACTIVITY))
        .header("origin", GUEST)
        .header("sec-fetch-site", "same-site")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "x-bounces-csrf");
    let response = browser.send(preflight).await;
    assert_eq!(response.status, 204);
    assert_eq!(response.header("access-control-allow-origin"), GUEST);
    assert_eq!(response.header("access-control-allow-credentials"), "true");
    assert_eq!(response.header("access-control-allow-methods"), "GET");
    assert_eq!(
        response.header("access-control-allow-headers"),
        "x-bounces-csrf, x-bounces-priority, cache-control"
    );
    assert!(upstream.api_calls().is_empty());

    for site in [Some("same-site"), None] {
        let mut request = browser
            .request(Method::GET, &bounces(ACTIVITY))
            .header("origin", GUEST)
            .header("x-bounces-csrf", "1");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        let response = browser.send(request).await;
        assert_eq!(response.status, 200);
        assert_eq!(response.header("access-control-allow-origin"), GUEST);
        assert_eq!(response.header("cross-origin-resource-policy"), "same-site");
        assert!(response.header("vary").contains("Origin"));
    }
}

#[tokio::test]
async fn a_listed_origin_still_needs_the_header_and_the_same_site() {
    let upstream = honest_upstream().await;
    let proxy = start(&upstream).await;
    let browser = proxy.signed_in().await;
    let plain = browser.request(Method::GET, &bounces(ACTIVITY)).header("origin", GUEST);
    assert_eq!(browser.send(plain).await.problem(), (403, "csrf".into()));
    let foreign = browser.request(Method::GET, &bounces(ACTIVITY)).header("origin", GUEST);
    let foreign = foreign.header("x-bounces-csrf", "1").header("sec-fetch-site", "cross-site");
    assert_eq!(browser.send(foreign).await.problem(), (403, "csrf".into()));
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn unlisted_origins_get_no_cors_headers() {
    let upstream = honest_upstream().await;
    let proxy = start(&upstream).await;
    let browser = proxy.signed_in().await;
    for origin in [
        "null",
        "*",
        "http://127.0.0.1",
        "http://127.0.0.1:3001",
        "http://127.0.0.1:30000",
        "https://127.0.0.1:3000",
        "http://127.0.0.1:3000.evil.example",
        "http://127.0.0.1:3000/",
        "HTTP://127.0.0.1:3000",
        "http://127.0.0.1:3000 http://evil.example",
    ] {
        for method in [Method::OPTIONS, Method::GET] {
            let request = browser
                .request(method, &bounces(ACTIVITY))
                .header("origin", origin)
                .header("sec-fetch-site", "same-site")
                .header("x-bounces-csrf", "1");
            let response = browser.send(request).await;
            assert_eq!(response.problem(), (403, "csrf".into()), "{origin}");
            for name in response.headers.keys() {
                assert!(!name.as_str().starts_with("access-control"), "{origin}: {name}");
            }
        }
    }
    assert!(upstream.api_calls().is_empty());
}

#[tokio::test]
async fn without_a_list_no_response_has_cors_headers() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let request = browser.request(Method::OPTIONS, &bounces(ACTIVITY)).header("origin", GUEST);
    let response = browser.send(request).await;
    assert!(response.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
}

//! What is forwarded: parsed values to the upstream, documented fields to the browser, and nothing else.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces};
use bounces_sandbox::activities;
use reqwest::Method;
use serde_json::json;

const CURSOR_PATH: &str =
    "/v3/reports/email_reports/5a4db0c5-0001-4000-8000-000000000023/tracking/bounces";

fn page_with_next(href: &str) -> String {
    json!({ "tracking_activities": [], "_links": { "next": { "href": href } } }).to_string()
}

async fn ask_with_next(href: &str) -> crate::support::TestResponse {
    let page = page_with_next(href);
    let upstream = ScriptedUpstream::api(move |_, _| Reply::json(200, &page)).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await
}

#[tokio::test]
async fn no_browser_header_reaches_the_upstream() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let mut request =
        browser.request(Method::GET, &bounces(ACTIVITY)).header("x-bounces-csrf", "1");
    for name in [
        "authorization",
        "x-forwarded-for",
        "x-forwarded-host",
        "forwarded",
        "via",
        "x-real-ip",
        "accept-language",
        "user-agent",
        "referer",
        "x-api-key",
        "if-none-match",
        "range",
        "accept",
        "te",
        "x-custom",
        "x_authorization",
        "traceparent",
    ] {
        request = request.header(name, "canary");
    }
    assert_eq!(browser.send(request).await.status, 200);
    let call = upstream.api_calls().remove(0);
    assert!(!call.head.contains("canary"), "{}", call.head);
    assert!(!call.head.to_lowercase().contains("cookie"), "{}", call.head);
    let mut names: Vec<String> = call
        .head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name.to_lowercase())
        .collect();
    names.sort();
    assert_eq!(names, ["accept", "accept-encoding", "authorization", "host", "user-agent"]);
    assert_eq!(call.header("authorization"), "Bearer access");
}

#[tokio::test]
async fn no_upstream_header_reaches_the_browser() {
    let upstream = ScriptedUpstream::api(|_, _| {
        Reply::new(
            200,
            "Content-Type: application/json; charset=canary\r\nAccess-Control-Allow-Origin: *\r\n\
             Set-Cookie: bounces=canary\r\nVia: canary\r\nx-amzn-RequestId: canary\r\n\
             WWW-Authenticate: canary\r\nServer: canary\r\nETag: \"canary\"\r\n\
             Cache-Control: public, max-age=9999\r\nContent-Security-Policy: canary\r\n",
            r#"{"tracking_activities":[]}"#,
        )
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let response = proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await;
    let mut names: Vec<&str> =
        response.headers.keys().map(reqwest::header::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "cache-control",
            "content-length",
            "content-security-policy",
            "content-type",
            "cross-origin-resource-policy",
            "date",
            "referrer-policy",
            "vary",
            "x-content-type-options",
            "x-frame-options",
            "x-request-id",
        ]
    );
    assert!(!format!("{:?}", response.headers).contains("canary"));
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.header("cache-control"), "no-store");
}

#[tokio::test]
async fn only_documented_fields_are_returned() {
    let upstream = ScriptedUpstream::api(|_, _| {
        Reply::json(
            200,
            &json!({
                "tracking_activities": [{
                    "contact_id": "c", "email_address": "a@example.org", "bounce_code": "Q",
                    "first_name": null, "created_time": "2026-01-01T00:00:00.000Z",
                    "internal_note": "canary", "__proto__": { "x": "canary" },
                }, "canary", 5],
                "_links": { "self": { "href": "/canary" }, "next": { "href": null } },
                "debug": "canary",
            })
            .to_string(),
        )
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let response = proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await;
    assert_eq!(
        response.json(),
        json!({ "tracking_activities": [{
            "contact_id": "c", "email_address": "a@example.org", "bounce_code": "Q",
            "created_time": "2026-01-01T00:00:00.000Z",
        }] })
    );
}

#[tokio::test]
async fn next_links_use_our_own_path() {
    let own = format!("{}?cursor=abc%2F%3D", bounces(ACTIVITY));
    for href in [
        format!("{CURSOR_PATH}?cursor=abc%2F%3D"),
        format!("{CURSOR_PATH}?cursor=abc/="),
        format!("{CURSOR_PATH}?cursor=abc%2F%3D&unknown=canary#canary"),
        format!("{}?cursor=abc%2F%3D", CURSOR_PATH.replace("5a4db0c5", "5A4DB0C5")),
    ] {
        let response = ask_with_next(&href).await;
        assert_eq!(response.json()["_links"]["next"]["href"], own.as_str(), "{href}");
    }
    let response = ask_with_next(&format!("{CURSOR_PATH}?limit=20&bounce_code=B&cursor=x")).await;
    let own = format!("{}?bounce_code=B&limit=20&cursor=x", bounces(ACTIVITY));
    assert_eq!(response.json()["_links"]["next"]["href"], own.as_str());
}

#[tokio::test]
async fn an_absolute_link_to_the_same_host_and_resource_is_accepted() {
    let address: std::sync::Arc<std::sync::OnceLock<String>> = std::sync::Arc::default();
    let known = std::sync::Arc::clone(&address);
    let upstream = ScriptedUpstream::api(move |_, _| {
        let base = known.get().unwrap();
        Reply::json(200, &page_with_next(&format!("{base}{CURSOR_PATH}?cursor=abc")))
    })
    .await;
    address.set(upstream.url()).unwrap();
    let proxy = Proxy::with_upstream(&upstream).await;
    let response = proxy.signed_in().await.fetch(&bounces(ACTIVITY)).await;
    let own = format!("{}?cursor=abc", bounces(ACTIVITY));
    assert_eq!(response.json()["_links"]["next"]["href"], own.as_str());
}

#[tokio::test]
async fn links_elsewhere_are_rejected_and_never_followed() {
    for href in [
        "https://evil.example/v3/reports?cursor=a".to_owned(),
        format!("https://evil.example{CURSOR_PATH}?cursor=a"),
        format!("//evil.example{CURSOR_PATH}?cursor=a"),
        format!("http://user@127.0.0.1{CURSOR_PATH}?cursor=a"),
        format!("{}?cursor=a", CURSOR_PATH.replace("bounces", "opens")),
        format!("{}?cursor=a", CURSOR_PATH.replace("000000000023", "000000000024")),
        format!("{CURSOR_PATH}/?cursor=a"),
        format!("{CURSOR_PATH}/../../x?cursor=a"),
        format!("{CURSOR_PATH}%2f?cursor=a"),
        CURSOR_PATH.to_owned(),
        format!("{CURSOR_PATH}?cursor="),
        "?cursor=a".to_owned(),
        "javascript:alert(1)".to_owned(),
        "http://[".to_owned(),
    ] {
        let response = ask_with_next(&href).await;
        assert_eq!(response.problem(), (502, "invalid_response".into()), "{href}");
    }
}

#[tokio::test]
async fn all_2140_rows_are_reached_through_our_own_links() {
    let proxy = Proxy::with_sandbox().await;
    let browser = proxy.signed_in().await;
    let mut next = Some(bounces(activities::ROWS_2140));
    let (mut rows, mut pages) = (0, 0);
    while let Some(path) = next {
        let page = browser.fetch(&path).await.json();
        rows += page["tracking_activities"].as_array().unwrap().len();
        pages += 1;
        next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
    }
    assert_eq!((rows, pages), (2140, 5));
}

#[tokio::test]
async fn the_sandbox_answers_all_seven_endpoints_through_the_proxy() {
    let proxy = Proxy::with_sandbox().await;
    let browser = proxy.signed_in().await;
    let id = activities::SAMPLE_ONE_ROW;
    let sample = browser.fetch(&bounces(id)).await.json();
    assert_eq!(sample["tracking_activities"][0]["current_email_address"], "maddie_brown@yahoo.com");
    let activity = browser.fetch(&format!("/api/v3/emails/activities/{id}")).await.json();
    assert_eq!(activity["role"], "primary_email");
    let history =
        browser.fetch(&format!("/api/v3/emails/activities/{id}/send_history")).await.json();
    assert!(history[0]["run_date"].is_string());
    let stats = format!("/api/v3/reports/stats/email_campaign_activities/{id}");
    assert_eq!(browser.fetch(&stats).await.json()["results"][0]["stats"]["em_bounces"], 1);
    let summaries = "/api/v3/reports/summary_reports/email_campaign_summaries?limit=2";
    let summaries = browser.fetch(summaries).await.json();
    assert_eq!(summaries["bulk_email_campaign_summaries"].as_array().unwrap().len(), 2);
    let next = summaries["_links"]["next"]["href"].as_str().unwrap();
    assert_eq!(browser.fetch(next).await.status, 200);
    let campaigns = browser.fetch("/api/v3/emails?limit=2").await.json();
    assert_eq!(campaigns["campaigns"].as_array().unwrap().len(), 2);
    let next = campaigns["_links"]["next"]["href"].as_str().unwrap();
    assert!(next.starts_with("/api/v3/emails?"), "{next}");
    assert_eq!(browser.fetch(next).await.status, 200);
    let campaign = campaigns["campaigns"][0]["campaign_id"].as_str().unwrap();
    let campaign = browser.fetch(&format!("/api/v3/emails/{campaign}")).await.json();
    assert!(campaign["campaign_activities"].is_array());
}

#[tokio::test]
async fn the_sandboxs_errors_have_their_codes() {
    let proxy = Proxy::with_sandbox().await;
    let browser = proxy.signed_in().await;
    for (activity, status, code) in [
        ("00000000-0000-4000-8000-000000000000", 404, "not_found"),
        (activities::CAMPAIGN_OF_ROWS_2140, 404, "not_found"),
        (activities::PERMALINK, 404, "not_found"),
        (activities::ACCESS_DENIED, 403, "forbidden"),
        (activities::THROTTLED, 429, "rate_limited"),
        (activities::SERVER_ERROR, 502, "unavailable"),
        (activities::HTML_PAGE, 502, "invalid_response"),
    ] {
        let response = browser.fetch(&bounces(activity)).await;
        assert_eq!(response.problem(), (status, code.to_owned()), "{activity}");
    }
    assert_eq!(browser.fetch(&bounces(activities::UNAVAILABLE_TWICE)).await.status, 200);
    let quota = browser.fetch(&bounces(activities::QUOTA_EXCEEDED)).await;
    assert_eq!(quota.problem(), (429, "quota_exhausted".into()));
}

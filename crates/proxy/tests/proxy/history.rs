//! Reading the emails before that of a report: what is forwarded for it, and that it can be switched off.
//! `priority` has who goes first, `kept` what a second report costs.

mod kept;
mod priority;

use crate::support::{
    ACTIVITY, Browser, Proxy, Reply, ScriptedUpstream, TestResponse, bounces, status_of,
};
use bounces_core::wire;
use bounces_sandbox::activities as id;
use reqwest::Method;
use serde_json::json;

const SUMMARIES: &str = "/api/v3/reports/summary_reports/email_campaign_summaries";

/// A request as the widget sends it for the history of a report.
async fn background(browser: &Browser, path: &str) -> TestResponse {
    let request = browser.request(Method::GET, path);
    browser
        .send(request.header("x-bounces-csrf", "1").header("x-bounces-priority", "background"))
        .await
}

fn stats(ids: &[&str]) -> String {
    format!("/api/v3/reports/stats/email_campaign_activities/{}", ids.join(","))
}

#[tokio::test]
async fn summaries_are_forwarded_with_documented_fields_only() {
    let upstream = ScriptedUpstream::api(|_, _| {
        let page = json!({
            "bulk_email_campaign_summaries": [{
                "campaign_id": "5a4db0c5-ca4a-4000-8000-000000000301",
                "campaign_type": "NEWSLETTER",
                "last_sent_date": "2026-10-29T08:00:00.000Z",
                "unique_counts": {
                    "sends": "61020", "opens": 20_000, "clicks": "900", "forwards": 1, "optouts": 2,
                    "abuse": 3, "bounces": 1275, "not_opened": 4, "canary": 5,
                },
                "canary": true,
            }, "canary"],
            "aggregate_percents": [{ "bounce": "canary" }],
            "_links": { "next": {
                "href": "/v3/reports/summary_reports/email_campaign_summaries?cursor=abc&x=canary"
            } },
            "canary": 1,
        });
        Reply::json(200, &page.to_string())
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let response = browser.fetch(&format!("{SUMMARIES}?limit=25")).await;
    assert_eq!(
        response.json(),
        json!({
            "bulk_email_campaign_summaries": [{
                "campaign_id": "5a4db0c5-ca4a-4000-8000-000000000301",
                "campaign_type": "NEWSLETTER",
                "last_sent_date": "2026-10-29T08:00:00.000Z",
                "unique_counts": {
                    "sends": 61020, "opens": 20_000, "clicks": 900, "forwards": 1, "optouts": 2,
                    "abuse": 3, "bounces": 1275, "not_opened": 4,
                },
            }],
            "_links": { "next": { "href": format!("{SUMMARIES}?cursor=abc") } },
        })
    );
    assert_eq!(upstream.api_calls()[0].line, format!("GET {}?limit=25", &SUMMARIES[4..]));
}

#[tokio::test]
async fn summaries_that_are_not_as_documented_or_link_elsewhere_are_rejected() {
    for body in [
        "5",
        "<html>",
        r#"{"bulk_email_campaign_summaries":5}"#,
        r#"{"bulk_email_campaign_summaries":[],"_links":{"next":{"href":"/v3/emails?cursor=a"}}}"#,
        r#"{"bulk_email_campaign_summaries":[],"_links":{"next":{"href":"https://evil.example/v3/reports/summary_reports/email_campaign_summaries?cursor=a"}}}"#,
    ] {
        let upstream = ScriptedUpstream::api(move |_, _| Reply::json(200, body)).await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let response = proxy.signed_in().await.fetch(SUMMARIES).await;
        assert_eq!(response.problem(), (502, "invalid_response".into()), "{body}");
        assert_eq!(upstream.api_calls().len(), 1);
    }
}

#[tokio::test]
async fn one_to_ten_different_lower_case_ids_are_forwarded_in_their_order() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::json(200, r#"{"results":[]}"#)).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let past = id::PAST;
    for ids in [&past[..1], &past[..2], &past[..10], &[past[3], past[1]]] {
        assert_eq!(browser.fetch(&stats(ids)).await.status, 200);
        let line = upstream.api_calls().pop().unwrap().line;
        assert_eq!(line, format!("GET {}", &stats(ids)[4..]));
    }
    let calls = upstream.api_calls().len();
    let capitals = past[0].to_uppercase();
    let two = |first: &str, separator: &str| format!("{first}{separator}{}", past[1]);
    for ids in [
        past[..11].join(","),
        two(past[1], ","),
        two(&capitals, ","),
        two("", ","),
        format!("{},", past[0]),
        two(past[0], ",,"),
        two(past[0], ", "),
        two(past[0], ";"),
        two(past[0], "%2c"),
        two(past[0], "%2C"),
        two(past[0], ",x"),
        two(past[0], "/,"),
        ",".to_owned(),
    ] {
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bounces-CSRF: 1\r\nConnection: close\r\n\r\n",
            stats(&[&ids])
        );
        let status = status_of(&browser.raw(request.as_bytes()).await);
        // What is not HTTP is rejected by hyper with 400.
        assert!(status == 404 || (status == 400 && ids.contains(' ')), "{ids} is {status}");
    }
    // Commas are part of this path only.
    for path in [format!("/api/v3/emails/{}", two(past[0], ",")), "/a,b".to_owned()] {
        assert_eq!(browser.fetch(&path).await.status, 404, "{path}");
    }
    assert_eq!(upstream.api_calls().len(), calls);
}

#[tokio::test]
async fn errors_of_some_ids_are_passed_on_with_the_counts_of_others() {
    let proxy = Proxy::with_sandbox().await;
    let browser = proxy.signed_in().await;
    let response = browser.fetch(&stats(&[id::PAST[0], id::CAMPAIGN_OF_ROWS_2140])).await;
    let report = wire::decode_stats(&response.body).unwrap();
    assert_eq!((report.results.len(), report.errors.len()), (1, 1));
}

#[tokio::test]
async fn the_history_can_be_switched_off() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.history.is_on = false).await;
    let browser = proxy.signed_in().await;
    let off = (404, "history_off".to_owned());
    assert_eq!(browser.fetch(SUMMARIES).await.problem(), off);
    assert_eq!(background(&browser, SUMMARIES).await.problem(), off);
    assert_eq!(background(&browser, &bounces(id::PAST[0])).await.problem(), off);
    assert!(upstream.api_calls().is_empty());
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
}

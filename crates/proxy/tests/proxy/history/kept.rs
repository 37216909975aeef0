//! What is known about settled emails is kept for later reports of the session.

use super::{SUMMARIES, background, stats};
use crate::support::{Browser, Proxy, Reply, ScriptedUpstream, bounces};
use bounces_core::Timestamp;
use bounces_proxy::clock::Clock;
use bounces_sandbox::activities as id;
use reqwest::Method;
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};

/// An upstream with one campaign that was sent long ago, and one that was sent now.
async fn campaigns_upstream(new: String) -> ScriptedUpstream {
    ScriptedUpstream::api(move |request, _| {
        let campaign = |activity: &str| {
            json!({
                "current_status": "Done",
                "campaign_activities": [{ "campaign_activity_id": activity, "role": "primary_email" }],
            })
            .to_string()
        };
        let page = if request.line.contains("summary_reports") {
            json!({ "bulk_email_campaign_summaries": [
                { "campaign_id": id::CAMPAIGN_OF_ROWS_2140, "last_sent_date": new },
                { "campaign_id": id::CAMPAIGN_OF_ROWS_23, "last_sent_date": "2020-01-01T00:00:00Z" },
            ] })
            .to_string()
        } else if request.line.contains(id::CAMPAIGN_OF_ROWS_23) {
            campaign(id::ROWS_23)
        } else if request.line.contains(id::CAMPAIGN_OF_ROWS_2140) {
            campaign(id::ROWS_2140)
        } else if request.line.contains("/stats/") {
            r#"{"results":[]}"#.to_owned()
        } else {
            r#"{"tracking_activities":[]}"#.to_owned()
        };
        Reply::json(200, &page)
    })
    .await
}

fn campaign(id: &str) -> String {
    format!("/api/v3/emails/{id}")
}

#[tokio::test]
async fn responses_about_settled_emails_are_kept_for_later_reports_of_the_session() {
    let upstream = campaigns_upstream("2999-01-01T00:00:00Z".to_owned()).await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.history.cache_seconds = 2400).await;
    let (browser, other) = (proxy.signed_in().await, proxy.signed_in().await);
    let settled = [campaign(id::CAMPAIGN_OF_ROWS_23), bounces(id::ROWS_23)];
    let unsettled = [SUMMARIES, &campaign(id::CAMPAIGN_OF_ROWS_2140), &bounces(id::ROWS_2140)]
        .map(str::to_owned);
    let history = [&unsettled[..1], &settled[..], &unsettled[1..]].concat();
    let read = async |browser: &Browser| {
        let before = upstream.api_calls().len();
        for path in &history {
            assert_eq!(background(browser, path).await.status, 200, "{path}");
        }
        upstream.api_calls().len() - before
    };
    assert_eq!(read(&browser).await, 5);
    assert_eq!(read(&browser).await, 0, "all of it is cached for a minute");
    proxy.clock.advance(60);
    assert_eq!(read(&browser).await, 3, "only what may have changed is read again");
    assert_eq!(read(&other).await, 5, "nothing is shared with another session");

    // Users see what is at most a minute old.
    let before = upstream.api_calls().len();
    assert_eq!(browser.fetch(&bounces(id::ROWS_23)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 1);
    // Refresh bypasses what is kept, and replaces it.
    proxy.clock.advance(1000);
    let request = browser.request(Method::GET, &bounces(id::ROWS_23)).header("x-bounces-csrf", "1");
    let request =
        request.header("x-bounces-priority", "background").header("cache-control", "no-cache");
    assert_eq!(browser.send(request).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 2);

    proxy.clock.advance(1600);
    assert_eq!(background(&browser, &bounces(id::ROWS_23)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 2);
    proxy.clock.advance(700);
    assert_eq!(background(&browser, &bounces(id::ROWS_23)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 2);
    proxy.clock.advance(200);
    assert_eq!(background(&browser, &bounces(id::ROWS_23)).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 3, "it is read again after the set time");
}

#[tokio::test]
async fn signing_out_forgets_what_was_kept() {
    let upstream = campaigns_upstream("2999-01-01T00:00:00Z".to_owned()).await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    let paths = [SUMMARIES.to_owned(), campaign(id::CAMPAIGN_OF_ROWS_23), bounces(id::ROWS_23)];
    for path in &paths {
        background(&browser, path).await;
    }
    browser.sign_out().await;
    let response = background(&browser, &paths[2]).await;
    assert_eq!(response.problem(), (401, "signed_out".into()));
    assert_eq!(browser.sign_in("/").await.status, 303);
    let before = upstream.api_calls().len();
    assert_eq!(background(&browser, &paths[2]).await.status, 200);
    assert_eq!(upstream.api_calls().len(), before + 1);
}

/// What the widget requests for the five emails before `first` of the past, and how many rows it reads.
async fn read_history(browser: &Browser, first: usize) -> usize {
    let get = async |path: &str| {
        let response = background(browser, path).await;
        assert_eq!(response.status, 200, "{path}: {}", response.text());
        response.json()
    };
    let summaries = get(&format!("{SUMMARIES}?limit=25")).await;
    get("/api/v3/emails?limit=500").await;
    let emails = summaries["bulk_email_campaign_summaries"].as_array().unwrap();
    let mut activities = Vec::new();
    for email in &emails[first..first + 5] {
        let campaign = get(&campaign(email["campaign_id"].as_str().unwrap())).await;
        let activity = &campaign["campaign_activities"][0]["campaign_activity_id"];
        activities.push(activity.as_str().unwrap().to_owned());
    }
    let ids: Vec<&str> = activities.iter().map(String::as_str).collect();
    let counts = get(&stats(&ids)).await;
    assert_eq!(counts["results"].as_array().map(Vec::len), Some(5));
    let mut rows = 0;
    for activity in activities {
        let mut next = Some(format!("{}?limit=500", bounces(&activity)));
        while let Some(path) = next {
            let page = get(&path).await;
            rows += page["tracking_activities"].as_array().unwrap().len();
            next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
        }
    }
    rows
}

#[tokio::test]
async fn a_second_report_of_the_same_account_costs_one_call() {
    let proxy = Proxy::with_sandbox_and(|_, config| {
        config.metrics_listen = Some("127.0.0.1:0".parse().unwrap());
        config.rate_limits.per_second = 1000;
    })
    .await;
    let calls = async || {
        let address = proxy.server.metrics_address().unwrap();
        let text = reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await;
        let text = text.unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("bounces_upstream_background_requests_total "));
        line.unwrap().rsplit_once(' ').unwrap().1.parse::<u64>().unwrap()
    };
    // All emails of the sandbox are settled then.
    let december = Timestamp::parse("2026-12-15T00:00:00Z").unwrap().milliseconds() / 1000;
    let december = u64::try_from(december).unwrap();
    proxy.clock.advance(december.saturating_sub(proxy.clock.now()));
    let browser = proxy.signed_in().await;
    // The five emails before the newsletter, each with 1,001 to 1,500 bounces.
    let rows = read_history(&browser, 2).await;
    let first = calls().await;
    assert_eq!(first, 1 + 1 + 5 + 1 + 15, "summaries, names, activities, counts, three pages each");
    proxy.clock.advance(600);
    assert_eq!(read_history(&browser, 2).await, rows);
    assert_eq!(calls().await, first + 1, "the summaries, which may have changed");

    // Another report needs one email that is not known yet: its activity, counts and pages.
    proxy.clock.advance(600);
    read_history(&browser, 3).await;
    assert_eq!(calls().await, first + 1 + 1 + 1 + 1 + 3);
}

/// An upstream that counts one more bounce of the settled email at each request.
async fn counting_upstream() -> ScriptedUpstream {
    let bounces = AtomicU64::new(0);
    ScriptedUpstream::api(move |request, _| {
        let page = if request.line.contains("summary_reports") {
            json!({ "bulk_email_campaign_summaries": [
                { "campaign_id": id::CAMPAIGN_OF_ROWS_23, "last_sent_date": "2020-01-01T00:00:00Z" },
            ] })
        } else if request.line.contains("/stats/") {
            let bounces = bounces.fetch_add(1, Ordering::SeqCst) + 1;
            json!({ "results": [
                { "campaign_activity_id": id::ROWS_23, "stats": { "em_bounces": bounces } },
            ] })
        } else {
            json!({
                "current_status": "Done",
                "campaign_activities": [{ "campaign_activity_id": id::ROWS_23, "role": "primary_email" }],
            })
        };
        Reply::json(200, &page.to_string())
    })
    .await
}

#[tokio::test]
async fn refresh_replaces_the_counts_that_are_kept_one_by_one() {
    let upstream = counting_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.signed_in().await;
    for path in [SUMMARIES, &campaign(id::CAMPAIGN_OF_ROWS_23)] {
        assert_eq!(background(&browser, path).await.status, 200, "{path}");
    }
    let counts = async |ids: &[&str]| {
        let response = background(&browser, &stats(ids)).await.json();
        response["results"][0]["stats"]["em_bounces"].as_u64()
    };
    assert_eq!(counts(&[id::ROWS_23]).await, Some(1));
    assert_eq!(counts(&[id::ROWS_23]).await, Some(1), "kept");
    let refresh = browser.request(Method::GET, &stats(&[id::ROWS_23]));
    let refresh = refresh.header("x-bounces-csrf", "1").header("cache-control", "no-cache");
    let refreshed = browser.send(refresh.header("x-bounces-priority", "background")).await;
    assert_eq!(refreshed.json()["results"][0]["stats"]["em_bounces"], 2);
    assert_eq!(counts(&[id::ROWS_23]).await, Some(2), "as the refresh has shown");
}

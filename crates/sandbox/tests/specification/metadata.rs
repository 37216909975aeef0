//! The resources around a report: campaigns, activities, statistics and send history.

use crate::support::Fixture;
use bounces_core::wire::{
    decode_activity, decode_campaign, decode_campaigns, decode_page, decode_send_history,
    decode_stats,
};
use bounces_sandbox::activities as id;
use reqwest::StatusCode;

#[tokio::test]
async fn campaigns_are_listed_without_activities_most_recently_updated_first() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.get("/emails").await;
    let list = decode_campaigns(&response.bytes).unwrap();
    assert_eq!(list.campaigns.len(), 35);
    assert!(list.links.next_href().is_none());
    assert!(list.campaigns.is_sorted_by(|newer, older| newer.updated_at >= older.updated_at));
    for campaign in &list.campaigns {
        assert!(campaign.campaign_activities.is_empty());
        assert!(campaign.campaign_id.is_some() && campaign.name.is_some());
        assert_ne!(campaign.current_status.as_deref(), Some("DONE"), "campaigns write Done");
    }
}

#[tokio::test]
async fn the_campaign_that_exhausts_the_quota_is_not_listed() {
    let fixture = Fixture::unlimited().await;
    let list = fixture.get("/emails").await;
    assert!(!list.text().contains("quota"));
    let activity = fixture.get(&format!("/emails/activities/{}", id::QUOTA_EXCEEDED)).await;
    assert_eq!(activity.status, StatusCode::OK);
}

#[tokio::test]
async fn campaigns_are_paged_by_limit_and_cursor() {
    let fixture = Fixture::unlimited().await;
    let unpaged = decode_campaigns(&fixture.get("/emails").await.bytes).unwrap().campaigns;
    let (mut paged, mut path) = (Vec::new(), "/emails?limit=8".to_owned());
    loop {
        let page = decode_campaigns(&fixture.get(&path).await.bytes).unwrap();
        assert!(page.campaigns.len() <= 8);
        let next = page.links.next_href().map(str::to_owned);
        paged.extend(page.campaigns);
        let Some(next) = next else { break };
        assert!(next.starts_with("/v3/emails?cursor="), "{next}");
        path = next;
    }
    assert_eq!(paged, unpaged);
    for invalid in ["?limit=0", "?limit=501", "?cursor=invented", "?bounce_code=B"] {
        let response = fixture.get(&format!("/emails{invalid}")).await;
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{invalid}");
    }
}

#[tokio::test]
async fn every_campaign_leads_to_its_activities_and_back() {
    let fixture = Fixture::unlimited().await;
    let list = decode_campaigns(&fixture.get("/emails").await.bytes).unwrap();
    for listed in list.campaigns {
        let campaign_id = listed.campaign_id.as_deref().unwrap();
        let response = fixture.get(&format!("/emails/{campaign_id}")).await;
        let campaign = decode_campaign(&response.bytes).unwrap();
        assert_eq!(campaign.name, listed.name);
        assert!(!campaign.campaign_activities.is_empty());
        for activity in campaign.campaign_activities {
            let activity_id = activity.campaign_activity_id.unwrap();
            let response = fixture.get(&format!("/emails/activities/{activity_id}")).await;
            let found = decode_activity(&response.bytes).unwrap();
            assert_eq!(found.campaign_id.as_deref(), Some(campaign_id));
            assert_eq!(found.role, activity.role);
            assert!(found.subject.is_some() && found.from_email.is_some());
        }
    }
}

#[tokio::test]
async fn a_subject_contains_html_entities_like_upstream() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.get(&format!("/emails/activities/{}", id::ROWS_2140)).await;
    let subject = decode_activity(&response.bytes).unwrap().subject.unwrap();
    assert!(subject.contains("&amp;"), "{subject}");
}

#[tokio::test]
async fn the_statistics_agree_with_the_rows() {
    let fixture = Fixture::unlimited().await;
    for activity in [id::ROWS_23, id::RESEND, id::EXECUTING, id::REMOVED, id::SAMPLE_ONE_ROW] {
        let report = fixture.bounces(activity, "").await;
        let rows = decode_page(&report.bytes).unwrap().tracking_activities;
        let of = |code| {
            let rows = rows.iter().filter(|row| row.bounce_code.as_deref() == Some(code));
            Some(rows.count() as u64)
        };
        let response = fixture.get(&stats_path(activity)).await;
        let stats = decode_stats(&response.bytes).unwrap();
        let counts = stats.results[0].stats;
        assert_eq!(counts.em_bounces, Some(rows.len() as u64), "{activity}");
        assert_eq!(counts.em_bounces_nonexistent_address, of("B"), "{activity}");
        assert_eq!(counts.em_bounces_undeliverable, of("D"), "{activity}");
        assert_eq!(counts.em_bounces_mailbox_full, of("F"), "{activity}");
        assert_eq!(counts.em_bounces_suspended, of("S"), "{activity}");
        assert_eq!(counts.em_bounces_vacation, of("V"), "{activity}");
        assert_eq!(counts.em_bounces_other, of("X"), "{activity}");
        assert_eq!(counts.em_bounces_blocked, of("Z"), "{activity}");
        assert!(counts.em_sends > counts.em_bounces, "{activity}");
    }
}

#[tokio::test]
async fn lagging_statistics_include_only_the_older_rows() {
    let fixture = Fixture::unlimited().await;
    let report = fixture.bounces(id::STATS_LAG, "").await;
    let rows = decode_page(&report.bytes).unwrap().tracking_activities;
    assert_eq!(rows.len(), 320);
    let response = fixture.get(&stats_path(id::STATS_LAG)).await;
    let stats = decode_stats(&response.bytes).unwrap();
    let refreshed = stats.results[0].last_refresh_time.as_deref();
    let known = rows.iter().filter(|row| row.created_time.as_deref() <= refreshed).count();
    assert!(known < rows.len());
    assert_eq!(stats.results[0].stats.em_bounces, Some(known as u64));
}

#[tokio::test]
async fn counts_are_numbers_for_some_activities_and_strings_for_others() {
    let fixture = Fixture::unlimited().await;
    let numbers = fixture.get(&stats_path(id::ROWS_2140)).await.json();
    assert_eq!(numbers["results"][0]["stats"]["em_bounces"], 2_140);
    let strings = fixture.get(&stats_path(id::ROWS_23)).await.json();
    assert_eq!(strings["results"][0]["stats"]["em_bounces"], "23");
}

#[tokio::test]
async fn the_send_history_has_time_and_count() {
    let fixture = Fixture::unlimited().await;
    let history = async |activity: &str| {
        let response = fixture.get(&format!("/emails/activities/{activity}/send_history")).await;
        decode_send_history(&response.bytes).unwrap()
    };
    let sent = history(id::ROWS_2140).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].run_date.as_deref(), Some("2026-11-12T08:00:00.000Z"));
    assert_eq!(sent[0].send_status.as_deref(), Some("COMPLETED"));
    assert_eq!(sent[0].count, Some(61_240));
    assert_eq!(history(id::SEND_FAILED).await[0].send_status.as_deref(), Some("ERRORED"));
    assert!(history(id::DRAFT).await.is_empty());
    assert!(history(id::SCHEDULED).await.is_empty());
}

#[tokio::test]
async fn activity_ids_and_campaign_ids_are_not_interchangeable() {
    let fixture = Fixture::unlimited().await;
    let campaign = id::CAMPAIGN_OF_ROWS_2140;
    for path in [
        format!("/emails/{}", id::ROWS_2140),
        format!("/emails/activities/{campaign}"),
        format!("/emails/activities/{campaign}/send_history"),
        stats_path(campaign),
    ] {
        let response = fixture.get(&path).await;
        assert_eq!(response.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(response.json()[0]["error_key"], "not_found", "{path}");
    }
    let found = fixture.get(&format!("/emails/{campaign}")).await;
    assert_eq!(found.json()["campaign_activities"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn undocumented_parameters_are_rejected() {
    let fixture = Fixture::unlimited().await;
    let path = format!("/emails/activities/{}?limit=5", id::ROWS_23);
    assert_eq!(fixture.get(&path).await.status, StatusCode::BAD_REQUEST);
}

fn stats_path(activity: &str) -> String {
    format!("/reports/stats/email_campaign_activities/{activity}")
}

//! The named activities: each behaves as its name says, identically after every start.

use crate::support::{Fixture, bounces_path};
use bounces_core::wire::{
    DecodeErrorKind, TrackingActivity, decode_activity, decode_page, decode_stats,
};
use bounces_sandbox::activities as id;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

async fn rows(fixture: &Fixture, activity: &str) -> Vec<Value> {
    let response = fixture.bounces(activity, "").await;
    assert_eq!(response.status, StatusCode::OK, "{activity}: {}", response.text());
    response.json()["tracking_activities"].as_array().expect("it is an array").clone()
}

async fn status_and_role(fixture: &Fixture, activity: &str) -> (String, String) {
    let response = fixture.get(&format!("/emails/activities/{activity}")).await;
    let activity = decode_activity(&response.bytes).expect("it is an activity");
    (activity.current_status.unwrap_or_default(), activity.role.unwrap_or_default())
}

/// All rows of a report.
async fn all_rows(fixture: &Fixture, activity: &str) -> Vec<TrackingActivity<'static>> {
    let (mut rows, mut path) = (Vec::new(), bounces_path(activity, ""));
    loop {
        let bytes: &'static [u8] = fixture.get(&path).await.bytes.leak();
        let page = decode_page(bytes).expect("it is a page");
        let next = page.links.next_href().map(str::to_owned);
        rows.extend(page.tracking_activities);
        let Some(next) = next else { return rows };
        path = next;
    }
}

#[tokio::test]
async fn both_samples_match_the_documentation() {
    let fixture = Fixture::unlimited().await;
    let first = json!({ "tracking_activities": [{
        "contact_id": "a2fdc285-f4bc-408c-9e64-f3f89038ec82",
        "campaign_activity_id": "98edac88-f4bc-408c-9e64-acd890384231",
        "tracking_activity_type": "em_bounces",
        "email_address": "maddieb@gmail.com",
        "first_name": "Maddie",
        "last_name": "Brown",
        "bounce_code": "B",
        "current_email_address": "maddie_brown@yahoo.com",
        "created_time": "2019-04-25T11:08:00.000Z",
        "deleted_at": "2015-08-10",
    }] });
    let row = |contact: &str| {
        json!({
            "contact_id": contact,
            "campaign_activity_id": "6cc0d637-cf3d-4ac6-aad7-21567698eb38",
            "tracking_activity_type": "em_bounces",
            "email_address": "jake_dodge@jakedodgepancakes.com",
            "created_time": "2019-05-16T21:14:00.000Z",
        })
    };
    let second = json!({ "tracking_activities": [
        row("4399ce90-5b89-11e7-ba80-00163e498a38"),
        row("4399f5a0-5b89-11e7-ba80-00163e498a38"),
    ] });
    assert_eq!(fixture.bounces(id::SAMPLE_ONE_ROW, "").await.json(), first);
    assert_eq!(fixture.bounces(id::SAMPLE_WITHOUT_CODES, "").await.json(), second);
}

#[tokio::test]
async fn a_report_without_rows_is_an_empty_array_without_links() {
    let fixture = Fixture::unlimited().await;
    for (activity, status) in [
        (id::DRAFT, "DRAFT"),
        (id::SCHEDULED, "SCHEDULED"),
        (id::SEND_FAILED, "ERROR"),
        (id::NOBODY_BOUNCED, "DONE"),
    ] {
        let report = fixture.bounces(activity, "").await;
        assert_eq!(report.status, StatusCode::OK);
        assert_eq!(report.json(), json!({ "tracking_activities": [] }), "{status}");
        let expected = (status.to_owned(), "primary_email".to_owned());
        assert_eq!(status_and_role(&fixture, activity).await, expected);
    }
}

#[tokio::test]
async fn reports_have_the_row_counts_of_their_names() {
    let fixture = Fixture::unlimited().await;
    for (activity, count, status, role) in [
        (id::ROWS_23, 23, "DONE", "primary_email"),
        (id::RESEND, 186, "DONE", "resend"),
        (id::STATS_LAG, 320, "DONE", "primary_email"),
        (id::EXECUTING, 57, "EXECUTING", "primary_email"),
        (id::REMOVED, 12, "REMOVED", "primary_email"),
    ] {
        assert_eq!(rows(&fixture, activity).await.len(), count, "{activity}");
        let expected = (status.to_owned(), role.to_owned());
        assert_eq!(status_and_role(&fixture, activity).await, expected);
    }
}

#[tokio::test]
async fn the_smallest_generated_report_has_every_kind_of_row() {
    let fixture = Fixture::unlimited().await;
    let rows = all_rows(&fixture, id::ROWS_23).await;
    let codes: HashSet<_> = rows.iter().filter_map(|row| row.bounce_code.as_deref()).collect();
    assert_eq!(codes.len(), 7);
    assert!(rows.iter().any(|row| row.deleted_at.is_some()));
    assert!(rows.iter().any(|row| row.first_name.is_none() && row.last_name.is_none()));
    let corrected = |row: &TrackingActivity| {
        row.current_email_address.is_some() && row.current_email_address != row.email_address
    };
    assert!(rows.iter().any(corrected));
}

#[tokio::test]
async fn fifty_thousand_rows_have_distinct_contacts_and_addresses() {
    let fixture = Fixture::unlimited().await;
    let rows = all_rows(&fixture, id::ROWS_50000).await;
    assert_eq!(rows.len(), 50_000);
    let contacts: HashSet<_> = rows.iter().map(|row| row.contact_id.as_deref()).collect();
    let addresses: HashSet<_> = rows.iter().map(|row| row.email_address.as_deref()).collect();
    assert_eq!((contacts.len(), addresses.len()), (50_000, 50_000));
    assert!(rows.is_sorted_by(|newer, older| newer.created_time >= older.created_time));
}

#[tokio::test]
async fn rows_are_distributed_as_in_a_real_account() {
    let fixture = Fixture::unlimited().await;
    let rows = all_rows(&fixture, id::ROWS_50000).await;
    let percent = |predicate: &dyn Fn(&TrackingActivity) -> bool| {
        rows.iter().filter(|row| predicate(row)).count() * 100 / rows.len()
    };
    for (code, expected) in
        [("B", 45), ("Z", 12), ("F", 10), ("D", 14), ("V", 11), ("S", 5), ("X", 3)]
    {
        let actual = percent(&|row| row.bounce_code.as_deref() == Some(code));
        assert!(actual.abs_diff(expected) <= 1, "{code}: {actual} %");
    }
    let corrected = percent(&|row| {
        row.current_email_address.is_some() && row.current_email_address != row.email_address
    });
    assert!((3..=5).contains(&corrected), "{corrected} %");
    let deleted = percent(&|row| row.deleted_at.is_some());
    assert!((2..=4).contains(&deleted), "{deleted} %");
    let nameless = percent(&|row| row.first_name.is_none() && row.last_name.is_none());
    assert!((10..=14).contains(&nameless), "{nameless} %");
    let beyond_ascii =
        percent(&|row| row.last_name.as_deref().is_some_and(|name| !name.is_ascii()));
    assert!(beyond_ascii > 20, "{beyond_ascii} %");

    let mut blocked: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.bounce_code.as_deref() == Some("Z")) {
        let (_, domain) = row.email_address.as_deref().unwrap().split_once('@').unwrap();
        *blocked.entry(domain).or_default() += 1;
    }
    assert!(blocked["outlook.com"] * 10 > blocked.values().sum::<usize>() * 6, "{blocked:?}");
}

#[tokio::test]
async fn no_address_can_belong_to_a_real_person() {
    let fixture = Fixture::unlimited().await;
    for row in all_rows(&fixture, id::ROWS_2140).await {
        for address in [row.email_address, row.current_email_address].into_iter().flatten() {
            let is_reserved = address.ends_with(".example");
            assert!(is_reserved || address.contains(".sample"), "{address}");
        }
    }
}

#[tokio::test]
async fn a_permalink_has_no_tracking_data() {
    let fixture = Fixture::unlimited().await;
    assert_eq!(status_and_role(&fixture, id::PERMALINK).await.1, "permalink");
    let response = fixture.bounces(id::PERMALINK, "").await;
    assert_eq!(response.status, StatusCode::NOT_FOUND);
    assert_eq!(response.json()[0]["error_key"], "not_found");
    let path = format!("/reports/stats/email_campaign_activities/{}", id::PERMALINK);
    let stats = decode_stats(&fixture.get(&path).await.bytes).unwrap();
    assert!(stats.results.is_empty());
    assert_eq!(stats.errors.len(), 1);
}

#[tokio::test]
async fn malformed_rows_cover_every_case_and_all_decode() {
    let fixture = Fixture::unlimited().await;
    let rows = rows(&fixture, id::ODD_ROWS).await;
    let any = |field: &str, predicate: &dyn Fn(Option<&Value>) -> bool| {
        assert!(rows.iter().any(|row| predicate(row.get(field))), "{field}");
    };
    for code in [json!("Q"), json!(""), Value::Null, json!("b")] {
        any("bounce_code", &|value| value == Some(&code));
    }
    any("bounce_code", &|value| value.is_none());
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    any("first_name", &|value| value.is_none());
    any("first_name", &|value| text(value) == "<b>Bold</b>");
    any("first_name", &|value| text(value).contains('\u{202e}'));
    any("first_name", &|value| text(value).contains('\u{200b}'));
    any("first_name", &|value| text(value).chars().count() == 300);
    any("email_address", &|value| value == Some(&json!("")));
    for date in
        ["2026-02-30T25:61:00.000Z", "2026-11-05T14:20:00Z", "2026-11-05T09:10:00.000-05:00"]
    {
        any("created_time", &|value| text(value) == date);
    }
    any("created_time", &|value| value.is_none());

    let response = fixture.bounces(id::ODD_ROWS, "").await;
    assert_eq!(decode_page(&response.bytes).unwrap().tracking_activities.len(), rows.len());
}

#[tokio::test]
async fn a_malformed_second_page_follows_a_valid_first_page() {
    let fixture = Fixture::unlimited().await;
    let first = fixture.bounces(id::MALFORMED_PAGE_2, "").await;
    let page = decode_page(&first.bytes).unwrap();
    assert_eq!(page.tracking_activities.len(), 500);
    let second = fixture.get(page.links.next_href().unwrap()).await;
    assert_eq!(second.status, StatusCode::OK);
    assert_eq!(second.headers["content-type"], "application/json");
    assert_eq!(decode_page(&second.bytes).unwrap_err().kind(), DecodeErrorKind::Syntax);
}

#[tokio::test]
async fn an_html_page_replaces_the_data() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.bounces(id::HTML_PAGE, "").await;
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(decode_page(&response.bytes).unwrap_err().kind(), DecodeErrorKind::Html);
}

#[tokio::test]
async fn failures_are_objects_or_html_pages() {
    let fixture = Fixture::unlimited().await;
    for (activity, status, key) in [
        (id::ACCESS_DENIED, StatusCode::FORBIDDEN, "access_denied"),
        (id::THROTTLED, StatusCode::TOO_MANY_REQUESTS, "throttled"),
        (id::QUOTA_EXCEEDED, StatusCode::TOO_MANY_REQUESTS, "quota_exceeded"),
    ] {
        for _ in 0..3 {
            let response = fixture.bounces(activity, "").await;
            assert_eq!(response.status, status);
            assert_eq!(response.json()["error_key"], key);
        }
        assert_eq!(status_and_role(&fixture, activity).await.0, "DONE", "only the report fails");
    }
    let error = fixture.bounces(id::SERVER_ERROR, "").await;
    assert_eq!(error.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(error.text().starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn every_third_request_succeeds_when_unavailable_twice() {
    let fixture = Fixture::unlimited().await;
    for status in [503, 503, 200, 503, 503, 200] {
        let response = fixture.bounces(id::UNAVAILABLE_TWICE, "").await;
        assert_eq!(response.status, status);
        assert_eq!(response.bytes.is_empty(), status == 503);
    }
}

#[tokio::test]
async fn the_slow_report_takes_three_seconds() {
    let fixture = Fixture::unlimited().await;
    let start = Instant::now();
    assert_eq!(rows(&fixture, id::SLOW).await.len(), 23);
    assert!(start.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn last_pages_omit_the_next_link_in_five_ways() {
    let fixture = Fixture::unlimited().await;
    let mut link_variants = HashSet::new();
    for limit in 18..23 {
        // The last page has 5, 4, 3, 2 and 1 rows.
        let response = fixture.bounces(id::ROWS_23, &format!("?limit={limit}")).await;
        let next = response.json()["_links"]["next"]["href"].as_str().unwrap().to_owned();
        let response = fixture.get(&next).await;
        assert!(decode_page(&response.bytes).unwrap().links.next_href().is_none());
        link_variants.insert(response.json().get("_links").map(Value::to_string));
    }
    assert_eq!(link_variants.len(), 5, "{link_variants:?}");
}

#[tokio::test]
async fn two_sandboxes_send_the_same_bytes() {
    let (one, two) = (Fixture::unlimited().await, Fixture::unlimited().await);
    for path in [
        "/emails".to_owned(),
        bounces_path(id::ROWS_2140, ""),
        bounces_path(id::ROWS_50000, "?limit=50&bounce_code=Z"),
        format!("/reports/stats/email_campaign_activities/{}", id::ROWS_50000),
    ] {
        assert_eq!(one.get(&path).await.bytes, two.get(&path).await.bytes, "{path}");
    }
}

//! The report: pages, cursors, the code filter and rejected requests.

use crate::support::{Fixture, TestResponse, bounces_path};
use bounces_core::wire::{TrackingActivity, decode_page};
use bounces_sandbox::activities as id;
use reqwest::StatusCode;
use std::collections::HashSet;

/// The rows of a page and its next link.
fn parse(response: &TestResponse) -> (Vec<TrackingActivity<'_>>, Option<String>) {
    assert_eq!(response.status, StatusCode::OK, "{}", response.text());
    let page = decode_page(&response.bytes).expect("it is a page");
    assert_eq!(page.unreadable_rows, 0);
    let next = page.links.next_href().map(str::to_owned);
    (page.tracking_activities, next)
}

/// Follows the links. Returns the length of each page, and contact, time and code of each row.
async fn read_all(fixture: &Fixture, first: String) -> (Vec<usize>, Vec<(String, String, String)>) {
    let (mut lengths, mut rows, mut path) = (Vec::new(), Vec::new(), first);
    loop {
        let response = fixture.get(&path).await;
        let (page, next) = parse(&response);
        lengths.push(page.len());
        let text =
            |field: &Option<std::borrow::Cow<str>>| field.as_deref().unwrap_or("").to_owned();
        rows.extend(
            page.iter().map(|row| {
                (text(&row.contact_id), text(&row.created_time), text(&row.bounce_code))
            }),
        );
        match next {
            Some(next) => {
                assert!(next.starts_with("/v3/reports/email_reports/"), "{next}");
                path = next;
            }
            None => return (lengths, rows),
        }
    }
}

fn assert_rejected(response: &TestResponse) {
    assert_eq!(response.status, StatusCode::BAD_REQUEST, "{}", response.text());
    let key = &response.json()[0]["error_key"];
    assert_eq!(
        key,
        "contacts.api.validation.error",
        "an array, like upstream: {}",
        response.text()
    );
}

#[tokio::test]
async fn following_the_links_reads_each_of_2140_rows_once_newest_first() {
    let fixture = Fixture::unlimited().await;
    let (lengths, rows) = read_all(&fixture, bounces_path(id::ROWS_2140, "")).await;
    assert_eq!(lengths, [500, 500, 500, 500, 140]);
    assert!(rows.is_sorted_by(|newer, older| newer.1 >= older.1), "newest first");
    let contacts: HashSet<_> = rows.iter().map(|row| &row.0).collect();
    assert_eq!(contacts.len(), 2_140);
}

#[tokio::test]
async fn the_limit_sets_the_page_size_and_the_cursor_keeps_it() {
    let fixture = Fixture::unlimited().await;
    let (lengths, paged) = read_all(&fixture, bounces_path(id::ROWS_23, "?limit=10")).await;
    assert_eq!(lengths, [10, 10, 3]);
    let (_, unpaged) = read_all(&fixture, bounces_path(id::ROWS_23, "")).await;
    assert_eq!(paged, unpaged);
    let (lengths, _) = read_all(&fixture, bounces_path(id::ROWS_23, "?limit=23")).await;
    assert_eq!(lengths, [23], "no empty page follows a full page");
}

#[tokio::test]
async fn the_limit_is_a_single_number_from_1_to_500() {
    let fixture = Fixture::unlimited().await;
    for valid in ["?limit=1", "?limit=500"] {
        assert_eq!(fixture.bounces(id::ROWS_23, valid).await.status, StatusCode::OK, "{valid}");
    }
    for invalid in ["0", "501", "-1", "", "ten", "%2B5", "5.0", "5&limit=5", "99999999999999"] {
        assert_rejected(&fixture.bounces(id::ROWS_23, &format!("?limit={invalid}")).await);
    }
}

#[tokio::test]
async fn the_code_filter_keeps_the_order() {
    let fixture = Fixture::unlimited().await;
    let (_, all) = read_all(&fixture, bounces_path(id::ROWS_2140, "")).await;
    let query = "?bounce_code=Z&bounce_code=F&limit=100&bounce_code=Z";
    let (lengths, filtered) = read_all(&fixture, bounces_path(id::ROWS_2140, query)).await;
    let expected: Vec<_> = all.into_iter().filter(|row| ["Z", "F"].contains(&&*row.2)).collect();
    assert!(expected.len() > 200, "too few rows: {}", expected.len());
    assert_eq!(filtered, expected);
    assert!(lengths.iter().rev().skip(1).all(|length| *length == 100), "{lengths:?}");
}

#[tokio::test]
async fn a_filter_without_matches_returns_an_empty_page() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.bounces(id::SAMPLE_ONE_ROW, "?bounce_code=Z").await;
    assert_eq!(response.json(), serde_json::json!({ "tracking_activities": [] }));
}

#[tokio::test]
async fn only_the_seven_codes_are_accepted() {
    let fixture = Fixture::unlimited().await;
    for code in ["B", "D", "F", "S", "V", "X", "Z"] {
        let response = fixture.bounces(id::ROWS_23, &format!("?bounce_code={code}")).await;
        assert_eq!(response.status, StatusCode::OK, "{code}");
    }
    for invalid in ["=b", "=", "=Q", "=BD", "=B,D", "=%20B", "[0]=B", "=B&sort=asc"] {
        assert_rejected(&fixture.bounces(id::ROWS_23, &format!("?bounce_code{invalid}")).await);
    }
}

#[tokio::test]
async fn a_cursor_is_valid_only_for_its_own_report() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.bounces(id::ROWS_2140, "?limit=5&bounce_code=B").await;
    let next = parse(&response).1.expect("there is a next page");
    let (_, cursor) = next.split_once("cursor=").unwrap();

    let request = async |query: String| fixture.bounces(id::ROWS_2140, &query).await;
    let by_link = fixture.get(&next).await;
    assert_eq!(parse(&by_link).0.len(), 5);
    let repeated = request(format!("?bounce_code=B&limit=5&cursor={cursor}")).await;
    assert_eq!(repeated.bytes, by_link.bytes, "the cursor's own filter and limit may be repeated");

    assert_rejected(&fixture.bounces(id::ROWS_23, &format!("?cursor={cursor}")).await);
    assert_rejected(&fixture.get(&format!("/emails?cursor={cursor}")).await);
    assert_rejected(&request(format!("?bounce_code=D&cursor={cursor}")).await);
    assert_rejected(&request(format!("?cursor={cursor}&cursor={cursor}")).await);
    assert_rejected(&request(format!("?cursor={}", &cursor[1..])).await);
    assert_rejected(&request("?cursor=bmV4dD01MDA".into()).await);
    assert_rejected(&request("?cursor=".into()).await);
}

#[tokio::test]
async fn an_unknown_id_is_404_and_a_malformed_id_is_400() {
    let fixture = Fixture::unlimited().await;
    for unknown in [id::CAMPAIGN_OF_ROWS_2140, "00000000-0000-4000-8000-000000000000"] {
        let response = fixture.bounces(unknown, "").await;
        assert_eq!(response.status, StatusCode::NOT_FOUND);
        assert_eq!(response.json()[0]["error_key"], "not_found");
    }
    for malformed in
        ["1", "98edac88f4bc408c9e64acd890384231", "98edac88-f4bc-408c-9e64-acd89038423g"]
    {
        assert_rejected(&fixture.bounces(malformed, "").await);
    }
    let upper = id::SAMPLE_ONE_ROW.to_uppercase();
    assert_eq!(fixture.bounces(&upper, "").await.status, StatusCode::OK);
}

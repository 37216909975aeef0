//! The report: pages, cursors, the filter, and what is refused.

use crate::support::{Answer, Stand, bounces_path};
use bounces_core::wire::{TrackingActivity, decode_page};
use bounces_sandbox::activities as id;
use reqwest::StatusCode;
use std::collections::HashSet;

/// A page's rows and the link to the next.
fn read(answer: &Answer) -> (Vec<TrackingActivity<'_>>, Option<String>) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page = decode_page(&answer.bytes).expect("it is a page");
    assert_eq!(page.skipped, 0);
    let next = page.links.next_href().map(str::to_owned);
    (page.tracking_activities, next)
}

/// Follows the links: the length of each page, and (contact, time, code) of each row.
async fn walk(stand: &Stand, first: String) -> (Vec<usize>, Vec<(String, String, String)>) {
    let (mut lengths, mut rows, mut path) = (Vec::new(), Vec::new(), first);
    loop {
        let answer = stand.get(&path).await;
        let (page, next) = read(&answer);
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

fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    let key = &answer.json()[0]["error_key"];
    assert_eq!(key, "contacts.api.validation.error", "an array, as upstream: {}", answer.text());
}

#[tokio::test]
async fn following_the_links_reads_2140_rows_on_five_pages_newest_first_and_none_twice() {
    let stand = Stand::unlimited().await;
    let (lengths, rows) = walk(&stand, bounces_path(id::ROWS_2140, "")).await;
    assert_eq!(lengths, [500, 500, 500, 500, 140]);
    assert!(rows.is_sorted_by(|newer, older| newer.1 >= older.1), "newest first");
    let contacts: HashSet<_> = rows.iter().map(|row| &row.0).collect();
    assert_eq!(contacts.len(), 2_140);
}

#[tokio::test]
async fn the_limit_cuts_the_pages_and_the_cursor_remembers_it() {
    let stand = Stand::unlimited().await;
    let (lengths, cut) = walk(&stand, bounces_path(id::ROWS_23, "?limit=10")).await;
    assert_eq!(lengths, [10, 10, 3]);
    let (_, whole) = walk(&stand, bounces_path(id::ROWS_23, "")).await;
    assert_eq!(cut, whole);
    let (lengths, _) = walk(&stand, bounces_path(id::ROWS_23, "?limit=23")).await;
    assert_eq!(lengths, [23], "no empty page follows a full one");
}

#[tokio::test]
async fn the_limit_is_a_number_from_1_to_500_given_once() {
    let stand = Stand::unlimited().await;
    for good in ["?limit=1", "?limit=500"] {
        assert_eq!(stand.bounces(id::ROWS_23, good).await.status, StatusCode::OK, "{good}");
    }
    for bad in ["0", "501", "-1", "", "ten", "%2B5", "5.0", "5&limit=5", "99999999999999"] {
        refused(&stand.bounces(id::ROWS_23, &format!("?limit={bad}")).await);
    }
}

#[tokio::test]
async fn the_filter_gives_the_rows_of_its_codes_in_the_same_order() {
    let stand = Stand::unlimited().await;
    let (_, all) = walk(&stand, bounces_path(id::ROWS_2140, "")).await;
    let query = "?bounce_code=Z&bounce_code=F&limit=100&bounce_code=Z";
    let (lengths, some) = walk(&stand, bounces_path(id::ROWS_2140, query)).await;
    let expected: Vec<_> = all.into_iter().filter(|row| ["Z", "F"].contains(&&*row.2)).collect();
    assert!(expected.len() > 200, "there are enough of them: {}", expected.len());
    assert_eq!(some, expected);
    assert!(lengths.iter().rev().skip(1).all(|length| *length == 100), "{lengths:?}");
}

#[tokio::test]
async fn a_filter_that_nothing_passes_gives_an_empty_page() {
    let stand = Stand::unlimited().await;
    let answer = stand.bounces(id::SAMPLE_ONE_ROW, "?bounce_code=Z").await;
    assert_eq!(answer.json(), serde_json::json!({ "tracking_activities": [] }));
}

#[tokio::test]
async fn only_the_seven_codes_are_taken() {
    let stand = Stand::unlimited().await;
    for code in ["B", "D", "F", "S", "V", "X", "Z"] {
        let answer = stand.bounces(id::ROWS_23, &format!("?bounce_code={code}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{code}");
    }
    for bad in ["=b", "=", "=Q", "=BD", "=B,D", "=%20B", "[0]=B", "=B&sort=asc"] {
        refused(&stand.bounces(id::ROWS_23, &format!("?bounce_code{bad}")).await);
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_report_alone() {
    let stand = Stand::unlimited().await;
    let answer = stand.bounces(id::ROWS_2140, "?limit=5&bounce_code=B").await;
    let next = read(&answer).1.expect("there is a next page");
    let (_, cursor) = next.split_once("cursor=").unwrap();

    let here = async |query: String| stand.bounces(id::ROWS_2140, &query).await;
    let by_link = stand.get(&next).await;
    assert_eq!(read(&by_link).0.len(), 5);
    let repeated = here(format!("?bounce_code=B&limit=5&cursor={cursor}")).await;
    assert_eq!(repeated.bytes, by_link.bytes, "its own filter and limit may be repeated");

    refused(&stand.bounces(id::ROWS_23, &format!("?cursor={cursor}")).await);
    refused(&stand.get(&format!("/emails?cursor={cursor}")).await);
    refused(&here(format!("?bounce_code=D&cursor={cursor}")).await);
    refused(&here(format!("?cursor={cursor}&cursor={cursor}")).await);
    refused(&here(format!("?cursor={}", &cursor[1..])).await);
    refused(&here("?cursor=bmV4dD01MDA".into()).await);
    refused(&here("?cursor=".into()).await);
}

#[tokio::test]
async fn an_id_that_is_no_activity_is_404_and_one_that_is_no_uuid_400() {
    let stand = Stand::unlimited().await;
    for unknown in [id::CAMPAIGN_OF_ROWS_2140, "00000000-0000-4000-8000-000000000000"] {
        let answer = stand.bounces(unknown, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.json()[0]["error_key"], "not_found");
    }
    for malformed in
        ["1", "98edac88f4bc408c9e64acd890384231", "98edac88-f4bc-408c-9e64-acd89038423g"]
    {
        refused(&stand.bounces(malformed, "").await);
    }
    let upper = id::SAMPLE_ONE_ROW.to_uppercase();
    assert_eq!(stand.bounces(&upper, "").await.status, StatusCode::OK);
}

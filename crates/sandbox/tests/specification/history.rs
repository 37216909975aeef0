//! The account's past: summaries, the statistics of several emails, and contacts that bounce again.

use crate::support::{Fixture, access_token, bounces_path, send};
use bounces_core::wire::{TrackingActivity, decode_campaign, decode_page, decode_stats};
use bounces_sandbox::activities as id;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

const SUMMARIES: &str = "/reports/summary_reports/email_campaign_summaries";

/// The entries of a page of summaries.
fn entries(page: &Value) -> &Vec<Value> {
    page["bulk_email_campaign_summaries"].as_array().expect("it is an array")
}

fn count(entry: &Value, name: &str) -> u64 {
    entry["unique_counts"][name].as_u64().expect("it is a number")
}

/// All rows of a report by contact.
async fn by_contact(
    fixture: &Fixture,
    activity: &str,
) -> HashMap<String, TrackingActivity<'static>> {
    let (mut rows, mut path) = (HashMap::new(), bounces_path(activity, ""));
    loop {
        let bytes: &'static [u8] = fixture.get(&path).await.bytes.leak();
        let page = decode_page(bytes).expect("it is a page");
        let next = page.links.next_href().map(str::to_owned);
        for row in page.tracking_activities {
            let contact = row.contact_id.as_deref().expect("a contact").to_owned();
            assert!(rows.insert(contact, row).is_none(), "a contact bounces once in {activity}");
        }
        let Some(next) = next else { return rows };
        path = next;
    }
}

#[tokio::test]
async fn summaries_are_newest_first_and_agree_with_the_statistics() {
    let fixture = Fixture::unlimited().await;
    let page = fixture.get(SUMMARIES).await.json();
    let entries = entries(&page);
    assert_eq!(entries.len(), 19);
    assert!(page.get("_links").is_none());
    let dates: Vec<_> = entries.iter().map(|entry| entry["last_sent_date"].as_str()).collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older), "{dates:?}");
    let newest = [id::EXECUTING, id::ROWS_2140];
    for (entry, activity) in
        entries.iter().zip(newest.into_iter().chain(id::PAST.into_iter().take(1)))
    {
        let path = format!("/reports/stats/email_campaign_activities/{activity}");
        let stats = decode_stats(&fixture.get(&path).await.bytes).unwrap().results.remove(0);
        assert_eq!(entry["campaign_id"].as_str(), stats.campaign_id.as_deref());
        assert_eq!(entry["campaign_type"], "NEWSLETTER");
        assert_eq!(Some(count(entry, "sends")), stats.stats.em_sends);
        assert_eq!(Some(count(entry, "bounces")), stats.stats.em_bounces);
        let parts = ["opens", "bounces", "not_opened"].map(|name| count(entry, name));
        assert_eq!(parts.iter().sum::<u64>(), count(entry, "sends"));
        assert!(count(entry, "clicks") < count(entry, "opens"));
    }
    assert!(page["aggregate_percents"]["open"].is_u64());
}

#[tokio::test]
async fn the_median_of_the_ten_emails_before_the_newsletter_is_21_per_mille_despite_an_outlier() {
    let fixture = Fixture::unlimited().await;
    let page = fixture.get(SUMMARIES).await.json();
    let comparable = entries(&page).iter().filter(|entry| count(entry, "sends") >= 50);
    let rates: Vec<f64> = comparable
        .map(|entry| {
            let [bounces, sends] =
                ["bounces", "sends"].map(|name| u32::try_from(count(entry, name)).unwrap());
            f64::from(bounces) * 100.0 / f64::from(sends)
        })
        .collect();
    // Of the newsletter, after the teaser.
    assert!((rates[1] - 3.49).abs() < 0.01, "{rates:?}");
    let mut before = rates[2..12].to_vec();
    before.sort_by(f64::total_cmp);
    assert!((f64::midpoint(before[4], before[5]) - 2.1).abs() < 0.05, "{before:?}");
    assert!(before[9] > 6.0, "the outlier is among them");
}

#[tokio::test]
async fn summaries_are_paged_by_limit_and_cursor() {
    let fixture = Fixture::unlimited().await;
    let all = entries(&fixture.get(SUMMARIES).await.json()).clone();
    let (mut paged, mut path) = (Vec::new(), format!("{SUMMARIES}?limit=9"));
    loop {
        let page = fixture.get(&path).await.json();
        assert!(entries(&page).len() <= 9);
        paged.extend_from_slice(entries(&page));
        let Some(next) = page["_links"]["next"]["href"].as_str() else { break };
        assert!(next.starts_with(&format!("/v3{SUMMARIES}?cursor=")), "{next}");
        path = next.to_owned();
    }
    assert_eq!(paged, all);
    for invalid in ["?limit=0", "?limit=501", "?cursor=invented", "?bounce_code=B"] {
        let response = fixture.get(&format!("{SUMMARIES}{invalid}")).await;
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{invalid}");
    }
}

#[tokio::test]
async fn every_summary_leads_to_the_activities_of_its_campaign() {
    let fixture = Fixture::unlimited().await;
    for entry in entries(&fixture.get(SUMMARIES).await.json()) {
        let path = format!("/emails/{}", entry["campaign_id"].as_str().unwrap());
        let campaign = decode_campaign(&fixture.get(&path).await.bytes).unwrap();
        assert!(!campaign.campaign_activities.is_empty());
    }
}

#[tokio::test]
async fn statistics_of_ten_activities_come_at_once_and_unknown_ids_are_errors() {
    let fixture = Fixture::unlimited().await;
    let stats = async |ids: &[&str]| {
        fixture.get(&format!("/reports/stats/email_campaign_activities/{}", ids.join(","))).await
    };
    let report = decode_stats(&stats(&id::PAST[..10]).await.bytes).unwrap();
    let found: Vec<_> =
        report.results.iter().filter_map(|result| result.campaign_activity_id.as_deref()).collect();
    assert_eq!((found, report.errors.len()), (id::PAST[..10].to_vec(), 0));

    let unknown = id::CAMPAIGN_OF_ROWS_2140;
    let response = stats(&[id::PAST[0], unknown, id::PERMALINK]).await;
    let report = decode_stats(&response.bytes).unwrap();
    assert_eq!((report.results.len(), report.errors.len()), (1, 2));
    assert!(response.text().contains(unknown));
    let counts = &response.json()["results"][0]["stats"];
    for name in ["em_opens", "em_optouts", "em_abuse"] {
        assert!(counts[name].is_u64(), "{name}");
    }

    assert_eq!(stats(&[id::PAST[0], "not-a-uuid"]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stats(&[id::PAST[0], ""]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stats(&id::PAST[..11]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn contacts_bounce_again_with_believable_odds() {
    let fixture = Fixture::unlimited().await;
    let now = by_contact(&fixture, id::ROWS_2140).await;
    let mut bounced_before: HashMap<&str, Vec<String>> = HashMap::new();
    for activity in &id::PAST[..5] {
        for (contact, row) in by_contact(&fixture, activity).await {
            if let Some((contact, _)) = now.get_key_value(&contact) {
                let code = row.bounce_code.unwrap_or_default().into_owned();
                bounced_before.entry(contact).or_default().push(code);
            }
        }
    }
    let percent = |code: &str, at_least: usize| {
        let with_code = now.iter().filter(|(_, row)| row.bounce_code.as_deref() == Some(code));
        let contacts: Vec<_> = with_code.map(|(contact, _)| contact.as_str()).collect();
        let again = contacts.iter().filter(|contact| {
            bounced_before.get(**contact).is_some_and(|before| before.len() >= at_least)
        });
        again.count() * 100 / contacts.len()
    };
    for (code, at_least, expected) in [
        ("B", 1, 0..6),
        ("S", 1, 35..55),
        ("F", 1, 35..55),
        ("F", 3, 15..40),
        ("D", 1, 20..45),
        ("Z", 1, 30..50),
        ("V", 1, 0..8),
        ("X", 1, 0..15),
    ] {
        let actual = percent(code, at_least);
        assert!(expected.contains(&actual), "{code}: {actual} % at least {at_least} times");
    }
}

#[tokio::test]
async fn a_suspended_contact_was_non_existent_first_and_suspended_ever_since() {
    let fixture = Fixture::unlimited().await;
    let now = by_contact(&fixture, id::ROWS_2140).await;
    let mut past = Vec::new();
    for activity in id::PAST {
        past.push(by_contact(&fixture, activity).await);
    }
    let suspended = now.iter().filter(|(_, row)| row.bounce_code.as_deref() == Some("S"));
    let mut explained = 0;
    for (contact, _) in suspended {
        let codes: String = past
            .iter()
            .map(|rows| match rows.get(contact) {
                Some(row) => row.bounce_code.as_deref().unwrap_or("?"),
                None => "-",
            })
            .collect();
        let earlier = codes.trim_end_matches('-').trim_start_matches('S');
        assert!(earlier.is_empty() || earlier == "B", "{codes}");
        explained += usize::from(earlier == "B");
    }
    assert!(explained >= 20, "{explained}");
}

#[tokio::test]
async fn an_address_that_changed_is_known_by_the_contact_only() {
    let fixture = Fixture::unlimited().await;
    let now = by_contact(&fixture, id::ROWS_2140).await;
    let before = by_contact(&fixture, id::PAST[0]).await;
    let changed = before.iter().filter(|(contact, row)| {
        let later = now.get(*contact);
        later.is_some_and(|later| {
            later.email_address != row.email_address
                && row.current_email_address.as_deref()
                    == later.current_email_address.as_deref().or(later.email_address.as_deref())
        })
    });
    assert!(changed.count() >= 1);
}

#[tokio::test]
async fn the_sign_in_page_offers_accounts_with_other_pasts() {
    let fixture = Fixture::unlimited().await;
    let page = send(fixture.client.get(fixture.authorize_url(&[]))).await;
    for account in
        ["with-past", "without-past", "slow-summaries", "failing-summaries", "summaries-as-strings"]
    {
        assert!(page.text().contains(&format!("value=\"{account}\"")), "{account}");
    }
    let unknown = fixture.form(&fixture.authorize_url(&[]), &[("account", "another")]);
    assert_eq!(send(unknown).await.status, StatusCode::BAD_REQUEST);
    let default = fixture.get(SUMMARIES).await;
    let named = fixture.get_as(&fixture.token_of("with-past").await, SUMMARIES).await;
    assert_eq!(default.bytes, named.bytes);
}

#[tokio::test]
async fn a_new_account_has_a_single_email() {
    let fixture = Fixture::unlimited().await;
    let token = fixture.token_of("without-past").await;
    let page = fixture.get_as(&token, SUMMARIES).await.json();
    assert_eq!(entries(&page).len(), 1);
    assert_eq!(entries(&page)[0]["campaign_id"], id::CAMPAIGN_OF_ROWS_23);
    let emails = fixture.get_as(&token, "/emails").await.json();
    assert_eq!(emails["campaigns"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn summaries_can_have_strings_and_an_array_of_percents() {
    let fixture = Fixture::unlimited().await;
    let token = fixture.token_of("summaries-as-strings").await;
    let page = fixture.get_as(&token, SUMMARIES).await.json();
    assert_eq!(entries(&page)[1]["unique_counts"]["sends"], "61240");
    assert_eq!(entries(&page)[1]["unique_counts"]["bounces"], "2140");
    assert!(page["aggregate_percents"][0]["bounce"].is_string());
}

#[tokio::test]
async fn summaries_can_be_slow_or_fail() {
    let fixture = Fixture::unlimited().await;
    let start = Instant::now();
    let slow = fixture.get_as(&fixture.token_of("slow-summaries").await, SUMMARIES).await;
    assert_eq!(slow.status, StatusCode::OK);
    assert!(start.elapsed() >= Duration::from_secs(3));
    let failing = fixture.get_as(&fixture.token_of("failing-summaries").await, SUMMARIES).await;
    assert_eq!(failing.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn a_refreshed_token_belongs_to_the_same_account() {
    let fixture = Fixture::unlimited().await;
    let url = fixture.authorize_url(&[]);
    let response = send(fixture.form(&url, &[("account", "without-past")])).await;
    let code = crate::support::parameter(&response.redirect(), "code").unwrap();
    let signed_in = fixture.exchange(&code, &[]).await.json();
    let refreshed = fixture.refresh(&crate::support::refresh_token(&signed_in)).await.json();
    let page = fixture.get_as(&access_token(&refreshed), SUMMARIES).await.json();
    assert_eq!(entries(&page).len(), 1);
    assert_ne!(page, json!({}));
}

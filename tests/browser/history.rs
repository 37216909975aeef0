//! Earlier emails: when they are requested, what follows from them, and failures, which never affect the report.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, background_requests, bounces_path, cursor, hold, release,
    requests, stats_path,
};
use js_sys::{JSON, Reflect};
use wasm_bindgen_test::wasm_bindgen_test;

pub(crate) const OWN: &str = "aaaaaaaa-0000-4000-8000-000000000000";
/// Two campaigns before that of the report, the last one first, and their activities.
pub(crate) const CAMPAIGNS: [&str; 2] =
    ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
pub(crate) const ACTIVITIES: [&str; 2] =
    ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];
pub(crate) const ADA: &str = "cccccccc-0000-4000-8000-000000000001";
pub(crate) const BOB: &str = "cccccccc-0000-4000-8000-000000000002";

pub(crate) const SUMMARIES: &str =
    "/api/v3/reports/summary_reports/email_campaign_summaries?limit=500";
pub(crate) const NAMES: &str = "/api/v3/emails?limit=500";

pub(crate) fn campaign_path(index: usize) -> String {
    format!("/api/v3/emails/{}", CAMPAIGNS[index])
}

fn counts_path() -> String {
    stats_path(&ACTIVITIES.join(","))
}

pub(crate) fn row(contact: &str, code: &str) -> String {
    format!(
        r#"{{"contact_id":"{contact}","email_address":"{}@example.com","bounce_code":"{code}","created_time":"2026-11-12T10:00:00Z"}}"#,
        if contact == ADA { "ada" } else { "bob" }
    )
}

pub(crate) fn rows(rows: &[(&str, &str)]) -> String {
    let rows: Vec<_> = rows.iter().map(|(contact, code)| row(contact, code)).collect();
    format!(r#"{{"tracking_activities":[{}]}}"#, rows.join(","))
}

pub(crate) fn summaries() -> String {
    summaries_with(20)
}

/// The summaries of an email with this number of bounces, and of those before it.
pub(crate) fn summaries_with(bounces: u32) -> String {
    let summary = |id: &str, month, bounces| {
        format!(
            r#"{{"campaign_id":"{id}","last_sent_date":"2026-{month}-01T10:00:00Z","unique_counts":{{"sends":"1000","bounces":{bounces}}}}}"#
        )
    };
    let emails = [
        summary(OWN, "11", bounces),
        summary(CAMPAIGNS[0], "10", 20),
        summary(CAMPAIGNS[1], "09", 20),
    ]
    .join(",");
    format!(r#"{{"bulk_email_campaign_summaries":[{emails}]}}"#)
}

/// Scripts a report of Ada and Bob, both undeliverable. Ada bounced in the last email before.
pub(crate) fn answer_report() {
    let activity = format!(
        r#"{{"current_status":"DONE","role":"primary_email","subject":"Now","campaign_id":"{OWN}"}}"#
    );
    answer(&activity_path(ACTIVITY), 200, &activity);
    answer(&stats_path(ACTIVITY), 200, r#"{"results":[]}"#);
    answer(&bounces_path(ACTIVITY), 200, &rows(&[(ADA, "D"), (BOB, "D")]));
}

pub(crate) fn answer_history() {
    answer(SUMMARIES, 200, &summaries());
    let named = |index: usize| {
        format!(r#"{{"campaign_id":"{}","name":"Email {index}"}}"#, CAMPAIGNS[index])
    };
    answer(NAMES, 200, &format!(r#"{{"campaigns":[{},{}]}}"#, named(0), named(1)));
    for index in [0, 1] {
        let activities = format!(
            r#"{{"campaign_activities":[{{"campaign_activity_id":"dddddddd-0000-4000-8000-000000000000","role":"permalink"}},{{"campaign_activity_id":"{}","role":"primary_email"}}]}}"#,
            ACTIVITIES[index]
        );
        answer(&campaign_path(index), 200, &activities);
        let bounces = if index == 0 { rows(&[(ADA, "D")]) } else { rows(&[]) };
        answer(&bounces_path(ACTIVITIES[index]), 200, &bounces);
    }
    answer(&counts_path(), 200, r#"{"results":[],"errors":[{"error_key":"not_found"}]}"#);
}

/// The requests for all of the history, in order.
pub(crate) fn all_requests() -> Vec<String> {
    let mut paths = vec![SUMMARIES.to_owned(), NAMES.to_owned()];
    paths.extend([campaign_path(0), campaign_path(1), counts_path()]);
    paths.extend(ACTIVITIES.map(bounces_path));
    paths
}

/// The counts of the cards Remove and Wait, as they are written there.
fn steps(page: &Page) -> String {
    let names = page.names("button");
    let count = |step: &str| {
        let rest = names.iter().find_map(|name| name.strip_prefix(step));
        rest.and_then(|rest| rest.split_whitespace().next()).unwrap_or_default()
    };
    format!("{} {}", count("Remove "), count("Wait "))
}

pub(crate) async fn until_steps(page: &Page, expected: &str) {
    page.until(&format!("steps {expected}, not {}", steps(page)), || steps(page) == expected).await;
}

pub(crate) async fn until_requests(page: &Page, expected: &[String]) {
    let what = format!("the requests {expected:?}");
    page.until(&what, || background_requests() == expected).await;
}

#[wasm_bindgen_test]
async fn who_bounced_before_is_read_in_order_and_moves_contacts_to_remove() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    page.show(ACTIVITY);
    until_steps(&page, "1 1").await;
    until_requests(&page, &all_requests()).await;
    page.until_text("1 of last 2").await;
    assert!(page.text().contains("Nothing to compare with yet"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_report_comes_first() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let body = format!(
        r#"{{"tracking_activities":[{}],"_links":{{"next":{{"href":"{next}"}}}}}}"#,
        row(ADA, "D")
    );
    release(&bounces_path(ACTIVITY), 200, &body);
    hold(&next);
    page.show(ACTIVITY);
    page.until("the summaries", || background_requests() == [SUMMARIES]).await;
    page.until("the second page", || requests().contains(&next)).await;
    page.until_text("Nothing to compare with yet").await;
    assert_eq!(background_requests(), [SUMMARIES], "the rows are not complete");
    release(&next, 200, &rows(&[(BOB, "D")]));
    until_steps(&page, "1 1").await;
    until_requests(&page, &all_requests()).await;
}

#[wasm_bindgen_test]
async fn nothing_is_requested_before_the_first_page() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(&bounces_path(ACTIVITY), 0, "");
    page.show(ACTIVITY);
    page.until("the activity", || requests().contains(&activity_path(ACTIVITY))).await;
    page.until_text("Now").await;
    assert!(background_requests().is_empty(), "{:?}", background_requests());
    release(&bounces_path(ACTIVITY), 200, &rows(&[(ADA, "D"), (BOB, "D")]));
    until_steps(&page, "1 1").await;
}

#[wasm_bindgen_test]
async fn without_history_nothing_is_requested_or_shown() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    page.element.set_attribute("history", "0").unwrap();
    page.show(ACTIVITY);
    until_steps(&page, "0 2").await;
    assert!(background_requests().is_empty());
    assert!(!page.text().contains("Before"), "{}", page.text());
    page.element.set_attribute("history", "1").unwrap();
    until_steps(&page, "1 1").await;
    page.until_text("1 of last 1").await;
    page.element.set_attribute("history", "0").unwrap();
    until_steps(&page, "0 2").await;
}

#[wasm_bindgen_test]
async fn at_the_reserve_the_widget_says_what_it_did_not_read() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    let second = bounces_path(ACTIVITIES[1]);
    release(&second, 429, r#"{"code":"reserve_reached","retry_after":3600}"#);
    page.show(ACTIVITY);
    page.until_text("Earlier emails read: 1 of 2").await;
    until_steps(&page, "1 1").await;
    assert!(page.all("alert", None).is_empty());
    until_requests(&page, &all_requests()).await;
}

#[wasm_bindgen_test]
async fn an_email_that_cannot_be_read_does_not_disturb_the_report() {
    let page = Page::with_history();
    let errors = page.listen("bounces-error");
    answer_report();
    answer_history();
    let first = bounces_path(ACTIVITIES[0]);
    release(&first, 503, "<html>");
    page.show(ACTIVITY);
    page.until_text("Earlier emails read: 1 of 2. The others couldn’t be read.").await;
    until_steps(&page, "0 2").await;
    assert!(page.all("alert", None).is_empty());
    assert!(errors.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn summaries_that_cannot_be_read_can_be_requested_again() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(SUMMARIES, 500, "");
    page.show(ACTIVITY);
    page.until_text("No comparison").await;
    release(SUMMARIES, 200, &summaries());
    page.get("button", "Try again").click();
    until_steps(&page, "1 1").await;
}

#[wasm_bindgen_test]
async fn removing_the_report_aborts_the_request() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(SUMMARIES, 0, "");
    page.show(ACTIVITY);
    until_requests(&page, &[SUMMARIES.to_owned()]).await;
    page.element.remove();
    until_requests(&page, &[format!("aborted {SUMMARIES}")]).await;
}

/// Shows a static report of Ada and Bob, both undeliverable, with the activities of the last email before. Another entry of
/// its campaigns is null.
fn show_static(page: &Page, bounces: &str) {
    let summaries = summaries().replace("bulk_email_campaign_summaries", "summaries");
    let campaign = format!(
        r#"{{"campaign_id":"{}","campaign_activities":[{{"campaign_activity_id":"{}","role":"primary_email"}}]}}"#,
        CAMPAIGNS[0], ACTIVITIES[0]
    );
    let data = format!(
        r#"{{"activity":{{"campaign_id":"{OWN}"}},"tracking_activities":[{},{}],"history":{},"campaigns":[null,{campaign}],"bounces":{bounces}}}}}"#,
        row(ADA, "D"),
        row(BOB, "D"),
        &summaries[..summaries.len() - 1],
    );
    let data = JSON::parse(&data).unwrap();
    Reflect::set(&page.element, &"data".into(), &data).unwrap();
    page.show("");
}

#[wasm_bindgen_test]
async fn a_static_report_can_have_a_history() {
    let page = Page::with_history();
    show_static(&page, &format!(r#"{{"{}":[{}]}}"#, ACTIVITIES[0], row(ADA, "D")));
    page.until_text("1 of last 1").await;
    until_steps(&page, "1 1").await;
    assert!(background_requests().is_empty());
}

#[wasm_bindgen_test]
async fn a_static_report_is_not_taken_for_an_earlier_email_whose_bounces_are_missing() {
    for bounces in ["{}", "null"] {
        let page = Page::with_history();
        let errors = page.listen("bounces-error");
        show_static(&page, bounces);
        page.until_text("Earlier emails read: 0 of 2").await;
        until_steps(&page, "0 2").await;
        assert!(errors.borrow().is_empty(), "{errors:?}");
    }
}

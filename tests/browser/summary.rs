//! The summary: the answer from counts and rows, insights, and data age.

use crate::page::{Page, moment};
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, bounces_path, history_path, hold, release, report,
    request_count, requests, stats_path,
};
use std::fmt::Write;
use wasm_bindgen_test::wasm_bindgen_test;

const STATS: &str = r#"{"results":[{"stats":{"em_sends":"12480","em_bounces":214,"em_bounces_nonexistent_address":96,
    "em_bounces_suspended":10,"em_bounces_undeliverable":31,"em_bounces_mailbox_full":22,"em_bounces_blocked":26,
    "em_bounces_other":5,"em_bounces_vacation":24},"last_refresh_time":"2026-11-12T10:00:00Z"}]}"#;

/// One row per code. Two of them are not recommended for removal.
const ROWS: &str = r#"
    {"email_address":"b@example.com","bounce_code":"B"},
    {"email_address":"s@example.com","bounce_code":"S","current_email_address":"new@example.com"},
    {"email_address":"d@example.com","bounce_code":"D","current_email_address":"d@example.com"},
    {"email_address":"d2@example.com","bounce_code":"D","deleted_at":"2026-11-14"},
    {"email_address":"f@example.com","bounce_code":"F"},
    {"email_address":"z@example.com","bounce_code":"Z"},
    {"email_address":"x@example.com","bounce_code":"X"},
    {"email_address":"v@example.com","bounce_code":"V"}"#;

fn stats(counts: &str) -> String {
    format!(
        r#"{{"results":[{{"stats":{{{counts}}},"last_refresh_time":"2026-11-10T09:30:00Z"}}]}}"#
    )
}

/// A page with these counts, which waits for these rows.
async fn page_with(counts: &str, rows: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[rows]);
    release(&stats_path(ACTIVITY), 200, counts);
    page.show(ACTIVITY);
    page.until("a row", || !page.all("row", None).is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn the_answer_is_shown_before_any_row() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    hold(&bounces_path(ACTIVITY));
    release(&stats_path(ACTIVITY), 200, STATS);
    page.show(ACTIVITY);
    page.until_text("1.71% bounced 1.52% without auto-replies").await;
    page.until_text("214 of 12,480 emails 190 not delivered (bounces minus auto-replies)").await;
    page.until_text("Stats as of 12 Nov 2026, 10:00").await;
    assert!(page.all("table", None).is_empty());
    let steps = page.root().query_selector("[aria-label='Next steps']").unwrap();
    assert!(steps.is_none(), "there is nothing to do yet");
}

#[wasm_bindgen_test]
async fn the_answer_comes_from_the_rows_once_all_are_loaded() {
    let page = page_with(STATS, ROWS).await;
    page.until_text("0.06% bounced 0.06% without auto-replies").await;
    page.until_text("8 of 12,480 emails 7 not delivered (bounces minus auto-replies)").await;
}

#[wasm_bindgen_test]
async fn an_unknown_answer_says_so() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    hold(&bounces_path(ACTIVITY));
    release(&stats_path(ACTIVITY), 200, &stats(r#""em_sends":7"#));
    page.show(ACTIVITY);
    page.until_text("Number of bounces unavailable 7 emails sent").await;
}

#[wasm_bindgen_test]
async fn without_counts_the_statistics_come_from_the_loaded_rows() {
    let page = Page::new();
    let next = crate::simulated_proxy::cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[ROWS, ""]);
    release(&next, 503, "");
    page.show(ACTIVITY);
    page.until_text("8 bounced so far 7 without auto-replies Number of emails sent unavailable")
        .await;
}

#[wasm_bindgen_test]
async fn two_rates_have_equally_many_decimals() {
    let counts =
        r#""em_sends":1000,"em_bounces":30,"em_bounces_vacation":5,"em_bounces_blocked":25"#;
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    hold(&bounces_path(ACTIVITY));
    release(&stats_path(ACTIVITY), 200, &stats(counts));
    page.show(ACTIVITY);
    page.until_text("3.00% bounced 2.50% without auto-replies").await;
}

#[wasm_bindgen_test]
async fn a_single_email_is_counted_in_the_singular() {
    let page = page_with(
        &stats(r#""em_sends":1,"em_bounces":1"#),
        r#"{"email_address":"b@example.com","bounce_code":"B"}"#,
    )
    .await;
    page.until_text("100.00% bounced 100.00% without auto-replies 1 of 1 email 1 not delivered (bounces minus auto-replies)")
        .await;
}

#[wasm_bindgen_test]
async fn one_sentence_states_both_totals_that_disagree() {
    let page = page_with(&stats(r#""em_bounces":"6""#), ROWS).await;
    page.until_text(
        "Constant Contact’s stats show 6 bounces as of 10 Nov 2026, 09:30; this list has 8. Stats are updated with a delay.",
    )
    .await;
    assert_eq!(page.text().matches("Constant Contact’s stats").count(), 1);
}

#[wasm_bindgen_test]
async fn differing_reasons_are_reported_when_the_totals_agree() {
    let counts = r#""em_bounces":8,"em_bounces_blocked":3,"em_bounces_mailbox_full":1"#;
    let page = page_with(&stats(counts), ROWS).await;
    page.until_text("Constant Contact’s stats differ for some reasons: Blocked 3, here 1.").await;
}

#[wasm_bindgen_test]
async fn unreadable_rows_explain_a_difference() {
    let page = page_with(&stats(r#""em_bounces":9"#), &format!("{ROWS},7")).await;
    page.until_text("show 9 bounces; this list has 8, because 1 couldn’t be read.").await;
}

#[wasm_bindgen_test]
async fn totals_that_agree_are_not_mentioned() {
    let counts = r#""em_bounces":8,"em_bounces_blocked":1,"em_bounces_nonexistent_address":1"#;
    let page = page_with(&stats(counts), ROWS).await;
    page.until_text("All bounces loaded: 8").await;
    page.until_text("Stats as of 10 Nov 2026").await;
    assert!(!page.text().contains("Constant Contact’s stats"), "{}", page.text());
    assert!(!page.text().contains("Insights"));
}

#[wasm_bindgen_test]
async fn a_concentration_at_a_domain_acts_as_a_filter() {
    let mut rows = String::from(ROWS);
    for row in 0..11 {
        let _ = write!(rows, r#",{{"email_address":"z{row}@outlook.com","bounce_code":"Z"}}"#);
    }
    let page = page_with(STATS, &rows).await;
    page.until("the card", || page.has("button", "Blocked 12 11 at outlook.com")).await;
    page.get("button", "Blocked 12 11 at outlook.com").click();
    page.until_text("1–12 of 12").await;
    page.get("button", "11 of 12 are at outlook.com.").click();
    page.until_text("1–11 of 11").await;
    assert!(page.addresses().iter().all(|address| address.ends_with("@outlook.com")));
}

/// A report of an email sent `hours` ago.
fn sent_hours_ago(hours: f64) {
    report(ACTIVITY, "DONE", &[ROWS]);
    let date = js_sys::Date::new(&(js_sys::Date::now() - hours * 3_600_000.0).into());
    let date = String::from(date.to_iso_string());
    let history = format!(r#"[{{"run_date":"{date}","send_status":"COMPLETED","count":9}}]"#);
    answer(&history_path(ACTIVITY), 200, &history);
}

#[wasm_bindgen_test]
async fn an_email_younger_than_three_days_is_still_settling() {
    let page = Page::new();
    sent_hours_ago(71.0);
    page.show(ACTIVITY);
    page.until_text("bounced so far").await;
    page.until_text("More bounces may arrive for about three days.").await;

    let page = Page::new();
    sent_hours_ago(73.0);
    page.show(ACTIVITY);
    let sent = moment(js_sys::Date::now() - 73.0 * 3_600_000.0, "UTC");
    let day = sent.split(',').next().unwrap();
    page.until_text(&format!("Primary email · sent {day}")).await;
    // While rows load, what has bounced is "so far" as well.
    page.until("all rows", || !page.text().contains("bounced so far")).await;
    assert!(!page.text().contains("More bounces may arrive"));
}

#[wasm_bindgen_test]
async fn the_sending_date_follows_the_time_zone() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    let history = r#"[{"run_date":"2026-11-12T20:00:00Z","send_status":"COMPLETED"}]"#;
    answer(&history_path(ACTIVITY), 200, history);
    page.element.set_attribute("time-zone", "Asia/Tokyo").unwrap();
    page.show(ACTIVITY);
    page.until_text("sent 13 Nov 2026").await;
}

#[wasm_bindgen_test]
async fn without_a_send_history_no_sending_date_is_shown() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    answer(&history_path(ACTIVITY), 503, "");
    page.show(ACTIVITY);
    page.until("asked", || request_count(&history_path(ACTIVITY)) == 1).await;
    page.until_text("Primary email · sent").await;
    page.until_text("All bounces loaded: 8").await;
    // While rows load, what has bounced is "so far" as well.
    page.until("all rows", || !page.text().contains("bounced so far")).await;
    assert!(!page.text().contains("More bounces may arrive"));
}

#[wasm_bindgen_test]
async fn the_send_history_of_an_unsent_email_is_not_requested() {
    for status in ["DRAFT", "SCHEDULED", "ERROR"] {
        let page = Page::new();
        report(ACTIVITY, status, &[ROWS]);
        page.show(ACTIVITY);
        page.until_text("Spring & summer Primary email ·").await;
        page.until_text("All bounces loaded: 8").await;
        assert!(!requests().contains(&history_path(ACTIVITY)), "{status}");
    }
}

#[wasm_bindgen_test]
async fn sending_and_removed_emails_say_so_above_their_rows() {
    for (status, remark) in [
        ("EXECUTING", "This email is still being sent, so more bounces may come in."),
        ("REMOVED", "This campaign has since been deleted. The bounces below are from before."),
    ] {
        let page = Page::new();
        report(ACTIVITY, status, &[ROWS]);
        page.show(ACTIVITY);
        page.until_text(remark).await;
        page.until("rows", || page.all("row", None).len() == 8).await;
    }
}

#[wasm_bindgen_test]
async fn known_statistics_stay_when_a_refresh_fails() {
    let page = page_with(STATS, ROWS).await;
    page.until_text("8 of 12,480 emails").await;
    page.reason("Blocked 1").click();
    page.choose("Rows per page", "100");
    page.get("button", "Contact").click();
    for path in [activity_path(ACTIVITY), stats_path(ACTIVITY), bounces_path(ACTIVITY)] {
        release(&path, 503, "");
    }
    page.get("button", "Refresh").click();
    page.until_text("The report service is not available.").await;
    page.until_text("Spring & summer Primary email · 12,480 sent Stats as of 12 Nov 2026, 10:00")
        .await;
    page.until_text("0.06% bounced 0.06% without auto-replies 8 of 12,480 emails").await;
    page.until_addresses(&["z@example.com"]).await;

    release(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{ROWS}]}}"#));
    page.get("button", "Refresh").click();
    page.until("no alert", || page.all("alert", None).is_empty()).await;
    page.until_addresses(&["z@example.com"]).await;
    let sorted = page.all("columnheader", Some("Contact")).remove(0);
    assert_eq!(sorted.get_attribute("aria-sort").as_deref(), Some("ascending"));
}

#[wasm_bindgen_test]
async fn the_list_contains_soft_bounces_and_every_reason() {
    let rows = format!(r#"{ROWS},{{"email_address":"q@example.com","bounce_code":"Q9"}}"#);
    let page = page_with(STATS, &rows).await;
    for (address, reason) in [
        ("b", "Non-existent"),
        ("s", "Suspended"),
        ("d", "Undeliverable"),
        ("f", "Mailbox full"),
        ("z", "Blocked"),
        ("x", "Other"),
        ("v", "Auto-reply (delivered)"),
        ("q", "Unknown code Q9"),
    ] {
        let start = format!("{address}@example.com");
        let row = page.texts("row").into_iter().find(|row| row.starts_with(&start)).unwrap();
        assert!(row.contains(reason), "{row}");
    }
    page.until_text("9 of 12,480 emails").await;
}

//! Loading of several pages: progress, stop and resume, and use of the rows loaded so far.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, answer, bounces_path, cursor, hold, release, report, request_count, requests,
    stats_path,
};
use wasm_bindgen_test::wasm_bindgen_test;

const FIRST: &str = r#"{"email_address":"b@example.com","bounce_code":"B"},{"email_address":"a@example.com","bounce_code":"F"}"#;
const LAST: &str =
    r#"{"tracking_activities":[{"email_address":"c@example.com","bounce_code":"B"}]}"#;

/// A page that has loaded the first of two pages, and the path of the second.
async fn page_half_read() -> (Page, String) {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[]);
    release(&stats_path(ACTIVITY), 200, r#"{"results":[{"stats":{"em_bounces":3}}]}"#);
    let body =
        format!(r#"{{"tracking_activities":[{FIRST}],"_links":{{"next":{{"href":"{next}"}}}}}}"#);
    answer(&bounces_path(ACTIVITY), 200, &body);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("Loaded 2 of 3").await;
    (page, next)
}

fn focused(page: &Page) -> Option<web_sys::Element> {
    page.element.shadow_root().unwrap().active_element()
}

#[wasm_bindgen_test]
async fn progress_is_shown_with_a_bar_and_a_stop_button() {
    let (page, next) = page_half_read().await;
    let bar = page.get("progressbar", "Loading bounces");
    page.until("two thirds", || bar.get_attribute("value").as_deref() == Some("66")).await;
    assert!(page.has("button", "Stop"));

    release(&next, 200, LAST);
    page.until_text("All bounces loaded: 3").await;
    page.until_text("1–3 of 3").await;
    assert!(page.all("progressbar", None).is_empty());
    assert!(!page.has("button", "Stop"));
}

#[wasm_bindgen_test]
async fn a_report_of_one_page_has_no_stop_button() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[FIRST]);
    page.show(ACTIVITY);
    page.until_text("1–2 of 2").await;
    assert!(!page.has("button", "Stop"));
    assert!(!page.text().contains("loaded so far"));
}

#[wasm_bindgen_test]
async fn a_stopped_load_keeps_its_rows_and_resume_loads_the_rest() {
    let (page, next) = page_half_read().await;
    let errors = page.listen("bounces-error");
    let stop = page.get("button", "Stop");
    stop.focus().unwrap();
    stop.click();
    page.until_text("Paused at 2 of 3").await;
    page.until_text("Loading is paused. Only the 2 loaded so far are sorted and filtered.").await;
    page.until_addresses(&["b@example.com", "a@example.com"]).await;
    assert!(requests().contains(&format!("aborted {next}")));
    assert!(page.all("alert", None).is_empty(), "a user action is not a failure");
    assert!(errors.borrow().is_empty());

    let resume = page.get("button", "Resume");
    assert!(focused(&page).unwrap().is_same_node(Some(&resume)));
    page.get("button", "Contact").click();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;

    release(&next, 200, LAST);
    resume.focus().unwrap();
    resume.click();
    page.until_addresses(&["a@example.com", "b@example.com", "c@example.com"]).await;
    page.until_text("All bounces loaded: 3").await;
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1, "loading resumes where it stopped");
    assert_eq!(request_count(&next), 2);
    assert!(focused(&page).unwrap().is_same_node(Some(&resume)), "the focus is kept");
    page.get("button", "Contact").focus().unwrap();
    page.until("it closes when the focus leaves", || !page.has("button", "Stop")).await;
}

#[wasm_bindgen_test]
async fn responses_after_the_stop_are_ignored() {
    let (page, next) = page_half_read().await;
    page.get("button", "Stop").click();
    release(&next, 200, LAST);
    page.until_text("Paused at 2 of 3").await;
    page.get("button", "Contact").click();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
}

#[wasm_bindgen_test]
async fn stopping_the_pages_does_not_abort_the_counts() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[]);
    hold(&stats_path(ACTIVITY));
    let body =
        format!(r#"{{"tracking_activities":[{FIRST}],"_links":{{"next":{{"href":"{next}"}}}}}}"#);
    answer(&bounces_path(ACTIVITY), 200, &body);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("Loaded 2").await;
    page.get("button", "Stop").click();
    page.until_text("Paused at").await;
    release(&stats_path(ACTIVITY), 200, r#"{"results":[{"stats":{"em_bounces":3}}]}"#);
    page.until_text("Paused at 2 of 3").await;
    assert_eq!(request_count(&next), 1);
}

#[wasm_bindgen_test]
async fn counts_that_were_requested_before_the_stop_still_arrive() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    hold(&stats_path(ACTIVITY));
    report(ACTIVITY, "DONE", &[]);
    let links = format!(r#""_links":{{"next":{{"href":"{next}"}}}}"#);
    let body = format!(r#"{{"tracking_activities":[{FIRST}],{links}}}"#);
    answer(&bounces_path(ACTIVITY), 200, &body);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("Loaded 2").await;
    page.get("button", "Stop").click();
    page.until_text("Paused at 2").await;
    assert!(!requests().contains(&format!("aborted {}", stats_path(ACTIVITY))));
    release(&stats_path(ACTIVITY), 200, r#"{"results":[{"stats":{"em_bounces":3}}]}"#);
    page.until_text("Paused at 2 of 3").await;
    assert_eq!(request_count(&stats_path(ACTIVITY)), 1);
}

#[wasm_bindgen_test]
async fn filters_apply_to_the_loaded_rows_and_say_so() {
    let (page, next) = page_half_read().await;
    page.reason("Non-existent 1").click();
    page.until_text("1–1 of 1 loaded so far").await;
    release(&next, 200, LAST);
    page.until_text("1–2 of 2").await;
    page.until_addresses(&["b@example.com", "c@example.com"]).await;
}

#[wasm_bindgen_test]
async fn hosts_receive_progress_events() {
    let page = Page::new();
    let events = page.listen("bounces-progress");
    report(ACTIVITY, "DONE", &[FIRST, r#"{"email_address":"c@example.com"}"#]);
    page.show(ACTIVITY);
    page.until_text("All bounces loaded: 3").await;
    let events = events.borrow();
    assert!(events[0].starts_with(r#"{"rows":2"#), "{events:?}");
    assert!(events[1].starts_with(r#"{"rows":3"#), "{events:?}");
}

#[wasm_bindgen_test]
async fn a_refresh_keeps_the_rows_until_the_first_new_page() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[FIRST]);
    page.show(ACTIVITY);
    page.until_text("2 bounced").await;
    hold(&bounces_path(ACTIVITY));
    page.get("button", "Refresh").click();
    page.until("loaded", || page.has("progressbar", "Loading bounces")).await;
    for partial in ["bounced so far", "loaded so far"] {
        assert!(!page.text().contains(partial), "{}", page.text());
    }
    page.until_text("2 bounced").await;
    let bar = page.get("progressbar", "Loading bounces");
    assert_eq!(bar.get_attribute("value"), None, "nothing is known yet");
}

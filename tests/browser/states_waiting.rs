//! Temporary failures: rate limits, quota and network loss, and their automatic retries.

use crate::page::{Page, moment};
use crate::simulated_proxy::{
    ACTIVITY, NETWORK_ERROR, answer, bounces_path, cursor, release, report, request_count,
    set_online,
};
use wasm_bindgen_test::wasm_bindgen_test;

const ROW: &str = r#"{"email_address":"a@example.com"}"#;
const ONE_ROW: &str = r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#;

/// A page whose report fails with this response.
async fn page_failing(status: i32, body: &str, title: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), status, body);
    page.show(ACTIVITY);
    page.until(title, || page.has("heading", title)).await;
    page
}

async fn page_limited(body: &str) -> Page {
    page_failing(429, body, "Too many requests at once").await
}

#[wasm_bindgen_test]
async fn a_rate_limit_counts_down_and_retries() {
    let page = page_limited(r#"{"code":"rate_limited","retry_after":2}"#).await;
    assert_eq!(page.texts("timer"), ["Trying again in 2 seconds"]);
    page.until("one second less", || page.texts("timer") == ["Trying again in 1 second"]).await;
    release(&bounces_path(ACTIVITY), 200, ONE_ROW);
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 2);
}

#[wasm_bindgen_test]
async fn the_countdown_can_be_skipped_and_keeps_the_focus() {
    let page = page_limited(r#"{"code":"rate_limited","retry_after":600}"#).await;
    let button = page.get("button", "Try now");
    button.focus().unwrap();
    button.click();
    page.until("a second try", || request_count(&bounces_path(ACTIVITY)) == 2).await;
    page.until("the countdown restarts", || page.texts("timer")[0].starts_with("Trying again in"))
        .await;
    let focused = page.element.shadow_root().unwrap().active_element().unwrap();
    assert!(focused.is_same_node(Some(&button)));
    release(&bounces_path(ACTIVITY), 200, ONE_ROW);
    button.click();
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn without_retry_after_a_default_delay_applies() {
    let page = page_limited(r#"{"error_key":"throttled"}"#).await;
    assert_eq!(page.texts("timer"), ["Trying again in 5 seconds"]);
}

#[wasm_bindgen_test]
async fn repeated_rate_limits_increase_the_delay() {
    let page = page_limited(r#"{"code":"rate_limited","retry_after":1}"#).await;
    assert_eq!(page.texts("timer"), ["Trying again in 1 second"]);
    page.until("the next pause", || page.texts("timer") == ["Trying again in 2 seconds"]).await;
    page.get("button", "Try now").click();
    page.until("the next pause", || page.texts("timer") == ["Trying again in 4 seconds"]).await;
}

#[wasm_bindgen_test]
async fn the_countdown_is_not_a_live_region_and_the_failure_is_announced_once() {
    let page = page_limited(r#"{"code":"rate_limited","retry_after":2}"#).await;
    let timer = page.all("timer", None).remove(0);
    assert!(timer.closest("[role=alert], [role=status], [aria-live]").unwrap().is_none());
    let status = page.root().query_selector("[role=status]").unwrap().unwrap();
    assert_eq!(status.text_content().as_deref(), Some("Too many requests at once"));
    page.until("one second less", || page.texts("timer") == ["Trying again in 1 second"]).await;
    assert_eq!(status.text_content().as_deref(), Some("Too many requests at once"));
    page.until("a second try", || request_count(&bounces_path(ACTIVITY)) == 2).await;
    page.until("the countdown restarts", || page.texts("timer") == ["Trying again in 2 seconds"])
        .await;
    assert_eq!(status.text_content().as_deref(), Some(""), "the next retries are not announced");
}

#[wasm_bindgen_test]
async fn removing_the_report_stops_the_countdown() {
    let page = page_limited(r#"{"code":"rate_limited","retry_after":1}"#).await;
    page.element.remove();
    let other = Page::new();
    let patient = page_limited(r#"{"code":"rate_limited","retry_after":1}"#).await;
    drop(other);
    patient.element.set_attribute("campaign-activity-id", "").unwrap();
    patient.until("another report", || patient.has("heading", "No email chosen")).await;
    let end = js_sys::Date::now() + 1500.0;
    patient.until("a second and a half", || js_sys::Date::now() > end).await;
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1);
}

#[wasm_bindgen_test]
async fn between_pages_the_countdown_appears_next_to_the_rows() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[ROW, ""]);
    release(&next, 429, r#"{"code":"rate_limited","retry_after":1}"#);
    page.show(ACTIVITY);
    page.until_text("Trying again in 1 second").await;
    page.until_addresses(&["a@example.com"]).await;
    let alert = page.all("alert", None).remove(0);
    assert!(
        !alert.text_content().unwrap().contains("Next try"),
        "the alert would be announced again"
    );
    release(&next, 200, r#"{"tracking_activities":[{"email_address":"b@example.com"}]}"#);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
}

#[wasm_bindgen_test]
async fn failed_retries_between_pages_cause_no_new_alert() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[ROW, ""]);
    release(&next, 429, r#"{"code":"rate_limited","retry_after":1}"#);
    page.show(ACTIVITY);
    page.until_text("Trying again in 1 second").await;
    let alert = page.all("alert", None).remove(0);
    page.until("it failed again", || page.texts("timer") == ["Trying again in 2 seconds"]).await;
    assert!(page.all("alert", None)[0].is_same_node(Some(&alert)));
    release(&next, 200, r#"{"tracking_activities":[{"email_address":"b@example.com"}]}"#);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    page.until("the failure is gone", || page.all("alert", None).is_empty()).await;
}

#[wasm_bindgen_test]
async fn an_exhausted_quota_shows_its_reset_time() {
    let title = "Daily request limit reached";
    let page = page_failing(429, r#"{"code":"quota_exhausted","retry_after":7200}"#, title).await;
    let returns = js_sys::Date::now() + 7_200_000.0;
    let minutes = [returns - 30_000.0, returns, returns + 30_000.0];
    let texts = minutes.map(|minute| format!("The limit resets on {}.", moment(minute, "UTC")));
    page.until(&texts[1], || texts.iter().any(|text| page.text().contains(text))).await;
    assert!(page.has("button", "Try again"));
    assert!(page.all("timer", None).is_empty());
}

#[wasm_bindgen_test]
async fn without_retry_after_the_quota_resets_at_midnight_utc() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 429, r#"{"error_key":"quota_exceeded"}"#);
    page.element.set_attribute("time-zone", "Asia/Tokyo").unwrap();
    page.show(ACTIVITY);
    let day = 86_400_000.0;
    let midnight = (js_sys::Date::now() / day).floor() * day + day;
    let returns = moment(midnight, "Asia/Tokyo");
    assert!(returns.ends_with(", 09:00"));
    page.until_text(&format!("The limit resets on {returns}.")).await;
}

#[wasm_bindgen_test]
async fn offline_resumes_when_the_network_returns() {
    let page = Page::new();
    let errors = page.listen("bounces-error");
    set_online(false);
    answer(&bounces_path(ACTIVITY), NETWORK_ERROR, "");
    page.show(ACTIVITY);
    page.until("offline", || page.has("heading", "You are offline")).await;
    assert!(errors.borrow()[0].starts_with(r#"{"code":"offline","retryAfter":null,"status":null"#));
    assert!(page.has("button", "Try again"));
    release(&bounces_path(ACTIVITY), 200, ONE_ROW);
    set_online(true);
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn a_returning_network_restarts_nothing_else() {
    let page = page_failing(403, "", "You don’t have permission to view bounces").await;
    set_online(false);
    set_online(true);
    page.until_text("Spring & summer").await;
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1);
}

#[wasm_bindgen_test]
async fn the_card_stays_during_a_retry() {
    let page = page_failing(503, "", "The report service is not available").await;
    let button = page.get("button", "Try again");
    crate::simulated_proxy::hold(&bounces_path(ACTIVITY));
    button.focus().unwrap();
    button.click();
    page.until("it is busy", || button.get_attribute("aria-disabled").as_deref() == Some("true"))
        .await;
    assert!(page.has("heading", "The report service is not available"));
    release(&bounces_path(ACTIVITY), 503, "");
    page.until("it can be tried", || button.get_attribute("aria-disabled").is_none()).await;
    let focused = page.element.shadow_root().unwrap().active_element().unwrap();
    assert!(focused.is_same_node(Some(&button)));
}

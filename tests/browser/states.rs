//! The states of a report: each has its own text and next step.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, NETWORK_ERROR, activity_path, answer, bounces_path, hold, report, requests,
    stats_path,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// A page with an empty report of an activity with this status.
async fn page_without_rows(status: &str, title: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, status, &[""]);
    page.show(ACTIVITY);
    page.until(title, || page.has("heading", title)).await;
    page
}

#[wasm_bindgen_test]
async fn an_unsent_email_says_so_and_can_be_checked_again() {
    let page = page_without_rows("DRAFT", "This email has not been sent yet").await;
    page.until_text("It’s still a draft.").await;
    page.until_text("Spring & summer Primary email · draft").await;
    assert!(page.all("table", None).is_empty());
    answer(
        &bounces_path(ACTIVITY),
        200,
        r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#,
    );
    page.get("button", "Check again").click();
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn a_check_that_finds_nothing_new_says_so_to_all_users() {
    let page = page_without_rows("DRAFT", "This email has not been sent yet").await;
    page.until("announced", || page.texts("status") == ["This email has not been sent yet"]).await;
    let region = page.all("status", None).remove(0);
    let first = region.text_content();
    assert!(!page.text().contains("Last checked"));
    page.get("button", "Check again").click();
    page.until_text("Last checked").await;
    assert_eq!(page.texts("status"), ["This email has not been sent yet"]);
    assert_ne!(region.text_content(), first, "an equal text would not be spoken again");
}

#[wasm_bindgen_test]
async fn every_status_without_rows_has_its_own_text() {
    for (status, title) in [
        ("SCHEDULED", "This email is scheduled"),
        ("EXECUTING", "This email is being sent"),
        ("ERROR", "This email could not be sent"),
        ("REMOVED", "This email was deleted"),
        ("Done", "Nobody bounced"),
        ("ARCHIVED", "No bounces are recorded"),
    ] {
        let page = page_without_rows(status, title).await;
        assert!(page.has("button", "Check again"), "{status}");
    }
}

#[wasm_bindgen_test]
async fn an_unavailable_activity_is_not_shown_as_no_bounces() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 200, r#"{"tracking_activities":[]}"#);
    answer(&activity_path(ACTIVITY), 500, "");
    page.show(ACTIVITY);
    page.until("not known", || page.has("heading", "No bounces are recorded")).await;
    assert!(!page.text().contains("Nobody bounced"));
}

#[wasm_bindgen_test]
async fn an_empty_restricted_report_mentions_the_restriction() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(
        &format!("{}&bounce_code=B&bounce_code=S", bounces_path(ACTIVITY)),
        200,
        r#"{"tracking_activities":[]}"#,
    );
    page.element.set_attribute("codes", "s, B Q").unwrap();
    page.show(ACTIVITY);
    page.until("restricted", || page.has("heading", "Nobody bounced for these reasons")).await;
}

#[wasm_bindgen_test]
async fn loading_shows_a_skeleton_and_no_message() {
    let page = Page::new();
    hold(&bounces_path(ACTIVITY));
    hold(&activity_path(ACTIVITY));
    hold(&stats_path(ACTIVITY));
    page.show(ACTIVITY);
    page.until_text("Loading the bounce report").await;
    assert!(page.all("table", None).is_empty());
    assert_eq!(page.texts("heading"), ["Bounces"]);
}

#[wasm_bindgen_test]
async fn without_an_id_nothing_is_requested() {
    let page = Page::new();
    page.show("");
    page.until("no email", || page.has("heading", "No email chosen")).await;
    assert!(requests().is_empty());
    assert!(page.all("button", None).is_empty());
}

#[wasm_bindgen_test]
async fn an_invalid_id_is_not_requested() {
    for id in ["../emails", "1234", "98edac88-f4bc-408c-9e64-acd89038423g"] {
        let page = Page::new();
        page.show(id);
        page.until("not found", || page.has("heading", "We can’t find this email")).await;
        assert!(requests().is_empty());
    }
}

#[wasm_bindgen_test]
async fn signed_out_offers_a_sign_in_link_that_returns() {
    let page = Page::new();
    let errors = page.listen("bounces-error");
    answer(&bounces_path(ACTIVITY), 401, r#"{"code":"signed_out","status":401}"#);
    page.show(ACTIVITY);
    page.until("signed out", || page.has("heading", "You are signed out")).await;
    let href = page.get("link", "Sign in").get_attribute("href").unwrap();
    let here = web_sys::window().unwrap().location();
    let here = here.pathname().unwrap() + &here.search().unwrap();
    let here = String::from(js_sys::encode_uri_component(&here));
    assert_eq!(href, format!("/auth/login?return_to={here}"));
    assert_eq!(
        *errors.borrow(),
        [format!(
            r#"{{"code":"signed_out","retryAfter":null,"status":401,"url":"{}","contentType":"text/plain;charset=UTF-8","cause":null}}"#,
            bounces_path(ACTIVITY)
        )]
    );
}

#[wasm_bindgen_test]
async fn a_host_can_replace_the_sign_in() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 401, "");
    page.element.set_attribute("auth-base", "/elsewhere/").unwrap();
    page.show(ACTIVITY);
    page.until("signed out", || page.has("link", "Sign in")).await;
    let events = page.listen("bounces-sign-in");
    let prevent = js_sys::Function::new_with_args("event", "event.preventDefault()");
    page.element.add_event_listener_with_callback("bounces-sign-in", &prevent).unwrap();
    page.get("link", "Sign in").click();
    assert!(events.borrow()[0].starts_with(r#"{"url":"/elsewhere/login?return_to="#));
}

#[wasm_bindgen_test]
async fn a_proxy_on_another_origin_gets_no_path_to_return_to() {
    for auth_base in ["https://proxy.example.com/auth", "//proxy.example.com/auth/"] {
        let page = Page::new();
        answer(&bounces_path(ACTIVITY), 401, "");
        page.element.set_attribute("auth-base", auth_base).unwrap();
        page.show(ACTIVITY);
        page.until("signed out", || page.has("link", "Sign in")).await;
        let href = page.get("link", "Sign in").get_attribute("href").unwrap();
        assert_eq!(href, format!("{}/login", auth_base.trim_end_matches('/')));
    }
}

#[wasm_bindgen_test]
async fn every_error_has_its_own_text_and_next_step() {
    for (status, body, code, title) in [
        (
            403,
            r#"{"message":"Forbidden"}"#,
            "forbidden",
            "You don’t have permission to view bounces",
        ),
        (404, r#"[{"error_key":"not_found"}]"#, "not_found", "We can’t find this email"),
        (
            404,
            r#"{"code":"unsupported_role"}"#,
            "unsupported_role",
            "This email has no bounce report",
        ),
        (429, r#"{"error_key":"throttled"}"#, "rate_limited", "Too many requests at once"),
        (
            429,
            r#"{"error_key":"quota_exceeded"}"#,
            "quota_exhausted",
            "Daily request limit reached",
        ),
        (
            429,
            r#"{"code":"quota_exhausted","retry_after":60}"#,
            "quota_exhausted",
            "Daily request limit reached",
        ),
        (503, r#"{"code":"unavailable"}"#, "unavailable", "Constant Contact cannot be reached"),
        (503, "<html>", "unavailable", "The report service is not available"),
        (
            502,
            r#"{"code":"invalid_response"}"#,
            "invalid_response",
            "Constant Contact sent an unexpected response",
        ),
        (NETWORK_ERROR, "", "unavailable", "The report service cannot be reached"),
    ] {
        let page = Page::new();
        let errors = page.listen("bounces-error");
        answer(&bounces_path(ACTIVITY), status, body);
        page.show(ACTIVITY);
        page.until(title, || page.has("heading", title)).await;
        assert!(
            errors.borrow()[0].starts_with(&format!(r#"{{"code":"{code}""#)),
            "{:?}",
            errors.borrow()
        );
        let next_step = if code == "rate_limited" { "Try now" } else { "Try again" };
        assert!(page.has("button", next_step), "{code}");
    }
}

#[wasm_bindgen_test]
async fn try_again_reloads_the_report() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 503, "");
    answer(
        &bounces_path(ACTIVITY),
        200,
        r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#,
    );
    page.show(ACTIVITY);
    page.until("failed", || page.has("button", "Try again")).await;
    page.get("button", "Try again").click();
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn a_permalink_has_no_report() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 404, r#"{"code":"not_found"}"#);
    answer(&activity_path(ACTIVITY), 200, r#"{"role":"permalink","current_status":"DONE"}"#);
    page.show(ACTIVITY);
    page.until("no report", || page.has("heading", "This email has no bounce report")).await;
}

#[wasm_bindgen_test]
async fn no_matches_differs_from_no_bounces() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"a@example.com","bounce_code":"B"}"#]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.reason("Non-existent 1").click();
    // The refresh has no such row anymore, and the filter stays selected.
    answer(
        &bounces_path(ACTIVITY),
        200,
        r#"{"tracking_activities":[{"email_address":"b@example.com","bounce_code":"F"}]}"#,
    );
    page.get("button", "Refresh").click();
    page.until("filtered", || page.has("heading", "No bounce matches the filters")).await;
    page.until_text("There is 1 bounce in this report").await;
    page.get("button", "Clear all filters").click();
    page.until_addresses(&["b@example.com"]).await;
}

//! Malformed responses: the message is clear, loaded rows stay, nothing panics.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, report, requests};
use wasm_bindgen_test::wasm_bindgen_test;

const ROW: &str = r#"{"email_address":"a@example.com","bounce_code":"B"}"#;

fn first_of_two(next: &str) -> String {
    format!(r#"{{"tracking_activities":[{ROW}],"_links":{{"next":{{"href":"{next}"}}}}}}"#)
}

#[wasm_bindgen_test]
async fn a_malformed_page_keeps_the_rows_and_can_be_retried() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    answer(&bounces_path(ACTIVITY), 200, &first_of_two(&next));
    answer(&next, 200, r#"{"tracking_activities":[{"email_add"#);
    answer(&next, 200, r#"{"tracking_activities":[{"email_address":"b@example.com"}]}"#);
    page.show(ACTIVITY);
    page.until("an alert", || !page.all("alert", None).is_empty()).await;
    page.until_text("Constant Contact sent an unexpected response").await;
    page.until_text("The 1 bounce already loaded is still shown").await;
    page.until_addresses(&["a@example.com"]).await;

    page.get("button", "Try again").click();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    assert!(page.all("alert", None).is_empty());
    let first = requests().into_iter().filter(|path| *path == bounces_path(ACTIVITY)).count();
    assert_eq!(first, 1, "loading resumes where it stopped");
}

#[wasm_bindgen_test]
async fn a_session_that_expires_during_the_load_keeps_the_rows_and_offers_sign_in() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    answer(&bounces_path(ACTIVITY), 200, &first_of_two(&next));
    answer(&next, 401, r#"{"code":"signed_out"}"#);
    page.show(ACTIVITY);
    page.until("signed out", || page.has("link", "Sign in")).await;
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn a_response_that_is_not_a_page_of_bounces_is_reported() {
    for body in ["[]", "null", "{}", r#"{"tracking_activities":7}"#] {
        let page = Page::new();
        answer(&bounces_path(ACTIVITY), 200, body);
        page.show(ACTIVITY);
        page.until(body, || page.has("heading", "Constant Contact sent an unexpected response"))
            .await;
    }
}

#[wasm_bindgen_test]
async fn null_in_any_field_still_yields_a_row() {
    let page = Page::new();
    report(
        ACTIVITY,
        "DONE",
        &[
            r#"{"contact_id":null,"email_address":null,"first_name":null,"last_name":null,"bounce_code":null,
            "current_email_address":null,"created_time":null,"deleted_at":null}, {}, null, 7"#,
        ],
    );
    page.show(ACTIVITY);
    page.until_addresses(&["No address"; 2]).await;
    assert_eq!(page.texts("row"), ["No address Reason not given Unknown date"; 2]);
    page.until_text("2 rows couldn’t be read").await;
}

#[wasm_bindgen_test]
async fn an_unknown_code_and_an_impossible_date_are_shown() {
    let page = Page::new();
    report(
        ACTIVITY,
        "DONE",
        &[
            r#"{"email_address":"a@example.com","bounce_code":"Q7","created_time":"2026-02-30T00:00:00Z"}"#,
        ],
    );
    page.show(ACTIVITY);
    page.until_text("a@example.com Unknown code Q7 Unknown date").await;
    page.reason("Reason unknown 1").click();
    page.until_text("1–1 of 1").await;
}

#[wasm_bindgen_test]
async fn markup_in_a_name_is_text() {
    let page = Page::new();
    let name = "<img src=x onerror=alert(1)><b>Ada</b>";
    report(ACTIVITY, "DONE", &[&format!(r#"{{"first_name":"{name}"}}"#)]);
    page.show(ACTIVITY);
    page.until_text(name).await;
    assert!(page.root().query_selector("img, td b").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn next_links_to_other_hosts_or_to_themselves_are_not_followed() {
    let path = bounces_path(ACTIVITY);
    let other = path.replace(ACTIVITY, "00000000-0000-0000-0000-000000000000");
    for next in [
        path.as_str(),
        other.as_str(),
        "https://elsewhere.example/v3/x?cursor=1",
        "//elsewhere.example/?cursor=1",
        "cursor",
    ] {
        let page = Page::new();
        answer(&path, 200, &first_of_two(next));
        page.show(ACTIVITY);
        page.until_text("Constant Contact sent an unexpected response").await;
        page.until_addresses(&["a@example.com"]).await;
        let sent = requests().into_iter().filter(|path| path.contains("tracking/bounces")).count();
        assert_eq!(sent, 1, "{next}");
    }
}

#[wasm_bindgen_test]
async fn a_pass_through_proxy_with_upstream_paths_works() {
    let page = Page::new();
    let next = cursor(&bounces_path(ACTIVITY), 1);
    answer(&bounces_path(ACTIVITY), 200, &first_of_two(&next.replace("/api/v3/", "/v3/")));
    answer(&next, 200, r#"{"tracking_activities":[{"email_address":"b@example.com"}]}"#);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
}

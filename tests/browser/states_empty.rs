//! Reports without rows: no state is confused with another, in any order of responses.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, bounces_path, hold, release, report, stats_path,
};
use wasm_bindgen_test::wasm_bindgen_test;

const NO_ROWS: &str = r#"{"tracking_activities":[]}"#;

#[wasm_bindgen_test]
async fn no_bounces_is_not_shown_before_the_rows_have_loaded() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    hold(&bounces_path(ACTIVITY));
    release(&stats_path(ACTIVITY), 200, r#"{"results":[{"stats":{"em_sends":9,"em_bounces":0}}]}"#);
    page.show(ACTIVITY);
    page.until_text("Spring & summer").await;
    page.until_text("0.00% bounced").await;
    assert_eq!(page.texts("heading"), ["Spring & summer"], "no message yet");
    page.until_text("Loading the bounce report").await;

    release(&bounces_path(ACTIVITY), 200, NO_ROWS);
    page.until("no bounces", || page.has("heading", "Nobody bounced")).await;
}

#[wasm_bindgen_test]
async fn an_empty_report_waits_for_the_activity() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 200, NO_ROWS);
    hold(&activity_path(ACTIVITY));
    let loaded = page.listen("bounces-load");
    page.show(ACTIVITY);
    page.until("the rows are read", || loaded.borrow().len() == 1).await;
    page.until_text("Loading the bounce report").await;
    assert_eq!(page.texts("heading"), ["Bounces"]);
    release(&activity_path(ACTIVITY), 200, r#"{"current_status":"DRAFT"}"#);
    page.until("a draft", || page.has("heading", "This email has not been sent yet")).await;
}

#[wasm_bindgen_test]
async fn a_failure_is_neither_no_bounces_nor_no_matches() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), 500, "");
    page.show(ACTIVITY);
    page.until("failed", || page.has("heading", "The report service is not available")).await;
    for other in ["Nobody bounced", "No bounce matches", "No bounces are recorded"] {
        assert!(!page.text().contains(other), "{other}");
    }
}

#[wasm_bindgen_test]
async fn a_forbidden_report_names_the_missing_permission() {
    for (body, text, action) in [
        (r#"{"error_key":"access_denied"}"#, "ui:campaign:metrics", "button"),
        (r#"{"code":"forbidden","lacking":"privilege"}"#, "ui:campaign:metrics", "button"),
        (
            r#"{"code":"forbidden","lacking":"scope"}"#,
            "campaign data (campaign_data). Sign in again",
            "link",
        ),
        (r#"{"message":"Forbidden"}"#, "permission to read campaign data. Ask", "button"),
    ] {
        let page = Page::new();
        answer(&bounces_path(ACTIVITY), 403, body);
        page.show(ACTIVITY);
        page.until_text(text).await;
        let name = if action == "link" { "Sign in" } else { "Try again" };
        assert!(page.has(action, name), "{body}");
    }
}

#[wasm_bindgen_test]
async fn an_unknown_id_is_explained_to_users_and_in_the_console_to_developers() {
    let page = Page::new();
    let logged = log_of_console();
    answer(&bounces_path(ACTIVITY), 404, r#"[{"error_key":"not_found"}]"#);
    page.show(ACTIVITY);
    page.until_text("It may have been deleted, or the link is wrong.").await;
    page.until("the console", || !logged.to_vec().is_empty()).await;
    let text = String::from(logged.join(" "));
    assert!(text.contains("A campaign's id does not work"), "{text}");
    assert!(text.ends_with(ACTIVITY), "{text}");
}

/// What is logged as information from now on.
fn log_of_console() -> js_sys::Array {
    let body =
        "const logged = []; console.info = (...words) => logged.push(...words); return logged;";
    js_sys::Function::new_no_args(body).call0(&wasm_bindgen::JsValue::NULL).unwrap().into()
}

#[wasm_bindgen_test]
async fn a_role_without_tracking_is_distinguished_in_any_response_order() {
    for activity_first in [true, false] {
        let page = Page::new();
        let errors = page.listen("bounces-error");
        hold(&bounces_path(ACTIVITY));
        hold(&activity_path(ACTIVITY));
        page.show(ACTIVITY);
        page.until_text("Loading the bounce report").await;
        let activity =
            || release(&activity_path(ACTIVITY), 200, r#"{"role":"permalink","subject":"Hello"}"#);
        if activity_first {
            activity();
            page.until("its subject", || page.has("heading", "Hello")).await;
        }
        release(&bounces_path(ACTIVITY), 404, r#"{"code":"not_found"}"#);
        if !activity_first {
            page.until("not found", || page.has("heading", "We can’t find this email")).await;
            activity();
        }
        page.until("no report", || page.has("heading", "This email has no bounce report")).await;
        let event = r#"{"code":"unsupported_role","retryAfter":null,"#;
        page.until(event, || errors.borrow().last().is_some_and(|last| last.starts_with(event)))
            .await;
    }
}

/// What screen readers announce.
fn said(page: &Page) -> Option<String> {
    let status = page.root().query_selector("[role=status]").unwrap();
    status.and_then(|status| status.text_content())
}

#[wasm_bindgen_test]
async fn an_announced_failure_names_the_url() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 404, "<html>");
    page.show(ACTIVITY);
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    let title = format!("No bounces proxy answers at {origin}/api/v3");
    page.until(&title, || page.has("heading", &title)).await;
    page.until(&title, || said(&page).as_ref() == Some(&title)).await;
}

#[wasm_bindgen_test]
async fn failures_are_announced_to_screen_readers() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 500, "");
    page.show(ACTIVITY);
    page.until("said", || said(&page).as_deref() == Some("The report service is not available"))
        .await;
}

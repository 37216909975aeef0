//! Several elements of one report: which requests they share, and which they do not.

use crate::history::{all_requests, answer_history, answer_report, until_steps};
use crate::page::{Page, settled, until};
use crate::simulated_proxy::{
    ACTIVITY, answer, background_requests, bounces_path, cursor, history_path, hold, release,
    report, request_count, requests,
};
use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const TWO_ROWS: &str = r#"{"email_address":"a@example.com","bounce_code":"B"},
    {"email_address":"b@example.com","bounce_code":"S"}"#;
const COPIES: usize = 8;

/// A `fetcher` with its calls in the property `calls`.
fn fetcher() -> Function {
    let source = r#"
        const fetcher = async (url) => {
          fetcher.calls.push(url);
          const isRows = url.includes("/bounces");
          const body = isRows ? '{"tracking_activities":[{"email_address":"fetched@example.com"}]}' : '{"code":"not_found"}';
          return new Response(body, { status: isRows ? 200 : 404 });
        };
        fetcher.calls = [];
        return fetcher;"#;
    Function::new_no_args(source).call0(&JsValue::NULL).unwrap().unchecked_into()
}

/// The calls of a fetcher for pages of rows.
fn row_calls(fetcher: &Function) -> u32 {
    let source = "return fetcher.calls.filter((url) => url.includes('/bounces'))";
    let calls = Function::new_with_args("fetcher", source).call1(&JsValue::NULL, fetcher).unwrap();
    calls.unchecked_into::<Array>().length()
}

fn set(page: &Page, property: &str, value: &JsValue) {
    js_sys::Reflect::set(&page.element, &property.into(), value).unwrap();
}

#[wasm_bindgen_test]
async fn elements_with_the_same_id_share_their_requests() {
    let pages: Vec<_> = (0..COPIES).map(|_| Page::with_history()).collect();
    report(ACTIVITY, "DONE", &[TWO_ROWS, r#"{"email_address":"c@example.com"}"#]);
    answer(&history_path(ACTIVITY), 200, "[]");
    for page in &pages {
        page.show(ACTIVITY);
    }
    for page in &pages {
        page.until_addresses(&["a@example.com", "b@example.com", "c@example.com"]).await;
        page.until_text("Spring").await;
    }
    settled().await;
    // The activity, its counts and history, and two pages of rows.
    assert_eq!(requests().len(), 5, "{:?}", requests());
    // A later element gets a later state.
    let other = Page::with_history();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"later@example.com"}"#]);
    other.show(ACTIVITY);
    other.until_addresses(&["later@example.com"]).await;
}

#[wasm_bindgen_test]
async fn a_request_that_two_elements_share_is_aborted_with_the_second_one() {
    let pages = [Page::with_history(), Page::with_history()];
    let path = bounces_path(ACTIVITY);
    hold(&path);
    for page in &pages {
        page.show(ACTIVITY);
    }
    pages[0].until("the load", || requests().contains(&path)).await;
    assert_eq!(request_count(&path), 1);
    pages[0].element.remove();
    settled().await;
    assert!(requests().contains(&path), "{:?}", requests());
    pages[1].element.remove();
    until("an abort", || pages[1].text(), || requests().contains(&format!("aborted {path}"))).await;
}

#[wasm_bindgen_test]
async fn an_element_that_is_removed_leaves_the_shared_requests_to_the_others() {
    let pages = [Page::with_history(), Page::with_history()];
    let (path, second) = (bounces_path(ACTIVITY), cursor(&bounces_path(ACTIVITY), 1));
    hold(&second);
    report(ACTIVITY, "DONE", &[TWO_ROWS, r#"{"email_address":"c@example.com"}"#]);
    for page in &pages {
        page.show(ACTIVITY);
    }
    pages[0].until("the load", || requests().contains(&path)).await;
    for page in &pages {
        page.until_addresses(&["a@example.com", "b@example.com"]).await;
    }
    pages[0].element.remove();
    settled().await;
    release(&second, 200, r#"{"tracking_activities":[{"email_address":"c@example.com"}]}"#);
    pages[1].until_addresses(&["a@example.com", "b@example.com", "c@example.com"]).await;
}

#[wasm_bindgen_test]
async fn copies_read_the_earlier_emails_once() {
    let pages: Vec<_> = (0..COPIES).map(|_| Page::with_history()).collect();
    answer_report();
    answer_history();
    for page in &pages {
        page.show(ACTIVITY);
    }
    for page in &pages {
        until_steps(page, "1 1").await;
        page.until_text("1 of last 2").await;
    }
    settled().await;
    assert_eq!(background_requests(), all_requests());
    // The report itself: the activity, its counts, when it was sent, and its rows.
    assert_eq!(requests().len(), 4, "{:?}", requests());
}

#[wasm_bindgen_test]
async fn a_copy_that_is_removed_leaves_the_earlier_emails_to_the_others() {
    let pages = [Page::with_history(), Page::with_history()];
    answer_report();
    answer_history();
    let paths = all_requests();
    let last = paths.last().unwrap();
    release(last, 0, "");
    for page in &pages {
        page.show(ACTIVITY);
    }
    pages[0].until("the last request", || background_requests().contains(last)).await;
    pages[0].element.remove();
    settled().await;
    assert!(background_requests().contains(last), "{:?}", background_requests());
    release(last, 200, r#"{"tracking_activities":[]}"#);
    pages[1].until_text("1 of last 2").await;
    assert_eq!(background_requests(), paths);
}

#[wasm_bindgen_test]
async fn an_element_that_is_added_later_requests_the_report_itself() {
    let pages = [Page::with_history(), Page::with_history()];
    let path = bounces_path(ACTIVITY);
    hold(&path);
    pages[0].show(ACTIVITY);
    pages[0].until("the load", || requests().contains(&path)).await;
    settled().await;
    pages[1].show(ACTIVITY);
    pages[1].until("a second request", || request_count(&path) == 2).await;
    // Nor does it get what a removed one has received.
    pages[0].element.remove();
    release(&path, 200, r#"{"tracking_activities":[{"email_address":"later@example.com"}]}"#);
    pages[1].until_addresses(&["later@example.com"]).await;
}

#[wasm_bindgen_test]
async fn an_element_that_is_added_during_a_load_gets_nothing_of_it() {
    let pages = [Page::with_history(), Page::with_history(), Page::with_history()];
    let second = cursor(&bounces_path(ACTIVITY), 1);
    report(ACTIVITY, "DONE", &[TWO_ROWS, r#"{"email_address":"c@example.com"}"#]);
    release(&second, 0, "");
    for page in &pages[..2] {
        page.show(ACTIVITY);
    }
    pages[0].until_addresses(&["a@example.com", "b@example.com"]).await;
    pages[0].until("the second page", || requests().contains(&second)).await;
    pages[0].element.remove();
    pages[1].element.remove();
    release(
        &bounces_path(ACTIVITY),
        200,
        r#"{"tracking_activities":[{"email_address":"later@example.com"}]}"#,
    );
    pages[2].show(ACTIVITY);
    pages[2].until_addresses(&["later@example.com"]).await;
}

#[wasm_bindgen_test]
async fn elements_with_one_fetcher_share_its_calls_until_they_load_again() {
    let pages = [Page::new(), Page::new(), Page::new()];
    let (common, own) = (fetcher(), fetcher());
    for (page, fetcher) in pages.iter().zip([&common, &common, &own]) {
        set(page, "fetcher", fetcher);
        page.show("any id");
    }
    for page in &pages {
        page.until_addresses(&["fetched@example.com"]).await;
    }
    assert_eq!((row_calls(&common), row_calls(&own)), (1, 1));
    pages[0].get("button", "Refresh").click();
    pages[0].until("another call", || row_calls(&common) == 2).await;
    // A third function is used at once.
    let another = fetcher();
    set(&pages[1], "fetcher", &another);
    pages[1].get("button", "Refresh").click();
    pages[1].until("a call", || row_calls(&another) == 1).await;
    assert_eq!((row_calls(&common), row_calls(&own)), (2, 1));
}

#[wasm_bindgen_test]
async fn a_fetcher_that_has_read_its_response_leads_to_an_invalid_response() {
    let pages = [Page::with_history(), Page::with_history()];
    let source = "return async () => { const response = new Response('{}'); await response.json(); return response; }";
    let reading = Function::new_no_args(source).call0(&JsValue::NULL).unwrap();
    let errors = pages.each_ref().map(|page| page.listen("bounces-error"));
    for page in &pages {
        set(page, "fetcher", &reading);
        page.show("any id");
    }
    for (page, errors) in pages.iter().zip(&errors) {
        page.until("an error", || !errors.borrow().is_empty()).await;
        assert!(errors.borrow()[0].contains(r#""code":"invalid_response""#), "{errors:?}");
    }
}

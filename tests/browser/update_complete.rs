//! `updateComplete` and `matchingRows`, for programs that control the element.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, hold, report};
use js_sys::{Function, JSON, Promise, Reflect};
use std::fmt::Write;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn property(page: &Page, name: &str) -> JsValue {
    Reflect::get(&page.element, &name.into()).unwrap()
}

async fn updated(page: &Page) {
    JsFuture::from(property(page, "updateComplete").unchecked_into::<Promise>()).await.unwrap();
}

fn set_data(page: &Page, data: &str) {
    Reflect::set(&page.element, &"data".into(), &JSON::parse(data).unwrap()).unwrap();
}

/// Enough rows that a query takes more than one task.
fn rows() -> String {
    let mut rows = String::new();
    for row in (0..20_000).rev() {
        let code = if row % 4 == 0 { "B" } else { "D" };
        let comma = if row == 0 { "" } else { "," };
        let _ = write!(
            rows,
            r#"{{"email_address":"contact{row:05}@example.com","bounce_code":"{code}"}}{comma}"#
        );
    }
    rows
}

#[wasm_bindgen_test]
async fn update_complete_resolves_when_the_requested_rows_are_present() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows()]);
    page.show(ACTIVITY);
    page.until("the rows", || property(&page, "matchingRows") == 20_000).await;
    page.get("button", "Contact").click();
    updated(&page).await;
    assert_eq!(page.addresses()[0], "contact00000@example.com");
    page.get("button", "Contact").click();
    updated(&page).await;
    assert_eq!(page.addresses()[0], "contact19999@example.com");
    page.reason("Non-existent 5,000").click();
    updated(&page).await;
    assert_eq!(page.addresses()[0], "contact19996@example.com");
    assert_eq!(property(&page, "matchingRows"), 5_000);
}

#[wasm_bindgen_test]
async fn update_complete_resolves_outside_a_document() {
    let page = Page::new();
    updated(&page).await;
    assert_eq!(property(&page, "matchingRows"), 0);
}

#[wasm_bindgen_test]
async fn update_complete_waits_for_all_rows_of_inline_data() {
    let page = Page::new();
    set_data(&page, r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#);
    page.show("");
    updated(&page).await;
    assert_eq!(page.addresses(), ["a@example.com"]);
    let stats = r#""stats":{"results":[{"stats":{"em_sends":2,"em_bounces":2}}]}"#;
    set_data(&page, &format!(r#"{{{stats},"tracking_activities":[{}]}}"#, rows()));
    updated(&page).await;
    assert_eq!(property(&page, "matchingRows"), 20_000);
    assert!(page.text().contains("1–50 of 20,000"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn update_complete_waits_for_the_first_rows_of_another_activity() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"a@example.com"}"#]);
    page.show(ACTIVITY);
    updated(&page).await;
    assert_eq!(page.addresses(), ["a@example.com"]);
    page.element.set_attribute("campaign-activity-id", "no id").unwrap();
    updated(&page).await;
    assert!(page.has("heading", "We can’t find this email"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn update_complete_waits_for_another_language() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"a@example.com"}"#]);
    page.show(ACTIVITY);
    updated(&page).await;
    answer("languages/de.json", 200, include_str!("../../src/i18n/languages/de.json"));
    page.element.set_attribute("lang", "de").unwrap();
    updated(&page).await;
    assert!(page.has("button", "Aktualisieren"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn update_complete_resolves_when_the_report_is_removed() {
    let page = Page::new();
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    let promise: Promise = property(&page, "updateComplete").unchecked_into();
    page.element.remove();
    // The test finishes only if the promise resolves.
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn update_complete_supports_several_waiters_and_reports() {
    let pages = [Page::new(), Page::new()];
    for page in &pages {
        set_data(page, r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#);
        page.show("");
    }
    let promise = |page: &Page| property(page, "updateComplete");
    let all = [promise(&pages[0]), promise(&pages[0]), promise(&pages[1])];
    // Waiters that depended on each other would block the page.
    JsFuture::from(Promise::all_iterable(&js_sys::Array::from_iter(all))).await.unwrap();
    for page in &pages {
        assert_eq!(page.addresses(), ["a@example.com"]);
    }
}

#[wasm_bindgen_test]
async fn update_complete_can_be_awaited_from_the_load_start_event() {
    let page = Page::new();
    let waits = Function::new_with_args(
        "element",
        "return new Promise((done) => element.addEventListener('bounces-load-start', () => {
           element.updateComplete.then(() => done(element.matchingRows));
         }))",
    );
    let rows: Promise = waits.call1(&JsValue::UNDEFINED, &page.element).unwrap().unchecked_into();
    set_data(&page, r#"{"tracking_activities":[{"email_address":"a@example.com"}]}"#);
    page.show("");
    assert_eq!(JsFuture::from(rows).await.unwrap(), 1);
}

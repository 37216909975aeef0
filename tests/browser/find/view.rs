//! The view as a string, from and to the host.

use super::page_with_rows;
use crate::page::{Page, enter_date};
use crate::simulated_proxy::{ACTIVITY, report};
use js_sys::Reflect;
use wasm_bindgen_test::wasm_bindgen_test;

const OTHER: &str = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";

fn property(page: &Page) -> String {
    Reflect::get(&page.element, &"view".into()).unwrap().as_string().unwrap()
}

fn set_property(page: &Page, view: &str) {
    Reflect::set(&page.element, &"view".into(), &view.into()).unwrap();
}

#[wasm_bindgen_test]
async fn the_host_is_notified_of_each_user_change() {
    let page = page_with_rows().await;
    let changes = page.listen("bounces-view-change");
    let is = |view: &str| {
        changes.borrow().last().map(String::as_str) == Some(&format!(r#"{{"view":"{view}"}}"#))
    };
    page.reason("Non-existent 2").click();
    page.until("codes", || is("codes=B")).await;
    page.search("Adele Brown");
    page.until("words", || is("codes=B&q=Adele+Brown")).await;
    page.until("a line", || page.has("button", "example.com 1")).await;
    page.get("button", "example.com 1").click();
    page.until("a domain", || is("codes=B&q=Adele+Brown&domain=example.com")).await;
    page.get("button", "Clear all").click();
    page.until("nothing", || is("")).await;
    page.filter_by("Filter by when", "Custom range…").await;
    page.until("a field", || page.all("textbox", None).len() == 2).await;
    page.until("two fields", || page.all("textbox", None).len() == 2).await;
    enter_date(&page.get("textbox", "From"), "2026-11-12");
    page.until("dates", || is("from=2026-11-12")).await;
    page.filter_by("Filter by when", "Any date").await;
    page.get("button", "Reason").click();
    page.until("a sort", || is("sort=reason")).await;
    page.choose("Rows per page", "100");
    page.until("a size", || is("sort=reason&size=100")).await;
    assert_eq!(property(&page), "sort=reason&size=100");
}

#[wasm_bindgen_test]
async fn the_view_contains_the_page_and_a_filter_resets_it() {
    let page = Page::new();
    let row = |row: usize| format!(r#"{{"email_address":"{row}@a.test","bounce_code":"B"}}"#);
    let rows: Vec<_> = (0..120).map(row).collect();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
    let changes = page.listen("bounces-view-change");
    page.show(ACTIVITY);
    page.until_text("1–50 of 120").await;
    page.get("button", "Next").click();
    page.reason("Non-existent 120").click();
    page.until("both", || changes.borrow().len() == 2).await;
    assert_eq!(*changes.borrow(), [r#"{"view":"page=2"}"#, r#"{"view":"codes=B"}"#]);
}

#[wasm_bindgen_test]
async fn a_view_set_by_the_host_fires_no_event() {
    let page = Page::new();
    let changes = page.listen("bounces-view-change");
    report(ACTIVITY, "DONE", &[super::ROWS]);
    page.element.set_attribute("view", "?codes=B,V&q=example&sort=email&size=2&page=2").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["dora@example.com"]).await;
    page.until_text("3–3 of 3").await;
    set_property(&page, "domain=Example.ORG");
    page.until_addresses(&["carla@example.org"]).await;
    set_property(&page, "");
    page.until_text("1–6 of 6").await;
    assert!(changes.borrow().is_empty(), "{:?}", changes.borrow());
}

#[wasm_bindgen_test]
async fn setting_the_same_view_again_applies_it_again() {
    let page = page_with_rows().await;
    set_property(&page, "codes=B");
    page.until_text("1–2 of 2").await;
    page.get("button", "Clear all").click();
    page.until_text("1–6 of 6").await;
    assert_eq!(property(&page), "");
    set_property(&page, "codes=B");
    page.until_text("1–2 of 2").await;
    assert_eq!(property(&page), "codes=B");
}

#[wasm_bindgen_test]
async fn unknown_parts_of_a_view_are_ignored() {
    let page = page_with_rows().await;
    set_property(&page, "codes=Q&colour=red&from=soon&sort=phone&page=0&size=9999&q=dora");
    page.until_addresses(&["dora@example.com"]).await;
    set_property(&page, "domain=elsewhere.test");
    page.until("none", || page.has("heading", "No bounce matches the filters")).await;
    page.get("button", "Remove filter: Domain: elsewhere.test").click();
    page.until_text("1–6 of 6").await;
}

#[wasm_bindgen_test]
async fn a_page_beyond_the_last_shows_the_last() {
    let page = page_with_rows().await;
    set_property(&page, "size=4&page=9");
    page.until_text("5–6 of 6").await;
}

#[wasm_bindgen_test]
async fn another_activity_starts_with_the_hosts_view() {
    let page = page_with_rows().await;
    report(OTHER, "DONE", &[super::ROWS]);
    page.search("dora");
    page.until_addresses(&["dora@example.com"]).await;
    page.element.set_attribute("campaign-activity-id", OTHER).unwrap();
    page.until_text("1–6 of 6").await;
    page.search("dora");
    page.until_addresses(&["dora@example.com"]).await;
    set_property(&page, "codes=F");
    page.element.set_attribute("campaign-activity-id", ACTIVITY).unwrap();
    page.until_addresses(&["exa@other.test"]).await;
}

#[wasm_bindgen_test]
async fn refreshing_keeps_the_view() {
    let page = page_with_rows().await;
    let changes = page.listen("bounces-view-change");
    set_property(&page, "codes=B,V&sort=email&size=2&page=2");
    page.until_addresses(&["dora@example.com"]).await;
    page.get("button", "Refresh").click();
    page.until_text("3–3 of 3").await;
    page.until("all loaded", || page.texts("status") == ["All bounces loaded: 6"]).await;
    assert_eq!(property(&page), "codes=B,V&sort=email&size=2&page=2");
    assert!(changes.borrow().is_empty());
}

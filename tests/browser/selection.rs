//! Selection of single rows, of ranges, and of all matching rows.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, report};
use std::fmt::Write;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn id(number: usize) -> String {
    format!("98edac88-f4bc-408c-9e64-{number:012}")
}

/// Rows with the addresses `c0@example.com` and so on; every third is blocked.
fn rows(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut rows = String::new();
    for number in numbers {
        let comma = if rows.is_empty() { "" } else { "," };
        let code = if number % 3 == 0 { "Z" } else { "B" };
        let id = id(number);
        let _ = write!(
            rows,
            r#"{comma}{{"contact_id":"{id}","email_address":"c{number}@example.com","bounce_code":"{code}","created_time":"2026-11-12T09:40:00.000Z"}}"#
        );
    }
    rows
}

async fn shown(pages: &[&str]) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", pages);
    page.show(ACTIVITY);
    page.until("all rows", || page.text().contains("All bounces loaded")).await;
    page
}

fn checkbox(page: &Page, name: &str) -> HtmlInputElement {
    page.get("checkbox", name).unchecked_into()
}

fn select(page: &Page, number: usize) {
    checkbox(page, &format!("c{number}@example.com")).click();
}

/// The addresses of the selected rows on the page.
fn selected(page: &Page) -> Vec<String> {
    let rows = page.addresses().into_iter();
    rows.filter(|address| checkbox(page, address).checked()).collect()
}

async fn until_selected(page: &Page, numbers: &[usize]) {
    let addresses: Vec<_> = numbers.iter().map(|number| format!("c{number}@example.com")).collect();
    page.until(&format!("{addresses:?} selected"), || selected(page) == addresses).await;
}

#[wasm_bindgen_test]
async fn the_checkbox_of_a_row_is_named_by_its_address() {
    let page = shown(&[&rows(0..3)]).await;
    let changes = page.listen("bounces-selection-change");
    select(&page, 1);
    page.until_text("1 selected").await;
    until_selected(&page, &[1]).await;
    select(&page, 1);
    page.until("none selected", || !page.text().contains("1 selected")).await;
    assert_eq!(
        *changes.borrow(),
        [
            format!(r#"{{"count":1,"contactIds":["{}"]}}"#, id(1)),
            r#"{"count":0,"contactIds":[]}"#.to_owned()
        ]
    );
}

#[wasm_bindgen_test]
async fn a_selection_survives_sorting_filtering_and_paging() {
    let page = shown(&[&rows(0..4)]).await;
    page.element.set_attribute("page-size", "3").unwrap();
    select(&page, 0);
    select(&page, 1);
    page.get("button", "Contact").click();
    page.get("button", "Contact").click();
    page.until_addresses(&["c3@example.com", "c2@example.com", "c1@example.com"]).await;
    until_selected(&page, &[1]).await;
    page.get("button", "Next").click();
    until_selected(&page, &[0]).await;

    page.reason("Blocked 2").click();
    page.until_text("2 selected (1 hidden by filters)").await;
    until_selected(&page, &[0]).await;
    page.reason("Blocked 2").click();
    page.until("no filter", || !page.text().contains("hidden by filters")).await;
}

#[wasm_bindgen_test]
async fn a_selection_keeps_its_contacts_after_a_refresh() {
    let page = shown(&[&rows(0..4)]).await;
    select(&page, 1);
    select(&page, 3);
    page.until_text("2 selected").await;
    let changes = page.listen("bounces-selection-change");
    answer(
        &bounces_path(ACTIVITY),
        200,
        &format!(r#"{{"tracking_activities":[{}]}}"#, rows([9, 3, 2, 1])),
    );
    page.get("button", "Refresh").click();
    page.until_addresses(&["c9@example.com", "c3@example.com", "c2@example.com", "c1@example.com"])
        .await;
    until_selected(&page, &[3, 1]).await;
    page.until_text("2 selected").await;
    assert!(changes.borrow().is_empty(), "the same contacts are selected");

    answer(
        &bounces_path(ACTIVITY),
        200,
        &format!(r#"{{"tracking_activities":[{}]}}"#, rows([2, 1])),
    );
    page.get("button", "Refresh").click();
    page.until_text("1 selected").await;
    page.until("an event", || {
        *changes.borrow() == [format!(r#"{{"count":1,"contactIds":["{}"]}}"#, id(1))]
    })
    .await;
}

#[wasm_bindgen_test]
async fn another_report_starts_without_a_selection() {
    const OTHER: &str = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";
    let page = shown(&[&rows(0..2)]).await;
    select(&page, 0);
    page.until_text("1 selected").await;
    let changes = page.listen("bounces-selection-change");
    report(OTHER, "DONE", &[&rows(0..2)]);
    page.element.set_attribute("campaign-activity-id", OTHER).unwrap();
    page.until("none selected", || !page.text().contains("selected")).await;
    until_selected(&page, &[]).await;
    assert_eq!(*changes.borrow(), [r#"{"count":0,"contactIds":[]}"#]);
}

#[wasm_bindgen_test]
async fn shift_click_selects_a_range_in_display_order() {
    let page = shown(&[&rows(0..6)]).await;
    page.get("button", "Contact").click();
    page.get("button", "Contact").click();
    page.until("the last one first", || page.addresses()[0] == "c5@example.com").await;
    select(&page, 4);
    Page::click_with_shift(&checkbox(&page, "c2@example.com"));
    until_selected(&page, &[4, 3, 2]).await;
    page.until_text("3 selected").await;
    Page::click_with_shift(&checkbox(&page, "c3@example.com"));
    until_selected(&page, &[4]).await;
}

#[wasm_bindgen_test]
async fn select_all_selects_exactly_the_matching_rows_on_all_pages() {
    let page = shown(&[&rows(0..70)]).await;
    select(&page, 1);
    page.reason("Blocked 24").click();
    page.until_text("1–24 of 24").await;
    page.element.set_attribute("page-size", "10").unwrap();
    page.until_text("1–10 of 24").await;
    let changes = page.listen("bounces-selection-change");
    let all = checkbox(&page, "Select all 24 matches");
    all.click();
    page.until_text("25 selected (1 hidden by filters)").await;
    assert!(all.checked() && !all.indeterminate());
    let ids: Vec<_> = (0..70).filter(|number| number % 3 == 0 || *number == 1).map(id).collect();
    let ids = ids.join(r#"",""#);
    assert_eq!(*changes.borrow(), [format!(r#"{{"count":25,"contactIds":["{ids}"]}}"#)]);

    select(&page, 3);
    page.until("some of them", || all.indeterminate() && !all.checked()).await;
    all.click();
    page.until_text("25 selected").await;
    assert!(all.checked() && !all.indeterminate());
    all.click();
    page.until_text("1 selected (1 hidden by filters)").await;
    assert!(!all.checked() && !all.indeterminate());

    page.reason("Blocked 24").click();
    page.until("no filter", || page.has("checkbox", "Select all 70")).await;
    assert!(checkbox(&page, "Select all 70").indeterminate());
}

#[wasm_bindgen_test]
async fn a_selection_can_be_cleared_while_the_filter_hides_every_row() {
    let page = shown(&[&format!("{},{}", rows([0, 1]), r#"{"bounce_code":"V"}"#)]).await;
    select(&page, 1);
    page.reason("Blocked 1").click();
    page.until_text("1 selected (1 hidden by filters)").await;
    let clear = page.get("button", "Clear selection");
    clear.focus().unwrap();
    clear.click();
    page.until("none selected", || !page.has("button", "Clear selection")).await;
    page.assert_focused(&page.all("table", None)[0]);
    page.reason("Blocked 1").click();
    page.until("all rows", || page.all("rowheader", None).len() == 3).await;
    assert_eq!(selected(&page), [] as [&str; 0]);
}

#[wasm_bindgen_test]
async fn narrow_layouts_have_select_all_above_the_cards() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows(0..3)]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    page.until("one checkbox for all", || page.all("checkbox", Some("Select all 3")).len() == 1)
        .await;
    checkbox(&page, "Select all 3").click();
    page.until_text("3 selected").await;
    until_selected(&page, &[0, 1, 2]).await;
}

#[wasm_bindgen_test]
async fn checkboxes_are_large_touch_targets() {
    let page = shown(&[&rows(0..1)]).await;
    for checkbox in page.all("checkbox", None) {
        let size = checkbox.get_bounding_client_rect();
        assert!(size.width() >= 24.0 && size.height() >= 24.0);
    }
}

#[wasm_bindgen_test]
async fn links_lead_to_the_rows_and_to_the_actions_for_the_selected_ones() {
    let page = shown(&[&rows(0..3)]).await;
    let hash = || crate::page::document().location().unwrap().hash().unwrap();
    let before = hash();
    assert_eq!(page.names("link"), ["Skip to the rows"]);
    let to_rows = page.get("link", "Skip to the rows");
    to_rows.focus().unwrap();
    to_rows.click();
    let table = page.all("table", None).remove(0);
    let focused = || page.element.shadow_root().unwrap().active_element();
    page.until("the table", || focused().is_some_and(|one| one.is_same_node(Some(&table)))).await;

    select(&page, 1);
    page.until("links", || page.all("link", Some("Skip to 1 selected")).len() == 2).await;
    select(&page, 2);
    // One is above the report, the others follow the details button of each selected row.
    page.until("links", || page.all("link", Some("Skip to 2 selected")).len() == 3).await;
    let bar = page.get("region", "Selected contacts");
    for link in page.all("link", Some("Skip to 2 selected")) {
        link.focus().unwrap();
        link.click();
        page.assert_focused(&bar);
    }
    assert_eq!(hash(), before, "the address of the host's page stays");
    page.get("button", "Clear selection").click();
    page.until("no links", || page.names("link") == ["Skip to the rows"]).await;
}

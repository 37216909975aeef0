//! Column visibility and density.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, report};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const ROW: &str = r#"{"email_address":"a@example.com","first_name":"Ada","bounce_code":"B","created_time":"2019-11-12T09:40:00.000Z","deleted_at":"2019-11-14"}"#;

fn style(element: &web_sys::Element, name: &str) -> String {
    let style = web_sys::window().unwrap().get_computed_style(element).unwrap().unwrap();
    style.get_property_value(name).unwrap()
}

const OPTIONS: &str = "View options";

#[wasm_bindgen_test]
async fn columns_can_be_hidden_and_shown() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    let all = "a@example.com Ada contact deleted 14 Nov 2019 Non-existent 12 Nov 2019, 09:40";
    page.until(all, || page.texts("row") == [all]).await;
    page.open_menu(OPTIONS).await;
    for (column, rest) in [
        ("Name and notes", "a@example.com Non-existent 12 Nov 2019, 09:40"),
        ("Bounced", "a@example.com Non-existent"),
        ("Next step", "a@example.com Non-existent Done: corrected or deleted"),
        (
            "Name and notes",
            "a@example.com Ada contact deleted 14 Nov 2019 Non-existent Done: corrected or deleted",
        ),
    ] {
        page.get("checkbox", column).click();
        page.until(rest, || page.texts("row") == [rest]).await;
    }
    assert_eq!(page.texts("columnheader"), ["Contact", "Reason", "Next step", "Details"]);
}

#[wasm_bindgen_test]
async fn a_deletion_with_a_time_of_day_has_its_day_in_the_reports_time_zone() {
    let page = Page::new();
    page.element.set_attribute("time-zone", "Asia/Tokyo").unwrap();
    let day = r#"{"email_address":"day@example.com","deleted_at":"2019-11-14"}"#;
    let time = r#"{"email_address":"time@example.com","deleted_at":"2019-11-14T20:30:00Z"}"#;
    report(ACTIVITY, "DONE", &[&[day, time].join(",")]);
    page.show(ACTIVITY);
    page.until_addresses(&["day@example.com", "time@example.com"]).await;
    let rows = page.texts("row");
    assert!(rows[0].contains("contact deleted 14 Nov 2019"), "{rows:?}");
    assert!(rows[1].contains("contact deleted 15 Nov 2019"), "{rows:?}");
}

#[wasm_bindgen_test]
async fn details_are_as_wide_as_the_table() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.get("button", "Details of a@example.com").click();
    page.until_text("Current address").await;
    let span = || {
        let cell = page.root().query_selector("td[colspan]").unwrap().unwrap();
        cell.get_attribute("colspan")
    };
    assert_eq!(span().as_deref(), Some("5"));
    page.open_menu(OPTIONS).await;
    page.get("checkbox", "Bounced").click();
    page.until("narrower details", || span().as_deref() == Some("4")).await;
}

#[wasm_bindgen_test]
async fn rows_can_be_sorted_by_name_which_has_no_header() {
    let page = Page::new();
    let other = r#"{"email_address":"b@example.com","first_name":"Zoe","bounce_code":"B","created_time":"2019-11-13T09:40:00.000Z"}"#;
    report(ACTIVITY, "DONE", &[&[ROW, other].join(",")]);
    page.show(ACTIVITY);
    page.until_addresses(&["b@example.com", "a@example.com"]).await;
    page.open_menu(OPTIONS).await;
    page.choose("Sort by", "Name: A to Z");
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    page.until_text("Sorted by Name, A to Z").await;
}

fn is_checked(page: &Page, name: &str) -> bool {
    page.get("radio", name).unchecked_into::<web_sys::HtmlInputElement>().checked()
}

#[wasm_bindgen_test]
async fn the_hosts_density_applies_until_the_user_changes_it() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let row = page.all("rowheader", None)[0].clone();
    let normal = style(&row, "padding-top");
    let is_normal = || style(&row, "padding-top") == normal;
    page.element.set_attribute("density", "compact").unwrap();
    page.until("compact rows", || !is_normal()).await;
    page.open_menu(OPTIONS).await;
    assert!(is_checked(&page, "Compact"), "the host's density is the choice");
    page.get("radio", "Comfortable").click();
    page.until("normal rows", is_normal).await;
    assert!(is_checked(&page, "Comfortable"));
    page.element.set_attribute("density", "normal").unwrap();
    page.element.set_attribute("density", "compact").unwrap();
    page.until("still normal rows", is_normal).await;
}

#[wasm_bindgen_test]
async fn escape_and_leaving_close_a_menu() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let button = page.get("button", OPTIONS);
    let is_open = || page.has("radio", "Compact");
    button.focus().unwrap();
    button.click();
    page.until("an open menu", is_open).await;
    let choice = page.get("checkbox", "Name and notes");
    choice.focus().unwrap();
    Page::press(&choice, "Escape");
    page.until("a closed menu", || !is_open()).await;
    page.assert_focused(&button);

    button.click();
    page.until("an open menu", is_open).await;
    page.get("button", "Contact").focus().unwrap();
    page.until("a closed menu", || !is_open()).await;
}

#[wasm_bindgen_test]
async fn one_menu_is_open_at_a_time() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.open_menu(OPTIONS).await;
    page.open_menu("Filter by reason").await;
    page.until("the other one is closed", || !page.has("radio", "Compact")).await;
    assert!(page.has("checkbox", "Non-existent 1"));
}

#[wasm_bindgen_test]
async fn the_table_header_is_sticky() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let head = page.root().query_selector("thead").unwrap().unwrap();
    assert_eq!(style(&head, "position"), "sticky");
    // Any scroll container in between would capture it.
    let mut above = page.root().query_selector("table").unwrap();
    while let Some(element) = above {
        let overflow = style(&element, "overflow-y");
        assert!(["visible", "clip"].contains(&&*overflow), "{}", element.class_name());
        above = element.parent_element();
    }
}

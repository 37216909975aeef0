//! Column visibility and density.

use crate::page::{ACTIVITY, Page, report};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const ROW: &str = r#"{"email_address":"a@example.com","first_name":"Ada","bounce_code":"B","created_time":"2026-11-12T09:40:00.000Z","deleted_at":"2026-11-14"}"#;

fn style(element: &web_sys::Element, name: &str) -> String {
    let style = web_sys::window().unwrap().get_computed_style(element).unwrap().unwrap();
    style.get_property_value(name).unwrap()
}

#[wasm_bindgen_test]
async fn columns_can_be_hidden_and_shown() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_text("Ada Non-existent 12 Nov 2026, 09:40 contact deleted 14 Nov 2026").await;
    page.get("button", "View options").click();
    for (column, rest) in [
        ("Name", "a@example.com Non-existent 12 Nov 2026, 09:40 contact deleted 14 Nov 2026"),
        ("Bounced", "a@example.com Non-existent contact deleted 14 Nov 2026"),
        ("Notes", "a@example.com Non-existent"),
    ] {
        let choice = page.get("checkbox", column);
        choice.click();
        page.until(rest, || page.texts("row") == [rest]).await;
    }
    let headers = page.texts("columnheader");
    assert_eq!(headers.len(), 2, "{headers:?}");
    page.get("checkbox", "Name").click();
    page.until("the name", || page.texts("row") == ["a@example.com Ada Non-existent"]).await;
}

#[wasm_bindgen_test]
async fn an_explanation_is_as_wide_as_the_table() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.get("button", "Non-existent").click();
    page.until_text("Hard bounce").await;
    let span = || {
        let cell = page.root().query_selector("td[colspan]").unwrap().unwrap();
        cell.get_attribute("colspan")
    };
    assert_eq!(span().as_deref(), Some("6"));
    page.get("button", "View options").click();
    page.get("checkbox", "Notes").click();
    page.until("a narrower explanation", || span().as_deref() == Some("5")).await;
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
    page.get("button", "View options").click();
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
    let button = page.get("button", "View options");
    let is_open = || page.has("radio", "Compact");
    button.focus().unwrap();
    button.click();
    page.until("an open menu", is_open).await;
    let choice = page.get("checkbox", "Notes");
    choice.focus().unwrap();
    Page::press(&choice, "Escape");
    page.until("a closed menu", || !is_open()).await;
    page.assert_focused(&button);

    button.click();
    page.until("an open menu", is_open).await;
    page.get("button", "Email").focus().unwrap();
    page.until("a closed menu", || !is_open()).await;
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

//! The filters as menus, and on phones as a sheet.

use super::page_with_rows;
use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, report};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_reason_menu_filters_by_several_reasons_with_counts_of_the_other_filters() {
    let page = page_with_rows().await;
    page.open_menu("Filter by reason").await;
    let options = [
        "Non-existent 2",
        "Undeliverable 1",
        "Mailbox full 1",
        "Blocked 1",
        "Auto-reply (delivered) 1",
    ];
    assert_eq!(page.names("checkbox")[..options.len()], options);
    page.filter_by("Filter by reason", "Blocked").await;
    page.until_addresses(&["carla@example.org"]).await;
    page.filter_by("Filter by reason", "Non-existent").await;
    page.until_text("1–3 of 3").await;
    page.until("how many", || page.has("button", "Filter by reason: 2")).await;
    page.search("adele");
    page.open_menu("Filter by reason").await;
    page.until("other counts", || page.has("checkbox", "Blocked 0")).await;
}

#[wasm_bindgen_test]
async fn the_menu_of_next_steps_keeps_the_other_filters() {
    let page = page_with_rows().await;
    page.get("button", "example.com 3").click();
    page.until_text("1–3 of 3").await;
    page.open_menu("Filter by next step").await;
    let options = [
        "Any step 3",
        "Remove 2",
        "Fix typos 0",
        "Blocked 0",
        "Wait 0",
        "Nothing to do: auto-reply 1",
        "Done: corrected or deleted 0",
    ];
    assert_eq!(page.names("radio"), options);
    page.filter_by("Filter by next step", "Remove").await;
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com"]).await;
    assert!(page.has("button", "Remove filter: Domain: example.com"));
    page.filter_by("Filter by next step", "Any step").await;
    page.until_text("1–3 of 3").await;
}

#[wasm_bindgen_test]
async fn a_sheet_has_the_filters_on_phones_and_says_how_many_contacts_they_show() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[super::ROWS]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–6 of 6").await;
    assert!(!page.has("button", "Filter by reason"), "there is no room for menus");
    let open = page.get("button", "Filters");
    open.focus().unwrap();
    open.click();
    page.until("the sheet", || page.has("dialog", "Filters")).await;
    page.until("its filters", || page.has("checkbox", "Non-existent 2")).await;
    page.get("checkbox", "Non-existent 2").click();
    page.until("the rows behind it", || page.has("button", "Show 2 contacts")).await;
    page.get("radio", "Wait 0").click();
    page.until("none", || page.has("button", "Show 0 contacts")).await;
    // The other one is behind the sheet.
    page.all("button", Some("Clear all")).remove(0).click();
    page.until("all", || page.has("button", "Show 6 contacts")).await;
    page.get("checkbox", "Blocked 1").click();
    page.until("one", || page.has("button", "Show 1 contact")).await;
    page.get("button", "Show 1 contact").click();
    page.until("no sheet", || !page.has("dialog", "Filters")).await;
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(page.focused().as_deref(), Some("Filters (1)"));
    assert!(page.has("button", "Remove filter: Reason: Blocked"));
}

#[wasm_bindgen_test]
async fn a_click_beside_the_sheet_closes_it_and_one_inside_does_not() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[super::ROWS]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–6 of 6").await;
    let open = page.get("button", "Filters");
    open.focus().unwrap();
    open.click();
    page.until("its filters", || page.has("checkbox", "Non-existent 2")).await;
    let sheet = page.get("dialog", "Filters");
    page.get("heading", "Filters").click();
    assert!(sheet.has_attribute("open"));
    sheet.click();
    page.until("no sheet", || !sheet.has_attribute("open")).await;
    page.until("no filters", || !page.has("checkbox", "Non-existent 2")).await;
    page.assert_focused(&open);
}

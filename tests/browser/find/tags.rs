//! Filter tags: every active filter is visible and can be removed.

use super::page_with_rows;
use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, bounces_path, cursor, hold, report};
use wasm_bindgen_test::wasm_bindgen_test;

const ALL: &str =
    "codes=B,Z&q=exam&domain=example.com&from=2026-11-12&before=2026-11-15&removable=yes";

fn tags(page: &Page) -> Vec<String> {
    let names = page.names("button").into_iter();
    names.filter_map(|name| name.strip_prefix("Remove filter: ").map(str::to_owned)).collect()
}

async fn page_with_all_filters() -> Page {
    let page = page_with_rows().await;
    page.element.set_attribute("view", ALL).unwrap();
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com"]).await;
    page
}

#[wasm_bindgen_test]
async fn each_filter_has_a_tag_that_removes_only_that_filter() {
    let page = page_with_all_filters().await;
    assert_eq!(
        tags(&page),
        [
            "Reason: Non-existent, Blocked",
            "“exam”",
            "Domain: example.com",
            "12–14 Nov 2026",
            "Constant Contact recommends removal"
        ]
    );
    let changes = page.listen("bounces-view-change");
    for tag in tags(&page) {
        page.get("button", &format!("Remove filter: {tag}")).click();
        page.until(&tag, || tags(&page).len() == 4 && !tags(&page).contains(&tag)).await;
        page.element.set_attribute("view", ALL).unwrap();
        page.until("all tags", || tags(&page).len() == 5).await;
    }
    assert_eq!(
        *changes.borrow(),
        [
            r#"{"view":"q=exam&domain=example.com&from=2026-11-12&before=2026-11-15&removable=yes"}"#,
            r#"{"view":"codes=B,Z&domain=example.com&from=2026-11-12&before=2026-11-15&removable=yes"}"#,
            r#"{"view":"codes=B,Z&q=exam&from=2026-11-12&before=2026-11-15&removable=yes"}"#,
            r#"{"view":"codes=B,Z&q=exam&domain=example.com&removable=yes"}"#,
            r#"{"view":"codes=B,Z&q=exam&domain=example.com&from=2026-11-12&before=2026-11-15"}"#,
        ]
    );
}

#[wasm_bindgen_test]
async fn removing_a_tag_moves_the_focus_to_the_next_or_the_search_field() {
    let page = page_with_all_filters().await;
    let remove = |tag: &str| {
        let tag = page.get("button", &format!("Remove filter: {tag}"));
        tag.focus().unwrap();
        tag.click();
    };
    remove("“exam”");
    page.until("the next", || {
        page.focused().as_deref() == Some("Remove filter: Domain: example.com")
    })
    .await;
    remove("Constant Contact recommends removal");
    page.until("the field", || page.focused().as_deref() == Some("Search email or name")).await;
}

#[wasm_bindgen_test]
async fn clear_all_removes_the_filters_and_keeps_the_sort() {
    let page = page_with_all_filters().await;
    assert!(page.has("button", "Clear all"));
    page.get("button", "Contact").click();
    page.until_text("Sorted by Email").await;
    let clear = page.get("button", "Clear all");
    clear.focus().unwrap();
    clear.click();
    page.until_text("1–6 of 6").await;
    assert!(tags(&page).is_empty() && !page.has("button", "Clear all"));
    assert_eq!(page.focused().as_deref(), Some("Search email or name"));
    assert_eq!(page.addresses()[0], "Adele.Brown@example.com");
}

#[wasm_bindgen_test]
async fn a_report_without_filters_has_no_tags() {
    let page = page_with_rows().await;
    assert!(tags(&page).is_empty());
    assert!(!page.has("button", "Clear all"));
    page.search("  ");
    page.until_text("1–6 of 6").await;
    assert!(tags(&page).is_empty(), "whitespace filters nothing");
}

#[wasm_bindgen_test]
async fn no_matches_offers_to_clear_the_filters() {
    let page = page_with_rows().await;
    page.search("nobody has this");
    page.until("none", || page.has("heading", "No bounce matches the filters")).await;
    page.until_text("No matches in 6 bounces").await;
    page.until_text(
        "There are 6 bounces in this report, but none matches all filters at once. Remove one of the filters above, or clear them all.",
    )
    .await;
    assert!(!page.text().contains("Nobody bounced"));
    let clear = page.get("button", "Clear all filters");
    clear.focus().unwrap();
    clear.click();
    page.until_text("1–6 of 6").await;
    assert_eq!(page.focused().as_deref(), Some("Search email or name"));
}

#[wasm_bindgen_test]
async fn no_matches_says_that_more_rows_are_loading() {
    let page = Page::new();
    let row = r#"{"email_address":"a@example.com","bounce_code":"B"}"#;
    hold(&cursor(&bounces_path(ACTIVITY), 1));
    report(ACTIVITY, "DONE", &[row, row]);
    page.element.set_attribute("view", "codes=F").unwrap();
    page.show(ACTIVITY);
    page.until("none so far", || page.has("heading", "No bounce matches the filters so far")).await;
    page.until_text("1 bounce is loaded so far, with more to come.").await;
}

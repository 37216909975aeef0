//! Text search in addresses and names.

use super::page_with_rows;
use crate::page::{Page, end_composition, press, stored_items, type_text};
use crate::simulated_proxy::{ACTIVITY, report};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn typing_filters_addresses_and_names_and_highlights_matches() {
    let page = page_with_rows().await;
    page.search("nunez");
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(page.texts("mark"), ["Núñez"]);
    page.search("BROWN example");
    page.until_addresses(&["Adele.Brown@example.com", "dora@example.com"]).await;
    assert_eq!(page.texts("mark"), ["Brown", "example", "Brown", "example", "Brown"]);
    page.until_text("1–2 of 2").await;
    page.search("");
    page.until_text("1–6 of 6").await;
    assert!(page.texts("mark").is_empty());
}

#[wasm_bindgen_test]
async fn highlights_preserve_the_text_and_create_no_markup() {
    let page = page_with_rows().await;
    page.search("b>");
    page.until_addresses(&["exa@other.test"]).await;
    let row = page.all("row", None)[0].text_content().unwrap();
    assert!(row.contains("<b>Max</b> & Moritz"), "{row}");
    assert_eq!(page.texts("mark"), ["b>", "b>"]);
}

#[wasm_bindgen_test]
async fn cells_stay_while_highlights_change() {
    let page = page_with_rows().await;
    let row = page.all("row", None)[0].clone();
    for text in ["e", "ex", "exa", "exam"] {
        page.search(text);
        page.until(text, || page.texts("mark").first().is_some_and(|mark| mark == text)).await;
        assert!(page.all("row", None)[0].is_same_node(Some(&row)));
    }
}

#[wasm_bindgen_test]
async fn text_being_composed_is_not_searched() {
    let page = page_with_rows().await;
    let field = page.get("searchbox", "Search email or name");
    type_text(&field, "d", true);
    type_text(&field, "dora", true);
    // Another action has been announced, so the typing would have been announced by now.
    page.get("button", "Contact").click();
    page.until_text("Sorted by Email").await;
    page.until_text("1–6 of 6").await;
    end_composition(&field);
    page.until_addresses(&["dora@example.com"]).await;
}

#[wasm_bindgen_test]
async fn escape_clears_the_field_before_it_reaches_the_host() {
    let page = page_with_rows().await;
    page.search("dora");
    page.until_addresses(&["dora@example.com"]).await;
    let field = page.get("searchbox", "Search email or name");
    assert!(!press(&field, "Escape"), "it would close a dialog around the widget");
    page.until_text("1–6 of 6").await;
    assert_eq!(page.focused().as_deref(), Some("Search email or name"));
    assert!(press(&field, "Escape"));
}

#[wasm_bindgen_test]
async fn the_number_of_matches_is_announced_after_typing() {
    let page = page_with_rows().await;
    let said = || page.texts("status");
    page.until("all loaded", || said() == ["All bounces loaded: 6"]).await;
    page.search("d");
    page.search("do");
    page.search("dora");
    page.until_addresses(&["dora@example.com"]).await;
    assert_eq!(said(), ["All bounces loaded: 6"], "nothing is announced between keystrokes");
    page.until("the count", || said() == ["1 match"]).await;
}

#[wasm_bindgen_test]
async fn an_action_after_typing_replaces_the_announcement() {
    let page = page_with_rows().await;
    let other = page_with_rows().await;
    page.search("dora");
    page.get("button", "Contact").click();
    other.search("dora");
    // The first typing would have been announced by then.
    other.until("the second search", || other.texts("status") == ["1 match"]).await;
    assert_eq!(page.texts("status"), ["Sorted by Email, A to Z"]);
}

#[wasm_bindgen_test]
async fn search_terms_are_not_stored() {
    let page = page_with_rows().await;
    page.search("dora");
    page.until_addresses(&["dora@example.com"]).await;
    assert_eq!(stored_items(), 0);
    let window = web_sys::window().unwrap();
    assert!(!window.location().href().unwrap().contains("dora"));
    let field = page.get("searchbox", "Search email or name");
    assert_eq!(field.get_attribute("autocomplete").as_deref(), Some("off"));
}

#[wasm_bindgen_test]
async fn rows_loaded_later_are_searched_too() {
    let page = Page::new();
    let row = |email: &str| format!(r#"{{"email_address":"{email}"}}"#);
    report(ACTIVITY, "DONE", &[&row("one@a.test"), &row("two@a.test"), &row("one@b.test")]);
    page.element.set_attribute("view", "q=one").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["one@a.test", "one@b.test"]).await;
    page.until_text("1–2 of 2").await;
    assert_eq!(page.texts("mark"), ["one", "one"]);
}

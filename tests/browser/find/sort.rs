//! Sorting: every column, more than one of them, and every way to ask for it.

use super::page_with_rows;
use crate::page::{Page, shift_click};
use wasm_bindgen_test::wasm_bindgen_test;

/// The headers that say that rows are sorted by them.
fn sorted(page: &Page) -> Vec<String> {
    let headers = page.all("columnheader", None).into_iter();
    headers
        .filter(|header| header.has_attribute("aria-sort"))
        .filter_map(|header| header.text_content())
        .collect()
}

/// The first letters of the addresses, from the top.
fn letters(page: &Page) -> String {
    page.texts("rowheader").iter().filter_map(|address| address.chars().next()).collect()
}

#[wasm_bindgen_test]
async fn each_way_of_sorting_puts_the_rows_into_its_own_order() {
    let page = page_with_rows().await;
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.until("the choice", || page.has("combobox", "Sort by")).await;
    for (choice, order) in [
        ("Email: A to Z", "Abcdeu"),
        ("Email: Z to A", "uedcbA"),
        ("Name: A to Z", "eAcdub"),
        ("Name: Z to A", "budcAe"),
        ("Reason: worst first", "Abuecd"),
        ("Reason: mildest first", "dceuAb"),
        ("Bounced: oldest first", "debAcu"),
        ("Bounced: newest first", "cAbedu"),
    ] {
        page.choose("Sort by", choice);
        page.until(choice, || letters(&page) == order).await;
    }
}

#[wasm_bindgen_test]
async fn the_shift_key_adds_a_column_that_says_so_in_its_name() {
    let page = page_with_rows().await;
    page.get("button", "Reason").click();
    page.until("worst first", || letters(&page) == "Abuecd").await;
    shift_click(&page.get("button", "Email"));
    page.until_text("Sorted by Reason, worst first, then by Email, A to Z").await;
    assert!(page.has("button", "Email sort key 2, A to Z"));
    assert_eq!(sorted(&page).len(), 1, "only the first column may say so");
    shift_click(&page.get("button", "Email sort key 2, A to Z"));
    page.until("turned", || letters(&page) == "bAuecd").await;
    page.get("button", "Bounced").click();
    page.until_text("Sorted by Bounced, newest first").await;
    assert!(page.has("button", "Email"));
}

#[wasm_bindgen_test]
async fn a_sort_key_that_does_not_exist_is_passed_over_and_the_others_count() {
    let page = page_with_rows().await;
    page.element.set_attribute("view", "sort=phone,-email,__proto__").unwrap();
    page.until("Z to A", || letters(&page) == "uedcbA").await;
    assert!(sorted(&page)[0].starts_with("Email"));
    page.element.set_attribute("view", "sort=phone").unwrap();
    page.until("the default", || letters(&page) == "cAbedu").await;
}

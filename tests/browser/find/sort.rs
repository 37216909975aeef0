//! Sorting by one and several columns, by headers and by the select.

use super::page_with_rows;
use crate::page::{Page, shift_click};
use crate::simulated_proxy::{ACTIVITY, report};
use wasm_bindgen_test::wasm_bindgen_test;

/// The headers with `aria-sort`.
fn sorted(page: &Page) -> Vec<String> {
    let headers = page.all("columnheader", None).into_iter();
    headers
        .filter(|header| header.has_attribute("aria-sort"))
        .filter_map(|header| header.text_content())
        .collect()
}

/// The first letters of the addresses, in display order.
fn letters(page: &Page) -> String {
    page.addresses().iter().filter_map(|address| address.chars().next()).collect()
}

#[wasm_bindgen_test]
async fn each_sort_option_orders_the_rows() {
    let page = page_with_rows().await;
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.until("the choice", || page.has("combobox", "Sort by")).await;
    for (choice, order) in [
        ("Email: A to Z", "Abcdeu"),
        ("Email: Z to A", "uedcbA"),
        ("Name: A to Z", "eAcdub"),
        ("Name: Z to A", "budcAe"),
        ("Most severe first", "Abuecd"),
        ("Least severe first", "dceuAb"),
        ("Oldest first", "debAcu"),
        ("Newest first", "cAbedu"),
    ] {
        page.choose("Sort by", choice);
        page.until(choice, || letters(&page) == order).await;
    }
}

#[wasm_bindgen_test]
async fn shift_adds_a_secondary_sort_column_that_its_name_states() {
    let page = page_with_rows().await;
    page.get("button", "Reason").click();
    page.until("most severe first", || letters(&page) == "Abuecd").await;
    shift_click(&page.get("button", "Contact"));
    page.until_text("Sorted by Reason, most severe first, then by Email, A to Z").await;
    assert!(page.has("button", "Contact sort level 2, A to Z"));
    assert_eq!(sorted(&page).len(), 1, "only the first column may have it");
    shift_click(&page.get("button", "Contact sort level 2, A to Z"));
    page.until("turned", || letters(&page) == "bAuecd").await;
    page.get("button", "Bounced").click();
    page.until_text("Sorted by Bounced, newest first").await;
    assert!(page.has("button", "Contact"));
}

#[wasm_bindgen_test]
async fn unknown_sort_keys_are_ignored() {
    let page = page_with_rows().await;
    page.element.set_attribute("view", "sort=phone,-email,__proto__").unwrap();
    page.until("Z to A", || letters(&page) == "uedcbA").await;
    assert!(sorted(&page)[0].starts_with("Contact"));
    page.element.set_attribute("view", "sort=phone").unwrap();
    page.until("the default", || letters(&page) == "cAbedu").await;
}

#[wasm_bindgen_test]
async fn many_rows_of_several_pages_are_sorted_by_every_column() {
    let row = |row: usize| {
        let (code, day) = (char::from(b"VXZFDSB"[row % 7]), 1 + row % 28);
        let email = format!("{:04}@a.test", row * 7919 % 2100);
        format!(
            r#"{{"email_address":"{email}","first_name":"{email}","bounce_code":"{code}","created_time":"2019-11-{day:02}T00:00:00Z"}}"#
        )
    };
    let pages =
        [0, 700, 1400].map(|start| (start..start + 700).map(row).collect::<Vec<_>>().join(","));
    let page = Page::new();
    report(ACTIVITY, "DONE", &pages.each_ref().map(String::as_str));
    page.show(ACTIVITY);
    page.until_text("1–50 of 2,100").await;
    let first = |text: &str| page.texts("row").first().is_some_and(|row| row.contains(text));
    for (header, ascending, descending) in [
        ("Contact", "0000@a.test", "2099@a.test"),
        ("Reason", "Non-existent", "Auto-reply"),
        ("Bounced", " 28 Nov 2019", " 1 Nov 2019"),
    ] {
        page.get("button", header).click();
        page.until(header, || first(ascending)).await;
        page.get("button", header).click();
        page.until(header, || first(descending)).await;
    }
    page.get("button", "Reason").click();
    shift_click(&page.get("button", "Contact"));
    page.until_text("then by Email").await;
    page.until("both", || first("0005@a.test 0005@a.test Non-existent")).await;
}

//! Print: all matching rows without controls, in a separate document.

use crate::page::{Page, hold_frames, papers, release_frames};
use crate::simulated_proxy::{ACTIVITY, report};
use std::fmt::Write;
use wasm_bindgen_test::wasm_bindgen_test;

fn rows(count: usize) -> String {
    let mut rows = String::new();
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        let code = if number % 2 == 0 { "Z" } else { "B" };
        let _ = write!(
            rows,
            r#"{comma}{{"email_address":"c{number:04}@example.com","first_name":"Ada","bounce_code":"{code}","created_time":"2026-11-12T09:40:00.000Z"}}"#
        );
    }
    rows
}

/// Prints the report and returns the printed text.
async fn printed(page: &Page) -> String {
    page.get("button", "Export").click();
    page.get("button", "Print").click();
    page.until("paper", || papers().len() == 1).await;
    papers().remove(0)
}

#[wasm_bindgen_test]
async fn printing_includes_all_matching_rows_and_leaves_nothing_behind() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows(120)]);
    page.show(ACTIVITY);
    page.until_text("1–50 of 120").await;
    page.until_text("All bounces loaded").await;
    page.reason("Blocked 60").click();
    page.until_text("1–50 of 60").await;
    let text = printed(&page).await;
    assert!(text.starts_with("Bounces: Spring & summer"), "{text}");
    assert!(text.contains("Reason: Blocked") && !text.contains("not complete"), "{text}");
    assert!(text.contains("c0000@example.com Ada Blocked Blocked 12 Nov 2026, 09:40"), "{text}");
    assert_eq!(text.matches("@example.com").count(), 60);
    assert!(!text.contains("Refresh") && !text.contains("c0001@"), "{text}");
    page.until("the page is as before", || {
        crate::page::document().query_selector("iframe").unwrap().is_none()
    })
    .await;
    page.until_text("1–50 of 60").await;
}

#[wasm_bindgen_test]
async fn two_reports_can_be_printed_at_once() {
    let pages = [Page::new(), Page::new()];
    report(ACTIVITY, "DONE", &[&rows(120)]);
    for page in &pages {
        page.show(ACTIVITY);
        page.until_text("All bounces loaded").await;
        page.get("button", "Export").click();
    }
    for page in &pages {
        page.get("button", "Print").click();
    }
    pages[0].until("two papers", || papers().len() == 2).await;
    for text in papers() {
        assert_eq!(text.matches("@example.com").count(), 120);
    }
    pages[1].until_text("1–50 of 120").await;
}

#[wasm_bindgen_test]
async fn a_long_printout_is_truncated_and_says_so() {
    let page = Page::new();
    let pages: Vec<_> = (0..11).map(|_| rows(500)).collect();
    let pages: Vec<_> = pages.iter().map(String::as_str).collect();
    report(ACTIVITY, "DONE", &pages);
    page.show(ACTIVITY);
    page.until_text("1–50 of 5,500").await;
    page.until_text("All bounces loaded").await;
    let text = printed(&page).await;
    assert!(text.contains("Only the first 5,000 of 5,500 rows are printed"), "{}", &text[..300]);
    assert_eq!(text.matches("@example.com").count(), 5000);
}

#[wasm_bindgen_test]
async fn printing_the_hosts_page_shows_the_visible_rows_without_controls() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows(1)]);
    page.show(ACTIVITY);
    page.until_addresses(&["c0000@example.com"]).await;
    let print = page.rules_for("print");
    for control in [".toolbar", ".menu", ".select", ".btn"] {
        assert!(print.contains(control), "{control} in {print}");
    }
}

#[wasm_bindgen_test]
async fn a_refresh_before_the_frame_has_loaded_interrupts_the_printout() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows(3)]);
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    hold_frames();
    page.get("button", "Export").click();
    page.get("button", "Print").click();
    report(ACTIVITY, "DONE", &[&rows(2).replace("@example.com", "@example.org")]);
    page.get("button", "Refresh").click();
    page.until_text("c0000@example.org").await;
    release_frames();
    page.until_text("Please try again").await;
    assert!(papers().is_empty(), "{:?}", papers());
    let frame = crate::page::document().query_selector("iframe").unwrap();
    assert!(frame.is_none(), "the frame is removed");
}

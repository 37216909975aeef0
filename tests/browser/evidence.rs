//! The evidence while rows are missing, and folded where there is no room.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, answer, bounces_path, cursor, hold, release, report, stats_path,
};
use wasm_bindgen_test::wasm_bindgen_test;

const STATS: &str = r#"{"results":[{"stats":{"em_sends":100,"em_bounces":10,"em_bounces_nonexistent_address":4,
    "em_bounces_suspended":0,"em_bounces_undeliverable":3,"em_bounces_mailbox_full":0,"em_bounces_blocked":2,
    "em_bounces_other":0,"em_bounces_vacation":1}}]}"#;

const FIRST: &str = r#"{"email_address":"a@one.test","bounce_code":"B"},{"email_address":"b@two.test","bounce_code":"Z"}"#;
const LAST: &str = r#"{"email_address":"c@one.test","bounce_code":"B"}"#;

/// A report whose second page does not arrive; the path of that page.
async fn half_loaded(stats: Option<&str>) -> (Page, String) {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    match stats {
        Some(stats) => release(&stats_path(ACTIVITY), 200, stats),
        None => release(&stats_path(ACTIVITY), 503, ""),
    }
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let links = format!(r#""_links":{{"next":{{"href":"{next}"}}}}"#);
    answer(
        &bounces_path(ACTIVITY),
        200,
        &format!(r#"{{"tracking_activities":[{FIRST}],{links}}}"#),
    );
    hold(&next);
    page.show(ACTIVITY);
    page.until("rows", || page.all("row", None).len() == 2).await;
    (page, next)
}

fn heading(page: &Page, start: &str) -> String {
    let headings = page.texts("heading").into_iter();
    headings.filter(|heading| heading.starts_with(start)).collect()
}

#[wasm_bindgen_test]
async fn until_all_rows_are_loaded_the_reasons_are_constant_contacts_own_counts() {
    let (page, next) = half_loaded(Some(STATS)).await;
    page.until("the counts", || page.has_reason("Non-existent 4")).await;
    assert_eq!(heading(&page, "Bounce"), "Bounce reasons counted by Constant Contact");
    assert!(page.has("button", "Blocked 2 20.0%"));
    assert!(page.has("button", "Suspended 0 0%"));
    assert_eq!(heading(&page, "Top"), "Top domains of 2 so far");
    assert!(page.has("button", "one.test 1"));

    release(&next, 200, &format!(r#"{{"tracking_activities":[{LAST}]}}"#));
    page.until("the rows", || page.has("button", "Non-existent 2 66.7%")).await;
    assert_eq!(heading(&page, "Bounce"), "Bounce reasons");
    assert_eq!(heading(&page, "Top"), "Top domains");
}

#[wasm_bindgen_test]
async fn filtered_reasons_are_those_of_the_rows_so_far() {
    let (page, _) = half_loaded(Some(STATS)).await;
    page.until("the counts", || page.has_reason("Non-existent 4")).await;
    page.reason("Blocked 2").click();
    page.until_addresses(&["b@two.test"]).await;
    assert!(page.has_reason("Non-existent 4"), "its own filter does not change the counts");
    page.reason("Blocked 2").click();
    page.until("its line", || page.has("button", "one.test 1")).await;
    page.get("button", "one.test 1").click();
    page.until("the rows at the domain", || page.has("button", "Non-existent 1 100%")).await;
    assert_eq!(heading(&page, "Bounce"), "Bounce reasons of 2 so far");
}

#[wasm_bindgen_test]
async fn without_statistics_or_with_older_ones_the_reasons_are_those_of_the_rows_so_far() {
    let older = STATS.replace(r#""em_bounces_blocked":2"#, r#""em_bounces_blocked":0"#);
    for stats in [None, Some(&*older)] {
        let (page, _) = half_loaded(stats).await;
        page.until("the rows", || page.has("button", "Blocked 1 50.0%")).await;
        assert_eq!(heading(&page, "Bounce"), "Bounce reasons of 2 so far");
    }
}

#[wasm_bindgen_test]
async fn a_reason_without_bounces_keeps_its_place_and_cannot_be_pressed() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[LAST]);
    page.show(ACTIVITY);
    page.until("the rows", || page.has("button", "Non-existent 1 100%")).await;
    let names = page.names("button").into_iter();
    let reasons: Vec<_> = names.filter(|name| name.ends_with('%')).collect();
    assert_eq!(
        reasons,
        [
            "Non-existent 1 100%",
            "Suspended 0 0%",
            "Undeliverable 0 0%",
            "Mailbox full 0 0%",
            "Blocked 0 0%",
            "Other 0 0%",
            "Auto-reply (delivered) 0 0%"
        ]
    );
    let empty = page.reason("Blocked 0");
    assert_eq!(empty.get_attribute("aria-disabled").as_deref(), Some("true"));
    empty.click();
    page.until_addresses(&["c@one.test"]).await;
    assert_eq!(empty.get_attribute("aria-pressed").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn narrow_reports_fold_the_lists_until_the_user_opens_one() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&[FIRST, LAST].join(",")]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    let reasons = "Bounce reasons Non-existent 67%, Blocked 33%";
    page.until("two lines", || page.has("button", reasons)).await;
    assert!(page.has("button", "Top domains one.test 2, two.test 1"));
    assert!(!page.has_reason("Blocked 1"));
    page.get("button", reasons).click();
    page.until("the list", || page.has_reason("Blocked 1")).await;

    page.element.set_attribute("style", "width: 1120px").unwrap();
    page.until("both lists", || page.has("button", "one.test 2")).await;
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.until("folded", || !page.has("button", "one.test 2")).await;
    assert!(page.has_reason("Blocked 1"), "the user opened it");
}

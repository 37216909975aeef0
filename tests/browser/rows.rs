//! The table: content, sorting, filtering and paging.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, report};
use std::fmt::Write;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const SAMPLE: &str = include_str!("../../crates/core/tests/fixtures/sample_with_all_fields.json");
const SAMPLE_WITHOUT_CODES: &str =
    include_str!("../../crates/core/tests/fixtures/sample_without_codes.json");

const THREE_ROWS: &str = r#"
    {"email_address":"carla@example.org","first_name":"Carla","last_name":"Núñez","bounce_code":"Z","created_time":"2026-11-12T09:40:00.000Z"},
    {"email_address":"Adele.Brown@example.com","first_name":"Adele","last_name":"Brown","bounce_code":"B","created_time":"2026-11-12T09:38:00.000Z"},
    {"email_address":"b.okafor@example.com","first_name":"Zora","last_name":"Okafor","bounce_code":"B","created_time":"2026-11-12T09:39:00.000Z"}"#;

fn many_rows(count: usize) -> String {
    let mut rows = String::new();
    for row in 0..count {
        let comma = if row == 0 { "" } else { "," };
        let _ = write!(
            rows,
            r#"{comma}{{"email_address":"contact{row:04}@example.com","bounce_code":"D"}}"#
        );
    }
    rows
}

#[wasm_bindgen_test]
async fn the_first_documented_sample_is_displayed() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), 200, SAMPLE);
    page.show(ACTIVITY);
    page.until_addresses(&["maddieb@gmail.com"]).await;
    assert_eq!(
        page.texts("row"),
        [
            "maddieb@gmail.com Maddie Brown moved to maddie_brown@yahoo.com contact deleted 10 Aug 2015 Non-existent 25 Apr 2019, 11:08"
        ]
    );
    assert!(page.all("row", None)[0].class_list().contains("deleted"));
    let time = page.all("time", None)[0].get_attribute("datetime");
    assert_eq!(time.as_deref(), Some("2019-04-25T11:08:00Z"));
}

#[wasm_bindgen_test]
async fn a_row_has_the_code_of_constant_contact_in_a_badge_whose_name_says_whose_it_is() {
    let page = Page::new();
    let rows = r#"{"email_address":"a@b.test","bounce_code":"Z"},{"email_address":"c@d.test","bounce_code":"Q7"},{"email_address":"e@f.test"}"#;
    report(ACTIVITY, "DONE", &[rows]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@b.test", "c@d.test", "e@f.test"]).await;
    let badges = page.all("img", None);
    let letters: Vec<_> = badges.iter().filter_map(|badge| badge.text_content()).collect();
    assert_eq!(letters, ["Z", "Q7", "–"]);
    assert_eq!(
        page.names("img"),
        [
            "Constant Contact bounce code Z",
            "Constant Contact bounce code Q7",
            "No bounce code from Constant Contact"
        ]
    );
}

#[wasm_bindgen_test]
async fn the_time_of_a_bounce_has_a_year_unless_it_is_this_year() {
    let this_year = js_sys::Date::new_0().get_full_year();
    let page = Page::new();
    let row = |year| format!(r#"{{"created_time":"{year}-03-05T09:40:00Z","bounce_code":"B"}}"#);
    report(ACTIVITY, "DONE", &[&[row(this_year), row(this_year - 1)].join(",")]);
    page.show(ACTIVITY);
    page.until("both rows", || page.all("time", None).len() == 2).await;
    assert_eq!(
        page.texts("time"),
        ["5 Mar, 09:40".to_owned(), format!("5 Mar {}, 09:40", this_year - 1)]
    );
}

#[wasm_bindgen_test]
async fn the_second_documented_sample_states_that_the_reason_is_missing() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), 200, SAMPLE_WITHOUT_CODES);
    page.show(ACTIVITY);
    page.until_addresses(&["jake_dodge@jakedodgepancakes.com"; 2]).await;
    assert!(page.texts("row")[0].contains("Reason not given 16 May 2019, 21:14"));
}

#[wasm_bindgen_test]
async fn each_header_sorts_and_only_one_has_aria_sort() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[THREE_ROWS]);
    page.show(ACTIVITY);
    let newest = ["carla@example.org", "b.okafor@example.com", "Adele.Brown@example.com"];
    page.until_addresses(&newest).await;
    let sorted = || -> Vec<_> {
        let headers = page.all("columnheader", None).into_iter();
        headers
            .filter_map(|header| Some((header.text_content()?, header.get_attribute("aria-sort")?)))
            .collect()
    };
    assert_eq!(sorted(), [("Bounced".to_owned(), "descending".to_owned())]);

    let by_address = ["Adele.Brown@example.com", "b.okafor@example.com", "carla@example.org"];
    page.get("button", "Contact").click();
    page.until_addresses(&by_address).await;
    assert_eq!(sorted(), [("Contact".to_owned(), "ascending".to_owned())]);

    page.get("button", "Contact").click();
    page.until_addresses(&[by_address[2], by_address[1], by_address[0]]).await;
    assert_eq!(sorted(), [("Contact".to_owned(), "descending".to_owned())]);

    page.get("button", "Reason").click();
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com", "carla@example.org"])
        .await;
    page.get("button", "Bounced").click();
    page.until_addresses(&newest).await;
    page.until_text("Sorted by Bounced, newest first").await;
}

#[wasm_bindgen_test]
async fn sorting_keeps_the_focus_and_the_row_elements() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[THREE_ROWS]);
    page.show(ACTIVITY);
    page.until_addresses(&["carla@example.org", "b.okafor@example.com", "Adele.Brown@example.com"])
        .await;
    let row = page.all("row", None)[0].clone();
    let header = page.get("button", "Contact");
    header.focus().unwrap();
    header.click();
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com", "carla@example.org"])
        .await;
    let focused = page.element.shadow_root().unwrap().active_element().unwrap();
    assert!(focused.is_same_node(Some(&header)));
    assert!(page.all("row", None)[0].is_same_node(Some(&row)));
}

#[wasm_bindgen_test]
async fn a_reason_has_its_count_and_filters_by_it() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[THREE_ROWS]);
    page.show(ACTIVITY);
    page.until_text("1–3 of 3").await;

    let blocked = page.reason("Blocked 1");
    blocked.click();
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(blocked.get_attribute("aria-pressed").as_deref(), Some("true"));
    page.until_text("1–1 of 1").await;

    page.reason("Non-existent 2").click();
    page.until_text("1–3 of 3").await;
    page.get("button", "Remove filter: Reason: Non-existent, Blocked").click();
    page.until("nothing is pressed", || {
        blocked.get_attribute("aria-pressed").as_deref() == Some("false")
    })
    .await;
    page.until_addresses(&["carla@example.org", "b.okafor@example.com", "Adele.Brown@example.com"])
        .await;
}

#[wasm_bindgen_test]
async fn all_pages_are_loaded_and_shown_one_at_a_time() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&many_rows(70), &many_rows(50), &many_rows(3)]);
    let loaded = page.listen("bounces-load");
    let progress = page.listen("bounces-progress");
    page.show(ACTIVITY);
    page.until_text("1–50 of 123").await;
    page.until_text("Page 1 of 3").await;
    assert_eq!(page.all("row", None).len(), 50);
    assert_eq!(*loaded.borrow(), [format!(r#"{{"campaignActivityId":"{ACTIVITY}","rows":123}}"#)]);
    assert_eq!(
        *progress.borrow(),
        ["70", "120", "123"].map(|rows| format!(r#"{{"rows":{rows},"total":null}}"#))
    );

    let previous = page.get("button", "Previous");
    assert_eq!(previous.get_attribute("aria-disabled").as_deref(), Some("true"));
    page.get("button", "Next").click();
    page.until_text("51–100 of 123").await;
    page.get("button", "Next").click();
    page.until_text("101–123 of 123").await;
    page.get("button", "Next").click();
    page.until_text("101–123 of 123").await;
    previous.click();
    page.until_text("51–100 of 123").await;

    page.choose("Rows per page", "250");
    page.until_text("1–123 of 123").await;
    assert_eq!(page.all("row", None).len(), 123);
}

#[wasm_bindgen_test]
async fn choosing_a_page_size_keeps_the_focus_on_the_select() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&many_rows(120)]);
    page.show(ACTIVITY);
    page.until_text("1–50 of 120").await;
    page.get("combobox", "Rows per page").focus().unwrap();
    page.choose("Rows per page", "100");
    page.until_text("1–100 of 120").await;
    assert_eq!(page.focused().as_deref(), Some("Rows per page"));
}

#[wasm_bindgen_test]
async fn another_page_begins_at_the_top_of_the_table_with_the_focus() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&many_rows(120)]);
    page.show(ACTIVITY);
    page.until_text("1–50 of 120").await;
    let table = page.all("table", None).remove(0);
    let top = || table.get_bounding_client_rect().top();
    for (button, expected) in [("Next", "51–100 of 120"), ("Previous", "1–50 of 120")] {
        let button = page.get("button", button);
        button.scroll_into_view_with_bool(false);
        assert!(top() < 0.0, "the top of the table is out of view");
        button.focus().unwrap();
        button.click();
        page.until_text(expected).await;
        page.until("the top of the table", || top() >= 0.0).await;
        page.assert_focused(&table);
    }
    // What is in view already stays where it is.
    let before = top();
    page.get("button", "Next").click();
    page.until_text("51–100 of 120").await;
    page.until("the focus", || page.focused().is_some()).await;
    assert!((top() - before).abs() < 1.0);
}

#[wasm_bindgen_test]
async fn a_filter_returns_to_the_first_page() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&format!("{},{THREE_ROWS}", many_rows(60))]);
    page.show(ACTIVITY);
    page.until_text("1–50 of 63").await;
    page.get("button", "Next").click();
    page.until_text("51–63 of 63").await;
    page.reason("Blocked 1").click();
    page.until_text("1–1 of 1").await;
}

#[wasm_bindgen_test]
async fn rows_are_usable_while_pages_are_loading() {
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let body = format!(
        r#"{{"tracking_activities":[{THREE_ROWS}],"_links":{{"next":{{"href":"{next}"}}}}}}"#
    );
    answer(&bounces_path(ACTIVITY), 200, &body);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("Loaded 3").await;
    assert!(page.has("progressbar", "Loading bounces"));
    page.get("button", "Contact").click();
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com", "carla@example.org"])
        .await;
}

#[wasm_bindgen_test]
async fn narrow_layouts_sort_with_a_select() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[THREE_ROWS]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–3 of 3").await;
    let header = page.all("columnheader", None).remove(0);
    page.until("the headers take no space", || header.get_bounding_client_rect().width() <= 1.0)
        .await;
    // Screen readers still know them, and nothing invisible can be focused.
    assert_eq!(page.texts("columnheader"), ["Contact", "Reason", "Bounced", "Details"]);
    let sort = page.root().query_selector("thead .sort").unwrap().unwrap();
    sort.unchecked_into::<web_sys::HtmlElement>().focus().unwrap();
    assert_eq!(page.focused(), None);
    let labels = |selector: &str| {
        let cell = page.root().query_selector(selector).unwrap().unwrap();
        cell.get_attribute("data-label")
    };
    assert_eq!(labels("tbody .reason-cell").as_deref(), Some("Reason"));
    assert_eq!(labels("tbody .date").as_deref(), Some("Bounced"));
    page.choose("Sort by", "Email: A to Z");
    page.until_addresses(&["Adele.Brown@example.com", "b.okafor@example.com", "carla@example.org"])
        .await;
}

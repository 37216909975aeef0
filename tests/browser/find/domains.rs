//! The domain breakdown, and filtering by domain.

use super::{page_with_rows, rows_at_domains};
use crate::page::{Page, bar_of, press, type_text};
use crate::simulated_proxy::{ACTIVITY, report, rows_at};
use wasm_bindgen_test::wasm_bindgen_test;

fn pressed(page: &Page, name: &str) -> Option<String> {
    page.get("button", name).get_attribute("aria-pressed")
}

#[wasm_bindgen_test]
async fn a_domain_row_shows_its_count_and_filters_by_it() {
    let page = page_with_rows().await;
    assert_eq!(
        page.texts("listitem"),
        ["example.com 3", "example.org 1", "other.test 1", "third.test 1"]
    );
    page.get("button", "example.com 3").click();
    page.until_text("1–3 of 3").await;
    assert_eq!(pressed(&page, "example.com 3").as_deref(), Some("true"));
    assert_eq!(pressed(&page, "other.test 1").as_deref(), Some("false"));
    page.get("button", "other.test 1").click();
    page.until_addresses(&["exa@other.test"]).await;
    page.get("button", "other.test 1").click();
    page.until_text("1–6 of 6").await;
}

#[wasm_bindgen_test]
async fn counts_reflect_the_other_filters_only() {
    let page = page_with_rows().await;
    page.reason("Non-existent 2").click();
    page.until("fewer", || page.texts("listitem") == ["example.com 2"]).await;
    page.get("button", "example.com 2").click();
    page.until_text("Domain: example.com").await;
    // A reason that occurs in the report keeps its position.
    page.until("reasons follow the domain", || page.has_reason("Blocked 0")).await;
    assert!(page.has_reason("Auto-reply (delivered) 1"));
    assert!(page.has_reason("Suspended 0"), "every reason keeps its place");
    page.search("adele");
    page.until("fewer", || page.has_reason("Non-existent 1")).await;
    assert_eq!(page.texts("listitem"), ["example.com 1"]);
}

/// A page whose domains have marks: a typo of gmail.com, and a provider family that blocks.
async fn page_with_marks() -> Page {
    let rows = [
        rows_at(60, "one.test", "B"),
        rows_at(20, "outlook.com", "Z"),
        rows_at(10, "outlook.com", "B"),
        rows_at(15, "gmial.com", "B"),
        rows_at(5, "hotmail.com", "Z"),
    ];
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
    page.show(ACTIVITY);
    page.until_text("1–50 of 110").await;
    page
}

#[wasm_bindgen_test]
async fn a_domain_has_at_most_one_mark_and_the_bar_shows_its_part() {
    let page = page_with_marks().await;
    assert_eq!(
        page.texts("listitem"),
        [
            "one.test 60",
            "outlook.com 30 67% blocked",
            "gmial.com 15 looks like gmail.com",
            "hotmail.com 5"
        ]
    );
    let bar = |line: usize| bar_of(&page.all("listitem", None)[line]);
    assert_eq!(bar(0), ["100.0%", "0.0%"]);
    assert_eq!(bar(1), ["50.0%", "33.3%"]);
    assert_eq!(bar(2), ["25.0%", "25.0%"]);
    page.reason("Blocked 25").click();
    page.until("no mark: all are blocked", || {
        page.texts("listitem") == ["outlook.com 20", "hotmail.com 5"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn domains_are_grouped_by_provider_and_a_view_says_so() {
    let page = page_with_marks().await;
    let changes = page.listen("bounces-view-change");
    let switch = page.get("button", "Group by provider");
    assert_eq!(switch.get_attribute("aria-pressed").as_deref(), Some("false"));
    switch.click();
    let microsoft = "Outlook.com/Hotmail 35 71% blocked";
    page.until("a family", || page.texts("listitem")[1] == microsoft).await;
    assert_eq!(switch.get_attribute("aria-pressed").as_deref(), Some("true"));
    page.get("button", microsoft).click();
    page.until_text("1–35 of 35").await;
    page.until_text("Domain: Outlook.com/Hotmail").await;
    let view = "provider=microsoft&group=provider";
    assert!(changes.borrow().last().unwrap().contains(view), "{:?}", changes.borrow());
    assert_eq!(pressed(&page, microsoft).as_deref(), Some("true"));
    page.get("button", "Remove filter: Domain: Outlook.com/Hotmail").click();
    page.until_text("1–50 of 110").await;

    page.element.set_attribute("view", view).unwrap();
    page.until_text("1–35 of 35").await;
    switch.click();
    page.until("each by itself", || page.texts("listitem").len() == 4).await;
    page.get("button", "hotmail.com 5").click();
    page.until_text("1–5 of 5").await;
}

#[wasm_bindgen_test]
async fn reasons_and_domains_are_a_tab_stop_each() {
    let page = page_with_marks().await;
    let blocked = page.reason("Blocked 25");
    page.reason("Non-existent 85").focus().unwrap();
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"] {
        press(&page.element.shadow_root().unwrap().active_element().unwrap(), key);
    }
    page.assert_focused(&blocked);
    press(&blocked, "End");
    page.assert_focused(&page.reason("Auto-reply (delivered) 0"));
    let stops = |group: &str| {
        let group = page.root().query_selector(&format!("[aria-label='{group}']")).unwrap();
        let buttons = page.all("button", None).into_iter();
        let buttons = buttons.filter(|button| group.as_ref().unwrap().contains(Some(button)));
        buttons.filter(|button| button.tab_index() == 0).count()
    };
    assert_eq!([stops("Filter by reason"), stops("Filter by domain")], [1, 1]);
    let last = page.get("button", "hotmail.com 5");
    press(&page.get("button", "one.test 60"), "End");
    page.assert_focused(&last);
    page.reason("Blocked 25").click();
    page.until("fewer lines", || page.texts("listitem").len() == 2).await;
    assert_eq!(stops("Filter by domain"), 1, "a shorter list keeps a Tab stop");
}

#[wasm_bindgen_test]
async fn the_domain_menu_filters() {
    let page = page_with_rows().await;
    page.open_menu("Filter by domain").await;
    let options =
        ["All domains 6", "example.com 3", "example.org 1", "other.test 1", "third.test 1"];
    assert_eq!(page.names("radio"), options);
    page.filter_by("Filter by domain", "example.org").await;
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(pressed(&page, "example.org 1").as_deref(), Some("true"));
    page.until("its number", || page.has("button", "Filter by domain: 1")).await;
    page.filter_by("Filter by domain", "All domains").await;
    page.until_text("1–6 of 6").await;
    assert!(page.has("button", "Filter by domain"));
}

#[wasm_bindgen_test]
async fn few_domains_are_all_listed_and_the_rest_of_many_is_counted() {
    for (domains, lines, more) in
        [(7, 7, None), (8, 6, Some("2 more… 2")), (300, 6, Some("294 more… 4,499"))]
    {
        let page = Page::new();
        report(ACTIVITY, "DONE", &[&rows_at_domains(domains)]);
        page.show(ACTIVITY);
        page.until("lines", || page.texts("listitem").len() == lines).await;
        if let Some(more) = more {
            page.get("button", more);
        } else {
            assert!(!page.text().contains(" more"), "{}", page.text());
        }
    }
}

#[wasm_bindgen_test]
async fn the_line_that_counts_the_rest_opens_the_menu_of_all_domains() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows_at_domains(300)]);
    page.show(ACTIVITY);
    page.until("lines", || page.texts("listitem").len() == 6).await;
    page.get("button", "294 more… 4,499").click();
    page.until("the menu", || page.focused().as_deref() == Some("Find a domain")).await;
    type_text(&page.get("searchbox", "Find a domain"), " D299", false);
    page.until("one", || page.has("radio", "d299.test 1")).await;
    page.get("radio", "d299.test 1").click();
    page.until_addresses(&["a@d299.test"]).await;
    assert_eq!(page.texts("listitem").len(), 6, "the rows below do not move");
    let last = page.texts("listitem").pop();
    assert_eq!(last.as_deref(), Some("d299.test 1"), "the selected domain is listed");
    page.get("button", "294 more… 4,528");
}

#[wasm_bindgen_test]
async fn on_phones_the_line_that_counts_the_rest_opens_the_sheet_of_filters() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows_at_domains(300)]);
    page.element.set_attribute("style", "width: 360px").unwrap();
    page.show(ACTIVITY);
    let folded = "Top domains d000.test 31, d001.test 30";
    page.until("a folded list", || page.has("button", folded)).await;
    page.get("button", folded).click();
    page.until("the list", || page.has("button", "294 more… 4,499")).await;
    page.get("button", "294 more… 4,499").click();
    page.until("the sheet", || page.has("searchbox", "Find a domain")).await;
    let sheet = page.get("dialog", "Filters");
    assert!(sheet.has_attribute("open"));
}

#[wasm_bindgen_test]
async fn the_domain_menu_lists_twenty_domains_more_at_a_time_and_finds_any() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows_at_domains(60)]);
    page.show(ACTIVITY);
    page.until("lines", || page.texts("listitem").len() == 6).await;
    page.open_menu("Filter by domain").await;
    page.until("twenty", || page.all("radio", None).len() == 21).await;
    page.get("button", "Show 20 more").click();
    page.until("forty", || page.all("radio", None).len() == 41).await;
    let field = page.get("searchbox", "Find a domain");
    type_text(&field, " D05", false);
    page.until("ten", || page.all("radio", None).len() == 11).await;
    assert!(!page.has("button", "Show 20 more"));
    page.filter_by("Filter by domain", "d059.test").await;
    page.until_addresses(&["a@d059.test"]).await;
    type_text(&field, "nowhere", false);
    page.until_text("No matching domain").await;
    assert_eq!(page.names("radio"), ["All domains 216"]);
}

#[wasm_bindgen_test]
async fn a_report_without_domains_has_no_domain_list() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"nowhere","bounce_code":"B"}"#]);
    page.show(ACTIVITY);
    page.until_addresses(&["nowhere"]).await;
    assert_eq!(page.texts("heading"), ["Spring & summer", "Bounce reasons"]);
}

#[wasm_bindgen_test]
async fn a_pressed_domain_keeps_the_focus() {
    let page = page_with_rows().await;
    let line = page.get("button", "example.org 1");
    line.focus().unwrap();
    line.click();
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(page.focused().as_deref(), Some("example.org 1"));
}

//! The domain breakdown, and filtering by domain.

use super::{page_with_rows, rows_at_domains};
use crate::page::{ACTIVITY, Page, bar_of, report, type_text};
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
    page.until_text("1–3 of 3 matching, of 6").await;
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
    page.get("button", "Non-existent 2").click();
    page.until("fewer", || page.texts("listitem") == ["example.com 2"]).await;
    page.get("button", "example.com 2").click();
    page.until_text("Domain: example.com").await;
    // A reason that occurs in the report keeps its position.
    page.until("reasons follow the domain", || page.has("button", "Blocked 0")).await;
    assert!(page.has("button", "Auto-reply (delivered) 1"));
    assert!(!page.has("button", "Suspended 0"), "the report has no such rows");
    page.search("adele");
    page.until("fewer", || page.has("button", "Non-existent 1")).await;
    assert_eq!(page.texts("listitem"), ["example.com 1"]);
}

#[wasm_bindgen_test]
async fn the_bar_of_a_domain_shows_its_groups() {
    let page = page_with_rows().await;
    let bar = |line: usize| bar_of(&page.all("listitem", None)[line]);
    assert_eq!(bar(0), ["group-hard", "group-delivered"]);
    let in_words = page.get("button", "example.com 3").get_attribute("title");
    assert_eq!(in_words.as_deref(), Some("Hard bounce: 2, Delivered: 1"));
    assert_eq!(bar(1), ["group-blocked", "remainder"]);
}

#[wasm_bindgen_test]
async fn the_domain_select_filters() {
    let page = page_with_rows().await;
    let options =
        ["All domains", "example.com (3)", "example.org (1)", "other.test (1)", "third.test (1)"];
    assert_eq!(page.options("Domain"), options);
    page.choose("Domain", "example.org (1)");
    page.until_addresses(&["carla@example.org"]).await;
    assert_eq!(pressed(&page, "example.org 1").as_deref(), Some("true"));
    page.choose("Domain", "All domains");
    page.until_text("1–6 of 6").await;
}

#[wasm_bindgen_test]
async fn few_domains_are_all_listed_and_the_rest_of_many_is_counted() {
    for (domains, lines, more) in
        [(5, 5, None), (6, 4, Some("2 more 2")), (300, 4, Some("296 more 4,559"))]
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
async fn all_domains_expand_by_the_hundred_and_can_be_searched() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows_at_domains(300)]);
    page.show(ACTIVITY);
    page.until("lines", || page.texts("listitem").len() == 4).await;
    let toggle = page.get("button", "296 more 4,559");
    assert_eq!(toggle.get_attribute("aria-expanded").as_deref(), Some("false"));
    toggle.click();
    page.until("a hundred", || page.texts("listitem").len() == 100).await;
    assert_eq!(toggle.get_attribute("aria-expanded").as_deref(), Some("true"));
    page.get("button", "Show 100 more").click();
    page.until("two hundred", || page.texts("listitem").len() == 200).await;

    let field = page.get("searchbox", "Find a domain");
    type_text(&field, " D29", false);
    page.until("ten", || page.texts("listitem").len() == 10).await;
    page.get("button", "d299.test 1").click();
    page.until_addresses(&["a@d299.test"]).await;
    type_text(&field, "nowhere", false);
    page.until_text("No matching domain").await;

    page.get("button", "Show fewer").click();
    page.until("few", || page.texts("listitem").len() == 5).await;
    let last = page.texts("listitem").pop();
    assert_eq!(last.as_deref(), Some("d299.test 1"), "the selected domain stays visible");
    page.get("button", "295 more 4,558");
    assert!(page.all("searchbox", Some("Find a domain")).is_empty());
}

#[wasm_bindgen_test]
async fn the_domain_select_leads_to_all_domains() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows_at_domains(60)]);
    page.show(ACTIVITY);
    page.until("lines", || page.texts("listitem").len() == 4).await;
    page.choose("Domain", "10 more domains…");
    page.until("all", || page.focused().as_deref() == Some("Find a domain")).await;
    assert_eq!(page.texts("listitem").len(), 60);
    assert_eq!(page.selected_option("Domain"), "All domains");
    assert!(!page.text().contains("matching, of"), "nothing is filtered");
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

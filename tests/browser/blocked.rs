//! Blocked messages, explained: the provider that has most of them, and what to check.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, activity_path, release, report, rows_at};
use wasm_bindgen_test::wasm_bindgen_test;

/// A report of twelve blocked rows, seven of them at Microsoft, sent from an address.
async fn page_sent_from(from: &str) -> Page {
    let rows = [
        rows_at(4, "outlook.com", "Z"),
        rows_at(3, "hotmail.com", "Z"),
        rows_at(5, "one.test", "Z"),
        rows_at(6, "outlook.com", "B"),
    ];
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
    let activity = format!(
        r#"{{"current_status":"DONE","role":"primary_email","subject":"Spring","from_email":"{from}"}}"#
    );
    release(&activity_path(ACTIVITY), 200, &activity);
    page.show(ACTIVITY);
    page.until_text("1–18 of 18").await;
    page
}

fn checks(page: &Page) -> Vec<String> {
    let list = page.root().query_selector(".checklist").unwrap().unwrap();
    let items = page.all("listitem", None).into_iter().zip(page.texts("listitem"));
    items.filter(|(item, _)| list.contains(Some(item))).map(|(_, text)| text).collect()
}

const PLACE: &str = "7 of 12 are at Outlook.com/Hotmail.";

#[wasm_bindgen_test]
async fn the_advice_names_the_provider_with_most_blocked_messages_and_narrows_to_it() {
    let page = page_sent_from("news@one.test").await;
    page.get("button", "Blocked 12 Refused by the provider").click();
    page.until_text("The mail servers refused this email, not these contacts.").await;
    page.get("button", PLACE).click();
    page.until_text("1–7 of 7").await;
    assert!(page.text().contains("Domain: Outlook.com/Hotmail"));
    assert_eq!(page.get("button", PLACE).get_attribute("aria-pressed").as_deref(), Some("true"));
    page.get("button", PLACE).click();
    page.until_text("1–12 of 12").await;
}

#[wasm_bindgen_test]
async fn what_to_check_is_a_short_list_with_sources() {
    let page = page_sent_from("news@one.test").await;
    page.get("button", "Blocked 12 Refused by the provider").click();
    page.until("the list", || page.has("button", "What to check")).await;
    assert!(!page.has("link", "Google"), "it is folded");
    page.get("button", "What to check").click();
    assert_eq!(
        checks(&page),
        [
            "Authenticate your sending domain in Constant Contact (DKIM and DMARC). Constant Contact",
            "Check the spam complaints about your recent emails: providers expect less than 0.3%. Google",
            "Read what Outlook.com/Hotmail asks of senders: Outlook.com/Hotmail"
        ]
    );
    let link = page.get("link", "Outlook.com/Hotmail");
    let url = link.get_attribute("href").unwrap();
    assert_eq!(url, "https://sendersupport.olc.protection.outlook.com/pm/");
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noreferrer"));
}

#[wasm_bindgen_test]
async fn a_from_address_at_a_mailbox_provider_comes_first() {
    let page = page_sent_from("shop@gmail.com").await;
    page.get("button", "Blocked 12 Refused by the provider").click();
    page.until("the list", || page.has("button", "What to check")).await;
    page.get("button", "What to check").click();
    let first = &checks(&page)[0];
    assert!(first.starts_with("This email was sent from an address at gmail.com."), "{first}");
    assert!(!page.text().contains("shop@gmail.com"));
}

#[wasm_bindgen_test]
async fn the_reason_alone_has_the_same_advice_below_the_evidence() {
    let page = page_sent_from("news@one.test").await;
    assert!(!page.has("button", "What to check"));
    page.reason("Blocked 12").click();
    page.until("the place", || page.has("button", PLACE)).await;
    page.get("button", "What to check").click();
    assert_eq!(checks(&page).len(), 3);
    page.get("button", PLACE).click();
    page.until_text("1–7 of 7").await;
    page.reason("Non-existent 6").click();
    page.until("no advice", || !page.has("button", "What to check")).await;
}

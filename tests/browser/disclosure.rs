//! Expanded rows: meaning and advice below a row.

use crate::page::{ACTIVITY, Page, report};
use wasm_bindgen_test::wasm_bindgen_test;

const TWO_ROWS: &str = r#"
    {"email_address":"a@example.com","bounce_code":"Z","created_time":"2026-11-12T09:40:00.000Z"},
    {"email_address":"b@example.com","bounce_code":"B","created_time":"2026-11-12T09:38:00.000Z"}"#;

async fn shown(rows: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[rows]);
    page.show(ACTIVITY);
    page.until("rows", || !page.all("rowheader", None).is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn a_reason_expands_its_meaning_and_advice_below_its_row() {
    let page = shown(TWO_ROWS).await;
    let button = page.get("button", "Blocked");
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(button.get_attribute("aria-controls"), None);
    button.focus().unwrap();
    button.click();
    let advice = "Blocked The receiving server refused this email, often because the sender or the content looked like spam. \
        Keep the contact. Send from your own authenticated domain, and ask the contact to mark you as a safe sender.";
    page.until(advice, || page.texts("row").get(1).map(String::as_str) == Some(advice)).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    let controls = button.get_attribute("aria-controls").unwrap();
    let controlled = page.element.shadow_root().unwrap().get_element_by_id(&controls).unwrap();
    assert!(controlled.is_same_node(Some(&page.all("row", None)[1])));
    page.assert_focused(&button);

    button.click();
    page.until("two rows", || page.all("row", None).len() == 2).await;
    page.assert_focused(&button);
}

#[wasm_bindgen_test]
async fn every_code_has_its_own_texts() {
    for (code, reason, group, advice) in [
        ("B", "Non-existent", "Hard bounce", "If it’s a typo"),
        ("S", "Suspended", "Hard bounce", "which lifts the suspension"),
        ("D", "Undeliverable", "Soft bounce", "if it bounces in later emails too"),
        ("F", "Mailbox full", "Soft bounce", "probably abandoned"),
        ("Z", "Blocked", "Blocked", "authenticated domain"),
        ("X", "Other", "Other bounce", "whether it bounces again"),
        ("V", "Auto-reply (delivered)", "Delivered", "nothing to do"),
        ("Q7", "Unknown code Q7", "Other bounce", "gave the code Q7"),
        ("", "Reason not given", "Other bounce", "gave no reason"),
    ] {
        let page = shown(&format!(r#"{{"bounce_code":"{code}"}}"#)).await;
        page.get("button", reason).click();
        page.until(reason, || page.texts("row").len() == 2).await;
        let text = page.texts("row")[1].clone();
        assert!(text.starts_with(group) && text.contains(advice), "{code}: {text}");
    }
}

#[wasm_bindgen_test]
async fn expanded_rows_stay_expanded_when_sorted() {
    let page = shown(TWO_ROWS).await;
    page.get("button", "Blocked").click();
    page.get("button", "Non-existent").click();
    page.until("two open rows", || page.all("row", None).len() == 4).await;
    page.get("button", "Blocked").click();
    page.until("one open row", || page.all("row", None).len() == 3).await;
    assert!(page.texts("row")[2].starts_with("Hard bounce"));
    page.get("button", "Bounced").click();
    page.until_addresses(&["b@example.com", "a@example.com"]).await;
    page.until("it moved", || page.texts("row")[1].starts_with("Hard bounce")).await;
}

#[wasm_bindgen_test]
async fn a_row_that_leaves_the_page_collapses() {
    let page = shown(TWO_ROWS).await;
    page.get("button", "Blocked").click();
    page.until("an open row", || page.all("row", None).len() == 3).await;
    page.reason("Non-existent 1").click();
    page.until_addresses(&["b@example.com"]).await;
    page.reason("Non-existent 1").click();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    assert_eq!(page.all("row", None).len(), 2);

    page.element.set_attribute("page-size", "1").unwrap();
    page.until_addresses(&["a@example.com"]).await;
    page.get("button", "Blocked").click();
    page.until("an open row", || page.all("row", None).len() == 2).await;
    page.get("button", "Next").click();
    page.until_addresses(&["b@example.com"]).await;
    page.get("button", "Previous").click();
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(page.all("row", None).len(), 1);
}

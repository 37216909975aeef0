//! Expanded rows: what is known of a contact, below its row.

use crate::page::{Page, clipboard};
use crate::simulated_proxy::{ACTIVITY, report};
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
async fn the_details_below_a_row_state_what_is_known_of_the_contact() {
    let page = shown(
        r#"{"contact_id":"98edac88-f4bc-408c-9e64-000000000001","email_address":"a@example.com","bounce_code":"Z","created_time":"2019-11-12T09:40:00.000Z","current_email_address":"b@example.com"}"#,
    )
    .await;
    let button = page.get("button", "Details of a@example.com");
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(button.get_attribute("aria-controls"), None);
    button.focus().unwrap();
    button.click();
    let details = "Next step Done: corrected or deleted Contact ID 98edac88-f4bc-408c-9e64-000000000001 Copy Current address moved to b@example.com \
        Bounced 12 Nov 2019, 09:40 Reason Blocked \
        The receiving server refused this email, often because the sender or the content looked like spam.";
    page.until(details, || page.texts("row").get(1).map(String::as_str) == Some(details)).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    let controls = button.get_attribute("aria-controls").unwrap();
    let controlled = page.element.shadow_root().unwrap().get_element_by_id(&controls).unwrap();
    assert!(controlled.is_same_node(Some(&page.all("row", None)[1])));
    page.assert_focused(&button);

    button.click();
    page.until("one row", || page.all("row", None).len() == 1).await;
    page.assert_focused(&button);
}

#[wasm_bindgen_test]
async fn the_id_of_a_contact_can_be_copied_and_the_button_keeps_the_focus() {
    let page = shown(
        r#"{"contact_id":"98edac88-f4bc-408c-9e64-000000000001","email_address":"a@example.com","bounce_code":"B"}"#,
    )
    .await;
    page.get("button", "Details of a@example.com").click();
    let name = "Copy contact ID 98edac88-f4bc-408c-9e64-000000000001";
    page.until("the button", || page.has("button", name)).await;
    let copy = page.get("button", name);
    copy.focus().unwrap();
    copy.click();
    page.until_text("Copied contact ID 98edac88-f4bc-408c-9e64-000000000001").await;
    assert_eq!(clipboard(), ["98edac88-f4bc-408c-9e64-000000000001"]);
    page.until("its text", || copy.text_content().as_deref() == Some("Copied")).await;
    page.assert_focused(&copy);
}

#[wasm_bindgen_test]
async fn every_code_has_its_own_meaning_and_advice() {
    for (code, chip, meaning, advice) in [
        ("B", "Non-existent 1", "does", "If it’s a typo"),
        ("S", "Suspended 1", "", "which lifts the suspension"),
        ("D", "Undeliverable 1", "", "if it bounces in later emails too"),
        ("F", "Mailbox full 1", "full", "probably abandoned"),
        ("Z", "Blocked 1", "refused", "authenticated domain"),
        ("X", "Other 1", "", "whether it bounces again"),
        ("V", "Auto-reply (delivered) 1", "", "nothing to do"),
        ("Q7", "Reason unknown 1", "gave the code Q7", ""),
        ("", "Reason unknown 1", "gave no reason", ""),
    ] {
        let page =
            shown(&format!(r#"{{"email_address":"a@b.test","bounce_code":"{code}"}}"#)).await;
        page.get("button", "Details of a@b.test").click();
        page.until("details", || page.texts("row").len() == 2).await;
        let text = page.texts("row")[1].clone();
        assert!(text.contains(meaning), "{code}: {text}");
        // While only rows of one reason are shown, its advice is above them.
        assert!(advice.is_empty() || !page.text().contains(advice), "{code}");
        page.reason(chip).click();
        page.until_text(advice).await;
    }
}

#[wasm_bindgen_test]
async fn expanded_rows_stay_expanded_when_sorted() {
    let page = shown(TWO_ROWS).await;
    page.get("button", "Details of a@example.com").click();
    page.get("button", "Details of b@example.com").click();
    page.until("two open rows", || page.all("row", None).len() == 4).await;
    page.get("button", "Details of a@example.com").click();
    page.until("one open row", || page.all("row", None).len() == 3).await;
    assert!(page.texts("row")[2].contains("Reason Non-existent"));
    page.get("button", "Bounced").click();
    page.until_addresses(&["b@example.com", "a@example.com"]).await;
    page.until("it moved", || page.texts("row")[1].contains("Reason Non-existent")).await;
}

#[wasm_bindgen_test]
async fn a_row_that_leaves_the_page_collapses() {
    let page = shown(TWO_ROWS).await;
    page.get("button", "Details of a@example.com").click();
    page.until("an open row", || page.all("row", None).len() == 3).await;
    page.reason("Non-existent 1").click();
    page.until_addresses(&["b@example.com"]).await;
    page.reason("Non-existent 1").click();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    assert_eq!(page.all("row", None).len(), 2);

    page.element.set_attribute("page-size", "1").unwrap();
    page.until_addresses(&["a@example.com"]).await;
    page.get("button", "Details of a@example.com").click();
    page.until("an open row", || page.all("row", None).len() == 2).await;
    page.get("button", "Next").click();
    page.until_addresses(&["b@example.com"]).await;
    page.get("button", "Previous").click();
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(page.all("row", None).len(), 1);
}

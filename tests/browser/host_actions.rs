//! The host's own actions: where they are offered, what the host receives, and how its answer is shown.

use crate::page::{
    Page, hold_actions, late_error, reject_action, resolve_action, set_actions,
    stop_holding_actions,
};
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, report};
use std::fmt::Write;
use wasm_bindgen_test::wasm_bindgen_test;

const ROWS: &str = r#"
    {"email_address":"z@one.test","bounce_code":"Z","contact_id":"00000000-0000-4000-8000-00000000000a"},
    {"email_address":"b@one.test","bounce_code":"B","contact_id":"00000000-0000-4000-8000-00000000000b"},
    {"email_address":"s@two.test","bounce_code":"S","contact_id":"00000000-0000-4000-8000-00000000000c"},
    {"email_address":"n@two.test","bounce_code":"S"}"#;

const REMOVE: &str = r#"{"id":"remove","label":"Remove from lists…","confirm":"Remove {count} {count?one:contact|other:contacts}?"}"#;
const TAG: &str = r#"{"id":"tag","label":"Add a tag…"}"#;

/// A page with these actions, which are set before the element is in the document.
async fn page_with(actions: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    assert!(set_actions(&page.element, &format!("[{actions}]")).is_empty());
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    page
}

/// Presses the card of the step to remove contacts.
async fn press_remove(page: &Page) {
    page.get("button", "Remove 3 2 at two.test").click();
    page.until_text("1–3 of 3").await;
}

#[wasm_bindgen_test]
async fn actions_for_selected_rows_get_all_their_contacts() {
    let page = page_with(&format!("{REMOVE},{TAG}")).await;
    assert!(!page.has("button", "Add a tag…"));
    let actions = page.listen("bounces-action");
    for address in ["z@one.test", "n@two.test"] {
        page.get("checkbox", address).click();
    }
    page.until("the button", || page.has("button", "Add a tag…")).await;
    page.get("button", "Add a tag…").click();
    assert_eq!(
        *actions.borrow(),
        [
            r#"{"action":"tag","count":2,"scope":"selected","contactIds":["00000000-0000-4000-8000-00000000000a"]}"#
        ]
    );
    assert!(!page.has("dialog", "Remove 2 contacts?"), "it asks nothing");
}

#[wasm_bindgen_test]
async fn the_advice_to_remove_contacts_offers_actions_for_all_that_match() {
    let page = page_with(&format!("{TAG},{REMOVE}")).await;
    let actions = page.listen("bounces-action");
    page.get("button", "Blocked 1 1 at one.test").click();
    page.until_text("1–1 of 1").await;
    assert!(!page.has("button", "Add a tag…"), "only where contacts are to be removed");
    press_remove(&page).await;
    page.get("button", "Add a tag…").click();
    assert_eq!(
        *actions.borrow(),
        [
            r#"{"action":"tag","count":3,"scope":"matching","contactIds":["00000000-0000-4000-8000-00000000000b","00000000-0000-4000-8000-00000000000c"]}"#
        ]
    );
    page.search("nobody");
    page.until_text("No bounce matches").await;
    page.get("button", "Add a tag…").click();
    assert_eq!(actions.borrow().len(), 1, "there is nothing to do");
}

#[wasm_bindgen_test]
async fn an_action_is_offered_within_its_scope_only() {
    let actions = r#"{"id":"a","label":"For selected","scope":"selection"},{"id":"b","label":"To remove","scope":"remove"}"#;
    let page = page_with(actions).await;
    page.get("checkbox", "z@one.test").click();
    page.until("one", || page.has("button", "For selected")).await;
    assert!(!page.has("button", "To remove"));
    press_remove(&page).await;
    page.until("both", || page.has("button", "To remove")).await;
    assert_eq!(page.all("button", Some("For selected")).len(), 1);
    // Set while the report is shown.
    set_actions(&page.element, r#"[{"id":"c","label":"Another","scope":"remove"}]"#);
    page.until("another", || page.has("button", "Another")).await;
    assert!(!page.has("button", "For selected") && !page.has("button", "To remove"));
}

#[wasm_bindgen_test]
async fn an_action_that_asks_is_performed_only_when_it_is_confirmed() {
    let page = page_with(REMOVE).await;
    let actions = page.listen("bounces-action");
    press_remove(&page).await;
    let button = page.get("button", "Remove from lists…");
    button.focus().unwrap();
    button.click();
    page.until("the question", || page.has("dialog", "Remove 3 contacts?")).await;
    assert_eq!(page.focused().as_deref(), Some("Cancel"));
    page.get("button", "Cancel").click();
    page.until("no question", || page.all("dialog", None).is_empty()).await;
    page.assert_focused(&button);
    assert!(actions.borrow().is_empty());

    button.click();
    page.until("the question", || page.has("dialog", "Remove 3 contacts?")).await;
    page.all("button", Some("Remove from lists…")).pop().unwrap().click();
    page.until("performed", || actions.borrow().len() == 1).await;
    assert!(
        actions.borrow()[0]
            .starts_with(r#"{"action":"remove","count":3,"scope":"matching","contactIds":["#)
    );
    page.until("no question", || page.all("dialog", None).is_empty()).await;
}

#[wasm_bindgen_test]
async fn the_hosts_message_follows_its_progress() {
    let page = page_with(TAG).await;
    hold_actions(&page.element);
    let actions = page.listen("bounces-action");
    page.get("checkbox", "z@one.test").click();
    page.until("the button", || page.has("button", "Add a tag…")).await;
    page.get("button", "Add a tag…").click();
    page.until_text("Working…").await;
    assert_eq!(late_error(), "InvalidStateError");
    page.get("button", "Add a tag…").click();
    assert_eq!(actions.borrow().len(), 1, "one at a time");
    resolve_action("Tagged 1 contact");
    page.until("announced", || page.texts("status").contains(&"Tagged 1 contact".to_owned())).await;
    assert!(page.text().matches("Tagged 1 contact").count() >= 2, "and beside the button");
    assert!(!page.text().contains("Working…"));

    page.get("button", "Add a tag…").click();
    page.until_text("Working…").await;
    reject_action("The tag was not found");
    page.until_text("The tag was not found").await;

    page.get("button", "Add a tag…").click();
    page.until_text("Working…").await;
    resolve_action("");
    page.until_text("Done.").await;
    // The message belongs to what the user did.
    page.get("checkbox", "b@one.test").click();
    page.until("no message", || !page.text().contains("Done.")).await;
}

#[wasm_bindgen_test]
async fn progress_stays_beside_its_button_and_its_message_until_the_next_action() {
    let page = page_with(TAG).await;
    hold_actions(&page.element);
    press_remove(&page).await;
    page.get("button", "Add a tag…").click();
    page.until_text("Working…").await;
    stop_holding_actions();
    page.get("checkbox", "b@one.test").click();
    page.until("the button", || page.has("button", "Copy address")).await;
    page.get("button", "Copy address").click();
    page.until_text("Copied 1 address").await;
    assert!(page.text().contains("Working…"), "{}", page.text());
    resolve_action("Tagged 2 contacts");
    page.until_text("Tagged 2 contacts").await;
    // The host says nothing about this one. What screen readers announced stays.
    page.all("button", Some("Add a tag…")).remove(0).click();
    page.until("no message", || page.text().matches("Tagged 2 contacts").count() <= 1).await;
}

#[wasm_bindgen_test]
async fn an_answer_for_another_report_is_not_shown() {
    let other = "00000000-0000-4000-8000-000000000000";
    let page = page_with(TAG).await;
    hold_actions(&page.element);
    page.get("checkbox", "z@one.test").click();
    page.until("the button", || page.has("button", "Add a tag…")).await;
    page.get("button", "Add a tag…").click();
    page.until_text("Working…").await;
    report(other, "DONE", &[r#"{"email_address":"o@other.test","bounce_code":"B"}"#]);
    page.element.set_attribute("campaign-activity-id", other).unwrap();
    page.until_addresses(&["o@other.test"]).await;
    resolve_action("Tagged 1 contact");
    page.until("no progress", || !page.text().contains("Working…")).await;
    assert!(!page.text().contains("Tagged"));
}

#[wasm_bindgen_test]
async fn the_host_may_take_over_an_action_of_the_widget_and_report_its_progress() {
    let page = page_with(TAG).await;
    page.prevent("bounces-action");
    hold_actions(&page.element);
    page.get("button", "Export").click();
    page.get("button", "CSV for spreadsheets").click();
    page.until_text("Working…").await;
    resolve_action("Sent to your inbox");
    page.until_text("Sent to your inbox").await;
}

#[wasm_bindgen_test]
async fn no_contact_of_many_is_left_out() {
    let mut rows = String::new();
    for number in 0..12_000 {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            rows,
            r#"{comma}{{"email_address":"{number}@a.test","bounce_code":"B","contact_id":"00000000-0000-4000-8000-{number:012x}"}}"#
        );
    }
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{rows}]}}"#));
    set_actions(&page.element, &format!("[{TAG}]"));
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    let actions = page.listen("bounces-action");
    page.get("button", "Remove 12,000 12,000 at a.test").click();
    page.until("the button", || page.has("button", "Add a tag…")).await;
    page.until_text("1–50 of 12,000").await;
    page.get("button", "Add a tag…").click();
    let actions = actions.borrow();
    assert_eq!(actions[0].matches("00000000-0000-4000-8000-").count(), 12_000);
}

#[wasm_bindgen_test]
fn the_console_warns_once_about_each_invalid_action() {
    let page = Page::new();
    page.show("");
    let warnings = |json: &str| set_actions(&page.element, json);
    assert_eq!(warnings(r#"{"id":"a"}"#), ["<bounces-report>: actions has to be an array"]);
    let invalid = [
        (r#"{"label":"A"}"#, "id has to be a text"),
        (r#"{"id":"copy","label":"A"}"#, "the widget has an action with this id"),
        (r#"{"id":"a"}"#, "label has to be a text"),
        (r#"{"id":"a","label":"A","confirm":true}"#, "confirm has to be a text"),
        (r#"{"id":"a","label":"A","scope":"x"}"#, "scope has to be all, selection, remove"),
        ("null", "id has to be a text"),
    ];
    let actions: Vec<_> = invalid.iter().map(|(action, _)| *action).collect();
    let list = format!("[{},{TAG},{TAG}]", actions.join(","));
    let expected = invalid.iter().map(|(_, problem)| *problem).enumerate();
    let expected: Vec<_> = expected
        .chain([(7, "another action has this id")])
        .map(|(index, problem)| format!("<bounces-report>: actions[{index}] is ignored: {problem}"))
        .collect();
    assert_eq!(warnings(&list), expected);
    assert!(warnings("null").is_empty());
}

//! Next steps: the cards, the filters that they set, and the advice about the pressed one.

use crate::page::{Page, clipboard, files, press};
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, release, report};
use wasm_bindgen_test::wasm_bindgen_test;

/// Nine rows with all steps: two to remove, one with a typo, two blocked, one to wait for, one auto-reply, and two that
/// were corrected or deleted.
const ROWS: &str = r#"
    {"email_address":"b@one.test","bounce_code":"B"},
    {"email_address":"s@two.test","bounce_code":"S"},
    {"email_address":"t@gmial.com","bounce_code":"B"},
    {"email_address":"z@one.test","bounce_code":"Z"},
    {"email_address":"y@one.test","bounce_code":"Z"},
    {"email_address":"f@one.test","bounce_code":"F"},
    {"email_address":"v@one.test","bounce_code":"V"},
    {"email_address":"c@one.test","bounce_code":"B","current_email_address":"new@one.test"},
    {"email_address":"d@one.test","bounce_code":"D","deleted_at":"2026-11-14"}"#;

const REMOVE: &str = "Remove 2 1 at one.test";
const FIX: &str = "Fix typos 1 1 at gmial.com";
const BLOCKED: &str = "Blocked 2 2 at one.test";
const WAIT: &str = "Wait 1 1 at one.test";
const AUTO_REPLIES: &str = "1 auto-reply";
const DONE: &str = "2 corrected or deleted";

const STEPS: [(&str, &[&str]); 6] = [
    (REMOVE, &["b@one.test", "s@two.test"]),
    (FIX, &["t@gmial.com"]),
    (BLOCKED, &["z@one.test", "y@one.test"]),
    (WAIT, &["f@one.test"]),
    (AUTO_REPLIES, &["v@one.test"]),
    (DONE, &["c@one.test", "d@one.test"]),
];

/// A page with all of these rows.
async fn page_with(rows: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[rows]);
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    page
}

/// Waits until the rows have exactly these addresses, with or without a suggestion.
async fn until_rows(page: &Page, addresses: &[&str]) {
    let shown = || {
        let texts = page.addresses().into_iter();
        texts.map(|text| text.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    page.until(&format!("{addresses:?}"), || shown() == addresses).await;
}

/// The buttons of the steps, whose attribute has a value.
fn steps_with(page: &Page, attribute: &str, value: &str) -> Vec<String> {
    let steps = page.root().query_selector("[aria-label='Next steps']").unwrap().unwrap();
    let buttons = page.all("button", None).into_iter();
    let names = page.names("button").into_iter();
    buttons
        .zip(names)
        .filter(|(button, _)| steps.contains(Some(button)))
        .filter(|(button, _)| button.get_attribute(attribute).as_deref() == Some(value))
        .map(|(_, name)| name)
        .collect()
}

#[wasm_bindgen_test]
async fn a_step_shows_exactly_its_rows_instead_of_other_filters_and_lets_go_when_pressed_again() {
    let page = page_with(ROWS).await;
    let mut rows = 0;
    for (name, addresses) in STEPS {
        page.search("@");
        page.until("a tag", || page.has("button", "Remove filter: “@”")).await;
        page.get("button", name).click();
        until_rows(&page, addresses).await;
        let count = addresses.len();
        rows += count;
        page.until_text(&format!("1–{count} of {count}")).await;
        assert_eq!(steps_with(&page, "aria-pressed", "true"), [name]);
        let tags = page.names("button");
        let tags: Vec<_> = tags.iter().filter(|name| name.starts_with("Remove filter")).collect();
        assert!(tags.len() == 1 && tags[0].contains("Next step"), "{tags:?}");
        page.get("button", name).click();
        page.until_text("1–9 of 9").await;
        assert!(steps_with(&page, "aria-pressed", "true").is_empty());
    }
    assert_eq!(rows, 9, "the steps add up to the rows");
}

#[wasm_bindgen_test]
async fn the_steps_count_the_whole_report_whatever_is_filtered() {
    let page = page_with(ROWS).await;
    page.get("button", BLOCKED).click();
    until_rows(&page, &["z@one.test", "y@one.test"]).await;
    page.search("y@");
    until_rows(&page, &["y@one.test"]).await;
    for (name, _) in STEPS {
        assert!(page.has("button", name), "{name} in {}", page.text());
    }
    assert_eq!(steps_with(&page, "aria-pressed", "true"), [BLOCKED], "other filters narrow it");
}

#[wasm_bindgen_test]
async fn the_steps_are_one_tab_stop_and_keys_move_the_focus() {
    let page = page_with(ROWS).await;
    let stop = || steps_with(&page, "tabindex", "0");
    assert_eq!(stop(), [REMOVE]);
    page.get("button", REMOVE).focus().unwrap();
    for (key, name) in [
        ("ArrowRight", FIX),
        ("ArrowDown", BLOCKED),
        ("ArrowLeft", FIX),
        ("ArrowUp", REMOVE),
        ("ArrowLeft", REMOVE),
        ("End", DONE),
        ("ArrowRight", DONE),
        ("Home", REMOVE),
    ] {
        let focused = page.element.shadow_root().unwrap().active_element().unwrap();
        assert!(!press(&focused, key), "{key} would scroll the page");
        page.until(name, || stop() == [name]).await;
        assert_eq!(page.focused().as_deref(), Some(name), "{key}");
    }
    let focused = page.element.shadow_root().unwrap().active_element().unwrap();
    assert!(press(&focused, "Tab"), "other keys keep their meaning");
}

#[wasm_bindgen_test]
async fn arrows_follow_the_direction_of_the_text() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    page.element.set_attribute("dir", "rtl").unwrap();
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    let first = page.get("button", REMOVE);
    first.focus().unwrap();
    press(&first, "ArrowLeft");
    assert_eq!(page.focused().as_deref(), Some(FIX));
    press(&page.get("button", FIX), "ArrowRight");
    assert_eq!(page.focused().as_deref(), Some(REMOVE));
}

#[wasm_bindgen_test]
async fn a_pressed_step_is_the_tab_stop_and_keeps_the_focus() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    page.element.set_attribute("view", "step=blocked").unwrap();
    page.show(ACTIVITY);
    until_rows(&page, &["z@one.test", "y@one.test"]).await;
    assert_eq!(steps_with(&page, "tabindex", "0"), [BLOCKED]);
    let card = page.get("button", BLOCKED);
    card.focus().unwrap();
    card.click();
    page.until_text("1–9 of 9").await;
    assert_eq!(page.focused().as_deref(), Some(BLOCKED));
}

#[wasm_bindgen_test]
async fn steps_without_rows_keep_their_place_and_cannot_be_pressed() {
    let page = page_with(r#"{"email_address":"z@one.test","bounce_code":"Z"}"#).await;
    let empty = [
        "Remove 0 Gone or suspended",
        "Fix typos 0 Misspelled domains",
        "Wait 0 Full or unreachable",
        "0 auto-replies",
        "0 corrected or deleted",
    ];
    assert_eq!(steps_with(&page, "aria-disabled", "true"), empty);
    for name in empty {
        page.get("button", name).click();
    }
    page.get("button", "Blocked 1 1 at one.test").click();
    let pressed = || steps_with(&page, "aria-pressed", "true") == ["Blocked 1 1 at one.test"];
    page.until("the one with a row", pressed).await;
}

#[wasm_bindgen_test]
async fn a_pressed_step_without_rows_can_be_released() {
    let page = page_with(ROWS).await;
    page.get("button", FIX).click();
    until_rows(&page, &["t@gmial.com"]).await;
    report(ACTIVITY, "DONE", &[r#"{"email_address":"z@one.test","bounce_code":"Z"}"#]);
    page.get("button", "Refresh").click();
    let empty = "Fix typos 0 Misspelled domains";
    page.until("no typo", || page.has("button", empty)).await;
    page.get("button", empty).click();
    page.until_text("1–1 of 1").await;
    assert!(steps_with(&page, "aria-disabled", "true").contains(&empty.to_owned()));
}

#[wasm_bindgen_test]
async fn the_reason_replaces_a_domain_with_less_than_half_of_the_rows() {
    let row = |domain: &str| format!(r#"{{"email_address":"a@{domain}.test","bounce_code":"Z"}}"#);
    let rows = ["a", "a", "b", "b", "c"].map(row);
    let page = page_with(&rows.join(",")).await;
    assert!(page.has("button", "Blocked 5 Refused by the provider"));
    let page = page_with(&rows[..4].join(",")).await;
    assert!(page.has("button", "Blocked 4 2 at a.test"));
}

#[wasm_bindgen_test]
async fn numbers_say_so_while_rows_are_missing() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let first =
        format!(r#"{{"tracking_activities":[{ROWS}],"_links":{{"next":{{"href":"{next}"}}}}}}"#);
    answer(&bounces_path(ACTIVITY), 200, &first);
    hold(&next);
    page.show(ACTIVITY);
    page.until("steps", || page.has("button", "Blocked 2 so far 2 at one.test")).await;
    assert!(page.has("button", "1+ auto-reply"), "{}", page.text());
    release(&next, 200, &format!(r#"{{"tracking_activities":[{ROWS}]}}"#));
    page.until("all", || page.has("button", "Blocked 4 4 at one.test")).await;
}

#[wasm_bindgen_test]
async fn a_report_of_some_codes_has_their_steps_only() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let path = format!("{}&bounce_code=Z", bounces_path(ACTIVITY));
    let row = r#"{"email_address":"z@one.test","bounce_code":"Z"}"#;
    answer(&path, 200, &format!(r#"{{"tracking_activities":[{row}]}}"#));
    page.element.set_attribute("codes", "Z").unwrap();
    page.show(ACTIVITY);
    page.until("a row", || page.addresses() == ["z@one.test"]).await;
    page.until("its step", || page.has("button", "Blocked 1 1 at one.test")).await;
    assert_eq!(steps_with(&page, "aria-disabled", "true").len(), 5);
}

#[wasm_bindgen_test]
async fn reports_without_rows_have_no_steps() {
    for status in ["DRAFT", "DONE"] {
        let page = Page::new();
        report(ACTIVITY, status, &[""]);
        page.show(ACTIVITY);
        page.until("a card", || {
            !page.all("heading", None).is_empty() && page.has("button", "Check again")
        })
        .await;
        assert!(page.root().query_selector("[aria-label='Next steps']").unwrap().is_none());
    }
}

#[wasm_bindgen_test]
async fn the_advice_belongs_to_the_pressed_step() {
    let page = page_with(ROWS).await;
    for (name, advice) in [
        (REMOVE, "Your next email won’t reach these contacts either."),
        (FIX, "These addresses look misspelled."),
        (BLOCKED, "The mail servers refused this email, not these contacts."),
        (WAIT, "Your next email may reach these contacts."),
        (AUTO_REPLIES, "These contacts got your email."),
        (DONE, "These contacts are taken care of."),
    ] {
        assert!(!page.text().contains(advice));
        page.get("button", name).click();
        page.until_text(advice).await;
        page.get("button", name).click();
        page.until("no advice", || !page.text().contains(advice)).await;
    }
}

#[wasm_bindgen_test]
async fn the_advice_acts_on_the_rows_of_the_step_whichever_are_selected() {
    let page = page_with(ROWS).await;
    page.get("checkbox", "v@one.test").click();
    page.until_text("1 selected").await;
    page.get("button", BLOCKED).click();
    until_rows(&page, &["z@one.test", "y@one.test"]).await;
    let actions = page.listen("bounces-action");
    page.get("button", "Copy addresses").click();
    page.until("copied", || clipboard() == ["z@one.test\ny@one.test\n"]).await;
    page.get("button", "Export as CSV").click();
    page.until("a file", || files().len() == 2).await;
    let text = &files()[1];
    assert!(text.contains("z@one.test") && !text.contains("v@one.test"), "{text}");
    assert!(text.contains("Next step: Blocked"), "{text}");
    assert_eq!(
        *actions.borrow(),
        ["copy", "export-csv"].map(|action| format!(
            r#"{{"action":"{action}","count":2,"scope":"matching","contactIds":[]}}"#
        ))
    );
}

#[wasm_bindgen_test]
async fn corrections_are_copied_as_old_and_new_addresses() {
    let page = page_with(ROWS).await;
    page.get("button", FIX).click();
    page.until("the button", || page.has("button", "Copy 1 correction")).await;
    page.get("button", "Copy 1 correction").click();
    page.until("copied", || clipboard() == ["t@gmial.com\tt@gmail.com\n"]).await;
    page.until_text("Copied 1 correction").await;
    page.get("button", WAIT).click();
    page.until("no corrections", || !page.text().contains("Copy 1 correction")).await;
}

#[wasm_bindgen_test]
async fn the_advice_narrows_a_step_to_its_main_domain() {
    let page = page_with(ROWS).await;
    page.get("button", REMOVE).click();
    until_rows(&page, &["b@one.test", "s@two.test"]).await;
    let link = page.get("button", "1 of 2 are at one.test.");
    link.focus().unwrap();
    link.click();
    until_rows(&page, &["b@one.test"]).await;
    assert_eq!(link.get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(page.focused().as_deref(), Some("1 of 2 are at one.test."));
    link.click();
    until_rows(&page, &["b@one.test", "s@two.test"]).await;
    page.get("button", BLOCKED).click();
    until_rows(&page, &["z@one.test", "y@one.test"]).await;
    assert!(!page.text().contains("2 of 2 are at"), "all of them are there");
}

#[wasm_bindgen_test]
async fn the_recommendation_of_constant_contact_shows_exactly_its_rows() {
    let page = page_with(ROWS).await;
    page.get("button", REMOVE).click();
    let link = "Constant Contact recommends removing 3 contacts.";
    page.until("the link", || page.has("button", link)).await;
    page.get("button", link).focus().unwrap();
    page.get("button", link).click();
    until_rows(&page, &["b@one.test", "s@two.test", "t@gmial.com"]).await;
    page.until_text("Constant Contact recommends removing these contacts.").await;
    assert!(page.has("button", "Remove filter: Constant Contact recommends removal"));
    assert_eq!(page.focused().as_deref(), Some(link));
    assert_eq!(page.get("button", link).get_attribute("aria-pressed").as_deref(), Some("true"));
    page.get("button", link).click();
    page.until_text("1–9 of 9").await;
    assert!(!page.has("button", link));
    assert_eq!(page.focused().as_deref(), Some(REMOVE), "the focus is not lost");
}

#[wasm_bindgen_test]
async fn a_link_to_the_recommendation_shows_its_rows() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    page.element.set_attribute("view", "removable=yes").unwrap();
    page.show(ACTIVITY);
    until_rows(&page, &["b@one.test", "s@two.test", "t@gmial.com"]).await;
    assert!(page.has("button", "Constant Contact recommends removing 3 contacts."));
}

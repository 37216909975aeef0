//! What is sent on: the summary, links to the view, and corrections.

use crate::page::{Page, clipboard, files, papers};
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, bounces_path, cursor, history_path, hold, release, report,
    stats_path,
};
use wasm_bindgen_test::wasm_bindgen_test;

const ROWS: &str = r#"
    {"email_address":"ada@one.test","first_name":"Ada","last_name":"Lovelace","bounce_code":"B","contact_id":"00000000-0000-4000-8000-00000000000a"},
    {"email_address":"ben@one.test","bounce_code":"S"},
    {"email_address":"tim@gmial.com","bounce_code":"B"},
    {"email_address":"zoe@two.test","bounce_code":"Z"},
    {"email_address":"vic@two.test","bounce_code":"V"}"#;

/// A page with these rows of 200 emails.
async fn shown(subject: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    answer(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{ROWS}]}}"#));
    let stats = r#"{"results":[{"stats":{"em_sends":200,"em_bounces":5}}]}"#;
    answer(&stats_path(ACTIVITY), 200, r#"{"results":[]}"#);
    release(&stats_path(ACTIVITY), 200, stats);
    let activity =
        format!(r#"{{"current_status":"DONE","role":"primary_email","subject":"{subject}"}}"#);
    release(&activity_path(ACTIVITY), 200, &activity);
    let sent = r#"[{"send_status":"COMPLETED","run_date":"2020-11-12T08:00:00.000Z"}]"#;
    answer(&history_path(ACTIVITY), 200, sent);
    page.show(ACTIVITY);
    page.until_text("All bounces loaded").await;
    // Responses arrive in any order.
    page.until_text("sent 12 Nov 2020").await;
    page
}

/// Chooses how to share the summary.
async fn share(page: &Page, how: &str) {
    page.get("button", "Export").click();
    page.get("button", "Summary for sharing no addresses").click();
    page.until("the dialog", || page.has("dialog", "Summary for sharing")).await;
    page.all("button", Some(how)).pop().unwrap().click();
    page.until("no dialog", || page.all("dialog", None).is_empty()).await;
}

/// What the summary says, whether it is printed or saved.
const CONTENTS: [&str; 16] = [
    "Bounces: Spring sale",
    "2.50% of the emails bounced: 5 of 200. Without auto-replies, it’s 2.00%.",
    "Sent 12 Nov 2020",
    "2 Remove",
    "1 Fix typos",
    "1 Blocked",
    "0 Wait",
    "Bounce reasons",
    "Non-existent 2 40.0%",
    "Auto-reply (delivered) 1 20.0%",
    "Top domains",
    "one.test 2 40.0%",
    "gmial.com 1 20.0%",
    "Next steps",
    "Remove (2) Your next email won’t reach these contacts either.",
    "Blocked (1)",
];

fn assert_has_no_contacts(text: &str) {
    for contact in ["@", "Ada", "Lovelace", "ada", "00000000-0000", "tim"] {
        assert!(!text.contains(contact), "{contact} in {text}");
    }
}

/// The text of an HTML document, with one space between its parts.
fn text_of(html: &str) -> String {
    let body = html.split_once("<main>").unwrap().1;
    let mut text = String::new();
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn the_summary_is_a_page_without_contacts_and_without_scripts() {
    let page = shown("Spring sale").await;
    let actions = page.listen("bounces-action");
    // The summary describes the whole report, regardless of filters.
    page.search("zoe");
    page.until_text("1–1 of 1").await;
    share(&page, "Save as a web page").await;
    page.until("a file", || files().len() == 2).await;
    let (name, html) = (files().remove(0), files().remove(1));
    assert!(
        name.starts_with("Summary Bounces Spring sale 20") && name.strip_suffix(".html").is_some(),
        "{name}"
    );
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"), "{html}");
    assert!(html.contains("default-src 'none'; style-src 'sha256-"));
    assert!(!html.contains("<script") && !html.contains("http:") && !html.contains("https:"));
    let text = text_of(&html);
    for expected in CONTENTS {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert_has_no_contacts(html.split_once("</style>").unwrap().1);
    page.until_text("Summary saved").await;
    assert!(actions.borrow()[0].starts_with(r#"{"action":"export-summary","count":5,"#));
    assert_eq!(page.focused().as_deref(), Some("Export"));
}

#[wasm_bindgen_test]
async fn the_summary_can_be_printed() {
    let page = shown("Spring sale").await;
    share(&page, "Print").await;
    page.until("a paper", || papers().len() == 1).await;
    let text = papers().remove(0);
    for expected in CONTENTS {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert_has_no_contacts(&text);
}

#[wasm_bindgen_test]
async fn while_auto_replies_are_not_counted_the_summary_does_not_speak_of_them() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let links = format!(r#""_links":{{"next":{{"href":"{next}"}}}}"#);
    let first = format!(r#"{{"tracking_activities":[{ROWS}],{links}}}"#);
    answer(&bounces_path(ACTIVITY), 200, &first);
    let stats = r#"{"results":[{"stats":{"em_sends":200,"em_bounces":5}}]}"#;
    release(&stats_path(ACTIVITY), 200, stats);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("2.50%").await;
    page.until("rows", || page.all("row", None).len() == 5).await;
    page.get("button", "Export").click();
    page.get("button", "Summary for sharing no addresses").click();
    page.until("the dialog", || page.has("dialog", "Summary for sharing")).await;
    page.until_text("5 bounced").await;
    assert!(!page.text().contains("Without auto-replies"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn markup_in_a_subject_is_text_in_the_summary() {
    let page = shown("</title><img src=x onerror=alert(1)>").await;
    share(&page, "Save as a web page").await;
    page.until("a file", || files().len() == 2).await;
    let html = files().remove(1);
    assert!(!html.contains("<img") && html.contains("&lt;img src=x"), "{html}");
}

#[wasm_bindgen_test]
async fn the_host_may_share_the_summary_itself() {
    let page = shown("Spring sale").await;
    page.prevent("bounces-action");
    share(&page, "Save as a web page").await;
    share(&page, "Print").await;
    assert!(files().is_empty() && papers().is_empty());
}

#[wasm_bindgen_test]
async fn a_link_to_the_view_is_copied_where_the_host_gives_one() {
    let page = shown("Spring sale").await;
    page.get("button", "Export").click();
    assert!(!page.has("button", "Copy link to this view"));
    for (template, link) in [
        ("https://host.test/b?v={view}", "https://host.test/b?v=codes%3DZ%26q%3Dzoe"),
        ("https://host.test/b#{+view}", "https://host.test/b#codes=Z&q=zoe"),
    ] {
        page.element.set_attribute("link-template", template).unwrap();
        page.element.set_attribute("view", "codes=Z&q=zoe").unwrap();
        page.until_text("1–1 of 1").await;
        page.until("the button", || page.has("button", "Copy link to this view")).await;
        page.get("button", "Copy link to this view").click();
        page.until("copied", || clipboard().last().map(String::as_str) == Some(link)).await;
        page.until_text("Link copied").await;
        page.get("button", "Export").click();
    }
    page.element.set_attribute("link-template", "/b?{view}").unwrap();
    page.get("button", "Copy link to this view").click();
    page.until("in full", || {
        clipboard().last().is_some_and(|link| {
            link.starts_with("http") && link.ends_with("/b?codes%3DZ%26q%3Dzoe")
        })
    })
    .await;
}

#[wasm_bindgen_test]
async fn corrections_are_saved_as_old_and_new_addresses() {
    let page = shown("Spring sale").await;
    let actions = page.listen("bounces-action");
    page.get("button", "Fix typos 1 1 at gmial.com").click();
    page.until("the button", || page.has("button", "Corrections as CSV")).await;
    page.get("button", "Corrections as CSV").click();
    page.until("a file", || files().len() == 2).await;
    let (name, text) = (files().remove(0), files().remove(1));
    assert!(
        name.starts_with("Corrections Bounces Spring sale 20")
            && name.strip_suffix(".csv").is_some(),
        "{name}"
    );
    assert_eq!(text, "\u{feff}Old address,New address\r\ntim@gmial.com,tim@gmail.com\r\n");
    page.until_text("Exported 1 row").await;
    assert_eq!(
        *actions.borrow(),
        [r#"{"action":"export-corrections","count":1,"scope":"matching","contactIds":[]}"#]
    );
}

//! What is known of earlier emails while they are read, after a refresh, and if they cannot be read.

use crate::{
    history::{
        ACTIVITIES, ADA, BOB, CAMPAIGNS, NAMES, OWN, SUMMARIES, all_requests, answer_history,
        answer_report, campaign_path, row, rows, summaries, summaries_with, until_requests,
        until_steps,
    },
    page::Page,
    simulated_proxy::{ACTIVITY, background_requests, bounces_path, release, requests, stats_path},
};
use wasm_bindgen_test::wasm_bindgen_test;

const BOTH: [&str; 2] = ["ada@example.com", "bob@example.com"];
const READING: &str = "Reading earlier emails…";
const IGNORED: &str = "Bounced before: not known, so all are shown";
const RESERVE: &str = r#"{"code":"reserve_reached","retry_after":3600}"#;

/// Shows a report whose earlier emails are read.
async fn read_page() -> Page {
    let page = Page::with_history();
    answer_report();
    answer_history();
    page.show(ACTIVITY);
    until_requests(&page, &all_requests()).await;
    page.until_text("1 of last 2").await;
    until_steps(&page, "1 1").await;
    page
}

/// The summaries of a refresh are adopted once the bar of the report has its new count.
async fn until_own_bounces(page: &Page, bounces: u32) {
    let count = format!("{bounces} of 1,000 emails");
    let has_bar = || page.names("button").iter().any(|name| name.ends_with(&count));
    page.until(&count, has_bar).await;
}

#[wasm_bindgen_test]
async fn a_refresh_requests_only_the_summaries_unless_there_are_new_contacts() {
    let page = read_page().await;
    let mut expected = all_requests();
    release(SUMMARIES, 200, &summaries_with(30));
    page.get("button", "Refresh").click();
    expected.push(SUMMARIES.to_owned());
    until_requests(&page, &expected).await;
    until_own_bounces(&page, 30).await;
    page.until_text("1 of last 2").await;
    until_steps(&page, "1 1").await;
    assert_eq!(background_requests(), expected);

    let other = row(BOB, "D").replace("bob", "cid").replace(BOB, &BOB.replace("02", "03"));
    let body = format!(r#"{{"tracking_activities":[{other}]}}"#);
    release(&bounces_path(ACTIVITY), 200, &body);
    page.get("button", "Refresh").click();
    expected.push(SUMMARIES.to_owned());
    expected.extend(ACTIVITIES.map(bounces_path));
    until_requests(&page, &expected).await;
}

/// A second refresh that comes before the summaries of the first one aborts their request.
#[wasm_bindgen_test]
async fn a_refresh_while_the_summaries_are_under_way_requests_them_again() {
    let page = read_page().await;
    let mut expected = all_requests();
    release(SUMMARIES, 0, "");
    page.get("button", "Refresh").click();
    expected.push(SUMMARIES.to_owned());
    until_requests(&page, &expected).await;
    let body = rows(&[(ADA, "D")]).replace(ADA, &ADA.replace("01", "03"));
    release(&bounces_path(ACTIVITY), 200, &body);
    page.get("button", "Refresh").click();
    expected.pop();
    expected.push(format!("aborted {SUMMARIES}"));
    expected.push(SUMMARIES.to_owned());
    until_requests(&page, &expected).await;
    release(SUMMARIES, 200, &summaries());
    expected.extend(ACTIVITIES.map(bounces_path));
    until_requests(&page, &expected).await;
}

#[wasm_bindgen_test]
async fn a_refresh_at_the_reserve_keeps_the_verdict_and_who_bounced_before() {
    let page = read_page().await;
    release(SUMMARIES, 429, RESERVE);
    page.get("button", "Refresh").click();
    page.until_text("The rest of today’s requests is kept for reports.").await;
    assert!(page.text().contains("Nothing to compare with yet"), "{}", page.text());
    assert!(!page.text().contains("No comparison"), "{}", page.text());
    until_steps(&page, "1 1").await;
}

#[wasm_bindgen_test]
async fn a_refresh_with_an_ended_session_requests_nothing_in_the_background() {
    let page = read_page().await;
    release(&bounces_path(ACTIVITY), 401, r#"{"code":"signed_out"}"#);
    page.get("button", "Refresh").click();
    page.until("an alert", || !page.all("alert", None).is_empty()).await;
    page.until_text("1 of last 2").await;
    assert!(page.text().contains("Nothing to compare with yet"), "{}", page.text());
    assert_eq!(background_requests(), all_requests());
}

#[wasm_bindgen_test]
async fn contacts_that_bounced_before_are_awaited_while_earlier_emails_are_read() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(&bounces_path(ACTIVITIES[0]), 0, "");
    page.element.set_attribute("view", "repeat=yes").unwrap();
    page.show(ACTIVITY);
    page.until_text(READING).await;
    let pages = [bounces_path(ACTIVITIES[0])];
    page.until("a page", || background_requests().ends_with(&pages)).await;
    assert!(!page.text().contains("No bounce matches"), "{}", page.text());
    assert!(page.addresses().is_empty());
    release(&bounces_path(ACTIVITIES[0]), 200, &rows(&[(ADA, "D")]));
    page.until_addresses(&BOTH[..1]).await;
    assert!(page.has("button", "Remove filter: Bounced before"), "{:?}", page.names("button"));
}

#[wasm_bindgen_test]
async fn no_match_is_reported_once_earlier_emails_are_read() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(&bounces_path(ACTIVITIES[0]), 200, &rows(&[]));
    page.element.set_attribute("view", "repeat=yes").unwrap();
    page.show(ACTIVITY);
    page.until_text("No bounce matches the filters").await;
    until_requests(&page, &all_requests()).await;
    assert!(!page.text().contains(READING), "{}", page.text());
}

/// Whether the menu of reasons offers the filter.
async fn offers_repeats(page: &Page) -> bool {
    page.open_menu("Filter by reason").await;
    page.names("checkbox").iter().any(|name| name.starts_with("Bounced before"))
}

#[wasm_bindgen_test]
async fn a_filter_of_which_nothing_can_be_known_is_ignored_says_so_and_is_not_offered() {
    type Failure<'a> = (&'a str, &'a dyn Fn(&Page));
    let failures: [Failure<'_>; 3] = [
        ("an error", &|_| release(SUMMARIES, 500, "")),
        ("the reserve", &|_| release(SUMMARIES, 429, RESERVE)),
        ("switched off", &|page| page.element.set_attribute("history", "0").unwrap()),
    ];
    for (name, fail) in failures {
        let page = Page::with_history();
        answer_report();
        answer_history();
        fail(&page);
        page.element.set_attribute("view", "repeat=yes").unwrap();
        page.show(ACTIVITY);
        page.until_text(IGNORED).await;
        page.until_addresses(&BOTH).await;
        assert!(!page.text().contains("No bounce matches"), "{name}: {}", page.text());
        assert!(!offers_repeats(&page).await, "{name}");
        page.element.remove();
    }
}

#[wasm_bindgen_test]
async fn a_filter_that_is_ignored_is_applied_once_earlier_emails_can_be_read() {
    let page = Page::with_history();
    answer_report();
    answer_history();
    release(SUMMARIES, 500, "");
    page.element.set_attribute("view", "repeat=yes").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&BOTH).await;
    page.until_text("No comparison").await;
    release(SUMMARIES, 200, &summaries());
    page.get("button", "Try again").click();
    page.until_addresses(&BOTH[..1]).await;
    assert!(!page.text().contains(IGNORED), "{}", page.text());
    assert!(offers_repeats(&page).await);
}

/// The button of the bar of an email that was sent on this day.
fn bar(page: &Page, day: &str) -> web_sys::HtmlElement {
    let buttons = page.all("button", None).into_iter().zip(page.names("button"));
    let mut found = buttons.filter(|(_, name)| name.contains(day) && name.ends_with("emails"));
    found.next().unwrap_or_else(|| panic!("no bar of {day}: {:?}", page.names("button"))).0
}

#[wasm_bindgen_test]
async fn a_bar_whose_activity_is_not_known_requests_it_when_it_is_pressed() {
    let page = Page::with_history();
    let opened = page.listen("bounces-open-email");
    answer_report();
    answer_history();
    release(NAMES, 0, "");
    page.show(ACTIVITY);
    page.until_text("Nothing to compare with yet").await;
    let detail = |campaign: &str, activity: &str| {
        format!(r#"{{"campaignId":"{campaign}","activityId":{activity}}}"#)
    };
    bar(&page, "1 Nov").click();
    let own = detail(OWN, &format!("\"{ACTIVITY}\""));
    assert_eq!(*opened.borrow(), [own]);
    opened.borrow_mut().clear();
    bar(&page, "1 Oct").click();
    page.until("the event", || !opened.borrow().is_empty()).await;
    let other = detail(CAMPAIGNS[0], &format!("\"{}\"", ACTIVITIES[0]));
    assert_eq!(*opened.borrow(), [other]);
    assert!(requests().contains(&campaign_path(0)), "{:?}", requests());
    opened.borrow_mut().clear();
    release(&campaign_path(1), 500, "");
    bar(&page, "1 Sept").click();
    page.until("the event", || !opened.borrow().is_empty()).await;
    assert_eq!(*opened.borrow(), [detail(CAMPAIGNS[1], "null")], "it cannot be read");
}

/// A summary does not say which email of its campaign it counts.
#[wasm_bindgen_test]
async fn the_bar_of_a_resend_opens_the_activity_with_its_number_of_sends() {
    const RESEND: &str = "bbbbbbbb-0000-4000-8000-000000000009";
    let page = Page::with_history();
    let opened = page.listen("bounces-open-email");
    answer_report();
    answer_history();
    let resend = format!(
        r#"[{{"campaign_id":"{}","last_sent_date":"2026-10-09T10:00:00Z","unique_counts":{{"sends":300,"bounces":2}}}},"#,
        CAMPAIGNS[0]
    );
    release(SUMMARIES, 200, &summaries().replacen('[', &resend, 1));
    let activities = format!(
        r#"{{"campaign_activities":[{{"campaign_activity_id":"{RESEND}","role":"resend"}},{{"campaign_activity_id":"{}","role":"primary_email"}}]}}"#,
        ACTIVITIES[0]
    );
    release(&campaign_path(0), 200, &activities);
    let counts = |sends: [u32; 2]| {
        let count = |activity: &str, sends| {
            format!(r#"{{"campaign_activity_id":"{activity}","stats":{{"em_sends":{sends}}}}}"#)
        };
        format!(r#"{{"results":[{},{}]}}"#, count(ACTIVITIES[0], sends[0]), count(RESEND, sends[1]))
    };
    let both = stats_path(&[ACTIVITIES[0], RESEND].join(","));
    release(&both, 200, &counts([1001, 299]));
    page.show(ACTIVITY);
    page.until_text("Nothing to compare with yet").await;
    for (day, activity) in [("9 Oct", RESEND), ("1 Oct", ACTIVITIES[0])] {
        bar(&page, day).click();
        page.until("the event", || !opened.borrow().is_empty()).await;
        let event = opened.borrow_mut().remove(0);
        assert!(event.contains(activity), "{day}: {event}");
    }
    release(&both, 500, "");
    bar(&page, "9 Oct").click();
    page.until("the event", || !opened.borrow().is_empty()).await;
    let event = opened.borrow_mut().remove(0);
    assert!(event.contains(ACTIVITIES[0]), "without counts, the primary email: {event}");
}

#[wasm_bindgen_test]
async fn the_end_of_earlier_emails_is_announced_once() {
    let page = read_page().await;
    let texts = || page.texts("status");
    let is_announced = |text: &String| text == "Earlier emails read. 1 bounced before";
    page.until("the announcement", || texts().iter().any(is_announced)).await;
}

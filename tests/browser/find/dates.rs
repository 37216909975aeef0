//! Filtering by date.

use super::page_with_rows;
use crate::page::{Page, enter_date};
use crate::simulated_proxy::{ACTIVITY, answer, history_path, hold, release, report};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const WHEN: &str = "Filter by when it bounced";

/// The chosen dates.
async fn chosen(page: &Page) -> Vec<String> {
    page.open_menu(WHEN).await;
    let radios = page.all("radio", None).into_iter().zip(page.names("radio"));
    let is_checked = |radio: &HtmlElement| radio.matches(":checked").unwrap();
    radios.filter(|(radio, _)| is_checked(radio)).map(|(_, name)| name).collect()
}

#[wasm_bindgen_test]
async fn a_custom_range_includes_both_days() {
    let page = page_with_rows().await;
    page.filter_by(WHEN, "Custom range…").await;
    page.until("two fields", || page.all("textbox", None).len() == 2).await;
    page.until_text("1–6 of 6").await;
    enter_date(&page.get("textbox", "From"), "2026-11-12");
    let from = ["carla@example.org", "Adele.Brown@example.com", "b.okafor@example.com"];
    page.until_addresses(&from).await;
    page.until("a tag", || page.has("button", "Remove filter: From 12 Nov 2026")).await;
    enter_date(&page.get("textbox", "To"), "2026-11-13");
    page.until_addresses(&from[1..]).await;
    page.until("a tag", || page.has("button", "Remove filter: 12–13 Nov 2026")).await;
    enter_date(&page.get("textbox", "From"), "");
    let until =
        ["Adele.Brown@example.com", "b.okafor@example.com", "exa@other.test", "dora@example.com"];
    page.until_addresses(&until).await;
    page.get("button", "Remove filter: Until 13 Nov 2026").click();
    page.until_text("1–6 of 6").await;
    page.until("no fields", || page.all("textbox", None).is_empty()).await;
    assert_eq!(chosen(&page).await, ["Any date"]);
}

#[wasm_bindgen_test]
async fn days_follow_the_time_zone_of_the_report() {
    let page = page_with_rows().await;
    page.element.set_attribute("view", "from=2026-11-12&before=2026-11-13").unwrap();
    page.until_addresses(&["b.okafor@example.com"]).await;
    page.element.set_attribute("time-zone", "America/New_York").unwrap();
    page.until("no row", || page.has("heading", "No bounce matches the filters")).await;
    page.element.set_attribute("time-zone", "Asia/Tokyo").unwrap();
    page.until_addresses(&["b.okafor@example.com", "exa@other.test"]).await;
}

#[wasm_bindgen_test]
async fn days_account_for_daylight_saving_time() {
    // Clocks went forward at midnight of 4 November 2018 in São Paulo, and back at 3:00 on
    // 5 April 2026 in Sydney: the one day has 23 hours, the other 25.
    for (zone, from, before, inside, outside) in [
        (
            "America/Sao_Paulo",
            "2018-11-04",
            "2018-11-05",
            ["2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z"],
            ["2018-11-04T02:59:59Z", "2018-11-05T02:00:00Z"],
        ),
        (
            "Australia/Sydney",
            "2026-04-05",
            "2026-04-06",
            ["2026-04-04T13:00:00Z", "2026-04-05T13:59:59Z"],
            ["2026-04-04T12:59:59Z", "2026-04-05T14:00:00Z"],
        ),
    ] {
        let rows = inside.into_iter().chain(outside);
        let row = |time| format!(r#"{{"email_address":"{time}","created_time":"{time}"}}"#);
        let rows: Vec<_> = rows.map(row).collect();
        let page = Page::new();
        report(ACTIVITY, "DONE", &[&rows.join(",")]);
        page.element.set_attribute("time-zone", zone).unwrap();
        page.element
            .set_attribute("view", &format!("from={from}&before={before}&sort=date"))
            .unwrap();
        page.show(ACTIVITY);
        page.until_addresses(&inside).await;
    }
}

#[wasm_bindgen_test]
async fn an_inverted_range_is_explained_and_not_applied() {
    let page = page_with_rows().await;
    let changes = page.listen("bounces-view-change");
    page.filter_by(WHEN, "Custom range…").await;
    page.until("two fields", || page.all("textbox", None).len() == 2).await;
    let [first, last] = ["From", "To"].map(|name| page.get("textbox", name));
    enter_date(&last, "2026-11-12");
    page.until_text("1–3 of 3").await;
    enter_date(&first, "2026-11-13");
    page.until("an alert", || !page.all("alert", None).is_empty()).await;
    assert_eq!(page.texts("alert"), ["Start date must be before the end date."]);
    assert_eq!(first.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(page.text().contains("1–3 of 3"));
    enter_date(&first, "2026-11-12");
    page.until_addresses(&["b.okafor@example.com"]).await;
    assert!(page.all("alert", None).is_empty());
    assert_eq!(first.get_attribute("aria-invalid"), None);
    let views = ["before=2026-11-13", "from=2026-11-12&before=2026-11-13"];
    assert_eq!(*changes.borrow(), views.map(|view| format!(r#"{{"view":"{view}"}}"#)));
}

#[wasm_bindgen_test]
async fn a_partially_typed_year_is_ignored() {
    let page = page_with_rows().await;
    page.filter_by(WHEN, "Custom range…").await;
    page.until("two fields", || page.all("textbox", None).len() == 2).await;
    enter_date(&page.get("textbox", "To"), "0202-11-12");
    page.get("button", "Contact").click();
    page.until_text("Sorted by Email").await;
    page.until_text("1–6 of 6").await;
}

#[wasm_bindgen_test]
async fn a_refresh_updates_relative_dates() {
    let end = js_sys::Date::now() + 3000.0;
    let time = js_sys::Date::new(&(end - 86_400_000.0).into()).to_iso_string();
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&format!(r#"{{"created_time":"{time}"}}"#)]);
    page.element.set_attribute("view", "last=24h").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–1 of 1").await;
    page.until("the end of its day", || js_sys::Date::now() > end).await;
    assert!(page.text().contains("1–1 of 1"), "rows do not disappear on their own");
    page.get("button", "Refresh").click();
    page.until_text("No matches in 1 bounce").await;
}

#[wasm_bindgen_test]
async fn dates_of_old_links_count_from_now_exclude_undated_rows_and_are_offered_only_while_selected()
 {
    let row = |hours: f64| {
        let time = js_sys::Date::new(&(js_sys::Date::now() - hours * 3_600_000.0).into());
        let time = String::from(time.to_iso_string());
        format!(r#"{{"email_address":"{hours}@a.test","created_time":"{time}"}}"#)
    };
    let rows = [23.0, 25.0, 71.0, 73.0, 167.0, 169.0, 719.0, 721.0].map(row);
    let page = Page::new();
    let undated = r#"{"email_address":"undated@a.test"}"#;
    report(ACTIVITY, "DONE", &[&rows.join(","), undated]);
    page.show(ACTIVITY);
    page.until_text("1–9 of 9").await;
    page.open_menu(WHEN).await;
    page.until("no periods", || page.names("radio") == ["Any date", "Custom range…"]).await;
    for (view, choice, count) in [
        ("24h", "Last 24 hours", 1),
        ("3d", "Last 3 days", 3),
        ("7d", "Last 7 days", 5),
        ("30d", "Last 30 days", 7),
    ] {
        page.element.set_attribute("view", &format!("last={view}")).unwrap();
        page.until_text(&format!("1–{count} of {count}")).await;
        assert!(page.has("button", &format!("Remove filter: {choice}")));
        assert_eq!(chosen(&page).await, [choice]);
    }
    page.filter_by(WHEN, "Any date").await;
    page.until_text("1–9 of 9").await;
}

/// Sent at 8:00 on 12 November. One row is older than that, one has no date.
const SENT: &str = r#"[{"send_status":"COMPLETED","run_date":"2026-11-12T08:00:00.000Z"}]"#;

fn report_of_a_sent_email() {
    let rows = [
        "2026-11-12T07:59:00Z",
        "2026-11-12T08:59:59.999Z",
        "2026-11-12T09:00:00Z",
        "2026-11-13T07:59:59Z",
        "2026-11-13T08:00:00Z",
        "2026-11-20T08:00:00Z",
        "2026-11-30T08:00:00Z",
    ];
    let row =
        |time| format!(r#"{{"email_address":"{time}","bounce_code":"B","created_time":"{time}"}}"#);
    let undated = r#"{"email_address":"undated","bounce_code":"Z"}"#.to_owned();
    let rows: Vec<_> = rows.into_iter().map(row).chain([undated]).collect();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
}

#[wasm_bindgen_test]
async fn dates_count_from_when_the_email_was_sent_with_the_number_of_rows() {
    let page = Page::new();
    report_of_a_sent_email();
    answer(&history_path(ACTIVITY), 200, SENT);
    page.show(ACTIVITY);
    page.until_text("1–8 of 8").await;
    let options =
        ["Any date", "First hour 2", "Rest of the first day 2", "Later 3", "Custom range…"];
    page.open_menu(WHEN).await;
    page.until("the periods", || page.names("radio") == options).await;
    let changes = page.listen("bounces-view-change");
    page.filter_by(WHEN, "First hour").await;
    page.until_addresses(&["2026-11-12T08:59:59.999Z", "2026-11-12T07:59:00Z"]).await;
    assert_eq!(chosen(&page).await, ["First hour 2"]);
    page.filter_by(WHEN, "Rest of the first day").await;
    page.until_addresses(&["2026-11-13T07:59:59Z", "2026-11-12T09:00:00Z"]).await;
    // The counts ignore the dates, but not the other filters.
    assert_eq!(page.names("radio"), options);
    page.search("11-30");
    page.open_menu(WHEN).await;
    page.until("other counts", || page.names("radio")[3] == "Later 1").await;
    page.get("button", "Remove filter: After sending: Rest of the first day").click();
    page.until_addresses(&["2026-11-30T08:00:00Z"]).await;
    let views = ["when=first-hour", "when=first-day", "q=11-30&when=first-day", "q=11-30"];
    assert_eq!(*changes.borrow(), views.map(|view| format!(r#"{{"view":"{view}"}}"#)));
}

#[wasm_bindgen_test]
async fn a_period_of_a_link_filters_as_soon_as_the_time_of_sending_is_known() {
    let page = Page::new();
    report_of_a_sent_email();
    hold(&history_path(ACTIVITY));
    page.element.set_attribute("view", "when=later").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–8 of 8").await;
    page.open_menu(WHEN).await;
    page.until("no periods", || page.names("radio") == ["Any date", "Custom range…"]).await;
    release(&history_path(ACTIVITY), 200, SENT);
    page.until_text("1–3 of 3").await;
    assert_eq!(chosen(&page).await, ["Later 3"]);
    // Another report has another time.
    let other = "00000000-0000-4000-8000-000000000000";
    report(
        other,
        "DONE",
        &[r#"{"email_address":"a@b.test","created_time":"2026-11-30T08:00:00Z"}"#],
    );
    page.element.set_attribute("campaign-activity-id", other).unwrap();
    page.until_addresses(&["a@b.test"]).await;
    page.open_menu(WHEN).await;
    page.until("no periods", || page.names("radio") == ["Any date", "Custom range…"]).await;
}

//! Export and copy: which rows a file contains, its metadata, and partial files.

use crate::page::{
    Page, clipboard, files, hold_clipboard, refuse_clipboard, release_clipboard, revoked,
};
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, report, stats_path};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const THREE_ROWS: &str = r#"
    {"email_address":"carla@example.org","first_name":"Carla","last_name":"Núñez","bounce_code":"Z","created_time":"2026-11-12T09:40:00.000Z"},
    {"email_address":"b.okafor@gmial.com","first_name":"Bola","last_name":"Okafor","bounce_code":"B","created_time":"2026-11-12T09:39:00.000Z"},
    {"email_address":"adele@example.com","first_name":"=Adele","last_name":"Brown","bounce_code":"B","created_time":"2026-11-12T09:38:00.000Z"}"#;

async fn shown() -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[THREE_ROWS]);
    page.show(ACTIVITY);
    page.until_text("1–3 of 3").await;
    page.until_text("All bounces loaded").await;
    page
}

/// Name and content of the only downloaded file.
async fn the_file(page: &Page) -> (String, String) {
    page.until("a file", || files().len() == 2).await;
    let mut files = files().into_iter();
    (files.next().unwrap(), files.next().unwrap())
}

fn ending(name: &str) -> &str {
    name.rsplit('.').next().unwrap()
}

fn export(page: &Page, format: &str) {
    page.get("button", "Export").click();
    page.get("button", format).click();
}

#[wasm_bindgen_test]
async fn a_csv_file_contains_all_matching_rows_in_display_order() {
    let page = shown().await;
    page.get("button", "Contact").click();
    page.until("sorted", || page.addresses()[0].starts_with("adele")).await;
    page.get("button", "Export").click();
    page.until_text("All rows: 3").await;
    let actions = page.listen("bounces-action");
    page.get("button", "CSV for spreadsheets").click();
    let (name, text) = the_file(&page).await;
    assert!(name.starts_with("Bounces Spring & summer 20") && ending(&name) == "csv", "{name}");
    assert!(text.starts_with("\u{feff}Email,First name,Last name,"), "{text}");
    let rows: Vec<_> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(rows, ["adele@example.com", "b.okafor@gmial.com", "carla@example.org"]);
    assert!(
        text.contains("'=Adele") && text.contains("Núñez") && text.contains("b.okafor@gmail.com")
    );
    assert!(
        text.contains("Spring & summer") && text.contains(ACTIVITY) && text.contains("All rows")
    );
    page.until_text("Exported 3 rows").await;
    assert_eq!(
        *actions.borrow(),
        [r#"{"action":"export-csv","count":3,"scope":"all","contactIds":[]}"#]
    );
    page.until("the object URL is revoked", || revoked() == 1).await;
}

/// Today in a time zone, such as `2026-11-12`.
fn today(time_zone: &str) -> String {
    let source = "return new Date().toLocaleDateString('sv', { timeZone })";
    let today = Function::new_with_args("timeZone", source);
    today.call1(&JsValue::NULL, &time_zone.into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn the_day_in_a_files_name_is_of_the_reports_time_zone() {
    // At any time, they have different days.
    for time_zone in ["Pacific/Kiritimati", "Etc/GMT+12"] {
        let page = Page::new();
        page.element.set_attribute("time-zone", time_zone).unwrap();
        report(ACTIVITY, "DONE", &[THREE_ROWS]);
        page.show(ACTIVITY);
        page.until_text("All bounces loaded").await;
        let before = today(time_zone);
        export(&page, "CSV for spreadsheets");
        let (name, _) = the_file(&page).await;
        let days = [before, today(time_zone)];
        assert!(days.iter().any(|day| name.contains(day)), "{name}, {days:?}");
    }
}

#[wasm_bindgen_test]
async fn only_matching_rows_are_exported_and_the_file_states_the_filters() {
    let page = shown().await;
    page.reason("Blocked 1").click();
    page.until_text("1–1 of 1").await;
    page.get("button", "Export").click();
    page.until_text("Matching rows: 1").await;
    page.get("button", "CSV for spreadsheets").click();
    let (_, text) = the_file(&page).await;
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("carla@example.org") && text.contains("Reason: Blocked"), "{text}");
}

#[wasm_bindgen_test]
async fn selected_rows_are_exported_even_if_the_filter_hides_them() {
    let page = shown().await;
    page.get("checkbox", "adele@example.com").click();
    page.reason("Blocked 1").click();
    page.until_text("1 selected (1 hidden by filters)").await;
    page.get("button", "Export").click();
    page.get("radio", "Selected rows: 1").click();
    page.get("button", "JSON for programs").click();
    let (name, text) = the_file(&page).await;
    assert_eq!(ending(&name), "json");
    let file = js_sys::JSON::parse(&text).unwrap();
    let rows: js_sys::Array =
        Reflect::get(&file, &"tracking_activities".into()).unwrap().unchecked_into();
    assert_eq!(rows.length(), 1);
    let metadata = Reflect::get(&file, &"report".into()).unwrap();
    assert_eq!(Reflect::get(&metadata, &"view".into()).unwrap(), "", "the row matches no filter");
    assert_eq!(Reflect::get(&rows.get(0), &"email_address".into()).unwrap(), "adele@example.com");
}

#[wasm_bindgen_test]
async fn an_export_begins_with_the_rows_on_the_screen_whatever_is_selected() {
    let page = shown().await;
    page.get("checkbox", "adele@example.com").click();
    page.reason("Blocked 1").click();
    page.until_text("1 selected (1 hidden by filters)").await;
    page.get("button", "Export").click();
    assert_eq!(scopes(&page), ["All rows: 3", "Matching rows: 1 (checked)", "Selected rows: 1"]);
    page.get("button", "CSV for spreadsheets").click();
    let (_, text) = the_file(&page).await;
    assert!(text.contains("carla@example.org") && text.contains("Reason: Blocked"), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");

    page.get("button", "Export").click();
    page.get("radio", "All rows: 3").click();
    page.get("button", "CSV for spreadsheets").click();
    page.until("a file of all rows", || files().len() == 4).await;
    let text = &files()[3];
    assert!(text.contains("All rows") && !text.contains("Reason: Blocked"), "{text}");
    let rows: Vec<_> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(rows, ["carla@example.org", "b.okafor@gmial.com", "adele@example.com"]);

    // The choice was for one export.
    page.get("button", "Export").click();
    page.until("the rows on the screen", || scopes(&page)[1].ends_with("(checked)")).await;
}

/// The scopes that the export menu offers.
fn scopes(page: &Page) -> Vec<String> {
    let radios = page.all("radio", None).into_iter();
    let scopes = radios.map(|radio| {
        let radio: HtmlInputElement = radio.unchecked_into();
        let label = radio.closest("label").unwrap().unwrap().text_content().unwrap();
        let checked = if radio.checked() { " (checked)" } else { "" };
        format!("{}{checked}", label.trim())
    });
    scopes.collect()
}

#[wasm_bindgen_test]
async fn the_selection_bar_exports_the_selected_rows() {
    let page = shown().await;
    page.get("checkbox", "adele@example.com").click();
    page.reason("Blocked 1").click();
    page.until_text("1 selected (1 hidden by filters)").await;
    let actions = page.listen("bounces-action");
    page.get("button", "Export selected").click();
    page.until_text("Selected rows: 1").await;
    page.get("button", "CSV for spreadsheets").click();
    let (_, text) = the_file(&page).await;
    assert!(text.contains("adele@example.com") && text.contains("Selected rows"), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(
        *actions.borrow(),
        [r#"{"action":"export-csv","count":1,"scope":"selected","contactIds":[]}"#]
    );
}

#[wasm_bindgen_test]
async fn exporting_a_partial_report_warns_and_marks_the_file() {
    let next = cursor(&bounces_path(ACTIVITY), 1);
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let body = format!(
        r#"{{"tracking_activities":[{THREE_ROWS}],"_links":{{"next":{{"href":"{next}"}}}}}}"#
    );
    answer(&bounces_path(ACTIVITY), 200, &body);
    answer(&stats_path(ACTIVITY), 200, r#"{"results":[{"stats":{"em_bounces":214}}]}"#);
    hold(&next);
    page.show(ACTIVITY);
    page.until_text("Loaded 3").await;
    page.get("button", "Export").click();
    page.until_text("The report is incomplete").await;
    page.get("button", "CSV for spreadsheets").click();
    let (name, text) = the_file(&page).await;
    assert!(name.ends_with("(partial).csv"), "{name}");
    for line in text.lines().skip(1) {
        assert!(
            line.contains("No: Loaded 3 of ") || line.contains("No: Loaded 3 so far"),
            "{line}"
        );
    }
    page.until_text("Exported 3 rows of an incomplete report").await;
}

#[wasm_bindgen_test]
async fn a_prevented_action_is_left_to_the_host() {
    let page = shown().await;
    page.prevent("bounces-action");
    let actions = page.listen("bounces-action");
    page.get("checkbox", "adele@example.com").click();
    page.until_text("1 selected").await;
    for choice in ["CSV for spreadsheets", "JSON for programs", "Print"] {
        export(&page, choice);
    }
    page.get("button", "Copy address").click();
    assert_eq!(
        *actions.borrow(),
        [("export-csv", 3), ("export-json", 3), ("print", 3), ("copy", 1)].map(
            |(action, count)| {
                let scope = if count == 3 { "all" } else { "selected" };
                format!(
                    r#"{{"action":"{action}","count":{count},"scope":"{scope}","contactIds":[]}}"#
                )
            }
        )
    );
    page.get("button", "Clear selection").click();
    page.until("nothing selected", || !page.has("button", "Clear selection")).await;
    assert!(files().is_empty() && !page.text().contains("Exported"));
}

#[wasm_bindgen_test]
async fn the_host_can_export_and_clear_by_methods() {
    let page = shown().await;
    let actions = page.listen("bounces-action");
    let call = |name: &str| {
        let method: Function = Reflect::get(&page.element, &name.into()).unwrap().unchecked_into();
        method.call0(&page.element).unwrap();
    };
    page.get("checkbox", "adele@example.com").click();
    page.reason("Blocked 1").click();
    page.until_text("1 selected (1 hidden by filters)").await;
    call("exportCsv");
    let (name, text) = the_file(&page).await;
    assert!(ending(&name) == "csv" && text.contains("adele@example.com"), "{name}: {text}");
    assert!(actions.borrow().is_empty(), "the host's own changes are not reported to it");

    call("clear");
    page.until_text("1–3 of 3").await;
    page.until("nothing selected", || !page.has("button", "Clear selection")).await;
}

#[wasm_bindgen_test]
async fn selected_addresses_are_copied_one_per_line() {
    let page = shown().await;

    page.get("checkbox", "Select all 3").click();
    page.until_text("3 selected").await;
    page.get("checkbox", "b.okafor@gmial.com").click();
    page.until_text("2 selected").await;
    page.get("button", "Copy addresses").click();
    page.until_text("Copied 2 addresses").await;
    assert_eq!(clipboard(), ["carla@example.org\nadele@example.com\n"]);
}

#[wasm_bindgen_test]
async fn a_failed_copy_is_reported() {
    let page = shown().await;
    refuse_clipboard();
    page.get("checkbox", "adele@example.com").click();
    page.until_text("1 selected").await;
    page.get("button", "Copy address").click();
    page.until_text("Your browser didn’t allow copying").await;
}

#[wasm_bindgen_test]
async fn a_suggested_address_can_be_copied_but_is_never_applied() {
    let page = shown().await;

    page.until_text("Did you mean gmail.com?").await;
    assert_eq!(page.text().matches("Did you mean").count(), 1);
    page.get("button", "Copy b.okafor@gmail.com").click();
    page.until_text("Copied b.okafor@gmail.com").await;
    assert_eq!(clipboard(), ["b.okafor@gmail.com"]);
    assert!(page.addresses()[1].starts_with("b.okafor@gmial.com"));
}

#[wasm_bindgen_test]
async fn exports_that_are_requested_during_another_one_follow_it_in_order() {
    let page = shown().await;
    hold_clipboard();
    page.get("checkbox", "adele@example.com").click();
    page.until_text("1 selected").await;
    page.get("button", "Copy address").click();
    page.until_text("Exporting…").await;
    let export_csv: Function =
        Reflect::get(&page.element, &"exportCsv".into()).unwrap().unchecked_into();
    export_csv.call0(&page.element).unwrap();
    // An export has the rows of the moment in which it is requested.
    page.get("button", "Clear selection").click();
    page.get("button", "Export").click();
    page.until_text("All rows: 3").await;
    page.get("button", "JSON for programs").click();
    assert!(files().is_empty() && clipboard().is_empty());
    release_clipboard();
    page.until("two files", || files().len() == 4).await;
    assert_eq!(clipboard(), ["adele@example.com\n"]);
    let files = files();
    assert_eq!([ending(&files[0]), ending(&files[2])], ["csv", "json"]);
    assert_eq!(files[1].lines().count(), 2, "{}", files[1]);
    assert_eq!(files[3].matches("email_address").count(), 3, "{}", files[3]);
    page.until_text("Exported 3 rows").await;
}

#[wasm_bindgen_test]
async fn a_refresh_interrupts_the_exports_that_wait() {
    let page = shown().await;
    hold_clipboard();
    page.get("checkbox", "adele@example.com").click();
    page.until_text("1 selected").await;
    page.get("button", "Copy address").click();
    page.until_text("Exporting…").await;
    export(&page, "CSV for spreadsheets");
    let loads = page.listen("bounces-load");
    page.get("button", "Refresh").click();
    page.until("the end of the refresh", || loads.borrow().len() == 1).await;
    release_clipboard();
    page.until_text("Please try again").await;
    assert_eq!(clipboard(), ["adele@example.com\n"]);
    assert!(files().is_empty(), "rows of the former load are not exported");
}

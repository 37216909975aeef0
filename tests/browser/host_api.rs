//! What hosts read and call: rows, CSV, selection, `state`, `reload()`, and what `bounces-action` is about.

use crate::page::{Page, files, papers};
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, release, report};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const ROWS: &str = r#"
    {"contact_id":"00000000-0000-4000-8000-00000000000a","email_address":"a@example.com","bounce_code":"B"},
    {"contact_id":"00000000-0000-4000-8000-00000000000b","email_address":"b@gmial.com","bounce_code":"S"}"#;
const THIRD: &str =
    r#"{"contact_id":"00000000-0000-4000-8000-00000000000c","email_address":"c@example.com"}"#;

/// The value that a function of the element returns or resolves with, as text.
async fn text(page: &Page, expression: &str) -> String {
    let source = format!("return (async () => String(await {expression}))();");
    let value = Function::new_with_args("element", &source).call1(&JsValue::NULL, &page.element);
    let promise = Promise::resolve(&value.unwrap());
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

/// The addresses of `rows()`.
fn rows(options: &str) -> String {
    format!(
        "(async () => {{
           const rows = [];
           for await (const row of element.rows({options})) rows.push(row.email_address);
           return rows;
         }})()"
    )
}

async fn shown() -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS, THIRD]);
    page.show(ACTIVITY);
    page.until_text("1–3 of 3").await;
    page
}

#[wasm_bindgen_test]
async fn rows_and_csv_have_the_rows_of_a_scope() {
    let page = shown().await;
    page.get("checkbox", "a@example.com").click();
    page.until_text("1 selected").await;
    page.search("gmial");
    page.until_text("1–1 of 1").await;
    for (scope, expected) in [
        ("", "b@gmial.com"),
        ("{ scope: 'matching' }", "b@gmial.com"),
        ("{ scope: 'selected' }", "a@example.com"),
    ] {
        assert_eq!(text(&page, &rows(scope)).await, expected);
        let csv = text(&page, &format!("element.toCsv({scope})")).await;
        assert!(csv.starts_with("\u{feff}Email,"), "{csv}");
        assert!(csv.contains(expected) && csv.lines().count() == 2, "{csv}");
    }
    let all = text(&page, &rows("{ scope: 'all' }")).await;
    let mut all: Vec<_> = all.split(',').collect();
    all.sort_unstable();
    assert_eq!(all, ["a@example.com", "b@gmial.com", "c@example.com"]);
    let contacts = text(&page, "element.selectedContactIds").await;
    assert_eq!(contacts, "00000000-0000-4000-8000-00000000000a");
    let error = text(&page, "element.toCsv({ scope: 'some' }).catch((error) => error.name)").await;
    assert_eq!(error, "TypeError");
}

#[wasm_bindgen_test]
async fn anything_but_options_is_refused_and_null_means_none() {
    let page = shown().await;
    for wrong in ["'all'", "{ scope: 'some' }", "1"] {
        let source = format!("element.toCsv({wrong}).catch((error) => error.name)");
        assert_eq!(text(&page, &source).await, "TypeError", "{wrong}");
    }
    for none in ["null", "undefined", "{}", "{ scope: null }"] {
        assert!(text(&page, &rows(none)).await.contains("c@example.com"), "{none}");
    }
}

#[wasm_bindgen_test]
async fn a_report_that_cannot_be_loaded_has_no_rows_to_read() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 503, "{}");
    page.show(ACTIVITY);
    for call in ["element.toCsv()", &rows("")] {
        let source = format!("{call}.catch((error) => error.name)");
        assert_eq!(text(&page, &source).await, "InvalidStateError", "{call}");
    }
}

#[wasm_bindgen_test]
async fn reading_ends_when_another_report_is_loaded() {
    for change in [
        "element.campaignActivityId = '6cc0d637-cf3d-4ac6-aad7-21567698eb38'",
        "element.data = { tracking_activities: [] }",
        "element.reload()",
        "element.remove()",
    ] {
        let page = Page::new();
        hold(&bounces_path(ACTIVITY));
        page.show(ACTIVITY);
        let source = format!(
            "(() => {{ const csv = element.toCsv(); {change}; return csv.catch((error) => error.name); }})()"
        );
        let source =
            format!("Promise.race([{source}, new Promise((end) => setTimeout(end, 4000))])");
        release(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{THIRD}]}}"#));
        assert_eq!(text(&page, &source).await, "AbortError", "{change}");
    }
}

#[wasm_bindgen_test]
async fn listeners_read_the_state_that_the_event_is_about() {
    for (status, event, expected) in
        [(200, "bounces-load", "ready"), (503, "bounces-error", "error")]
    {
        let page = Page::new();
        answer(&bounces_path(ACTIVITY), status, &format!(r#"{{"tracking_activities":[{ROWS}]}}"#));
        let listen = format!(
            "element.addEventListener('{event}', () => (element.title = element.state + element.matches(':state({expected})')))"
        );
        text(&page, &format!("({listen})")).await;
        page.show(ACTIVITY);
        page.until(event, || page.element.title() == format!("{expected}true")).await;
    }
}

#[wasm_bindgen_test]
async fn rows_wait_until_all_are_loaded() {
    let page = Page::new();
    let second = cursor(&bounces_path(ACTIVITY), 1);
    hold(&second);
    report(ACTIVITY, "DONE", &[ROWS, THIRD]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com", "b@gmial.com"]).await;
    let source = format!(
        "element.read = {}; element.read.then((rows) => (element.done = rows.length))",
        rows("")
    );
    text(&page, &format!("(() => {{ {source} }})()")).await;
    assert!(Reflect::get(&page.element, &"done".into()).unwrap().is_undefined());
    release(&second, 200, &format!(r#"{{"tracking_activities":[{THIRD}]}}"#));
    assert_eq!(text(&page, "element.read.then((rows) => rows.length)").await, "3");
}

#[wasm_bindgen_test]
async fn rows_carry_what_the_report_makes_of_them() {
    let page = shown().await;
    let row = text(
        &page,
        "(async () => { for await (const row of element.rows()) if (row.did_you_mean) return JSON.stringify(row); })()",
    )
    .await;
    for part in [
        r#""email_address":"b@gmial.com""#,
        r#""did_you_mean":"b@gmail.com""#,
        r#""bounce_code":"S""#,
    ] {
        assert!(row.contains(part), "{row}");
    }
}

#[wasm_bindgen_test]
async fn exports_and_print_can_be_called() {
    let page = shown().await;
    text(&page, "element.exportJson()").await;
    page.until("a file", || files().len() == 2).await;
    assert!(files()[0].contains(".json"), "{:?}", files());
    text(&page, "element.print()").await;
    page.until("a printed page", || papers().len() == 1).await;
}

#[wasm_bindgen_test]
async fn the_state_says_what_is_shown_and_is_a_custom_state() {
    let page = Page::new();
    let states = "[element.state, element.matches(`:state(${element.state})`)]";
    assert_eq!(text(&page, "element.state").await, "idle");
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    assert_eq!(text(&page, states).await, "loading,true");
    drop(page);
    for (status, body, expected) in [
        (200, format!(r#"{{"tracking_activities":[{ROWS}]}}"#), "ready"),
        (200, r#"{"tracking_activities":[]}"#.to_owned(), "empty"),
        (503, "{}".to_owned(), "error"),
    ] {
        let page = Page::new();
        answer(&bounces_path(ACTIVITY), status, &body);
        page.show(ACTIVITY);
        let state = || Reflect::get(&page.element, &"state".into()).unwrap();
        page.until(expected, || state() == expected).await;
        assert_eq!(text(&page, states).await, format!("{expected},true"));
        assert_eq!(text(&page, "element.matches(':state(loading)')").await, "false");
    }
    let page = Page::new();
    page.element.set_hidden(true);
    page.show(ACTIVITY);
    assert_eq!(text(&page, states).await, "waiting,true");
    page.element.set_attribute("campaign-activity-id", "").unwrap();
    page.element.set_hidden(false);
    page.until_text("No email chosen").await;
    assert_eq!(text(&page, states).await, "idle,true");
}

#[wasm_bindgen_test]
async fn sections_say_what_is_shown() {
    let page = shown().await;
    let shown = || {
        let evidence = |selector: &str| {
            let found = page.root().query_selector(selector).unwrap();
            found.is_some_and(|found| found.get_bounding_client_rect().height() > 0.0)
        };
        let parts = [
            ("header", page.has("button", "Refresh")),
            ("summary", evidence(".answer")),
            ("steps", evidence(".steps")),
            ("reasons", page.has_reason("Non-existent 1")),
            ("domains", page.text().contains("Top domains")),
            ("filters", !page.all("searchbox", None).is_empty()),
            ("table", !page.all("row", None).is_empty()),
        ];
        let names = parts.into_iter().filter(|(_, is_shown)| *is_shown).map(|(name, _)| name);
        names.collect::<Vec<_>>().join(" ")
    };
    let everything = "header summary steps reasons domains filters table";
    assert_eq!(shown(), everything);
    for (sections, expected) in [
        ("table", "table"),
        ("summary Steps", "summary steps"),
        ("header, Table", "header table"),
        ("table  filters", "filters table"),
        ("reasons", "reasons"),
        ("header domains", "header domains"),
        ("", everything),
    ] {
        page.element.set_attribute("sections", sections).unwrap();
        assert_eq!(shown(), expected, "{sections}");
    }
}

#[wasm_bindgen_test]
async fn reload_resolves_when_the_new_rows_are_shown() {
    let page = Page::new();
    answer(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{ROWS}]}}"#));
    answer(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{THIRD}]}}"#));
    page.show(ACTIVITY);
    page.until_text("1–2 of 2").await;
    text(&page, "element.reload()").await;
    assert_eq!(page.addresses(), ["c@example.com"]);
}

#[wasm_bindgen_test]
async fn an_action_says_what_it_is_about_and_collects_contacts_only_when_they_are_read() {
    let page = shown().await;
    let source = "element.addEventListener('bounces-action', ({ detail }) => {
        const { get } = Object.getOwnPropertyDescriptor(detail, 'contactIds');
        element.about = [detail.action, detail.scope, detail.count, typeof get];
        element.later = detail;
    })";
    text(&page, source).await;
    page.get("checkbox", "a@example.com").click();
    page.until_text("1 selected").await;
    page.get("button", "Copy address").click();
    assert_eq!(text(&page, "element.about").await, "copy,selected,1,function");
    let contacts = text(&page, "element.later.contactIds").await;
    assert_eq!(contacts, "00000000-0000-4000-8000-00000000000a");
}

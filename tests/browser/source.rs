//! Data sources other than the proxy (`fetcher` and `data`), and `privacy`.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, activity_path, answer, bounces_path, report, requests};
use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn set(page: &Page, property: &str, value: &JsValue) {
    Reflect::set(&page.element, &property.into(), value).unwrap();
}

/// A fetcher that records its arguments in `calls` and then runs `body`.
fn fetcher(calls: &Array, body: &str) -> Function {
    let source = format!("calls.push([url, init]); {body}");
    let inner = Function::new_with_args("calls, url, init", &source);
    inner.bind1(&JsValue::UNDEFINED, calls).unchecked_into()
}

const ONE_ROW: &str = r#"return Promise.resolve(new Response(url.includes("/bounces")
    ? '{"tracking_activities":[{"email_address":"fetched@example.com","bounce_code":"B"}]}' : '{"code":"not_found"}',
    { status: url.includes("/bounces") ? 200 : 404 }));"#;

const INLINE_DATA: &str = r#"{"tracking_activities":[
    {"email_address":"ada@example.com","first_name":"Ada","bounce_code":"B","created_time":"2026-11-12T10:00:00Z"},
    {"email_address":"bob@example.org","bounce_code":"S","created_time":"2026-11-11T10:00:00Z"}]}"#;

#[wasm_bindgen_test]
async fn a_fetcher_replaces_the_browsers_fetch() {
    let page = Page::new();
    let calls = Array::new();
    set(&page, "fetcher", &fetcher(&calls, ONE_ROW));
    page.show(ACTIVITY);
    page.until_addresses(&["fetched@example.com"]).await;
    assert!(requests().is_empty(), "the browser was used as well: {:?}", requests());
    let recorded = calls.iter().map(|call| Array::from(&call));
    let mut for_rows = recorded.filter(|call| call.get(0) == bounces_path(ACTIVITY).as_str());
    let init = for_rows.next().unwrap().get(1);
    let header = |name: &str| {
        let headers = Reflect::get(&init, &"headers".into()).unwrap();
        Reflect::get(&headers, &name.into()).unwrap().as_string()
    };
    assert_eq!(header("x-bounces-csrf").as_deref(), Some("1"));
    assert_eq!(Reflect::get(&init, &"method".into()).unwrap(), "GET");
    let signal = Reflect::get(&init, &"signal".into()).unwrap();
    assert!(signal.is_instance_of::<web_sys::AbortSignal>());
}

#[wasm_bindgen_test]
async fn a_fetcher_that_throws_counts_as_unavailable() {
    for (body, code) in [
        ("throw new Error('no');", "unavailable"),
        ("return Promise.reject(new Error('no'));", "unavailable"),
        ("return 'no response';", "invalid_response"),
    ] {
        let page = Page::new();
        let errors = page.listen("bounces-error");
        set(&page, "fetcher", &fetcher(&Array::new(), body));
        page.show(ACTIVITY);
        let expected = format!(r#""code":"{code}""#);
        page.until(code, || errors.borrow().iter().any(|error| error.contains(&expected))).await;
    }
}

#[wasm_bindgen_test]
async fn changing_the_fetcher_reloads_and_removing_it_uses_the_proxy() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"proxy@example.com"}"#]);
    page.show(ACTIVITY);
    page.until_addresses(&["proxy@example.com"]).await;
    set(&page, "fetcher", &fetcher(&Array::new(), ONE_ROW));
    page.until_addresses(&["fetched@example.com"]).await;
    set(&page, "fetcher", &JsValue::NULL);
    page.until_addresses(&["proxy@example.com"]).await;
}

#[wasm_bindgen_test]
async fn inline_data_needs_no_request_and_no_id() {
    let page = Page::new();
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.show("");
    page.until_addresses(&["ada@example.com", "bob@example.org"]).await;
    assert!(requests().is_empty());
    page.element.set_attribute("codes", "\n  S\n").unwrap();
    page.until_addresses(&["bob@example.org"]).await;
    set(&page, "data", &JsValue::UNDEFINED);
    page.until("no report", || page.has("heading", "No email chosen")).await;
}

#[wasm_bindgen_test]
async fn inline_data_of_many_rows_is_shown_completely() {
    let page = Page::new();
    let rows: Vec<_> =
        (0..12_001).map(|row| format!(r#"{{"email_address":"{row}@example.com"}}"#)).collect();
    let data = format!(r#"{{"tracking_activities":[{}]}}"#, rows.join(","));
    set(&page, "data", &JSON::parse(&data).unwrap());
    page.show("");
    page.until_text("1–50 of 12,001").await;
}

#[wasm_bindgen_test]
fn invalid_fetchers_and_data_throw_immediately() {
    let page = Page::new();
    let refused = |name: &str, value: &str| {
        let set = Function::new_with_args("element, value", &format!("element.{name} = value;"));
        set.call2(&JsValue::UNDEFINED, &page.element, &JSON::parse(value).unwrap()).is_err()
    };
    assert!(refused("fetcher", "\"fetch\""));
    assert!(refused("data", "[]"));
    assert!(refused("data", "{}"));
    assert!(refused("messages", "\"words\""));
}

#[wasm_bindgen_test]
async fn events_of_inline_data_carry_its_activity_id_or_none() {
    let page = Page::new();
    let loaded = page.listen("bounces-load");
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.show("");
    page.until("loaded", || loaded.borrow().len() == 1).await;
    assert_eq!(loaded.borrow()[0], r#"{"campaignActivityId":"","rows":2}"#);
    let named = format!(
        r#"{{"activity":{{"campaign_activity_id":"{ACTIVITY}"}},{}"#,
        &INLINE_DATA.trim_start()[1..]
    );
    set(&page, "data", &JSON::parse(&named).unwrap());
    page.until("loaded", || loaded.borrow().len() == 2).await;
    assert_eq!(loaded.borrow()[1], format!(r#"{{"campaignActivityId":"{ACTIVITY}","rows":2}}"#));
}

#[wasm_bindgen_test]
async fn inline_data_is_shown_for_any_activity_id() {
    let page = Page::new();
    page.element.set_attribute("api-base", "http://[").unwrap();
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.show("of our own");
    page.until_addresses(&["ada@example.com", "bob@example.org"]).await;
}

#[wasm_bindgen_test]
async fn data_that_is_not_json_is_an_invalid_response() {
    let page = Page::new();
    let errors = page.listen("bounces-error");
    let data = JSON::parse(r#"{"tracking_activities":[{}]}"#).unwrap();
    Reflect::set(&data, &"activity".into(), &data).unwrap();
    let rows = Reflect::get(&data, &"tracking_activities".into()).unwrap();
    Reflect::set(&rows, &0.into(), &data).unwrap();
    set(&page, "data", &data);
    page.show("");
    page.until("an error", || !errors.borrow().is_empty()).await;
    assert!(errors.borrow()[0].contains(r#""code":"invalid_response""#), "{:?}", errors.borrow());
}

#[wasm_bindgen_test]
async fn unknown_privacy_values_mask() {
    let page = Page::new();
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.show("");
    for value in ["", "MASK", "masked", "true", " mask ", " none"] {
        page.element.set_attribute("privacy", "none").unwrap();
        page.until_addresses(&["ada@example.com", "bob@example.org"]).await;
        page.element.set_attribute("privacy", value).unwrap();
        page.until_addresses(&["a•••@example.com", "b•••@example.org"]).await;
        set(&page, "privacy", &JsValue::NULL);
        page.until_addresses(&["ada@example.com", "bob@example.org"]).await;
        set(&page, "privacy", &value.into());
        page.until_addresses(&["a•••@example.com", "b•••@example.org"]).await;
    }
}

#[wasm_bindgen_test]
async fn masked_addresses_appear_nowhere() {
    let page = Page::new();
    report(
        ACTIVITY,
        "DONE",
        &[r#"{"email_address":"miller@gmial.com","first_name":"Mia","bounce_code":"B"}"#],
    );
    page.element.set_attribute("privacy", "mask").unwrap();
    page.show(ACTIVITY);
    page.until_text("m•••@gmial.com").await;
    page.search("miller");
    page.until_text("1–1 of 1").await;
    let html = page.root().outer_html();
    assert!(!html.contains("miller@"), "{html}");
    page.search("");
    page.element.remove_attribute("privacy").unwrap();
    page.until_text("miller@gmial.com").await;
}

#[wasm_bindgen_test]
async fn removing_inline_data_loads_the_hosts_activity() {
    let page = Page::new();
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.show("");
    page.until_text("1–2 of 2").await;
    set(&page, "data", &JsValue::NULL);
    answer(
        &bounces_path(ACTIVITY),
        200,
        r#"{"tracking_activities":[{"email_address":"p@example.com"}]}"#,
    );
    answer(&activity_path(ACTIVITY), 404, "{}");
    page.show(ACTIVITY);
    page.until_addresses(&["p@example.com"]).await;
}

#[wasm_bindgen_test]
async fn inline_data_replaces_the_proxys_report_until_it_is_removed() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"proxy@example.com"}"#]);
    page.show(ACTIVITY);
    page.until_addresses(&["proxy@example.com"]).await;
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.until_addresses(&["ada@example.com", "bob@example.org"]).await;
    set(&page, "data", &JsValue::NULL);
    page.until_addresses(&["proxy@example.com"]).await;
}

#[wasm_bindgen_test]
async fn nothing_of_inline_data_remains_in_the_next_report() {
    let page = Page::new();
    let first = format!(
        r#"{{"activity":{{"subject":"Of the first","current_status":"DONE"}},{}"#,
        &INLINE_DATA.trim_start()[1..]
    );
    set(&page, "data", &JSON::parse(&first).unwrap());
    page.show("");
    page.until_text("Of the first").await;
    set(&page, "data", &JSON::parse(INLINE_DATA).unwrap());
    page.until("nothing of the first report", || !page.text().contains("Of the first")).await;
    page.until_text("1–2 of 2").await;
}

#[wasm_bindgen_test]
async fn an_invalid_early_property_does_not_affect_the_others() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"email_address":"proxy@example.com"}"#]);
    let own = Function::new_with_args(
        "element, name, value",
        "Object.defineProperty(element, name, { value, configurable: true, writable: true });",
    );
    own.call3(&JsValue::UNDEFINED, &page.element, &"fetcher".into(), &JsValue::from(5)).unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["proxy@example.com"]).await;
}

/// Responds to the request for rows in two parts. The second one waits until `release.all` is called.
const TWO_PARTS: &str = r#"
    if (!url.includes("/bounces")) return Promise.resolve(new Response('{}', { status: 404 }));
    const row = (index) => JSON.stringify({ email_address: `a${index}@example.com`, bounce_code: "B", note: "x".repeat(200) });
    const body = `{"tracking_activities":[${Array.from({ length: 150 }, (_, index) => row(index))}]}`;
    const bytes = new TextEncoder().encode(body);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.slice(0, 20000));
        release.all = () => { controller.enqueue(bytes.slice(20000)); controller.close(); };
        release.fail = () => controller.error(new TypeError("the connection was lost"));
      },
    });
    return Promise.resolve(new Response(stream));"#;

fn parts() -> (Page, Object) {
    let release = Object::new();
    let fetcher = Function::new_with_args("release, url, init", TWO_PARTS);
    let page = Page::new();
    set(&page, "fetcher", &fetcher.bind1(&JsValue::UNDEFINED, &release));
    page.show(ACTIVITY);
    (page, release)
}

fn call(release: &Object, name: &str) {
    let function = Reflect::get(release, &name.into()).unwrap().unchecked_into::<Function>();
    function.call0(&JsValue::UNDEFINED).unwrap();
}

#[wasm_bindgen_test]
async fn the_first_rows_are_shown_while_the_rest_of_the_page_is_arriving() {
    let (page, release) = parts();
    let progress = page.listen("bounces-progress");
    page.until("the first rows", || page.addresses().len() == 50).await;
    let count = || Reflect::get(&page.element, &"matchingRows".into()).unwrap().as_f64().unwrap();
    let shown = count();
    assert!((60.0..100.0).contains(&shown), "{shown}");
    assert!(progress.borrow().is_empty(), "the page has not arrived");
    call(&release, "all");
    page.until_text("1–50 of 150").await;
    assert!((count() - 150.0).abs() < 0.5, "{}", count());
    let reason = page.reason("Non-existent").text_content().unwrap();
    assert!(reason.contains("150"), "rows are counted twice: {reason}");
    assert_eq!(progress.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn rows_whose_page_is_lost_stay_and_are_replaced_by_the_next_attempt() {
    let (page, release) = parts();
    page.until("the first rows", || page.addresses().len() == 50).await;
    call(&release, "fail");
    page.until("the error", || page.has("button", "Try again")).await;
    assert_eq!(page.addresses().len(), 50);
    page.get("button", "Try again").click();
    page.until("another attempt", || !page.has("button", "Try again")).await;
    call(&release, "all");
    page.until_text("1–50 of 150").await;
}

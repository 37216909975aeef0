//! What hosts learn of failed requests: no proxy, fetchers that fail, and the details of `bounces-error`.

use crate::page::Page;
use crate::simulated_proxy::{
    ACTIVITY, NETWORK_ERROR, answer, bounces_path, cursor, report, requests,
};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// The `details` of the errors, and what is `logged` with `console.error`, from now on.
fn record(page: &Page) {
    let source = "
        element.details = [];
        element.logged = [];
        const { error } = console;
        element.restore = () => (console.error = error);
        console.error = (...texts) => element.logged.push(texts);
        element.addEventListener('bounces-error', ({ detail }) => element.details.push(detail));";
    Function::new_with_args("element", source).call1(&JsValue::NULL, &page.element).unwrap();
}

/// The value of an expression about the element.
async fn value(page: &Page, expression: &str) -> JsValue {
    let source = format!("return {expression}");
    let value = Function::new_with_args("element", &source).call1(&JsValue::NULL, &page.element);
    JsFuture::from(Promise::resolve(&value.unwrap())).await.unwrap()
}

async fn text(page: &Page, expression: &str) -> String {
    value(page, &format!("String({expression})")).await.as_string().unwrap()
}

async fn until_error(page: &Page) {
    let count = || {
        let details = js_sys::Reflect::get(&page.element, &"details".into()).unwrap();
        Array::from(&details).length()
    };
    page.until("an error", || count() > 0).await;
    value(page, "element.restore()").await;
}

#[wasm_bindgen_test]
async fn a_server_without_a_proxy_is_told_from_an_email_that_is_not_found() {
    for (status, body) in [
        (404, "<!doctype html><title>Not Found</title>"),
        (404, "Cannot GET /api/v3"),
        (404, ""),
        (200, "<!doctype html><div id=app></div>"),
    ] {
        let page = Page::new();
        record(&page);
        answer(&bounces_path(ACTIVITY), status, body);
        page.show(ACTIVITY);
        until_error(&page).await;
        let origin = web_sys::window().unwrap().location().origin().unwrap();
        let heading = format!("No bounces proxy answers at {origin}/api/v3");
        page.until(&heading, || page.has("heading", &heading)).await;
        assert!(page.has("button", "Try again"));
        assert_eq!(text(&page, "element.details[0].code").await, "no_proxy");
        assert_eq!(text(&page, "element.details[0].status").await, status.to_string());
        assert_eq!(text(&page, "element.details[0].url").await, bounces_path(ACTIVITY));
        let logged = text(&page, "element.logged.join('\\n')").await;
        let expected = format!("{origin}{} (status {status}, ", bounces_path(ACTIVITY));
        assert!(logged.contains(&expected), "{logged}");
        assert!(logged.contains("content type text/plain"), "{logged}");
        assert_eq!(text(&page, "element.logged.length").await, "1");
    }
}

#[wasm_bindgen_test]
async fn an_email_that_a_proxy_does_not_find_is_no_missing_proxy() {
    for body in ["{}", r#"[{"error_key":"not_found"}]"#, r#"{"code":"not_found"}"#] {
        let page = Page::new();
        record(&page);
        answer(&bounces_path(ACTIVITY), 404, body);
        page.show(ACTIVITY);
        until_error(&page).await;
        assert_eq!(text(&page, "element.details[0].code").await, "not_found");
        assert_eq!(text(&page, "element.logged.length").await, "0");
    }
}

#[wasm_bindgen_test]
async fn a_later_page_that_is_no_json_is_an_unexpected_response() {
    let page = Page::new();
    record(&page);
    let second = cursor(&bounces_path(ACTIVITY), 1);
    answer(&second, 200, "<html>");
    report(ACTIVITY, "DONE", &[r#"{"email_address":"a@example.com"}"#, ""]);
    page.show(ACTIVITY);
    until_error(&page).await;
    assert_eq!(text(&page, "element.details[0].code").await, "invalid_response");
    page.until_addresses(&["a@example.com"]).await;
}

#[wasm_bindgen_test]
async fn an_error_has_the_exception_of_the_network() {
    let page = Page::new();
    record(&page);
    answer(&bounces_path(ACTIVITY), NETWORK_ERROR, "");
    page.show(ACTIVITY);
    until_error(&page).await;
    assert_eq!(text(&page, "element.details[0].code").await, "unavailable");
    assert_eq!(text(&page, "element.details[0].status").await, "null");
    assert_eq!(text(&page, "element.details[0].contentType").await, "null");
    assert_eq!(text(&page, "element.details[0].cause.message").await, "Failed to fetch");
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    page.until_text(&format!(
        "tell the people who run this page: {origin}/api/v3 does not respond."
    ))
    .await;
    let logged = text(&page, "element.logged.join('\\n')").await;
    let expected = format!("{origin}{} (no response)", bounces_path(ACTIVITY));
    assert!(logged.contains(&expected), "{logged}");
    assert_eq!(text(&page, "element.logged.length").await, "1");
    assert_eq!(text(&page, "element.logged[0][1].message").await, "Failed to fetch");
}

#[wasm_bindgen_test]
async fn a_server_that_fails_in_front_of_the_proxy_is_told_from_a_failure_that_the_proxy_reports() {
    for (status, body, title, logs) in [
        (500, "", "The report service is not available", "1"),
        (502, "<html>Bad Gateway", "The report service is not available", "1"),
        (504, "Error occurred while trying to proxy", "The report service is not available", "1"),
        (502, r#"{"code":"unavailable"}"#, "Constant Contact cannot be reached", "0"),
    ] {
        let page = Page::new();
        record(&page);
        answer(&bounces_path(ACTIVITY), status, body);
        page.show(ACTIVITY);
        until_error(&page).await;
        page.until(title, || page.has("heading", title)).await;
        assert_eq!(text(&page, "element.details[0].code").await, "unavailable");
        assert_eq!(text(&page, "element.details[0].status").await, status.to_string());
        let media_type = text(&page, "element.details[0].contentType").await;
        assert!(media_type.starts_with("text/plain"), "{media_type}");
        let logged = text(&page, "element.logged.join('\\n')").await;
        assert_eq!(text(&page, "element.logged.length").await, logs, "{logged}");
        if logs == "1" {
            let expected = format!("{} (status {status}, content type ", bounces_path(ACTIVITY));
            assert!(logged.contains(&expected), "{logged}");
        }
    }
}

/// Defines what the build of the package defines.
fn set_homepage(url: &JsValue) {
    js_sys::Reflect::set(&js_sys::global(), &"BOUNCES_HOMEPAGE".into(), url).unwrap();
}

#[wasm_bindgen_test]
async fn a_missing_proxy_is_documented_on_the_homepage_of_the_package_if_there_is_one() {
    for homepage in [JsValue::UNDEFINED, "https://example.org/bounces".into()] {
        set_homepage(&homepage);
        let page = Page::new();
        record(&page);
        answer(&bounces_path(ACTIVITY), 404, "<html>");
        page.show(ACTIVITY);
        until_error(&page).await;
        page.until("the card", || page.has("button", "Try again")).await;
        let logged = text(&page, "element.logged.join('\\n')").await;
        let url = "https://example.org/bounces#the-proxy";
        assert_eq!(logged.contains(url), homepage.is_string(), "{logged}");
        assert_eq!(page.has("link", "How to set up the proxy"), homepage.is_string());
        if homepage.is_string() {
            let link = page.get("link", "How to set up the proxy");
            assert_eq!(link.get_attribute("href").as_deref(), Some(url));
        }
    }
    set_homepage(&JsValue::UNDEFINED);
}

#[wasm_bindgen_test]
async fn the_error_of_a_fetcher_is_logged_once_and_passed_on() {
    for body in ["throw new Error('no token')", "return Promise.reject(new Error('no token'))"] {
        let page = Page::new();
        record(&page);
        value(&page, &format!("element.fetcher = (url) => {{ {body} }}")).await;
        page.show(ACTIVITY);
        until_error(&page).await;
        assert_eq!(text(&page, "element.details[0].code").await, "unavailable");
        assert_eq!(text(&page, "element.details[0].cause.message").await, "no token");
        assert_eq!(text(&page, "element.logged.length").await, "1");
        assert_eq!(text(&page, "element.logged[0][1].message").await, "no token");
    }
}

/// The page need not have any proxy, and its users nobody to ask about one.
#[wasm_bindgen_test]
async fn users_read_of_no_proxy_if_a_fetcher_fails() {
    for (body, logged) in [
        ("throw new Error()", "the fetcher failed"),
        (
            "return Promise.resolve(new Response('Bad Gateway', { status: 502 }))",
            "the fetcher responds with status 502, content type text/plain",
        ),
    ] {
        let page = Page::new();
        record(&page);
        value(&page, &format!("element.fetcher = (url) => {{ {body} }}")).await;
        page.show(ACTIVITY);
        page.until("the card", || page.has("heading", "The report service is not available")).await;
        page.until_text("tell the people who run this page.").await;
        let shown = text(&page, "element.shadowRoot.textContent").await;
        assert!(!shown.contains("/api/v3"), "{shown}");
        let message = text(&page, "element.logged.map(([message]) => message).join()").await;
        assert!(message.contains(logged) && !message.contains("proxy"), "{message}");
    }
}

#[wasm_bindgen_test]
async fn the_error_of_a_fetchers_body_is_logged_and_passed_on() {
    // The first page is read with its beginning, the second one as a whole.
    let first = r#"{"tracking_activities":[{}],"_links":{"next":{"href":"NEXT"}}}"#;
    for broken in ["true", "url.includes('cursor')"] {
        let page = Page::new();
        record(&page);
        let first = first.replace("NEXT", &cursor(&bounces_path(ACTIVITY), 1));
        let source = format!(
            "element.fetcher = async (url) => {{
                if (!url.includes('/bounces')) return new Response(null, {{ status: 404 }});
                const pull = (body) => body.error(new Error('broken off'));
                return new Response({broken} ? new ReadableStream({{ pull }}) : '{first}');
            }}"
        );
        value(&page, &source).await;
        page.show(ACTIVITY);
        until_error(&page).await;
        assert_eq!(text(&page, "element.details[0].code").await, "unavailable");
        // Some browsers put an error of their own in the place of the stream's.
        assert_eq!(text(&page, "element.details[0].cause instanceof Error").await, "true");
        assert_eq!(text(&page, "element.logged.length").await, "1");
        assert_eq!(text(&page, "element.logged[0][1] === element.details[0].cause").await, "true");
        let alert = page.all("alert", None).into_iter().next();
        let text = alert.map_or_else(|| page.text(), |alert| alert.text_content().unwrap());
        assert!(!text.contains("cannot be reached"), "the network may not be to blame: {text}");
    }
}

#[wasm_bindgen_test]
async fn a_fetcher_is_asked_for_any_id() {
    let page = Page::new();
    let source = "element.fetcher = (url) => {
        if (url.includes('/bounces')) element.asked = url;
        return Promise.resolve(new Response(url.includes('/bounces')
            ? '{\"tracking_activities\":[{\"email_address\":\"a@example.com\"}]}' : null,
            { status: url.includes('/bounces') ? 200 : 404 }));
    }";
    value(&page, source).await;
    page.show("Spring 2026/2");
    page.until_addresses(&["a@example.com"]).await;
    assert!(text(&page, "element.asked").await.contains("/Spring%202026%2F2"));
    assert!(requests().is_empty());
    // The proxy is not.
    value(&page, "element.fetcher = null").await;
    page.until("not found", || page.has("heading", "We can’t find this email")).await;
    assert!(requests().is_empty());
}

#[wasm_bindgen_test]
async fn a_fetcher_may_say_without_a_body_that_there_is_no_such_email() {
    let page = Page::new();
    record(&page);
    value(&page, "element.fetcher = () => Promise.resolve(new Response(null, { status: 404 }))")
        .await;
    page.show("of our own");
    until_error(&page).await;
    assert_eq!(text(&page, "element.details[0].code").await, "not_found");
}

//! The element in the pages of hosts: moved, removed, hidden, several times, and given what it does not understand.

use crate::definition::provide_runtime;
use crate::page::{Page, document, settled, until};
use crate::simulated_proxy::{
    ACTIVITY, bounces_path, cursor, hold, release, report, request_count, requests,
};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlIFrameElement;

const TWO_ROWS: &str = r#"{"email_address":"a@example.com","bounce_code":"B"},
    {"email_address":"b@example.com","bounce_code":"S"}"#;

fn set(page: &Page, property: &str, value: &JsValue) {
    Reflect::set(&page.element, &property.into(), value).unwrap();
}

fn property(page: &Page, name: &str) -> JsValue {
    Reflect::get(&page.element, &name.into()).unwrap()
}

/// Runs a function with the element, whose promise or value it returns.
async fn run(page: &Page, body: &str) -> JsValue {
    let function = Function::new_with_args("element", body);
    let result = function.call1(&JsValue::UNDEFINED, &page.element).unwrap();
    JsFuture::from(Promise::resolve(&result)).await.unwrap()
}

/// Collects the warnings of the console during a function.
async fn warnings(page: &Page, body: &str) -> Vec<String> {
    let source = format!(
        "const {{ warn }} = console, warnings = [];
         console.warn = (text) => warnings.push(text);
         return (async () => {{ try {{ {body} }} finally {{ console.warn = warn; }} return warnings; }})();"
    );
    Array::from(&run(page, &source).await).iter().filter_map(|text| text.as_string()).collect()
}

#[wasm_bindgen_test]
async fn an_element_that_is_adopted_by_another_document_keeps_report_and_styles() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    let frame: HtmlIFrameElement = document().create_element("iframe").unwrap().unchecked_into();
    frame.set_attribute("style", "width: 1200px; height: 700px").unwrap();
    document().body().unwrap().append_child(&frame).unwrap();
    let border = "return element.ownerDocument.defaultView
        .getComputedStyle(element.shadowRoot.querySelector('section')).borderTopStyle";
    for target in [frame.content_document().unwrap(), document()] {
        target.body().unwrap().append_child(&page.element).unwrap();
        settled().await;
        assert_eq!(run(&page, border).await, "solid");
        assert_eq!(page.addresses(), ["a@example.com", "b@example.com"]);
    }
    frame.remove();
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1);
}

#[wasm_bindgen_test]
async fn a_skeleton_keeps_its_styles_in_another_document() {
    let page = Page::late();
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    let frame: HtmlIFrameElement = document().create_element("iframe").unwrap().unchecked_into();
    document().body().unwrap().append_child(&frame).unwrap();
    frame.content_document().unwrap().body().unwrap().append_child(&page.element).unwrap();
    assert_eq!(run(&page, "return element.shadowRoot.adoptedStyleSheets.length").await, 1);
    document().body().unwrap().append_child(&page.element).unwrap();
    assert_eq!(run(&page, "return element.shadowRoot.adoptedStyleSheets.length").await, 1);
    frame.remove();
}

#[wasm_bindgen_test]
async fn an_element_that_comes_back_within_a_moment_keeps_its_report() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    page.search("b@");
    page.until_addresses(&["b@example.com"]).await;
    page.get("checkbox", "b@example.com").click();
    page.until_text("1 selected").await;
    page.until_text("Spring").await;
    page.element.remove();
    settled().await;
    document().body().unwrap().append_child(&page.element).unwrap();
    settled().await;
    assert_eq!(page.addresses(), ["b@example.com"]);
    page.until_text("1 selected").await;
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1);
}

#[wasm_bindgen_test]
async fn an_element_that_comes_back_later_keeps_its_filters() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    page.element.set_attribute("view", "q=a@").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.search("b@");
    page.until_addresses(&["b@example.com"]).await;
    page.element.remove();
    let is_empty = || page.element.shadow_root().unwrap().child_element_count() == 0;
    until("the end of the report", || page.text(), is_empty).await;
    assert_eq!(property(&page, "view"), "q=b@");
    document().body().unwrap().append_child(&page.element).unwrap();
    page.until_addresses(&["b@example.com"]).await;
    // Another email begins with the host's view.
    page.element.remove();
    until("the end of the report", || page.text(), is_empty).await;
    let other = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";
    report(other, "DONE", &[TWO_ROWS]);
    page.show(other);
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(property(&page, "view"), "q=a@");
}

#[wasm_bindgen_test]
async fn filters_are_kept_while_an_element_comes_back_hidden_lazy_or_in_another_document() {
    for (return_as, show) in [
        ("element.hidden = true; document.body.append(element);", "element.hidden = false;"),
        (
            "const space = document.createElement('div');
             space.style.height = '20000px';
             document.body.append(space);
             element.loading = 'lazy';
             document.body.append(element);",
            "element.scrollIntoView(); element.previousSibling.remove();",
        ),
        (
            "const frame = document.createElement('iframe');
             frame.style.cssText = 'width: 1200px; height: 700px';
             document.body.append(frame);
             element.frame = frame;
             frame.contentDocument.body.append(element);",
            "document.body.append(element); element.frame.remove();",
        ),
    ] {
        let page = Page::new();
        // The report stays incomplete, so its removal ends it at once.
        report(ACTIVITY, "DONE", &[TWO_ROWS, TWO_ROWS]);
        release(&cursor(&bounces_path(ACTIVITY), 1), 0, "");
        page.show(ACTIVITY);
        page.until_addresses(&["a@example.com", "b@example.com"]).await;
        page.search("b@");
        page.until_addresses(&["b@example.com"]).await;
        page.element.remove();
        settled().await;
        assert_eq!(property(&page, "state"), "idle");
        run(&page, return_as).await;
        settled().await;
        assert_eq!(property(&page, "view"), "q=b@", "{return_as}");
        run(&page, show).await;
        page.until_addresses(&["b@example.com"]).await;
        assert_eq!(property(&page, "view"), "q=b@", "{return_as}");
    }
}

#[wasm_bindgen_test]
async fn another_fetcher_sends_the_next_requests_without_a_reload() {
    let page = Page::new();
    page.show(ACTIVITY);
    let calls = run(
        &page,
        r#"
        const calls = [];
        const fetcher = (name) => (url) => {
          calls.push(name);
          return Promise.resolve(new Response(url.includes("/bounces")
            ? '{"tracking_activities":[{"email_address":"fetched@example.com"}]}' : '{"code":"not_found"}',
            { status: url.includes("/bounces") ? 200 : 404 }));
        };
        return (async () => {
          for (let render = 0; render < 8; render += 1) {
            element.fetcher = fetcher(render);
            await element.updateComplete;
          }
          const loads = calls.length;
          element.reload();
          await element.updateComplete;
          return [calls.slice(0, loads), calls.slice(loads)].map(String);
        })();"#,
    )
    .await;
    let [first, second] = [0, 1].map(|index| Array::from(&calls).get(index).as_string().unwrap());
    assert!(first.split(',').all(|name| name == "0"), "{first}");
    assert!(second.split(',').all(|name| name == "7"), "{second}");
    assert_eq!(first.split(',').count(), 3);
}

#[wasm_bindgen_test]
async fn a_hidden_element_loads_when_it_is_shown() {
    for late in [false, true] {
        for (hide, show) in [
            ("element.hidden = true", "element.hidden = false"),
            (
                "document.body.style.display = 'none'; element.style.width = '600px'",
                "document.body.style.display = ''",
            ),
        ] {
            let page = if late { Page::late() } else { Page::new() };
            report(ACTIVITY, "DONE", &[TWO_ROWS]);
            run(&page, hide).await;
            page.show(ACTIVITY);
            run(
                &page,
                "element.updated = false; element.updateComplete.then(() => (element.updated = true));",
            )
            .await;
            provide_runtime();
            settled().await;
            assert!(requests().is_empty(), "{hide}: {:?}", requests());
            assert_eq!(property(&page, "updated"), false, "{hide}");
            run(&page, show).await;
            page.until_addresses(&["a@example.com", "b@example.com"]).await;
            page.until("updateComplete", || property(&page, "updated") == true).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_lazy_element_loads_near_the_viewport() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    let space = document().create_element("div").unwrap();
    space.set_attribute("style", "height: 20000px").unwrap();
    document().body().unwrap().append_child(&space).unwrap();
    page.element.set_attribute("loading", "lazy").unwrap();
    page.show(ACTIVITY);
    settled().await;
    assert!(requests().is_empty(), "{:?}", requests());
    page.element.scroll_into_view();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    // Without "lazy", it loads anywhere, even if that is removed later.
    let eager = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    eager.element.set_attribute("loading", "lazy").unwrap();
    space.scroll_into_view();
    eager.show(ACTIVITY);
    settled().await;
    assert!(requests().is_empty(), "{:?}", requests());
    set(&eager, "loading", &"eager".into());
    eager.until_addresses(&["a@example.com", "b@example.com"]).await;
    space.remove();
}

#[wasm_bindgen_test]
async fn a_reload_from_the_first_load_start_is_not_lost() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[TWO_ROWS]);
    let loads = page.listen("bounces-load-start");
    run(
        &page,
        "element.addEventListener('bounces-load-start', () => { element.reload(); }, { once: true });",
    )
    .await;
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    page.until("two loads", || loads.borrow().len() == 2).await;
}

#[wasm_bindgen_test]
async fn the_console_warns_once_about_what_the_element_does_not_know() {
    let page = Page::new();
    page.show("");
    let told = warnings(
        &page,
        r#"
        element.timeZone = "Mars/One";
        element.messages = { Refresh: "Again", Refersh: "Again" };
        element.data = { tracking_activities: [], statistics: {} };
        await element.updateComplete;
        element.timeZone = "UTC";
        element.timeZone = "Mars/One";
        element.messages = { Refersh: "Again" };
        element.data = { tracking_activities: [], statistics: {} };
        await element.updateComplete;"#,
    )
    .await;
    assert_eq!(told.len(), 3, "{told:?}");
    for name in [r#"time-zone="Mars/One""#, "Refersh", "statistics"] {
        assert!(told.iter().any(|text| text.contains(name)), "{name}: {told:?}");
    }
}

#[wasm_bindgen_test]
async fn the_attributes_that_are_there_before_the_mount_are_checked_as_well() {
    let page = Page::new();
    let told = warnings(
        &page,
        "element.timeZone = 'Venus/Two'; element.theme = 'sepia'; document.body.append(element);",
    )
    .await;
    assert_eq!(told.len(), 2, "{told:?}");
}

#[wasm_bindgen_test]
fn properties_read_their_defaults_and_take_numbers() {
    let page = Page::new();
    for (name, default) in [
        ("pageSize", JsValue::from(50)),
        ("theme", "auto".into()),
        ("density", "normal".into()),
        ("privacy", "none".into()),
        ("loading", "eager".into()),
    ] {
        assert_eq!(property(&page, name), default, "{name}");
    }
    set(&page, "pageSize", &100.into());
    assert_eq!(page.element.get_attribute("page-size").as_deref(), Some("100"));
    assert_eq!(property(&page, "pageSize"), 100);
    for (attribute, value, name, expected) in [
        ("page-size", "many", "pageSize", JsValue::from(50)),
        ("page-size", "1000", "pageSize", 500.into()),
        ("history", "20", "history", 12.into()),
        ("history", " 0 ", "history", 0.into()),
        ("theme", "DARK", "theme", "dark".into()),
        ("theme", "sepia", "theme", "auto".into()),
        ("density", "Compact", "density", "compact".into()),
        ("privacy", "yes", "privacy", "mask".into()),
    ] {
        page.element.set_attribute(attribute, value).unwrap();
        assert_eq!(property(&page, name), expected, "{attribute}={value}");
    }
}

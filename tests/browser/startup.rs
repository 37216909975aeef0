//! The element before its WebAssembly is there: skeleton, early requests, properties, methods, and failures to start.

use crate::definition::{fail_runtime, provide_runtime};
use crate::page::{Page, document, files, until};
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, bounces_path, history_path, hold, release, report,
    request_header, requests, stats_path,
};
use js_sys::{Function, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const OTHER: &str = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";
const ROW: &str = r#"{"email_address":"a@example.com","bounce_code":"B"}"#;
const FETCHED: &str = r#"return Promise.resolve(new Response(url.includes("/bounces")
    ? '{"tracking_activities":[{"email_address":"fetched@example.com"}]}' : '{"code":"not_found"}',
    { status: url.includes("/bounces") ? 200 : 404 }));"#;

fn sorted(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths
}

fn set(page: &Page, property: &str, value: &JsValue) {
    Reflect::set(&page.element, &property.into(), value).unwrap();
}

fn property(page: &Page, name: &str) -> JsValue {
    Reflect::get(&page.element, &name.into()).unwrap()
}

fn call(page: &Page, method: &str) {
    property(page, method).unchecked_into::<Function>().call0(&page.element).unwrap();
}

/// Waits until microtasks and timers that are due have run.
async fn settled() {
    for _ in 0..3 {
        let timer = Function::new_no_args("return new Promise((done) => setTimeout(done))");
        JsFuture::from(timer.call0(&JsValue::NULL).unwrap().unchecked_into::<Promise>())
            .await
            .unwrap();
    }
}

async fn until_requests(page: &Page, count: usize) {
    page.until("early requests", || requests().len() == count).await;
}

#[wasm_bindgen_test]
async fn the_first_requests_are_sent_before_the_runtime_is_there_and_not_again_after() {
    let page = Page::late();
    report(ACTIVITY, "DONE", &[ROW]);
    answer(&history_path(ACTIVITY), 200, "[]");
    page.show(ACTIVITY);
    let expected = [
        activity_path(ACTIVITY),
        history_path(ACTIVITY),
        bounces_path(ACTIVITY),
        stats_path(ACTIVITY),
    ];
    until_requests(&page, expected.len()).await;
    assert_eq!(sorted(requests()), sorted(expected.to_vec()));
    for path in &expected {
        assert_eq!(request_header(path, "X-Bounces-CSRF").as_deref(), Some("1"));
        assert_eq!(request_header(path, "Accept").as_deref(), Some("application/json"));
        assert_eq!(request_header(path, "Cache-Control"), None);
    }
    provide_runtime();
    page.until_addresses(&["a@example.com"]).await;
    page.until_text("Spring").await;
    settled().await;
    assert_eq!(requests().len(), expected.len(), "{:?}", requests());
}

#[wasm_bindgen_test]
async fn the_history_of_an_email_that_was_not_sent_is_not_requested() {
    let page = Page::late();
    report(ACTIVITY, "DRAFT", &[ROW]);
    page.show(ACTIVITY);
    until_requests(&page, 3).await;
    provide_runtime();
    page.until_addresses(&["a@example.com"]).await;
    page.until_text("Spring").await;
    settled().await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
}

#[wasm_bindgen_test]
async fn early_requests_are_those_of_the_widget_for_all_attributes() {
    for (id, api_base, codes) in [
        (format!(" {} ", ACTIVITY.to_uppercase()), "", ""),
        (ACTIVITY.to_owned(), "/elsewhere/v3//", " z,b q,, B\n"),
        (ACTIVITY.to_owned(), "/elsewhere/v3", "VXZFDSB"),
        ("no id".to_owned(), "/api/v3", ""),
    ] {
        let load = async |page: Page| {
            page.element.set_attribute("api-base", api_base).unwrap();
            page.element.set_attribute("codes", codes).unwrap();
            page.show(&id);
            settled().await;
            let early = sorted(requests());
            provide_runtime();
            JsFuture::from(property(&page, "updateComplete").unchecked_into::<Promise>())
                .await
                .unwrap();
            settled().await;
            (early, sorted(requests()))
        };
        let (_, of_widget) = load(Page::new()).await;
        let (early, in_all) = load(Page::late()).await;
        assert_eq!(early, of_widget);
        assert_eq!(in_all, of_widget);
    }
}

#[wasm_bindgen_test]
async fn attributes_that_are_set_in_one_task_lead_to_one_set_of_requests() {
    let page = Page::late();
    page.show(OTHER);
    page.element.set_attribute("campaign-activity-id", ACTIVITY).unwrap();
    page.element.set_attribute("api-base", "/elsewhere/v3").unwrap();
    settled().await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
    assert!(
        requests().iter().all(|path| path.starts_with("/elsewhere/") && path.contains(ACTIVITY))
    );
}

#[wasm_bindgen_test]
async fn a_new_id_aborts_the_early_requests_which_are_never_shown() {
    let page = Page::late();
    report(ACTIVITY, "DONE", &[ROW]);
    hold(&stats_path(OTHER));
    hold(&activity_path(OTHER));
    hold(&bounces_path(OTHER));
    page.show(OTHER);
    until_requests(&page, 3).await;
    page.element.set_attribute("campaign-activity-id", ACTIVITY).unwrap();
    page.until("aborted requests", || {
        requests().iter().filter(|path| path.starts_with("aborted ")).count() == 3
    })
    .await;
    provide_runtime();
    page.until_addresses(&["a@example.com"]).await;
    let of_bounces = requests().into_iter().filter(|path| *path == bounces_path(ACTIVITY));
    assert_eq!(of_bounces.count(), 1);
}

#[wasm_bindgen_test]
async fn a_new_id_after_the_mount_aborts_early_requests_as_well() {
    let page = Page::late();
    hold(&bounces_path(OTHER));
    report(ACTIVITY, "DONE", &[ROW]);
    page.show(OTHER);
    until_requests(&page, 3).await;
    provide_runtime();
    page.until("the widget", || page.has("button", "Refresh")).await;
    page.element.set_attribute("campaign-activity-id", ACTIVITY).unwrap();
    page.until_addresses(&["a@example.com"]).await;
    assert!(requests().contains(&format!("aborted {}", bounces_path(OTHER))), "{:?}", requests());
}

#[wasm_bindgen_test]
async fn removing_the_element_aborts_its_early_requests_and_mounts_nothing() {
    let page = Page::late();
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    until_requests(&page, 3).await;
    let update: Promise = property(&page, "updateComplete").unchecked_into();
    page.element.remove();
    let path = format!("aborted {}", bounces_path(ACTIVITY));
    until("an aborted request", || page.text(), || requests().contains(&path)).await;
    provide_runtime();
    JsFuture::from(update).await.unwrap();
    assert_eq!(page.element.shadow_root().unwrap().child_element_count(), 0);
    assert_eq!(requests().len(), 3);
}

#[wasm_bindgen_test]
async fn a_moved_element_keeps_its_early_requests() {
    let page = Page::late();
    report(ACTIVITY, "DRAFT", &[ROW]);
    page.show(ACTIVITY);
    let container = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&container).unwrap();
    container.append_child(&page.element).unwrap();
    until_requests(&page, 3).await;
    provide_runtime();
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
    container.remove();
}

#[wasm_bindgen_test]
async fn a_fetcher_or_data_in_the_same_task_leave_the_proxy_alone() {
    for is_data in [false, true] {
        let page = Page::late();
        page.show(ACTIVITY);
        if is_data {
            let data = r#"{"tracking_activities":[{"email_address":"fetched@example.com"}]}"#;
            set(&page, "data", &JSON::parse(data).unwrap());
        } else {
            set(&page, "fetcher", &Function::new_with_args("url", FETCHED));
        }
        settled().await;
        provide_runtime();
        page.until_addresses(&["fetched@example.com"]).await;
        assert!(requests().is_empty(), "{:?}", requests());
    }
}

#[wasm_bindgen_test]
async fn a_later_fetcher_aborts_the_early_requests() {
    let page = Page::late();
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    until_requests(&page, 3).await;
    set(&page, "fetcher", &Function::new_with_args("url", FETCHED));
    assert!(requests().contains(&format!("aborted {}", bounces_path(ACTIVITY))));
    provide_runtime();
    page.until_addresses(&["fetched@example.com"]).await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
}

#[wasm_bindgen_test]
async fn properties_and_methods_work_before_the_runtime_is_there() {
    let page = Page::late();
    report(ACTIVITY, "DRAFT", &[ROW, r#"{"email_address":"b@example.com"}"#]);
    page.element.set_attribute("view", "q=nobody").unwrap();
    page.show(ACTIVITY);
    assert_eq!(property(&page, "matchingRows"), 0);
    assert_eq!(property(&page, "view"), "q=nobody");
    let messages = JSON::parse(r#"{"Refresh":"Read again"}"#).unwrap();
    set(&page, "messages", &messages);
    call(&page, "clear");
    call(&page, "exportCsv");
    let update: Promise = property(&page, "updateComplete").unchecked_into();
    settled().await;
    provide_runtime();
    JsFuture::from(update).await.unwrap();
    assert_eq!(page.addresses()[0], "a@example.com");
    assert!(page.has("button", "Read again"), "{:?}", page.names("button"));
    page.until("a file", || files().len() == 2).await;
    assert!(files()[1].contains("a@example.com"));
}

#[wasm_bindgen_test]
async fn reloading_before_the_runtime_is_there_bypasses_the_cache() {
    let page = Page::late();
    report(ACTIVITY, "DRAFT", &[ROW]);
    page.show(ACTIVITY);
    call(&page, "reload");
    until_requests(&page, 3).await;
    provide_runtime();
    page.until_addresses(&["a@example.com"]).await;
    settled().await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
    let header = request_header(&bounces_path(ACTIVITY), "Cache-Control");
    assert_eq!(header.as_deref(), Some("no-cache"));
}

#[wasm_bindgen_test]
async fn an_early_error_is_shown_like_any_other() {
    let page = Page::late();
    let errors = page.listen("bounces-error");
    answer(&bounces_path(ACTIVITY), 401, r#"{"code":"signed_out"}"#);
    page.show(ACTIVITY);
    until_requests(&page, 3).await;
    provide_runtime();
    page.until("the error", || !errors.borrow().is_empty()).await;
    assert!(errors.borrow()[0].contains(r#""code":"signed_out""#));
    assert_eq!(requests().len(), 3, "{:?}", requests());
}

#[wasm_bindgen_test]
async fn a_late_response_of_an_early_request_is_shown() {
    let page = Page::late();
    report(ACTIVITY, "DRAFT", &[]);
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    until_requests(&page, 3).await;
    provide_runtime();
    page.until_text("Spring").await;
    release(&bounces_path(ACTIVITY), 200, &format!(r#"{{"tracking_activities":[{ROW}]}}"#));
    page.until_addresses(&["a@example.com"]).await;
    assert_eq!(requests().len(), 3, "{:?}", requests());
}

#[wasm_bindgen_test]
async fn the_skeleton_is_busy_inert_and_has_no_rows() {
    let page = Page::late();
    page.element.set_attribute("density", "Compact").unwrap();
    page.show(ACTIVITY);
    let root = page.root();
    assert_eq!(root.get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(root.get_attribute("part").as_deref(), Some("report"));
    assert!(root.has_attribute("inert") && root.class_list().contains("compact"));
    assert!(root.query_selector("tbody tr").unwrap().is_none());
    assert!(root.get_bounding_client_rect().height() > 400.0);
    assert_eq!(page.text().trim(), "");
}

#[wasm_bindgen_test]
async fn the_skeleton_is_as_high_as_the_widgets_own() {
    for width in ["1120px", "860px", "600px", "340px"] {
        let page = Page::late();
        for path in [bounces_path(ACTIVITY), activity_path(ACTIVITY), stats_path(ACTIVITY)] {
            hold(&path);
        }
        page.element.set_attribute("style", &format!("inline-size: {width}")).unwrap();
        page.show(ACTIVITY);
        let height = || page.root().get_bounding_client_rect().height();
        let before = height();
        settled().await;
        provide_runtime();
        page.until("the widget", || page.has("button", "Refresh")).await;
        assert!((height() - before).abs() < 1.0, "{width}: {before} px, then {} px", height());
    }
}

#[wasm_bindgen_test]
async fn a_runtime_that_cannot_start_is_explained_in_the_element() {
    for (error, code, lang, text) in [
        ("violates the Content Security Policy", "blocked_wasm", "en-GB", "blocks WebAssembly"),
        ("violates the Content Security Policy", "blocked_wasm", "fr", "bloque WebAssembly"),
        ("failed to fetch", "unavailable", "de-AT", "konnte nicht geladen werden"),
        ("failed to fetch", "unavailable", "ja", "couldn’t be loaded"),
    ] {
        let page = Page::late();
        page.element.set_attribute("lang", lang).unwrap();
        let errors = page.listen("bounces-error");
        page.show(ACTIVITY);
        let update: Promise = property(&page, "updateComplete").unchecked_into();
        settled().await;
        fail_runtime(error);
        JsFuture::from(update).await.unwrap();
        assert_eq!(page.texts("alert").len(), 1);
        assert!(page.text().contains(text), "{}", page.text());
        assert!(errors.borrow()[0].contains(code));
        assert_eq!(errors.borrow().len(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_hosts_own_content_is_shown_if_the_runtime_cannot_start() {
    let page = Page::late();
    page.element.set_text_content(Some("Ask the office for the list."));
    page.show(ACTIVITY);
    fail_runtime("failed to fetch");
    let root = page.element.shadow_root().unwrap();
    until("the slot", String::new, || root.query_selector("slot").unwrap().is_some()).await;
    assert!(root.query_selector("section").unwrap().is_none());
}

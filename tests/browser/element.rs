//! The element's life cycle, attributes, properties and events.

use crate::definition::define_element;
use crate::page::{Page, document, until};
use crate::simulated_proxy::{
    ACTIVITY, activity_path, answer, bounces_path, history_path, hold, report, request_count,
    request_header, requests, stats_path,
};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const OTHER: &str = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";

fn row(email: &str) -> String {
    format!(r#"{{"email_address":"{email}","bounce_code":"B"}}"#)
}

#[wasm_bindgen_test]
fn defining_the_element_twice_is_harmless() {
    define_element();
    define_element();
}

#[wasm_bindgen_test]
async fn it_requests_activity_counts_and_bounces_with_the_csrf_header() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    let started = page.listen("bounces-load-start");
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let mut expected = [
        bounces_path(ACTIVITY),
        activity_path(ACTIVITY),
        stats_path(ACTIVITY),
        history_path(ACTIVITY),
    ];
    expected.sort();
    let sent = || {
        let mut sent = requests();
        sent.sort();
        sent
    };
    page.until("all requests sent", || sent().len() >= expected.len()).await;
    assert_eq!(sent(), expected);
    for path in expected {
        assert_eq!(request_header(&path, "X-Bounces-CSRF").as_deref(), Some("1"));
        assert_eq!(request_header(&path, "Cache-Control"), None);
    }
    assert_eq!(*started.borrow(), [format!(r#"{{"campaignActivityId":"{ACTIVITY}"}}"#)]);
}

#[wasm_bindgen_test]
async fn a_new_id_aborts_the_previous_load_and_ignores_its_responses() {
    let page = Page::new();
    hold(&bounces_path(ACTIVITY));
    hold(&activity_path(ACTIVITY));
    hold(&stats_path(ACTIVITY));
    report(OTHER, "DONE", &[&row("other@example.com")]);
    page.show(ACTIVITY);
    page.until("the first load", || requests().len() == 3).await;
    page.element.set_attribute("campaign-activity-id", OTHER).unwrap();
    page.until_addresses(&["other@example.com"]).await;
    assert_eq!(requests().iter().filter(|path| path.starts_with("aborted ")).count(), 3);
}

#[wasm_bindgen_test]
async fn removing_the_id_removes_the_report() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.element.remove_attribute("campaign-activity-id").unwrap();
    page.until("nothing", || page.has("heading", "No email chosen")).await;
}

#[wasm_bindgen_test]
async fn moving_the_element_keeps_the_report_and_removing_it_ends_the_report() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let section = page.root();
    let container = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&container).unwrap();
    container.append_child(&page.element).unwrap();
    page.until_addresses(&["a@example.com"]).await;
    assert!(page.root().is_same_node(Some(&section)));
    assert_eq!(request_count(&bounces_path(ACTIVITY)), 1);

    page.element.remove();
    let is_empty = || page.element.shadow_root().unwrap().child_element_count() == 0;
    until("an empty element", || page.text(), is_empty).await;
    container.append_child(&page.element).unwrap();
    page.until_addresses(&["a@example.com"]).await;
    container.remove();
}

#[wasm_bindgen_test]
async fn removing_the_element_aborts_its_requests() {
    let page = Page::new();
    hold(&bounces_path(ACTIVITY));
    page.show(ACTIVITY);
    page.until("the load", || requests().len() == 3).await;
    page.element.remove();
    let path = format!("aborted {}", bounces_path(ACTIVITY));
    until("an aborted request", || page.text(), || requests().contains(&path)).await;
}

#[wasm_bindgen_test]
async fn two_elements_work_side_by_side() {
    let first = Page::new();
    let second = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    report(OTHER, "DONE", &[&row("b@example.com")]);
    first.show(ACTIVITY);
    second.show(OTHER);
    first.until_addresses(&["a@example.com"]).await;
    second.until_addresses(&["b@example.com"]).await;
    first.reason("Non-existent 1").click();
    first.until_text("1–1 of 1").await;
    assert!(!second.has("button", "Clear all"), "the other one is not filtered");
}

#[wasm_bindgen_test]
async fn reload_bypasses_the_proxys_cache() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    answer(
        &bounces_path(ACTIVITY),
        200,
        &format!(r#"{{"tracking_activities":[{}]}}"#, row("b@example.com")),
    );
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let reload: Function = Reflect::get(&page.element, &"reload".into()).unwrap().unchecked_into();
    reload.call0(&page.element).unwrap();
    page.until_addresses(&["b@example.com"]).await;
    assert_eq!(
        request_header(&bounces_path(ACTIVITY), "Cache-Control").as_deref(),
        Some("no-cache")
    );
}

#[wasm_bindgen_test]
async fn properties_and_attributes_reflect_each_other() {
    let page = Page::new();
    page.show("");
    Reflect::set(&page.element, &"campaignActivityId".into(), &ACTIVITY.into()).unwrap();
    assert_eq!(page.element.get_attribute("campaign-activity-id").as_deref(), Some(ACTIVITY));
    page.element.set_attribute("api-base", "/elsewhere/v3").unwrap();
    assert_eq!(Reflect::get(&page.element, &"apiBase".into()).unwrap(), "/elsewhere/v3");
    let path = bounces_path(ACTIVITY).replace("/api/", "/elsewhere/");
    page.until("the other proxy", || requests().contains(&path)).await;
}

#[wasm_bindgen_test]
async fn an_empty_attribute_counts_as_missing() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    for name in ["apiBase", "authBase", "pageSize", "density", "codes", "lang", "timeZone"] {
        Reflect::set(&page.element, &name.into(), &"".into()).unwrap();
    }
    assert!(page.element.has_attribute("api-base"));
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    Reflect::set(&page.element, &"apiBase".into(), &wasm_bindgen::JsValue::NULL).unwrap();
    assert!(!page.element.has_attribute("api-base"));
}

#[wasm_bindgen_test]
async fn the_hosts_page_size_applies_until_the_user_changes_it() {
    let page = Page::new();
    let rows: Vec<_> = (0..3).map(|number| row(&format!("{number}@example.com"))).collect();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
    page.element.set_attribute("page-size", "2").unwrap();
    page.show(ACTIVITY);
    page.until_text("1–2 of 3").await;
    page.choose("Rows per page", "100");
    page.until_text("1–3 of 3").await;
}

#[wasm_bindgen_test]
async fn an_invalid_page_size_counts_as_missing_and_one_too_great_as_the_greatest() {
    let page = Page::new();
    let rows: Vec<_> = (0..60).map(|number| row(&format!("{number}@example.com"))).collect();
    report(ACTIVITY, "DONE", &[&rows.join(",")]);
    page.show(ACTIVITY);
    for (size, shown) in [
        (" 7 ", 7),
        ("0", 50),
        ("501", 500),
        ("-5", 50),
        ("8", 8),
        ("10.5", 50),
        ("99999999999999999999", 500),
        ("+5", 50),
    ] {
        page.element.set_attribute("page-size", size).unwrap();
        page.until_text(&format!("1–{} of 60", shown.min(60))).await;
        assert_eq!(Reflect::get(&page.element, &"pageSize".into()).unwrap(), shown, "{size}");
    }
}

#[wasm_bindgen_test]
async fn an_empty_view_is_the_first_page_of_all_rows() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&format!("{},{}", row("a@example.com"), row("b@example.com"))]);
    page.element.set_attribute("view", "q=a@").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    Reflect::set(&page.element, &"view".into(), &wasm_bindgen::JsValue::NULL).unwrap();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
    assert!(!page.element.has_attribute("view"));
    page.search("b@");
    page.until_addresses(&["b@example.com"]).await;
    Reflect::set(&page.element, &"view".into(), &"".into()).unwrap();
    page.until_addresses(&["a@example.com", "b@example.com"]).await;
}

#[wasm_bindgen_test]
fn invalid_attribute_values_are_logged_to_the_console() {
    let page = Page::new();
    page.show("");
    let warnings = Function::new_with_args(
        "element, name, value",
        "const { warn } = console, warnings = [];
         console.warn = (text) => warnings.push(text);
         try { element.setAttribute(name, value); } finally { console.warn = warn; }
         return warnings.join();",
    );
    let warnings = |name: &str, value: &str| {
        warnings
            .call3(&page.element, &page.element, &name.into(), &value.into())
            .unwrap()
            .as_string()
            .unwrap()
    };
    for (name, known, unknown) in [
        ("codes", "b, S", "QQ"),
        ("page-size", " 500 ", "501"),
        ("page-size", "1", "77777777777777777777"),
        ("history", "12", "13"),
        ("history", "0", "5e0"),
        ("theme", "Dark", " dark"),
        ("loading", "LAZY", "late"),
        ("density", "compact", "dense"),
        ("privacy", "mask", "maskd"),
    ] {
        assert_eq!(warnings(name, known), "");
        let warning = warnings(name, unknown);
        assert!(warning.contains(&format!(r#"{name}="{unknown}""#)), "{warning}");
    }
}

#[wasm_bindgen_test]
async fn dates_follow_locale_and_time_zone_and_tolerate_invalid_ones() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[r#"{"created_time":"2019-11-12T23:41:00Z"}"#]);
    page.show(ACTIVITY);
    page.until_text("12 Nov 2019, 23:41").await;
    page.element.set_attribute("time-zone", "Asia/Tokyo").unwrap();
    page.until_text("13 Nov 2019, 08:41").await;
    page.element.set_attribute("lang", "en-US").unwrap();
    page.until_text("Nov 13, 2019, 8:41").await;
    page.element.set_attribute("time-zone", "Nowhere/Atlantis").unwrap();
    page.element.set_attribute("lang", "en-!").unwrap();
    page.until_text("2019").await;
}

#[wasm_bindgen_test]
async fn the_host_selects_the_theme() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&row("a@example.com")]);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let style = |element: &web_sys::Element, name: &str| {
        let style = web_sys::window().unwrap().get_computed_style(element).unwrap().unwrap();
        style.get_property_value(name).unwrap()
    };
    for (theme, background) in [("light", "rgb(255, 255, 255)"), ("DARK", "rgb(20, 23, 28)")] {
        page.element.set_attribute("theme", theme).unwrap();
        assert_eq!(style(&page.root(), "background-color"), background);
    }
}

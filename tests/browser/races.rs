//! Actions of hosts and users during or before other operations.

use crate::page::{Page, document};
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, report, request_count};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;

const A: &str = r#"{"email_address":"a@example.com","first_name":"Ähre","bounce_code":"B"}"#;
const Z: &str = r#"{"email_address":"z@example.com","first_name":"Zug","bounce_code":"B"}"#;

#[wasm_bindgen_test]
async fn a_page_with_an_invalid_link_is_not_added_twice() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let path = bounces_path(ACTIVITY);
    let to_itself =
        format!(r#"{{"tracking_activities":[{A}],"_links":{{"next":{{"href":"{path}"}}}}}}"#);
    answer(&path, 200, &to_itself);
    answer(&path, 200, &format!(r#"{{"tracking_activities":[{A},{Z}]}}"#));
    page.show(ACTIVITY);
    page.until_text("Constant Contact sent an unexpected response").await;
    page.get("button", "Try again").click();
    page.until_text("1–2 of 2").await;
}

#[wasm_bindgen_test]
async fn trying_again_above_kept_rows_moves_the_focus_to_the_table() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let (path, second) = (bounces_path(ACTIVITY), cursor(&bounces_path(ACTIVITY), 1));
    let links = format!(r#""_links":{{"next":{{"href":"{second}"}}}}"#);
    answer(&path, 200, &format!(r#"{{"tracking_activities":[{A}],{links}}}"#));
    answer(&second, 200, "no JSON");
    answer(&second, 200, &format!(r#"{{"tracking_activities":[{Z}]}}"#));
    page.show(ACTIVITY);
    page.until("the banner", || !page.all("alert", None).is_empty()).await;
    let button = page.get("button", "Try again");
    button.focus().unwrap();
    button.click();
    page.until_text("1–2 of 2").await;
    page.assert_focused(&page.all("table", None)[0]);
}

#[wasm_bindgen_test]
async fn pages_that_link_in_a_circle_end_the_load_and_stay() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let path = bounces_path(ACTIVITY);
    let second = cursor(&path, 1);
    for (from, to, row) in [(&path, &second, A), (&second, &path, Z)] {
        let links = format!(r#""_links":{{"next":{{"href":"{to}"}}}}"#);
        answer(from, 200, &format!(r#"{{"tracking_activities":[{row}],{links}}}"#));
    }
    page.show(ACTIVITY);
    page.until_text("Constant Contact sent an unexpected response").await;
    page.until_addresses(&["a@example.com", "z@example.com"]).await;
    assert_eq!(request_count(&path), 1);
    assert_eq!(request_count(&second), 1);
}

#[wasm_bindgen_test]
async fn an_upper_case_id_identifies_the_same_report() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[A, Z]);
    page.show(&ACTIVITY.to_uppercase());
    page.until_text("1–2 of 2").await;
}

#[wasm_bindgen_test]
async fn a_reload_from_a_load_event_yields_one_report() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[A, Z]);
    let loads = page.listen("bounces-load");
    let element = page.element.clone();
    let mut reloads = 0;
    let reload = Closure::<dyn FnMut()>::new(move || {
        reloads += 1;
        if reloads <= 2 {
            let reload = Reflect::get(&element, &"reload".into()).unwrap();
            reload.unchecked_ref::<js_sys::Function>().call0(&element).unwrap();
        }
    });
    let listener = reload.into_js_value();
    page.element
        .add_event_listener_with_callback("bounces-progress", listener.unchecked_ref())
        .unwrap();
    page.show(ACTIVITY);
    page.until_text("1–2 of 2").await;
    page.until("the end of the load", || !loads.borrow().is_empty()).await;
    assert_eq!(*loads.borrow(), [format!(r#"{{"campaignActivityId":"{ACTIVITY}","rows":2}}"#)]);
}

#[wasm_bindgen_test]
async fn loaded_rows_are_shown_while_the_next_page_is_slow() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[]);
    let path = bounces_path(ACTIVITY);
    for (place, row) in [A, Z].into_iter().enumerate() {
        let next = cursor(&path, place + 1);
        let links = format!(r#""_links":{{"next":{{"href":"{next}"}}}}"#);
        answer(
            &cursor(&path, place),
            200,
            &format!(r#"{{"tracking_activities":[{row}],{links}}}"#),
        );
    }
    hold(&cursor(&path, 2));
    page.show(ACTIVITY);
    page.until("both rows", || page.addresses().len() >= 2).await;
}

#[wasm_bindgen_test]
async fn properties_set_before_the_definition_take_effect() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[A]);
    // An upgraded element has properties set earlier as its own properties.
    let own = |name: &str, value: &wasm_bindgen::JsValue| {
        let description = Object::new();
        for (key, value) in
            [("value", value.clone()), ("configurable", true.into()), ("writable", true.into())]
        {
            Reflect::set(&description, &key.into(), &value).unwrap();
        }
        Reflect::define_property(&page.element, &name.into(), &description).unwrap();
    };
    own("campaignActivityId", &ACTIVITY.into());
    own("messages", &js_sys::JSON::parse(r#"{"Refresh":"Read again"}"#).unwrap());
    document().body().unwrap().append_child(&page.element).unwrap();
    page.until_addresses(&["a@example.com"]).await;
    page.until("the host's word", || page.has("button", "Read again")).await;
    assert_eq!(page.element.get_attribute("campaign-activity-id").as_deref(), Some(ACTIVITY));
}

#[wasm_bindgen_test]
async fn each_language_sorts_by_its_own_alphabet() {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&format!("{A},{Z}")]);
    page.show(ACTIVITY);
    page.until_text("1–2 of 2").await;
    page.element.set_attribute("view", "sort=name").unwrap();
    page.until_addresses(&["a@example.com", "z@example.com"]).await;
    // In Swedish, ä sorts after z.
    page.element.set_attribute("lang", "sv").unwrap();
    page.until_addresses(&["z@example.com", "a@example.com"]).await;
}

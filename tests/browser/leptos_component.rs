//! The component in a Leptos application, without the custom element.

use crate::page::{Page, document, until};
use crate::simulated_proxy::{ACTIVITY, report};
use bounces_report::{BouncesReport, ReportEvent};
use leptos::{mount::mount_to, prelude::*};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn an_application_sets_props_and_receives_events() {
    drop(Page::new());
    report(ACTIVITY, "DONE", &[r#"{"email_address":"a@example.com"}"#]);
    let container = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&container).unwrap();
    let events = Rc::new(RefCell::new(Vec::new()));
    let recorded = Rc::clone(&events);
    let activity = ArcRwSignal::new(String::new());
    let chosen = activity.clone();
    let handle = mount_to(container.clone().unchecked_into(), move || {
        let on_event = UnsyncCallback::new(move |event: ReportEvent| {
            recorded.borrow_mut().push(event.name());
            false
        });
        view! { <BouncesReport campaign_activity_id=chosen on_event /> }
    });
    let text = || container.text_content().unwrap_or_default();
    until("no email", text, || text().contains("No email chosen")).await;
    activity.set(ACTIVITY.to_owned());
    until("a row", text, || text().contains("a@example.com")).await;
    assert_eq!(*events.borrow(), ["bounces-load-start", "bounces-progress", "bounces-load"]);
    drop(handle);
    assert_eq!(container.child_element_count(), 0);
    container.remove();
}

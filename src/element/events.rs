//! Dispatches the report's events as DOM events of the element.

use crate::state::{Cause, ReportEvent};
use js_sys::{Array, Function, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

#[wasm_bindgen(module = "/src/element/action_detail.js")]
extern "C" {
    /// Adds `contactIds`, which `read` returns, and the method `waitUntil` to the detail of an event. The returned
    /// function ends the effect of the method.
    #[wasm_bindgen(js_name = addActionMembers)]
    fn add_action_members(detail: &JsValue, read: JsValue, promises: &Array) -> Function;
}

/// Dispatches an event; `true` if a listener prevented the default action.
pub(super) fn dispatch(host: &HtmlElement, event: &ReportEvent) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(event.is_cancelable());
    let mut on_dispatched = None;
    if let Ok(detail) = event.serialize(&Serializer::json_compatible()) {
        if let ReportEvent::Action { contact_ids, wait_until, .. } = event {
            let contact_ids = contact_ids.clone();
            let read = Closure::<dyn Fn() -> Vec<String>>::new(move || contact_ids.get());
            let promises = wait_until.promises();
            on_dispatched = Some(add_action_members(&detail, read.into_js_value(), promises));
        }
        if let ReportEvent::Error { cause: Cause(cause), .. } = event {
            // The detail is a plain object of ours.
            let _ =
                Reflect::set(&detail, &"cause".into(), cause.as_ref().unwrap_or(&JsValue::NULL));
        }
        init.set_detail(&detail);
    }
    let event = CustomEvent::new_with_event_init_dict(event.name(), &init);
    let is_prevented = event.is_ok_and(|event| {
        host.dispatch_event(&event).is_ok_and(|is_default_allowed| !is_default_allowed)
    });
    if let Some(on_dispatched) = on_dispatched {
        // It only sets a variable.
        let _ = on_dispatched.call0(&JsValue::UNDEFINED);
    }
    is_prevented
}

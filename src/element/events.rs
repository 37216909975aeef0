//! Dispatches the report's events as DOM events of the element.

use crate::state::ReportEvent;
use js_sys::{Array, Function};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

#[wasm_bindgen(module = "/src/element/wait_until.js")]
extern "C" {
    /// Adds the method `waitUntil` to the detail of an event. The returned function ends its effect.
    #[wasm_bindgen(js_name = addWaitUntil)]
    fn add_wait_until(detail: &JsValue, promises: &Array) -> Function;
}

/// Dispatches an event; `true` if a listener prevented the default action.
pub(super) fn dispatch(host: &HtmlElement, event: &ReportEvent) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(event.is_cancelable());
    let mut on_dispatched = None;
    if let Ok(detail) = event.serialize(&Serializer::json_compatible()) {
        if let ReportEvent::Action { wait_until, .. } = event {
            on_dispatched = Some(add_wait_until(&detail, wait_until.promises()));
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

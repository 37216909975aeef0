//! Dispatches the report's events as DOM events of the element.

use crate::state::ReportEvent;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Dispatches an event; `true` if a listener prevented the default action.
pub(super) fn dispatch(host: &HtmlElement, event: &ReportEvent) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(event.is_cancelable());
    if let Ok(detail) = event.serialize(&Serializer::json_compatible()) {
        init.set_detail(&detail);
    }
    let event = CustomEvent::new_with_event_init_dict(event.name(), &init);
    event.is_ok_and(|event| {
        host.dispatch_event(&event).is_ok_and(|is_default_allowed| !is_default_allowed)
    })
}

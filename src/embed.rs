//! `<bounces-report>`: its attributes, methods, events and style sheet, and how a report is mounted into it.
//!
//! The class of the element is JavaScript (`element.js`), since a wasm export cannot extend
//! `HTMLElement`. It holds one [`MountedReport`] while it is in a document, and hands each change
//! of an attribute on.

mod events;
mod mounted;

use mounted::MountedReport;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// The look of the widget, for the element's shadow root, or for the page of a Leptos application
/// that uses the component without the element.
pub const STYLE_SHEET: &str = concat!(
    include_str!("../style/bounces/base.css"),
    include_str!("../style/bounces/controls.css"),
    include_str!("../style/bounces/head.css"),
    include_str!("../style/bounces/summary.css"),
    include_str!("../style/bounces/find.css"),
    include_str!("../style/bounces/table.css"),
    include_str!("../style/bounces/states.css"),
    // What depends on the host or the user comes last: it changes what stands above.
    include_str!("../style/bounces/narrow.css"),
    include_str!("../style/bounces/cards.css"),
    include_str!("../style/bounces/modes.css"),
);

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    #[wasm_bindgen(js_name = defineElement)]
    fn define_class(
        style_sheet: &str,
        attributes: Vec<String>,
        mount: Closure<dyn Fn(HtmlElement, ShadowRoot, JsValue, JsValue) -> MountedReport>,
    );
}

/// Defines `<bounces-report>`, unless it is defined already.
#[wasm_bindgen(js_name = defineElement)]
pub fn define_element() {
    let attributes = mounted::ATTRIBUTES.iter().map(|name| (*name).to_owned()).collect();
    define_class(STYLE_SHEET, attributes, Closure::new(MountedReport::new));
}

/// Runs when the module is loaded.
#[cfg(not(test))]
#[wasm_bindgen(start)]
fn start() {
    define_element();
}

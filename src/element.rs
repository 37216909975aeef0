//! `<bounces-report>`: attributes, methods, events, style sheet, and mounting a report.
//!
//! The class of the element is JavaScript (`element.js`), since a WebAssembly export cannot extend
//! `HTMLElement`. While it is in a document it holds one [`MountedReport`], which it passes every
//! change of an attribute.

mod events;
mod mounted;

use crate::platform::panic_boundary::install_executor;
use js_sys::Function;
use mounted::MountedReport;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// The widget's styles: for the element's shadow root, or for the page of a Leptos application that
/// uses the component without the element.
pub const STYLE_SHEET: &str = concat!(
    include_str!("../style/bounces/base.css"),
    include_str!("../style/bounces/controls.css"),
    include_str!("../style/bounces/header.css"),
    include_str!("../style/bounces/answer.css"),
    include_str!("../style/bounces/steps.css"),
    include_str!("../style/bounces/evidence.css"),
    include_str!("../style/bounces/insights.css"),
    include_str!("../style/bounces/toolbar.css"),
    include_str!("../style/bounces/status.css"),
    include_str!("../style/bounces/table.css"),
    include_str!("../style/bounces/states.css"),
    // Container and media queries come last, because they override the rules above.
    include_str!("../style/bounces/narrow.css"),
    include_str!("../style/bounces/cards.css"),
    include_str!("../style/bounces/display_modes.css"),
);

#[wasm_bindgen(module = "/src/element/element.js")]
extern "C" {
    #[wasm_bindgen(js_name = elementClass)]
    fn create_class(
        style_sheet: &str,
        attributes: Vec<String>,
        mount: Closure<
            dyn Fn(HtmlElement, ShadowRoot, JsValue, JsValue, Function) -> MountedReport,
        >,
    ) -> Function;
    fn define(class: &Function);
}

/// The class of `<bounces-report>`, for pages that define it themselves.
#[wasm_bindgen(js_name = elementClass)]
pub fn element_class() -> Function {
    install_executor();
    let attributes = mounted::ATTRIBUTES.iter().map(|name| (*name).to_owned()).collect();
    create_class(STYLE_SHEET, attributes, Closure::new(MountedReport::new))
}

/// Defines a class as `<bounces-report>`, unless the name is defined already.
#[wasm_bindgen(js_name = define)]
pub fn define_class(class: &Function) {
    define(class);
}

/// Defines `<bounces-report>`, unless the name is defined already.
#[wasm_bindgen(js_name = defineElement)]
pub fn define_element() {
    define(&element_class());
}

/// Runs when the module is instantiated. The npm package is built without the feature: it has an entry
/// that defines nothing.
#[cfg(all(feature = "element", not(test)))]
#[wasm_bindgen(start)]
fn start() {
    define_element();
}

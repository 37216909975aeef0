//! `<bounces-report>`: its attributes, methods, events and style sheet, and how a report is mounted into it.
//!
//! The class of the element is JavaScript (`element.js`), since a wasm export cannot extend
//! `HTMLElement`. It holds one [`MountedReport`] while it is in a document, and hands each change
//! of an attribute on.

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
    include_str!("../style/bounces/summary.css"),
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
    fn make_class(
        style_sheet: &str,
        attributes: Vec<String>,
        mount: Closure<
            dyn Fn(HtmlElement, ShadowRoot, JsValue, JsValue, Function) -> MountedReport,
        >,
    ) -> Function;
    fn define(class: &Function);
}

/// The class of `<bounces-report>`, for whoever defines it under conditions of their own.
#[wasm_bindgen(js_name = elementClass)]
pub fn element_class() -> Function {
    install_executor();
    let attributes = mounted::ATTRIBUTES.iter().map(|name| (*name).to_owned()).collect();
    make_class(STYLE_SHEET, attributes, Closure::new(MountedReport::new))
}

/// Defines `<bounces-report>`, unless it is defined already.
#[wasm_bindgen(js_name = defineElement)]
pub fn define_element() {
    define(&element_class());
}

/// Runs when the module is loaded. The package has an entry that defines nothing, so there it is
/// the package's own JavaScript that calls [`define_element`].
#[cfg(all(feature = "element", not(test)))]
#[wasm_bindgen(start)]
fn start() {
    define_element();
}

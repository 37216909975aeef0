//! `<bounces-report>`: attributes, methods, events, style sheet, and mounting a report.
//!
//! The class of the element is JavaScript (`shell/`), since a WebAssembly export cannot extend
//! `HTMLElement`, and since it has to be there before the WebAssembly is. While it is in a document it
//! holds one [`MountedReport`], which it passes every change of an attribute.

mod attributes;
mod checks;
mod events;
#[cfg(test)]
mod minify;
mod mount;
mod mounted;
mod report_source;

use crate::platform::panic_boundary::install_executor;
use js_sys::Function;
pub use mounted::MountedReport;
use report_source::ReportSource;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// The widget's styles: for the element's shadow root, or for the page of a Leptos application that
/// uses the component without the element. `build.rs` joins and minifies the files in `style/bounces`.
pub const STYLE_SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/bounces.css"));

/// The style sheet of mounted reports, for the class.
#[wasm_bindgen(js_name = styleSheet)]
pub fn style_sheet() -> String {
    STYLE_SHEET.to_owned()
}

/// Mounts a report into the shadow root of `element`, from `data`, or else from the responses of `send`: those of the proxy,
/// or of a function of the host (`is_of_host`). `on_panic` is called if the report panics, now or later; the element then
/// calls [`MountedReport::show_error_card`]. `on_state` is called with the name of each state that the report is in.
#[wasm_bindgen(js_name = mountReport)]
pub fn mount_report(
    element: HtmlElement,
    shadow_root: ShadowRoot,
    data: JsValue,
    send: Function,
    is_of_host: bool,
    on_panic: Function,
    on_state: Function,
) -> MountedReport {
    install_executor();
    let source = ReportSource { data, send, is_of_host };
    MountedReport::new(element, shadow_root, source, on_panic, on_state)
}

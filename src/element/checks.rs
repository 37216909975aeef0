//! What the console says about the values that the host passes in. JavaScript checks them.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/element/host_actions.js")]
extern "C" {
    /// The valid actions among those of the host; the console warns about the others.
    #[wasm_bindgen(js_name = validActions)]
    pub(super) fn valid_actions(actions: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/element/warnings.js")]
extern "C" {
    /// Warns about the invalid attributes of an element.
    #[wasm_bindgen(js_name = warnAboutAttributes)]
    pub(super) fn warn_about_attributes(element: &HtmlElement);
    /// Warns about the value of an attribute if it is invalid.
    #[wasm_bindgen(js_name = warnInvalid)]
    pub(super) fn warn_invalid(name: &str, value: Option<&str>);
    /// Warns about members of an object that the widget does not know.
    #[wasm_bindgen(js_name = warnUnknown)]
    pub(super) fn warn_unknown(property: &str, names: Vec<String>);
}

//! Where a report comes from: inline data, a function of the host, or the proxy.

use crate::api::Fetcher;
use js_sys::Function;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/element/data_source.js")]
extern "C" {
    #[wasm_bindgen(js_name = createInlineFetcher)]
    fn create_inline_fetcher(data: &JsValue) -> Function;
    #[wasm_bindgen(js_name = readActivityId)]
    fn read_activity_id(data: &JsValue) -> String;
}

/// Where the report comes from: `data`, or else the responses of `send`.
pub(super) struct ReportSource {
    pub(super) data: JsValue,
    pub(super) send: Function,
    /// Whether `send` calls a function of the host instead of the proxy.
    pub(super) is_of_host: bool,
}

impl ReportSource {
    /// Makes `target` use it, and returns the id of `data`.
    pub(super) fn apply_to(self, target: &Fetcher) -> String {
        if !self.data.is_undefined() {
            target.set_inline(create_inline_fetcher(&self.data));
            return read_activity_id(&self.data);
        }
        if self.is_of_host {
            target.set(Some(self.send));
        } else {
            target.set_proxy(self.send);
        }
        String::new()
    }
}

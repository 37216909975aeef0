//! Defines the element for the tests: with a runtime that is there already, or one that comes later.

use bounces_report::{MountedReport, mount_report, style_sheet};
use js_sys::Function;
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    #[wasm_bindgen(js_name = defineReport)]
    fn define_report(mount: JsValue, style_sheet: String);
    #[wasm_bindgen(js_name = createLateReport)]
    pub(crate) fn create_late_report(mount: JsValue, style_sheet: String) -> HtmlElement;
    /// Ends the wait of late reports for their runtime.
    #[wasm_bindgen(js_name = provideRuntime)]
    pub(crate) fn provide_runtime();
    /// Makes the runtime of late reports fail to start.
    #[wasm_bindgen(js_name = failRuntime)]
    pub(crate) fn fail_runtime(message: &str);
}

/// The modules of the element's class, which `support.js` imports: wasm-bindgen copies only modules that are declared.
mod shell {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/element/shell/element.js")]
    extern "C" {
        #[wasm_bindgen(js_name = createElementClass)]
        fn element();
    }
    #[wasm_bindgen(module = "/src/element/shell/attributes.js")]
    extern "C" {
        #[wasm_bindgen(js_name = propertyOf)]
        fn attributes();
    }
    #[wasm_bindgen(module = "/src/element/shell/browser_support.js")]
    extern "C" {
        #[wasm_bindgen(js_name = isSupported)]
        fn browser_support();
    }
    #[wasm_bindgen(module = "/src/element/shell/define.js")]
    extern "C" {
        #[wasm_bindgen(js_name = define)]
        fn define();
    }
    #[wasm_bindgen(module = "/src/element/shell/reading.js")]
    extern "C" {
        #[wasm_bindgen(js_name = readBlocks)]
        fn reading();
    }
    #[wasm_bindgen(module = "/src/element/shell/states.js")]
    extern "C" {
        #[wasm_bindgen(js_name = States)]
        fn states();
    }
    #[wasm_bindgen(module = "/src/element/shell/pending.js")]
    extern "C" {
        #[wasm_bindgen(js_name = createPending)]
        fn pending();
    }
    #[wasm_bindgen(module = "/src/element/shell/lifecycle.js")]
    extern "C" {
        #[wasm_bindgen(js_name = Lifecycle)]
        fn lifecycle();
    }
    #[wasm_bindgen(module = "/src/element/shell/requests.js")]
    extern "C" {
        #[wasm_bindgen(js_name = Requests)]
        fn requests();
    }
    #[wasm_bindgen(module = "/src/element/shell/style_sheets.js")]
    extern "C" {
        #[wasm_bindgen(js_name = adoptStyles)]
        fn style_sheets();
    }
    #[wasm_bindgen(module = "/src/element/shell/visibility.js")]
    extern "C" {
        #[wasm_bindgen(js_name = whenVisible)]
        fn visibility();
    }
    #[wasm_bindgen(module = "/src/element/shell/skeleton.js")]
    extern "C" {
        #[wasm_bindgen(js_name = skeleton)]
        fn skeleton();
    }
    #[wasm_bindgen(module = "/src/element/shell/startup_problem.js")]
    extern "C" {
        #[wasm_bindgen(js_name = startupErrorCode)]
        fn startup_problem();
    }
}

/// `mountReport` of the runtime.
pub(crate) fn mount() -> JsValue {
    type Mount = dyn Fn(
        HtmlElement,
        ShadowRoot,
        JsValue,
        Function,
        bool,
        Function,
        Function,
    ) -> MountedReport;
    Closure::<Mount>::new(mount_report).into_js_value()
}

/// Defines `<bounces-report>` with a runtime that is there already, unless the name is defined.
pub(crate) fn define_element() {
    define_report(mount(), styles());
}

pub(crate) fn styles() -> String {
    style_sheet()
}

//! Browser features beyond the DOM of the report: clipboard, downloads, printing, scheduling, and the panic boundary.
//!
//! `state` and `view` decide what is written with them; nothing is decided here.

pub(crate) mod panic_boundary;

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

#[wasm_bindgen(module = "/src/platform/clipboard.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyText)]
    async fn copy_to_clipboard(text: &str) -> wasm_bindgen::JsValue;
}

#[wasm_bindgen(module = "/src/platform/console.js")]
extern "C" {
    /// Explains that there is no proxy, or that it does not respond, to the host's developers.
    #[wasm_bindgen(js_name = logProxyProblem)]
    pub(crate) fn log_proxy_problem(
        url: &str,
        status: Option<u16>,
        media_type: Option<&str>,
        cause: Option<&wasm_bindgen::JsValue>,
    );
    /// The URL of the documentation, if the package names one.
    #[wasm_bindgen(js_name = documentationUrl)]
    pub(crate) fn documentation_url() -> Option<String>;
    /// Explains which ids there are.
    #[wasm_bindgen(js_name = logNotFound)]
    pub(crate) fn log_not_found(id: &str);
    /// Logs that the host's fetcher failed, and how.
    #[wasm_bindgen(js_name = logFetcherProblem)]
    pub(crate) fn log_fetcher_problem(
        url: &str,
        status: Option<u16>,
        media_type: Option<&str>,
        cause: Option<&wasm_bindgen::JsValue>,
    );
}

#[wasm_bindgen(module = "/src/platform/table_copy.js")]
extern "C" {
    /// Copies the selected cells of a table as a table; for its `copy` event.
    #[wasm_bindgen(js_name = copyCells)]
    pub(crate) fn copy_cells(event: &web_sys::Event);
}

#[wasm_bindgen(module = "/src/platform/table_top.js")]
extern "C" {
    /// Focuses a table, and brings its top into view.
    #[wasm_bindgen(js_name = showTop)]
    pub(crate) fn show_top(table: &web_sys::HtmlElement);
}

#[wasm_bindgen(module = "/src/platform/evidence_width.js")]
extern "C" {
    /// Opens the disclosures of a section where there is room for their lists, until the user opens or closes them.
    #[wasm_bindgen(js_name = openWhereWide)]
    pub(crate) fn open_where_wide(section: &web_sys::HtmlElement);
}

#[wasm_bindgen(module = "/src/platform/download.js")]
extern "C" {
    /// A file that is written in parts and then saved among the user's downloads.
    pub(crate) type Download;

    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> Download;
    #[wasm_bindgen(method)]
    pub(crate) fn add(this: &Download, part: &[u8]);
    #[wasm_bindgen(method)]
    pub(crate) fn save(this: &Download, name: &str, media_type: &str);
}

#[wasm_bindgen(module = "/src/platform/print_frame.js")]
extern "C" {
    /// A hidden frame with a document of its own. Printing the host's page would print the whole page.
    pub(crate) type PrintFrame;

    #[wasm_bindgen(constructor)]
    pub(crate) fn new(style_sheet: &str, language: &str) -> PrintFrame;
    /// Opens the frame and writes the heading, a sentence, notes, and key figures: numbers and what they count, alternating.
    #[wasm_bindgen(method)]
    pub(crate) async fn begin(
        this: &PrintFrame,
        title: &str,
        sentence: &str,
        notes: Vec<String>,
        figures: Vec<String>,
    );
    /// Writes counts with bars, whose lengths are percentages; `bar_size` is the height of a bar, and its width at 100 %.
    #[wasm_bindgen(method, js_name = addList)]
    pub(crate) fn add_list(
        this: &PrintFrame,
        heading: &str,
        labels: Vec<String>,
        values: Vec<String>,
        shares: Vec<String>,
        percents: &[u8],
        bar_size: &[u32],
    );
    /// Writes names and explanations, alternating.
    #[wasm_bindgen(method, js_name = addPlan)]
    pub(crate) fn add_plan(this: &PrintFrame, heading: &str, steps: Vec<String>);
    /// Begins a table.
    #[wasm_bindgen(method, js_name = addTable)]
    pub(crate) fn add_table(this: &PrintFrame, headings: Vec<String>);
    #[wasm_bindgen(method, js_name = addRow)]
    pub(crate) fn add_row(this: &PrintFrame, cells: Vec<String>);
    #[wasm_bindgen(method)]
    pub(crate) fn print(this: &PrintFrame);
    #[wasm_bindgen(method)]
    pub(crate) fn discard(this: &PrintFrame);
}

#[wasm_bindgen(module = "/src/platform/scheduler.js")]
extern "C" {
    /// The next task of this thread.
    #[wasm_bindgen(js_namespace = taskScheduler, js_name = nextTask)]
    pub(crate) async fn next_task();
    /// After the browser has painted what there is.
    #[wasm_bindgen(js_namespace = taskScheduler)]
    pub(crate) async fn painted();
    /// The next idle period of the browser.
    #[wasm_bindgen(js_namespace = taskScheduler)]
    pub(crate) async fn idle();
}

#[wasm_bindgen(module = "/src/platform/sign_in_window.js")]
extern "C" {
    /// Opens a sign-in link in a window of its own if the page is in a frame, where it could not be followed.
    #[wasm_bindgen(js_name = openSignIn)]
    pub(crate) fn open_sign_in(link: &web_sys::Element) -> Option<web_sys::Window>;
    /// Resolves to whether the user has signed in, when that is known or `signal` ends the wait.
    #[wasm_bindgen(js_name = hasSignedIn)]
    pub(crate) async fn has_signed_in(
        opened: &web_sys::Window,
        session_url: &str,
        signal: &web_sys::AbortSignal,
    ) -> wasm_bindgen::JsValue;
}

#[wasm_bindgen(module = "/src/platform/url.js")]
extern "C" {
    /// A URL that is relative to the page, in full.
    #[wasm_bindgen(js_name = absoluteUrl)]
    pub(crate) fn absolute_url(url: &str) -> String;
}

/// Copies a text to the clipboard; `false` if the browser refuses.
pub(crate) async fn copy_text(text: &str) -> bool {
    copy_to_clipboard(text).await.is_truthy()
}

/// The properties of an object whose values are all texts; `None` for anything else.
pub(crate) fn text_entries(object: &JsValue) -> Option<Vec<(String, String)>> {
    let text = |entry: &Array, index| entry.get(index).as_string();
    let entries = Object::entries(Object::try_from(object)?);
    let entries = entries.iter().map(|entry| {
        let entry = entry.unchecked_into::<Array>();
        Some((text(&entry, 0)?, text(&entry, 1)?))
    });
    entries.collect()
}

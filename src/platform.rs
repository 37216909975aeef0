//! What the browser does for the report beyond its screen: the clipboard, files, paper.
//!
//! What is written there comes from `state` and `view`; nothing is decided here.

pub(crate) mod panic_boundary;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/platform/clipboard.js")]
extern "C" {
    /// Puts a text on the clipboard; `false` if the browser refuses.
    #[wasm_bindgen(js_name = copyText)]
    async fn copy(text: &str) -> wasm_bindgen::JsValue;
}

#[wasm_bindgen(module = "/src/platform/table_copy.js")]
extern "C" {
    /// Has cells that are selected with the mouse copied as the table that they are.
    #[wasm_bindgen(js_name = copyCells)]
    pub(crate) fn copy_cells(event: &web_sys::Event);
}

#[wasm_bindgen(module = "/src/platform/download.js")]
extern "C" {
    /// A file that is being written.
    #[wasm_bindgen(js_name = FileOfParts)]
    pub(crate) type File;

    #[wasm_bindgen(constructor, js_class = FileOfParts)]
    pub(crate) fn new() -> File;
    #[wasm_bindgen(method)]
    pub(crate) fn add(this: &File, part: &[u8]);
    /// Has the browser keep it among the downloads.
    #[wasm_bindgen(method)]
    pub(crate) fn save(this: &File, name: &str, media_type: &str);
}

#[wasm_bindgen(module = "/src/platform/print_frame.js")]
extern "C" {
    /// A page of its own, which is printed alone: the host's page would come with the report's.
    pub(crate) type Paper;

    #[wasm_bindgen(constructor)]
    pub(crate) fn new(style_sheet: &str, language: &str) -> Paper;
    /// Writes what stands above the rows.
    #[wasm_bindgen(method)]
    pub(crate) async fn begin(this: &Paper, title: &str, notes: Vec<String>, headings: Vec<String>);
    #[wasm_bindgen(method, js_name = addRow)]
    pub(crate) fn add_row(this: &Paper, cells: Vec<String>);
    #[wasm_bindgen(method)]
    pub(crate) fn print(this: &Paper);
    #[wasm_bindgen(method)]
    pub(crate) fn discard(this: &Paper);
}

#[wasm_bindgen(module = "/src/platform/next_task.js")]
extern "C" {
    /// The next task of this thread.
    #[wasm_bindgen(js_name = nextTask)]
    pub(crate) async fn next_task();
}

// Two functions of one file would be two imports of the same name in the module, of which bundlers warn.
#[wasm_bindgen(module = "/src/platform/idle.js")]
extern "C" {
    /// A moment in which nothing else is to do.
    pub(crate) async fn idle();
}

/// Puts a text on the clipboard; `false` if the browser refuses.
pub(crate) async fn copy_text(text: &str) -> bool {
    copy(text).await.is_truthy()
}

//! A report in an element, from mount to unmount: what the class calls.

use super::{
    checks::{valid_actions, warn_about_attributes, warn_invalid, warn_unknown},
    mount::{HandleSlot, HostInputs, mount},
    report_source::ReportSource,
};
use crate::{
    i18n::{Key, unknown_keys},
    platform::{
        panic_boundary::{PanicBoundary, spawn_promise, spawn_value},
        text_entries,
    },
    state::{ExportScope, HostAction},
    view::{ErrorCard, ReportHandle},
};
use js_sys::{Function, Promise};
use leptos::{mount::mount_to, prelude::*};
use std::any::Any;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// A report that is mounted in an element.
#[wasm_bindgen]
pub struct MountedReport {
    boundary: PanicBoundary,
    inputs: HostInputs,
    report: HandleSlot,
    /// Unmounts when dropped.
    mount: Option<Box<dyn Any>>,
}

impl MountedReport {
    pub(super) fn new(
        element: HtmlElement,
        shadow_root: ShadowRoot,
        source: ReportSource,
        on_panic: Function,
        on_state: Function,
    ) -> Self {
        let mut mounted = Self {
            boundary: PanicBoundary::new(move || drop(on_panic.call0(&JsValue::UNDEFINED))),
            inputs: HostInputs::new(),
            report: HandleSlot::default(),
            mount: None,
        };
        mounted.mount = mounted.boundary.run(|| {
            let MountedReport { inputs, report, .. } = &mounted;
            inputs.inline_id.set(source.apply_to(&inputs.fetcher));
            warn_about_attributes(&element);
            mount(element, shadow_root, inputs, report, on_state)
        });
        mounted
    }

    /// Runs something on the report unless it panicked.
    fn with_report<T: Default>(&self, run: impl FnOnce(ReportHandle) -> T) -> T {
        let (mut run, mut result) = (Some(run), T::default());
        self.with_report_erased(&mut |report| {
            if let Some(run) = run.take() {
                result = run(report);
            }
        });
        result
    }

    /// As [`MountedReport::with_report`], compiled once.
    fn with_report_erased(&self, run: &mut dyn FnMut(ReportHandle)) {
        self.boundary.run_erased(&mut || {
            if let Some(report) = self.report.get() {
                run(report);
            }
        });
    }
}

impl MountedReport {
    /// Title, text and button of the error card, in the language of the report if it is loaded.
    fn error_messages(&self) -> [String; 3] {
        let keys = [Key::InternalErrorTitle, Key::InternalErrorText, Key::TryAgain];
        let translate = |report: ReportHandle| keys.map(|key| report.text(key));
        let messages = self.boundary.run_unchecked(|| self.report.take().map(translate)).flatten();
        let messages = messages.filter(|messages| messages.iter().all(|text| !text.is_empty()));
        messages.unwrap_or_else(|| keys.map(|key| key.english().to_owned()))
    }

    fn drop_mount(&mut self) {
        self.boundary.run_unchecked(|| drop(self.mount.take()));
        self.boundary.close();
    }
}

#[wasm_bindgen]
impl MountedReport {
    /// Updates an attribute; `None` removes it.
    #[wasm_bindgen(js_name = setAttribute)]
    pub fn set_attribute(&self, name: &str, value: Option<String>) {
        warn_invalid(name, value.as_deref());
        self.boundary.run(|| self.inputs.attributes.set(name, value));
    }

    /// Sets the host's messages: an object of texts by key. Anything else sets none.
    #[wasm_bindgen(js_name = setMessages)]
    pub fn set_messages(&self, messages: &JsValue) {
        let messages = text_entries(messages).unwrap_or_default();
        warn_unknown("messages", unknown_keys(&messages));
        self.boundary.run(|| self.inputs.messages.set(messages));
    }

    /// Sets the host's own actions. The console warns about invalid ones.
    #[wasm_bindgen(js_name = setActions)]
    pub fn set_actions(&self, actions: &JsValue) {
        let actions = HostAction::all_of(&valid_actions(actions));
        self.boundary.run(|| self.inputs.actions.set(actions));
    }

    /// Loads the report from `data`; or, if that is undefined, from the responses of `send`.
    #[wasm_bindgen(js_name = setSource)]
    pub fn set_source(&self, data: JsValue, send: Function, is_of_host: bool) {
        self.with_report(|report| {
            let id = ReportSource { data, send, is_of_host }.apply_to(&self.inputs.fetcher);
            let is_named = self.inputs.attributes.is_set("campaign-activity-id");
            let is_same = self.inputs.inline_id.with_untracked(|known| *known == id);
            if !is_same {
                // Unless the attribute names the report, this starts a new load.
                self.inputs.inline_id.set(id);
            }
            if is_named || is_same {
                report.reload_from_new_source();
            }
        });
    }

    /// Loads the report again.
    pub fn reload(&self) {
        self.with_report(ReportHandle::reload);
    }

    /// Whether all rows are there, and nothing is requested by itself.
    #[wasm_bindgen(js_name = isComplete)]
    pub fn is_complete(&self) -> bool {
        self.with_report(ReportHandle::is_complete)
    }

    /// How many of the rows read so far match the filters.
    #[wasm_bindgen(js_name = matchingRows)]
    pub fn matching_rows(&self) -> usize {
        self.with_report(ReportHandle::matching_rows)
    }

    /// A promise that is fulfilled when [`ReportHandle::updated`] ends.
    pub fn updated(&self) -> Promise {
        let done = self.with_report(|report| Some(spawn_promise(report.updated())));
        done.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Removes all filters and clears the selection. Returns the view.
    pub fn clear(&self) -> String {
        self.with_report(|report| {
            report.clear();
            report.view()
        })
    }

    /// Saves the rows as a CSV file.
    #[wasm_bindgen(js_name = exportCsv)]
    pub fn export_csv(&self) {
        self.with_report(ReportHandle::export_csv);
    }

    /// Saves the rows as a JSON file.
    #[wasm_bindgen(js_name = exportJson)]
    pub fn export_json(&self) {
        self.with_report(ReportHandle::export_json);
    }

    /// Prints the rows.
    pub fn print(&self) {
        self.with_report(ReportHandle::print);
    }

    /// The contacts of the selected rows.
    #[wasm_bindgen(js_name = selectedContactIds)]
    pub fn selected_contact_ids(&self) -> Vec<String> {
        self.with_report(ReportHandle::selected_contact_ids)
    }

    /// A promise for the rows of a scope, as `"json"` or `"csv"`: blocks of text, or undefined if the report was removed or
    /// loaded again meanwhile.
    pub fn read(&self, format: &str, scope: &JsValue) -> Promise {
        let scope = scope.as_string().and_then(|name| ExportScope::named(&name));
        let scope = scope.unwrap_or(ExportScope::Matching);
        let is_csv = format == "csv";
        let blocks = self.with_report(|report| {
            Some(spawn_value(async move {
                let blocks =
                    if is_csv { report.csv(scope).await } else { report.rows(scope).await };
                blocks.map_or(JsValue::UNDEFINED, JsValue::from)
            }))
        });
        blocks.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Replaces a report that panicked with a card whose button calls `retry`. The card is mounted
    /// in a boundary of its own, since the report's is closed.
    #[wasm_bindgen(js_name = showErrorCard)]
    pub fn show_error_card(&mut self, shadow_root: ShadowRoot, retry: Function) {
        let [title, text, button] = self.error_messages();
        self.drop_mount();
        shadow_root.set_text_content(None);
        self.boundary = PanicBoundary::new(|| ());
        self.mount = self.boundary.run(|| -> Box<dyn std::any::Any> {
            let on_retry = UnsyncCallback::new(move |()| drop(retry.call0(&JsValue::UNDEFINED)));
            Box::new(mount_to(shadow_root.unchecked_into(), move || {
                view! { <ErrorCard title text button on_retry /> }
            }))
        });
    }

    /// Unmounts the report and aborts its requests.
    pub fn unmount(mut self) {
        self.drop_mount();
    }
}

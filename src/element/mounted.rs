//! A report in an element, from mount to unmount.

use super::{attributes::Attributes, events};
use crate::{
    api::Fetcher,
    i18n::{Key, unknown_keys},
    platform::{
        panic_boundary::{PanicBoundary, spawn_promise, spawn_value},
        text_entries,
    },
    state::{DisplayState, ExportScope, HostAction},
    view::{BouncesReport, ErrorCard, ReportHandle},
};
use js_sys::{Function, Promise};
use leptos::{mount::mount_to, prelude::*};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// Calls a function with the name of each state of a report.
fn follow_state(report: ReportHandle, on_state: Function) {
    Effect::new(move || pass_state(report, &on_state));
}

fn pass_state(report: ReportHandle, on_state: &Function) {
    let name = match report.display_state() {
        DisplayState::Idle => "idle",
        DisplayState::Loading => "loading",
        DisplayState::Rows => "ready",
        DisplayState::NoRows(_) => "empty",
        DisplayState::Failed(..) => "error",
    };
    // It does not throw.
    let _ = on_state.call1(&JsValue::UNDEFINED, &name.into());
}

#[wasm_bindgen(module = "/src/element/shell/attributes.js")]
extern "C" {
    /// What the text of an attribute with few values means.
    #[wasm_bindgen(js_name = meaningOf)]
    fn word_of(name: &str, text: Option<&str>) -> String;
    /// What the text of an attribute that is a whole number means.
    #[wasm_bindgen(js_name = meaningOf)]
    fn number_of(name: &str, text: Option<&str>) -> usize;
}

#[wasm_bindgen(module = "/src/element/host_actions.js")]
extern "C" {
    /// The valid actions among those of the host; the console warns about the others.
    #[wasm_bindgen(js_name = validActions)]
    fn valid_actions(actions: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/element/warnings.js")]
extern "C" {
    /// Warns about the invalid attributes of an element.
    #[wasm_bindgen(js_name = warnAboutAttributes)]
    fn warn_about_attributes(element: &HtmlElement);
    #[wasm_bindgen(js_name = warnInvalid)]
    fn warn_invalid(name: &str, value: Option<&str>);
    /// Warns about members of an object that the widget does not know.
    #[wasm_bindgen(js_name = warnUnknown)]
    fn warn_unknown(property: &str, names: Vec<String>);
}

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
    fn apply_to(self, target: &Fetcher) -> String {
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

/// A report that is mounted in an element.
#[wasm_bindgen]
pub struct MountedReport {
    boundary: PanicBoundary,
    attributes: Attributes,
    messages: ArcRwSignal<Vec<(String, String)>>,
    actions: ArcRwSignal<Vec<HostAction>>,
    fetcher: Fetcher,
    /// The id of `data`. The attribute `campaign-activity-id` has precedence.
    inline_id: ArcRwSignal<String>,
    report: Rc<Cell<Option<ReportHandle>>>,
    /// Unmounts when dropped.
    mount: Option<Box<dyn std::any::Any>>,
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
            attributes: Attributes::default(),
            messages: ArcRwSignal::new(Vec::new()),
            actions: ArcRwSignal::new(Vec::new()),
            fetcher: Fetcher::default(),
            inline_id: ArcRwSignal::new(String::new()),
            report: Rc::new(Cell::new(None)),
            mount: None,
        };
        mounted.mount =
            mounted.boundary.run(|| mounted.mount(&element, shadow_root, source, on_state));
        mounted
    }

    fn mount(
        &self,
        element: &HtmlElement,
        shadow_root: ShadowRoot,
        source: ReportSource,
        on_state: Function,
    ) -> Box<dyn std::any::Any> {
        self.inline_id.set(source.apply_to(&self.fetcher));
        warn_about_attributes(element);
        let target = element.clone();
        let inputs = self.attributes.clone();
        let messages = self.messages.clone();
        let actions = self.actions.clone();
        let fetcher = self.fetcher.clone();
        let inline_id = self.inline_id.clone();
        let slot = Rc::clone(&self.report);
        let mounted = Rc::clone(&self.report);
        let on_state_before_event = on_state.clone();
        let handle = mount_to(shadow_root.unchecked_into(), move || {
            let text = |name, default| inputs.text(&target, name, default);
            let word = |name| {
                let text = inputs.signal(&target, name);
                move || text.with(|text| word_of(name, text.as_deref()))
            };
            let number = |name| {
                let text = inputs.signal(&target, name);
                move || text.with(|text| number_of(name, text.as_deref()))
            };
            let density = word("density");
            let privacy = word("privacy");
            let id = text("campaign-activity-id", "");
            view! {
                <BouncesReport
                    campaign_activity_id=Signal::derive(move || Some(id.get()).filter(|id| !id.is_empty()).unwrap_or_else(|| inline_id.get()))
                    api_base=text("api-base", "/api/v3")
                    auth_base=text("auth-base", "/auth")
                    codes=text("codes", "")
                    view=text("view", "")
                    page_size=Signal::derive(number("page-size"))
                    compact=Signal::derive(move || density() == "compact")
                    lang=text("lang", "")
                    time_zone=text("time-zone", "")
                    masked=Signal::derive(move || privacy() != "none")
                    link_template=text("link-template", "")
                    history=Signal::derive(number("history"))
                    fetcher
                    messages=Signal::derive(move || messages.get())
                    actions=Signal::derive(move || actions.get())
                    on_event=UnsyncCallback::new(move |event| {
                        // Its listeners read the state; effects run later.
                        if let Some(report) = mounted.get() {
                            pass_state(report, &on_state_before_event);
                        }
                        events::dispatch(&target, &event)
                    })
                    on_ready=UnsyncCallback::new(move |handle| {
                        slot.set(Some(handle));
                        follow_state(handle, on_state.clone());
                    })
                />
            }
        });
        // A listener of `bounces-load-start` may have changed some.
        self.attributes.read(element);
        Box::new(handle)
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
        self.boundary.run(|| self.attributes.set(name, value));
    }

    /// Sets the host's messages: an object of texts by key. Anything else sets none.
    #[wasm_bindgen(js_name = setMessages)]
    pub fn set_messages(&self, messages: &JsValue) {
        let messages = text_entries(messages).unwrap_or_default();
        warn_unknown("messages", unknown_keys(&messages));
        self.boundary.run(|| self.messages.set(messages));
    }

    /// Sets the host's own actions. The console warns about invalid ones.
    #[wasm_bindgen(js_name = setActions)]
    pub fn set_actions(&self, actions: &JsValue) {
        let actions = HostAction::all_of(&valid_actions(actions));
        self.boundary.run(|| self.actions.set(actions));
    }

    /// Loads the report from `data`; or, if that is undefined, from the responses of `send`.
    #[wasm_bindgen(js_name = setSource)]
    pub fn set_source(&self, data: JsValue, send: Function, is_of_host: bool) {
        self.with_report(|report| {
            let id = ReportSource { data, send, is_of_host }.apply_to(&self.fetcher);
            let is_named = self.attributes.is_set("campaign-activity-id");
            let is_same = self.inline_id.with_untracked(|known| *known == id);
            if !is_same {
                // Unless the attribute names the report, this starts a new load.
                self.inline_id.set(id);
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

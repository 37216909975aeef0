//! A report inside an element, from mount to unmount.

use super::events;
use crate::{
    api::Fetcher,
    i18n::Key,
    platform::panic_boundary::{PanicBoundary, spawn_promise},
    view::{BouncesReport, DEFAULT_PAGE_SIZE, Icon, ReportHandle},
};
use js_sys::{Function, Promise};
use leptos::{mount::mount_to, prelude::*};
use std::{cell::Cell, collections::HashMap, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// The attributes that reach the report. `theme` is the style sheet's alone.
pub(super) const ATTRIBUTES: [&str; 10] = [
    "campaign-activity-id",
    "api-base",
    "auth-base",
    "codes",
    "view",
    "page-size",
    "density",
    "privacy",
    "lang",
    "time-zone",
];

/// What the attributes say, as signals.
#[derive(Clone, Default)]
struct Attributes([ArcRwSignal<Option<String>>; ATTRIBUTES.len()]);

impl Attributes {
    /// Takes over what the attributes of an element say.
    fn read(&self, element: &HtmlElement) {
        for (name, signal) in ATTRIBUTES.iter().zip(&self.0) {
            let value = element.get_attribute(name);
            if signal.with_untracked(|known| *known != value) {
                signal.set(value);
            }
        }
    }

    fn set(&self, name: &str, value: Option<String>) {
        self.value(name).set(value);
    }

    /// Whether an attribute says anything.
    fn says(&self, name: &str) -> bool {
        self.value(name).with_untracked(|value| value.as_ref().is_some_and(|text| !text.is_empty()))
    }

    /// What an attribute says, if it is there.
    fn value(&self, name: &str) -> ArcRwSignal<Option<String>> {
        let place = ATTRIBUTES.iter().position(|known| *known == name);
        place.map(|place| self.0[place].clone()).unwrap_or_default()
    }

    /// What an attribute says, or a default if it is missing or says nothing.
    fn text(&self, name: &str, default: &'static str) -> Signal<String> {
        let value = self.value(name);
        let said = move || value.get().filter(|text| !text.is_empty());
        Signal::derive(move || said().unwrap_or_else(|| default.to_owned()))
    }
}

/// Whether addresses are masked: by every value of `privacy` but `none`. Who writes nothing into it,
/// or misspells it, wants them masked.
fn is_masked(privacy: Option<&str>) -> bool {
    privacy.is_some_and(|privacy| !privacy.eq_ignore_ascii_case("none"))
}

fn page_size_of(attribute: &str) -> usize {
    attribute.trim().parse().ok().filter(|size| *size > 0).unwrap_or(DEFAULT_PAGE_SIZE)
}

#[wasm_bindgen(module = "/src/element/data_source.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetcherOf)]
    fn fetcher_of(data: &JsValue) -> Function;
    #[wasm_bindgen(js_name = idOf)]
    fn id_of(data: &JsValue) -> String;
}

/// Has the report come from where the host wants it: from `data`, whose id is the answer, or else by
/// `fetcher`, or by the browser's own.
fn take_source(asked: &Fetcher, data: &JsValue, fetcher: JsValue) -> String {
    if data.is_undefined() {
        asked.set(fetcher.dyn_into().ok());
        String::new()
    } else {
        asked.set_inline(fetcher_of(data));
        id_of(data)
    }
}

/// A report that is mounted into an element.
#[wasm_bindgen]
pub struct MountedReport {
    boundary: PanicBoundary,
    attributes: Attributes,
    messages: ArcRwSignal<HashMap<String, String>>,
    fetcher: Fetcher,
    /// The id of a report that the host has given whole, until an attribute names another.
    given_id: ArcRwSignal<String>,
    report: Rc<Cell<Option<ReportHandle>>>,
    /// Dropped, it unmounts.
    handle: Option<Box<dyn std::any::Any>>,
}

impl MountedReport {
    /// Mounts a report into the shadow root of `host`. `data` and `fetcher` are as in
    /// [`MountedReport::set_source`]. `on_fault` is called if the report breaks, while it is mounted
    /// or later: then [`MountedReport::fault_card`] says what to show in its place.
    #[expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over is owned")]
    pub(super) fn new(
        host: HtmlElement,
        shadow_root: ShadowRoot,
        data: JsValue,
        fetcher: JsValue,
        on_fault: Function,
    ) -> Self {
        let mut mounted = Self {
            // A host that is called cannot break anything here any more.
            boundary: PanicBoundary::new(move || drop(on_fault.call0(&JsValue::UNDEFINED))),
            attributes: Attributes::default(),
            messages: ArcRwSignal::new(HashMap::new()),
            fetcher: Fetcher::default(),
            given_id: ArcRwSignal::new(String::new()),
            report: Rc::new(Cell::new(None)),
            handle: None,
        };
        mounted.handle = mounted.boundary.run(|| mounted.mount(host, shadow_root, &data, fetcher));
        mounted
    }

    fn mount(
        &self,
        host: HtmlElement,
        shadow_root: ShadowRoot,
        data: &JsValue,
        fetcher: JsValue,
    ) -> Box<dyn std::any::Any> {
        self.given_id.set(take_source(&self.fetcher, data, fetcher));
        self.attributes.read(&host);
        let element = host.clone();
        let inputs = self.attributes.clone();
        let words = self.messages.clone();
        let asked = self.fetcher.clone();
        let named = self.given_id.clone();
        let slot = Rc::clone(&self.report);
        let handle = mount_to(shadow_root.unchecked_into(), move || {
            let page_size = inputs.text("page-size", "");
            let density = inputs.text("density", "");
            let privacy = inputs.value("privacy");
            let id = inputs.text("campaign-activity-id", "");
            view! {
                <BouncesReport
                    campaign_activity_id=Signal::derive(move || Some(id.get()).filter(|id| !id.is_empty()).unwrap_or_else(|| named.get()))
                    api_base=inputs.text("api-base", "/api/v3")
                    auth_base=inputs.text("auth-base", "/auth")
                    codes=inputs.text("codes", "")
                    view=inputs.text("view", "")
                    page_size=Signal::derive(move || page_size_of(&page_size.get()))
                    compact=Signal::derive(move || density.get().eq_ignore_ascii_case("compact"))
                    lang=inputs.text("lang", "")
                    time_zone=inputs.text("time-zone", "")
                    masked=Signal::derive(move || privacy.with(|privacy| is_masked(privacy.as_deref())))
                    fetcher=asked
                    messages=Signal::derive(move || words.get())
                    on_event=UnsyncCallback::new(move |event| events::dispatch(&host, &event))
                    on_ready=UnsyncCallback::new(move |handle| slot.set(Some(handle)))
                />
            }
        });
        // The host may have changed some when it heard that the load begins.
        self.attributes.read(&element);
        Box::new(handle)
    }

    /// Has the report do something, unless it broke.
    fn report<T: Default>(&self, act: impl FnOnce(ReportHandle) -> T) -> T {
        let run = || self.report.get().map(act);
        self.boundary.run(run).flatten().unwrap_or_default()
    }
}

#[wasm_bindgen]
impl MountedReport {
    /// Hands on that an attribute was changed or removed.
    pub fn attribute(&self, name: &str, value: Option<String>) {
        self.boundary.run(|| self.attributes.set(name, value));
    }

    /// Replaces words by the host's: an object of texts by key. Anything else replaces none.
    #[wasm_bindgen(js_name = setMessages)]
    pub fn set_messages(&self, messages: JsValue) {
        let messages = serde_wasm_bindgen::from_value(messages).unwrap_or_default();
        self.boundary.run(|| self.messages.set(messages));
    }

    /// Shows `data`, a whole report; or, if that is undefined, has the function `fetcher` asked;
    /// or, if that is undefined too, the proxy. The report is read anew.
    #[expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over is owned")]
    #[wasm_bindgen(js_name = setSource)]
    pub fn set_source(&self, data: JsValue, fetcher: JsValue) {
        self.report(|report| {
            let id = take_source(&self.fetcher, &data, fetcher);
            let is_named = self.attributes.says("campaign-activity-id");
            let is_same = self.given_id.with_untracked(|known| *known == id);
            if !is_same {
                // Where no attribute names the report, this is another one, and is loaded by that.
                self.given_id.set(id);
            }
            if is_named || is_same {
                report.reload_from_new_source();
            }
        });
    }

    /// Reads the report anew.
    pub fn reload(&self) {
        self.report(ReportHandle::reload);
    }

    /// How many rows match what is asked for.
    #[wasm_bindgen(js_name = matchingRows)]
    pub fn matching_rows(&self) -> usize {
        self.report(ReportHandle::matching_rows)
    }

    /// Fulfilled when what [`ReportHandle::updated`] waits for is there.
    pub fn updated(&self) -> Promise {
        let done = self.report(|report| Some(spawn_promise(report.updated())));
        done.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Takes all filters away, and selects nothing.
    pub fn clear(&self) {
        self.report(ReportHandle::clear);
    }

    /// Saves the rows as a CSV file.
    #[wasm_bindgen(js_name = exportCsv)]
    pub fn export_csv(&self) {
        self.report(ReportHandle::export_csv);
    }

    /// What stands in the place of a report that broke: the lines of a picture, a title, a text, and
    /// the name of a button that begins anew.
    #[wasm_bindgen(js_name = faultCard)]
    pub fn fault_card(&self) -> Vec<String> {
        let keys = [Key::InternalErrorTitle, Key::InternalErrorText, Key::TryAgain];
        let say = |report: ReportHandle| keys.map(|key| report.text(key));
        let said = self.boundary.run_unchecked(|| self.report.get().map(say)).flatten();
        // Its words may not have come yet, or have gone with it.
        let said = said.filter(|said| said.iter().all(|text| !text.is_empty()));
        let said = said.unwrap_or_else(|| keys.map(|key| key.english().to_owned()));
        [vec![Icon::Warning.path().to_owned()], said.into()].concat()
    }

    /// Ends the report and its requests, and takes it out of the element.
    pub fn unmount(self) {
        self.boundary.run_unchecked(|| drop(self.handle));
        self.boundary.close();
    }
}

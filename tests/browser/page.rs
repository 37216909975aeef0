//! A page with the widget, and the functions that tests use to find and operate its elements.

use crate::definition::{create_late_report, define_element, mount, styles};
use js_sys::{Array, Function, Promise};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, Document, Element, Event, HtmlElement, HtmlSelectElement, KeyboardEvent,
    KeyboardEventInit, MouseEvent, MouseEventInit,
};

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    /// A timestamp formatted in a time zone and British English.
    pub(crate) fn moment(milliseconds: f64, time_zone: &str) -> String;
    fn forget();
    /// Names and contents of the downloaded files, alternating.
    pub(crate) fn files() -> Vec<String>;
    /// The number of revoked object URLs.
    pub(crate) fn revoked() -> u32;
    /// The texts written to the clipboard.
    pub(crate) fn clipboard() -> Vec<String>;
    /// Keeps what is copied from now on waiting.
    #[wasm_bindgen(js_name = holdClipboard)]
    pub(crate) fn hold_clipboard();
    #[wasm_bindgen(js_name = releaseClipboard)]
    pub(crate) fn release_clipboard();
    /// Delays the load events of frames from now on.
    #[wasm_bindgen(js_name = holdFrames)]
    pub(crate) fn hold_frames();
    #[wasm_bindgen(js_name = releaseFrames)]
    pub(crate) fn release_frames();
    /// Makes both clipboard APIs fail.
    #[wasm_bindgen(js_name = refuseClipboard)]
    pub(crate) fn refuse_clipboard();
    /// Sets the property `actions` from JSON. Returns the console's warnings.
    #[wasm_bindgen(js_name = setActions)]
    pub(crate) fn set_actions(element: &Element, json: &str) -> Vec<String>;
    /// Keeps the next actions waiting.
    #[wasm_bindgen(js_name = holdActions)]
    pub(crate) fn hold_actions(element: &Element);
    #[wasm_bindgen(js_name = stopHoldingActions)]
    pub(crate) fn stop_holding_actions();
    #[wasm_bindgen(js_name = resolveAction)]
    pub(crate) fn resolve_action(text: &str);
    #[wasm_bindgen(js_name = rejectAction)]
    pub(crate) fn reject_action(message: &str);
    /// The name of the error of calling `waitUntil` after the event.
    #[wasm_bindgen(js_name = lateError)]
    pub(crate) fn late_error() -> String;
    /// The texts of the printed pages.
    pub(crate) fn papers() -> Vec<String>;
    /// The widget's style rules for a medium.
    #[wasm_bindgen(js_name = sheetRules)]
    fn rules_for(element: &Element, medium: &str) -> String;
    #[wasm_bindgen(js_name = byRole)]
    fn by_role(root: &Element, role: &str, name: Option<&str>) -> Array;
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(element: &Element) -> String;
    #[wasm_bindgen(js_name = barOf)]
    pub(crate) fn bar_of(element: &Element) -> Vec<String>;
    #[wasm_bindgen(js_name = storedItems)]
    pub(crate) fn stored_items() -> u32;
    /// Replaces the text of a field as if typed; `composing` simulates an input method's composition.
    #[wasm_bindgen(js_name = type)]
    pub(crate) fn type_text(field: &Element, text: &str, composing: bool);
    #[wasm_bindgen(js_name = endComposition)]
    pub(crate) fn end_composition(field: &Element);
    /// Presses a key. Returns `false` if the widget prevented the default action.
    pub(crate) fn press(element: &Element, key: &str) -> bool;
    #[wasm_bindgen(js_name = enterDate)]
    pub(crate) fn enter_date(field: &Element, date: &str);
    #[wasm_bindgen(js_name = shiftClick)]
    pub(crate) fn shift_click(element: &Element);
    #[wasm_bindgen(js_name = nameOf)]
    fn name_of(element: &Element) -> String;
    #[wasm_bindgen(js_name = nextTask)]
    fn next_task() -> Promise;
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits for a condition. Fails after five seconds and reports the visible text.
pub(crate) async fn until(what: &str, screen: impl Fn() -> String, holds: impl Fn() -> bool) {
    let deadline = js_sys::Date::now() + 5000.0;
    while !holds() {
        assert!(
            js_sys::Date::now() < deadline,
            "timed out waiting for {what}; visible text: {}",
            screen()
        );
        JsFuture::from(next_task()).await.unwrap();
    }
}

/// Waits until observers and timers that are due have run.
pub(crate) async fn settled() {
    let two_frames = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";
    let source = format!("return new Promise((done) => {two_frames})");
    let promise = Function::new_no_args(&source).call0(&JsValue::NULL).unwrap();
    JsFuture::from(promise.unchecked_into::<Promise>()).await.unwrap();
}

/// A `<bounces-report>` element, removed from the document on drop.
pub(crate) struct Page {
    pub(crate) element: HtmlElement,
}

impl Page {
    /// Creates an element outside the document, and resets all scripted responses.
    pub(crate) fn new() -> Self {
        let page = Self::with_history();
        page.element.set_attribute("history", "0").unwrap();
        page
    }

    /// A report that also requests earlier emails, and counts the steps "so far" until they are read.
    pub(crate) fn with_history() -> Self {
        define_element();
        Self::of(document().create_element("bounces-report").unwrap().unchecked_into())
    }

    /// The same, with a runtime that is not there before [`provide_runtime`].
    pub(crate) fn late() -> Self {
        Self::of(create_late_report(mount(), styles()))
    }

    fn of(element: HtmlElement) -> Self {
        forget();
        // Makes the tests independent of the machine's locale, time zone and window.
        for (name, value) in [("lang", "en-GB"), ("time-zone", "UTC"), ("style", "width: 1120px")] {
            element.set_attribute(name, value).unwrap();
        }
        Self { element }
    }

    /// Sets the activity and attaches the element to the document.
    pub(crate) fn show(&self, activity: &str) {
        self.element.set_attribute("campaign-activity-id", activity).unwrap();
        document().body().unwrap().append_child(&self.element).unwrap();
    }

    pub(crate) fn root(&self) -> Element {
        let root = self.element.shadow_root().unwrap();
        root.query_selector("section").unwrap().unwrap()
    }

    /// The widget's text as exposed to screen readers.
    pub(crate) fn text(&self) -> String {
        let section =
            self.element.shadow_root().and_then(|root| root.query_selector("section").unwrap());
        section.map(|section| text_of(&section)).unwrap_or_default()
    }

    pub(crate) fn all(&self, role: &str, name: Option<&str>) -> Vec<HtmlElement> {
        by_role(&self.root(), role, name).iter().map(JsCast::unchecked_into).collect()
    }

    /// The only element with a role and a name.
    pub(crate) fn get(&self, role: &str, name: &str) -> HtmlElement {
        let found = self.all(role, Some(name));
        assert_eq!(found.len(), 1, "{role} {name:?} in: {}", self.text());
        found.into_iter().next().unwrap()
    }

    /// The button of a reason, by its name and count, whatever its share is.
    pub(crate) fn reason(&self, name: &str) -> HtmlElement {
        self.find_reason(name).unwrap_or_else(|| panic!("no reason {name} in {}", self.text()))
    }

    pub(crate) fn has_reason(&self, name: &str) -> bool {
        self.find_reason(name).is_some()
    }

    fn find_reason(&self, name: &str) -> Option<HtmlElement> {
        let group = self.root().query_selector("[aria-label='Filter by reason']").unwrap()?;
        let start = format!("{name} ");
        let buttons = self.all("button", None).into_iter().zip(self.names("button"));
        let mut buttons = buttons.filter(|(button, _)| group.contains(Some(button)));
        buttons.find(|(_, name)| name.starts_with(&start)).map(|(button, _)| button)
    }

    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, Some(name)).is_empty()
    }

    /// Waits for a condition, and until all of the report is drawn.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let is_drawn = || {
            let root = self.element.shadow_root();
            root.is_none_or(|root| root.query_selector(".list[aria-busy]").unwrap().is_none())
        };
        until(what, || self.text(), || holds() && is_drawn()).await;
    }

    pub(crate) async fn until_text(&self, text: &str) {
        self.until(text, || self.text().contains(text)).await;
    }

    /// The texts of all elements with a role.
    pub(crate) fn texts(&self, role: &str) -> Vec<String> {
        self.all(role, None).iter().map(|element| text_of(element).trim().to_owned()).collect()
    }

    /// The accessible names of all elements with a role.
    pub(crate) fn names(&self, role: &str) -> Vec<String> {
        self.all(role, None).iter().map(|element| name_of(element)).collect()
    }

    /// The addresses of the rows, without what is beneath them.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let headers = self.all("rowheader", None).into_iter();
        let address = |header: HtmlElement| header.query_selector(".address").ok()??.text_content();
        headers.filter_map(address).collect()
    }

    /// Opens a menu of the toolbar, unless it is open, and chooses an option by the beginning of its name.
    pub(crate) async fn filter_by(&self, menu: &str, option: &str) {
        self.open_menu(menu).await;
        let found = || {
            let radios = self.all("radio", None).into_iter().chain(self.all("checkbox", None));
            radios.into_iter().find(|choice| name_of(choice).starts_with(option))
        };
        self.until(option, || found().is_some()).await;
        found().unwrap().click();
    }

    /// Opens a menu, unless it is open.
    pub(crate) async fn open_menu(&self, menu: &str) {
        let mut buttons = self.all("button", None).into_iter();
        let button = buttons.find(|button| name_of(button).starts_with(menu)).unwrap();
        let details = button.closest("details").unwrap().unwrap();
        if !details.has_attribute("open") {
            button.click();
        }
        self.until("options", || {
            details.query_selector(".panel input, .panel button").unwrap().is_some()
        })
        .await;
    }

    /// Waits until the rows have exactly these addresses.
    pub(crate) async fn until_addresses(&self, addresses: &[&str]) {
        self.until(&format!("{addresses:?}"), || self.addresses() == addresses).await;
    }

    /// Selects an option of a `<select>` by its text.
    pub(crate) fn choose(&self, name: &str, option: &str) {
        let select: HtmlSelectElement = self.get("combobox", name).unchecked_into();
        let options = select.options();
        let index = (0..options.length()).find(|index| {
            options.item(*index).and_then(|option| option.text_content()).as_deref() == Some(option)
        });
        select.set_selected_index(i32::try_from(index.unwrap()).unwrap());
        select.dispatch_event(&Event::new("change").unwrap()).unwrap();
    }

    /// Prevents the default action of an event.
    pub(crate) fn prevent(&self, name: &str) {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            assert!(event.cancelable());
            event.prevent_default();
        });
        let function = listener.into_js_value();
        self.element.add_event_listener_with_callback(name, function.unchecked_ref()).unwrap();
    }

    /// The widget's style rules for a medium.
    pub(crate) fn rules_for(&self, medium: &str) -> String {
        rules_for(&self.element, medium)
    }

    /// Clicks with the Shift key held.
    pub(crate) fn click_with_shift(element: &Element) {
        let init = MouseEventInit::new();
        init.set_shift_key(true);
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(true);
        let click = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
        element.dispatch_event(&click).unwrap();
    }

    /// Dispatches a key event. The browser's own default action does not happen.
    pub(crate) fn press(element: &Element, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_composed(true);
        let press = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        element.dispatch_event(&press).unwrap();
    }

    pub(crate) fn assert_focused(&self, element: &Element) {
        let focused = self.element.shadow_root().unwrap().active_element();
        assert!(focused.is_some_and(|focused| focused.is_same_node(Some(element))));
    }

    /// Types into the search field.
    pub(crate) fn search(&self, text: &str) {
        type_text(&self.get("searchbox", "Search email or name"), text, false);
    }

    /// The accessible name of the focused element.
    pub(crate) fn focused(&self) -> Option<String> {
        let focused = self.element.shadow_root()?.active_element()?;
        Some(name_of(&focused))
    }

    /// Records the details of an event, as JSON.
    pub(crate) fn listen(&self, name: &str) -> Rc<RefCell<Vec<String>>> {
        let details = Rc::new(RefCell::new(Vec::new()));
        let recorded = Rc::clone(&details);
        let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            assert!(
                event.bubbles() && event.composed(),
                "{} does not leave the shadow root",
                event.type_()
            );
            recorded.borrow_mut().push(js_sys::JSON::stringify(&event.detail()).unwrap().into());
        });
        let function = listener.into_js_value();
        self.element.add_event_listener_with_callback(name, function.unchecked_ref()).unwrap();
        details
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.element.remove();
    }
}

//! A page with the widget in it, as its tests see it.

use bounces_report::define_element;
use js_sys::{Array, Promise};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, Document, Element, Event, HtmlElement, HtmlSelectElement, KeyboardEvent,
    KeyboardEventInit, MouseEvent, MouseEventInit,
};

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    /// Answers a path with its query; several answers are given in turn, the last one for ever.
    pub(crate) fn answer(path: &str, status: i32, body: &str);
    /// Lets requests for a path wait until they are aborted.
    pub(crate) fn hold(path: &str);
    /// Answers the requests for a path that wait, and those to come.
    pub(crate) fn release(path: &str, status: i32, body: &str);
    /// Takes the browser off the network, or puts it back.
    #[wasm_bindgen(js_name = setOnline)]
    pub(crate) fn set_online(online: bool);
    /// A moment as it is written in a time zone and British English.
    pub(crate) fn moment(milliseconds: f64, time_zone: &str) -> String;
    fn forget();
    pub(crate) fn requests() -> Vec<String>;
    #[wasm_bindgen(js_name = requestHeader)]
    pub(crate) fn request_header(path: &str, name: &str) -> Option<String>;
    /// Names and texts of the files that were saved, in turn.
    pub(crate) fn files() -> Vec<String>;
    /// How many addresses of files were given back.
    pub(crate) fn revoked() -> u32;
    /// What was put on the clipboard.
    pub(crate) fn clipboard() -> Vec<String>;
    /// Has the browser refuse the clipboard, by either way.
    #[wasm_bindgen(js_name = refuseClipboard)]
    pub(crate) fn refuse_clipboard();
    /// What was printed.
    pub(crate) fn papers() -> Vec<String>;
    /// The style rules of the widget for a medium.
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
    /// Types into a field, as its whole text; `composing` as in the middle of an input method's work.
    #[wasm_bindgen(js_name = type)]
    pub(crate) fn type_text(field: &Element, text: &str, composing: bool);
    #[wasm_bindgen(js_name = endComposition)]
    pub(crate) fn end_composition(field: &Element);
    /// Presses a key; `false` if the widget takes it for itself.
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

/// An answer that never comes from a network.
pub(crate) const NETWORK_ERROR: i32 = -1;

/// The activity of the tests, which every page has unless it says otherwise.
pub(crate) const ACTIVITY: &str = "98edac88-f4bc-408c-9e64-acd890384231";

pub(crate) fn bounces_path(activity: &str) -> String {
    format!("/api/v3/reports/email_reports/{activity}/tracking/bounces?limit=500")
}

pub(crate) fn activity_path(activity: &str) -> String {
    format!("/api/v3/emails/activities/{activity}")
}

pub(crate) fn stats_path(activity: &str) -> String {
    format!("/api/v3/reports/stats/email_campaign_activities/{activity}")
}

pub(crate) fn history_path(activity: &str) -> String {
    format!("/api/v3/emails/activities/{activity}/send_history")
}

/// How often a path was asked for.
pub(crate) fn times_asked(path: &str) -> usize {
    requests().iter().filter(|asked| asked.trim_start_matches("aborted ") == path).count()
}

/// Answers for an activity with this status and these pages.
pub(crate) fn report(activity: &str, status: &str, pages: &[&str]) {
    let body = format!(
        r#"{{"current_status":"{status}","role":"primary_email","subject":"Spring &amp; summer"}}"#
    );
    answer(&activity_path(activity), 200, &body);
    answer(&stats_path(activity), 200, r#"{"results":[]}"#);
    let path = bounces_path(activity);
    for (place, rows) in pages.iter().enumerate() {
        let (own, next) = (cursor(&path, place), cursor(&path, place + 1));
        let last = place + 1 == pages.len();
        let links = if last {
            String::new()
        } else {
            format!(r#","_links":{{"next":{{"href":"{next}"}}}}"#)
        };
        answer(&own, 200, &format!(r#"{{"tracking_activities":[{rows}]{links}}}"#));
    }
}

/// Where a page of `report` is, from 0.
pub(crate) fn cursor(path: &str, page: usize) -> String {
    if page == 0 { path.to_owned() } else { format!("{path}&cursor=page{page}") }
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits until something holds; fails after five seconds, saying what was on the screen.
pub(crate) async fn until(what: &str, screen: impl Fn() -> String, holds: impl Fn() -> bool) {
    let deadline = js_sys::Date::now() + 5000.0;
    while !holds() {
        assert!(
            js_sys::Date::now() < deadline,
            "never came: {what}; on the screen is: {}",
            screen()
        );
        JsFuture::from(next_task()).await.unwrap();
    }
}

/// An element `<bounces-report>` in the page, which goes with it.
pub(crate) struct Page {
    pub(crate) element: HtmlElement,
}

impl Page {
    /// A page with an element that is not in the document yet. What was answered before is forgotten.
    pub(crate) fn new() -> Self {
        forget();
        define_element();
        let element =
            document().create_element("bounces-report").unwrap().unchecked_into::<HtmlElement>();
        // One locale and one time zone, whatever the machine's are.
        for (name, value) in [("lang", "en-GB"), ("time-zone", "UTC")] {
            element.set_attribute(name, value).unwrap();
        }
        Self { element }
    }

    /// Puts the element into the document, for an activity.
    pub(crate) fn show(&self, activity: &str) {
        self.element.set_attribute("campaign-activity-id", activity).unwrap();
        document().body().unwrap().append_child(&self.element).unwrap();
    }

    pub(crate) fn root(&self) -> Element {
        let root = self.element.shadow_root().unwrap();
        root.query_selector("section").unwrap().unwrap()
    }

    /// What a screen reader has of the widget.
    pub(crate) fn text(&self) -> String {
        let section =
            self.element.shadow_root().and_then(|root| root.query_selector("section").unwrap());
        section.map(|section| text_of(&section)).unwrap_or_default()
    }

    pub(crate) fn all(&self, role: &str, name: Option<&str>) -> Vec<HtmlElement> {
        by_role(&self.root(), role, name).iter().map(JsCast::unchecked_into).collect()
    }

    /// The one element of a role and a name.
    pub(crate) fn get(&self, role: &str, name: &str) -> HtmlElement {
        let found = self.all(role, Some(name));
        assert_eq!(found.len(), 1, "{role} {name:?} in: {}", self.text());
        found.into_iter().next().unwrap()
    }

    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, Some(name)).is_empty()
    }

    pub(crate) async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        until(what, || self.text(), holds).await;
    }

    pub(crate) async fn until_text(&self, text: &str) {
        self.until(text, || self.text().contains(text)).await;
    }

    /// The texts of a role's elements.
    pub(crate) fn texts(&self, role: &str) -> Vec<String> {
        self.all(role, None).iter().map(|element| text_of(element).trim().to_owned()).collect()
    }

    /// The names of a role's elements.
    pub(crate) fn names(&self, role: &str) -> Vec<String> {
        self.all(role, None).iter().map(|element| name_of(element)).collect()
    }

    /// Waits until the rows begin with these addresses.
    pub(crate) async fn until_addresses(&self, addresses: &[&str]) {
        self.until(&format!("{addresses:?}"), || self.texts("rowheader") == addresses).await;
    }

    /// Chooses an option of a `<select>` by its text.
    pub(crate) fn choose(&self, name: &str, option: &str) {
        let select: HtmlSelectElement = self.get("combobox", name).unchecked_into();
        let options = select.options();
        let place = (0..options.length()).find(|place| {
            options.item(*place).and_then(|option| option.text_content()).as_deref() == Some(option)
        });
        select.set_selected_index(i32::try_from(place.unwrap()).unwrap());
        select.dispatch_event(&Event::new("change").unwrap()).unwrap();
    }

    /// Prevents what comes by default after the events of a name.
    pub(crate) fn prevent(&self, name: &str) {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            assert!(event.cancelable());
            event.prevent_default();
        });
        let function = listener.into_js_value();
        self.element.add_event_listener_with_callback(name, function.unchecked_ref()).unwrap();
    }

    /// The style rules of the widget for a medium.
    pub(crate) fn rules_for(&self, medium: &str) -> String {
        rules_for(&self.element, medium)
    }

    /// Clicks with the shift key held.
    pub(crate) fn click_with_shift(element: &Element) {
        let init = MouseEventInit::new();
        init.set_shift_key(true);
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(true);
        let click = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
        element.dispatch_event(&click).unwrap();
    }

    /// Presses a key on an element. What browsers do by themselves then does not happen.
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

    /// Types into the field that searches all rows.
    pub(crate) fn search(&self, text: &str) {
        type_text(&self.get("searchbox", "Search email or name"), text, false);
    }

    /// The options of a `<select>`.
    pub(crate) fn options(&self, name: &str) -> Vec<String> {
        let select: HtmlSelectElement = self.get("combobox", name).unchecked_into();
        let options = select.options();
        let texts = (0..options.length()).filter_map(|place| options.item(place)?.text_content());
        texts.collect()
    }

    /// The option of a `<select>` that is chosen.
    pub(crate) fn chosen(&self, name: &str) -> String {
        let select: HtmlSelectElement = self.get("combobox", name).unchecked_into();
        self.options(name)[usize::try_from(select.selected_index()).unwrap()].clone()
    }

    /// What has the focus.
    pub(crate) fn focused(&self) -> Option<String> {
        let focused = self.element.shadow_root()?.active_element()?;
        Some(name_of(&focused))
    }

    /// Keeps the events of a name: their details as JSON.
    pub(crate) fn listen(&self, name: &str) -> Rc<RefCell<Vec<String>>> {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let ear = Rc::clone(&heard);
        let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            assert!(event.bubbles() && event.composed(), "{} stays in the shadow", event.type_());
            ear.borrow_mut().push(js_sys::JSON::stringify(&event.detail()).unwrap().into());
        });
        let function = listener.into_js_value();
        self.element.add_event_listener_with_callback(name, function.unchecked_ref()).unwrap();
        heard
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.element.remove();
    }
}

//! The attributes of an element as signals. The class passes on changes (`shell/attributes.js`).

use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/element/shell/attributes.js")]
extern "C" {
    /// What the text of an attribute with few values means.
    #[wasm_bindgen(js_name = meaningOf)]
    fn word_of(name: &str, text: Option<&str>) -> String;
    /// What the text of an attribute that is a whole number means.
    #[wasm_bindgen(js_name = meaningOf)]
    fn number_of(name: &str, text: Option<&str>) -> usize;
}

/// An attribute that the report reads: its name, and its value if it is present.
type Attribute = (&'static str, ArcRwSignal<Option<String>>);

/// The attributes of the element as signals. The report decides which ones it reads; others are ignored.
#[derive(Clone, Default)]
pub(super) struct Attributes(Rc<RefCell<Vec<Attribute>>>);

impl Attributes {
    /// Reads all attributes of an element again.
    pub(super) fn read(&self, element: &HtmlElement) {
        let known = self.0.borrow().clone();
        for (name, signal) in known {
            let value = element.get_attribute(name);
            if signal.with_untracked(|known| *known != value) {
                signal.set(value);
            }
        }
    }

    pub(super) fn set(&self, name: &str, value: Option<String>) {
        if let Some(signal) = self.find(name) {
            signal.set(value);
        }
    }

    /// Whether an attribute is present and not empty.
    pub(super) fn is_set(&self, name: &str) -> bool {
        let is_set = |value: &Option<String>| value.as_ref().is_some_and(|text| !text.is_empty());
        self.find(name).is_some_and(|signal| signal.with_untracked(is_set))
    }

    fn find(&self, name: &str) -> Option<ArcRwSignal<Option<String>>> {
        let known = self.0.borrow();
        known.iter().find(|(known, _)| *known == name).map(|(_, signal)| signal.clone())
    }

    /// The value of an attribute of an element; `None` if it is missing.
    fn signal(&self, element: &HtmlElement, name: &'static str) -> ArcRwSignal<Option<String>> {
        let signal = ArcRwSignal::new(element.get_attribute(name));
        self.0.borrow_mut().push((name, signal.clone()));
        signal
    }

    /// The value of an attribute, or a default if it is missing or empty.
    pub(super) fn text(
        &self,
        element: &HtmlElement,
        name: &'static str,
        default: &'static str,
    ) -> Signal<String> {
        let signal = self.signal(element, name);
        let value = move || signal.get().filter(|text| !text.is_empty());
        Signal::derive(move || value().unwrap_or_else(|| default.to_owned()))
    }

    /// What an attribute with few values means.
    pub(super) fn word(
        &self,
        element: &HtmlElement,
        name: &'static str,
    ) -> impl Fn() -> String + use<> {
        let text = self.signal(element, name);
        move || text.with(|text| word_of(name, text.as_deref()))
    }

    /// What an attribute that is a whole number means.
    pub(super) fn number(&self, element: &HtmlElement, name: &'static str) -> Signal<usize> {
        let text = self.signal(element, name);
        Signal::derive(move || text.with(|text| number_of(name, text.as_deref())))
    }
}

//! Where the focus goes when what has it goes away, or what it is to go to comes.

use crate::platform::panic_boundary::guard_timer;
use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The field that searches all rows.
const SEARCH: &str = ".toolbar .search";

/// From a tag that is about to go to the next one, or else to the search field.
pub(crate) fn past_tag(event: &MouseEvent) {
    let Some(tag) = element(event) else { return };
    match tag.next_element_sibling().filter(|next| next.matches(".tag").unwrap_or(false)) {
        Some(next) => focus(&next),
        None => within(&tag, SEARCH),
    }
}

/// From a button that is about to go to the search field.
pub(crate) fn search(event: &MouseEvent) {
    if let Some(button) = element(event) {
        within(&button, SEARCH);
    }
}

/// To what is about to be drawn in the same report.
pub(crate) fn soon(element: &Element, selector: &'static str) {
    let element = element.clone();
    request_animation_frame(guard_timer(move || within(&element, selector)));
}

fn element(event: &MouseEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

fn within(element: &Element, selector: &str) {
    let report = element.closest(".bounces").ok().flatten();
    if let Some(found) = report.and_then(|report| report.query_selector(selector).ok().flatten()) {
        focus(&found);
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot have the focus leaves it where it is.
        let _ = element.focus();
    }
}

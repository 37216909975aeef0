//! Focus management when the focused element is removed, or when the element to focus is not
//! rendered yet.

use crate::platform::{panic_boundary::guard_timer, show_top};
use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The search field of the toolbar.
const SEARCH_FIELD: &str = ".toolbar .search";

/// The Tab stop of the next steps.
const NEXT_STEP: &str = ".steps [tabindex='0']";

/// Moves the focus from a filter tag to the next one, or to the search field after the last.
pub(crate) fn next_tag(event: &MouseEvent) {
    let Some(tag) = pressed_element(event) else { return };
    match tag.next_element_sibling().filter(|next| next.matches(".tag").unwrap_or(false)) {
        Some(next) => focus(&next),
        None => focus_in_report(&tag, SEARCH_FIELD),
    }
}

/// Moves the focus from a button to the search field.
pub(crate) fn search_field(event: &MouseEvent) {
    if let Some(button) = pressed_element(event) {
        focus_in_report(&button, SEARCH_FIELD);
    }
}

/// Moves the focus from a button to the next steps.
pub(crate) fn next_step(event: &MouseEvent) {
    if let Some(button) = pressed_element(event) {
        focus_in_report(&button, NEXT_STEP);
    }
}

/// Moves the focus from a button to the closest ancestor that can be focused.
pub(crate) fn focusable_ancestor(event: &MouseEvent) {
    let button = pressed_element(event);
    if let Some(Ok(Some(ancestor))) = button.map(|button| button.closest("[tabindex]")) {
        focus(&ancestor);
    }
}

/// Moves the focus from a button to the table, and the table's top into view, once its rows are rendered.
pub(crate) fn table_top(event: &MouseEvent) {
    let Some(button) = pressed_element(event) else { return };
    request_animation_frame(guard_timer(move || {
        if let Some(table) = find_in_report(&button, "table") {
            show_top(table.unchecked_ref());
        }
    }));
}

/// Moves the focus from a button in the banner above the rows to the table.
pub(crate) fn leave_banner(event: &MouseEvent) {
    let button = pressed_element(event);
    if let Some(banner) = button.and_then(|button| button.closest(".notice").ok().flatten()) {
        let selector =
            if find_in_report(&banner, "table").is_some() { "table" } else { SEARCH_FIELD };
        focus_in_report(&banner, selector);
    }
}

/// Focuses an element of the same report once it is rendered.
pub(crate) fn after_render(element: &Element, selector: &'static str) {
    let element = element.clone();
    request_animation_frame(guard_timer(move || focus_in_report(&element, selector)));
}

fn pressed_element(event: &MouseEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

fn focus_in_report(element: &Element, selector: &str) {
    if let Some(found) = find_in_report(element, selector) {
        focus(&found);
    }
}

fn find_in_report(element: &Element, selector: &str) -> Option<Element> {
    let report = element.closest(".bounces").ok().flatten()?;
    report.query_selector(selector).ok().flatten()
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Failing to focus leaves the focus where it is.
        let _ = element.focus();
    }
}

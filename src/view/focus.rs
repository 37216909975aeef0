//! Focus management when the focused element is removed, or when the element to focus is not
//! rendered yet.

use crate::platform::{panic_boundary::guard_timer, show_top};
use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The search field of the toolbar.
const SEARCH_FIELD: &str = ".toolbar [type='search']";

/// The menu of all domains, its button and its search field; on phones, the button of the sheet of filters.
const DOMAIN_MENU: &str = ".domain-menu";
const DOMAIN_MENU_BUTTON: &str = ".domain-menu > summary";
const DOMAIN_SEARCH: &str = ".domain-menu [type='search']";
const SHEET_BUTTON: &str = ".open-sheet";

/// The actions for the selected rows.
const SELECTION_BAR: &str = ".selection";

/// The line below the list.
const FOOTER: &str = ".footer";

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

/// Moves the focus from a link to the actions for the selected rows.
pub(crate) fn selection_bar(event: &MouseEvent) {
    if let Some(link) = pressed_element(event) {
        focus_in_report(&link, SELECTION_BAR);
    }
}

/// Moves the focus from the actions for the selected rows to the table, or to the footer if there is no table.
pub(crate) fn leave_selection_bar(event: &MouseEvent) {
    let Some(button) = pressed_element(event) else { return };
    let has_table = find_in_report(&button, "table").is_some();
    focus_in_report(&button, if has_table { "table" } else { FOOTER });
}

/// Moves the focus from a control to the table, and the table's top into view, once its rows are rendered.
pub(crate) fn table_top(event: &MouseEvent) {
    let Some(button) = pressed_element(event) else { return };
    request_animation_frame(guard_timer(move || {
        if let Some(table) = find_in_report(&button, "table") {
            show_top(table.unchecked_ref());
        }
    }));
}

/// Opens the menu of all domains and moves the focus into it, or opens the sheet of filters, which replaces it on phones.
pub(crate) fn domain_menu(event: &MouseEvent) {
    let Some(button) = pressed_element(event) else { return };
    let menu = find_in_report(&button, DOMAIN_MENU).and_then(|menu| menu.dyn_into().ok());
    match menu.filter(|menu: &HtmlElement| menu.offset_width() > 0) {
        Some(menu) => {
            // Setting an attribute does not fail; if it did, the menu would stay closed.
            let _ = menu.set_attribute("open", "");
            // Its content is rendered after it has opened.
            focus_in_report(&button, DOMAIN_MENU_BUTTON);
            request_animation_frame(guard_timer(move || {
                let button = button.clone();
                request_animation_frame(guard_timer(move || {
                    focus_in_report(&button, DOMAIN_SEARCH);
                }));
            }));
        }
        None => {
            if let Some(sheet) = find_in_report(&button, SHEET_BUTTON) {
                sheet.unchecked_into::<HtmlElement>().click();
            }
        }
    }
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

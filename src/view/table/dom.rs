//! Helpers for the elements that are created without `view!`.

use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::Element;

pub(crate) fn create(name: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let element = document().create_element(name)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    Ok(element)
}

/// Creates an element as the last child of another.
pub(crate) fn append(
    parent: &Element,
    name: &str,
    attributes: &[(&str, &str)],
) -> Result<Element, JsValue> {
    let child = create(name, attributes)?;
    parent.append_child(&child)?;
    Ok(child)
}

pub(crate) fn first_child(parent: &Element) -> Result<Element, JsValue> {
    parent.first_element_child().ok_or(JsValue::NULL)
}

pub(crate) fn next_sibling(element: &Element) -> Result<Element, JsValue> {
    element.next_element_sibling().ok_or(JsValue::NULL)
}

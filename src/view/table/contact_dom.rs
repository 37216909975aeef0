//! The elements of a contact: the address, and beneath it name, notes and suggestion. `cell_model` defines their content.

use crate::view::table::{
    cell_model::{Contact, Highlighted, Suggestion},
    dom::{append, create, first_child, next_sibling},
    row_events::RowControl,
};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A local part up to this length is never shortened.
const SHORT_LOCAL: usize = 10;
/// From this length on, a part of an address has places where it may break.
const LONG_PART: usize = 20;
/// From this length on, an address may be shortened in its middle.
const LONG_ADDRESS: usize = 40;

pub(crate) struct ContactDom {
    /// The whole address, which names the controls of the row.
    address: Element,
    local: Element,
    domain: Element,
    /// The line beneath the address.
    line: Element,
    name: Element,
    notes: Vec<Element>,
    suggestion: Option<SuggestionDom>,
}

struct SuggestionDom {
    container: Element,
    question: Element,
    copy_button: Element,
}

impl ContactDom {
    /// Appends an empty contact to the cell of a template row.
    pub(crate) fn append_template(cell: &Element) -> Result<(), JsValue> {
        let contact = append(cell, "div", &[("class", "contact")])?;
        // Addresses read from left to right in every language.
        let address = append(&contact, "bdi", &[("class", "address"), ("dir", "ltr")])?;
        append(&address, "span", &[("class", "local-part")])?;
        // Where an address does not fit into a line, its domain begins the next one.
        append(&address, "wbr", &[])?;
        append(&address, "span", &[("class", "domain-part")])?;
        let line = append(&contact, "div", &[("class", "contact-extra")])?;
        append(&line, "span", &[("class", "name"), ("dir", "auto"), ("lang", "")])?;
        Ok(())
    }

    /// Finds the elements in a contact that is cloned from a template.
    pub(crate) fn of(contact: &Element) -> Result<Self, JsValue> {
        let address = first_child(contact)?;
        let local = first_child(&address)?;
        let domain = next_sibling(&next_sibling(&local)?)?;
        let line = next_sibling(&address)?;
        let name = first_child(&line)?;
        Ok(Self { address, local, domain, line, name, notes: Vec::new(), suggestion: None })
    }

    /// The element with the whole address.
    pub(crate) fn address(&self) -> &Element {
        &self.address
    }

    pub(crate) fn update(
        &mut self,
        previous: Option<&Contact>,
        model: &Contact,
        row_index: &str,
    ) -> Result<(), JsValue> {
        let Contact { local, domain, name, notes, suggestion } = model;
        let is_long = |contact: &Contact| {
            contact.local.text.len() + contact.domain.text.len() >= LONG_ADDRESS
        };
        if previous.is_some_and(is_long) != is_long(model) {
            let class = if is_long(model) { "address long" } else { "address" };
            self.address.set_class_name(class);
        }
        if previous.map(|previous| &previous.local) != Some(local) {
            let is_short = local.text.len() <= SHORT_LOCAL;
            self.local.set_class_name(if is_short { "local-part short" } else { "local-part" });
            write_highlighted(&self.local, local, true)?;
        }
        if previous.map(|previous| &previous.domain) != Some(domain) {
            write_highlighted(&self.domain, domain, true)?;
        }
        if previous.map(|previous| &previous.name) != Some(name) {
            write_highlighted(&self.name, name, false)?;
        }
        if previous.map_or(&[][..], |previous| &previous.notes) != notes {
            self.update_notes(notes)?;
        }
        self.update_suggestion(suggestion.as_ref(), row_index)
    }

    fn update_notes(&mut self, notes: &[String]) -> Result<(), JsValue> {
        for removed in self.notes.drain(..) {
            removed.remove();
        }
        for text in notes {
            let note = create("span", &[("class", "note"), ("dir", "auto")])?;
            note.set_text_content(Some(text));
            self.notes.last().unwrap_or(&self.name).after_with_node_1(&note)?;
            self.notes.push(note);
        }
        Ok(())
    }

    /// Keeps the copy button while there is a suggestion, so that it keeps the focus.
    fn update_suggestion(
        &mut self,
        suggestion: Option<&Suggestion>,
        row_index: &str,
    ) -> Result<(), JsValue> {
        let Some(Suggestion { question, copy_name, copy_text }) = suggestion else {
            if let Some(removed) = self.suggestion.take() {
                removed.container.remove();
            }
            return Ok(());
        };
        let dom = match self.suggestion.take() {
            Some(dom) => dom,
            None => SuggestionDom::append_to(&self.line, row_index)?,
        };
        dom.question.set_text_content(Some(question));
        dom.copy_button.set_attribute("aria-label", copy_name)?;
        dom.copy_button.set_text_content(Some(copy_text));
        self.suggestion = Some(dom);
        Ok(())
    }
}

impl SuggestionDom {
    fn append_to(line: &Element, row_index: &str) -> Result<Self, JsValue> {
        let container = append(line, "span", &[("class", "suggestion")])?;
        let question = append(&container, "span", &[])?;
        container.append_with_str_1(" ")?;
        let attributes = [
            ("class", "link"),
            ("type", "button"),
            ("name", RowControl::CopySuggestion.name()),
            ("value", row_index),
        ];
        let copy_button = append(&container, "button", &attributes)?;
        Ok(Self { container, question, copy_button })
    }
}

/// Replaces the text of an element, with search matches in `<mark>`. Long addresses may break before dots.
fn write_highlighted(
    element: &Element,
    highlighted: &Highlighted,
    is_address: bool,
) -> Result<(), JsValue> {
    let has_breaks = is_address && highlighted.text.len() >= LONG_PART;
    if highlighted.ranges.is_empty() && !has_breaks {
        element.set_text_content(Some(&highlighted.text));
        return Ok(());
    }
    element.set_text_content(None);
    for (text, is_highlighted) in highlighted.pieces() {
        if is_highlighted {
            append(element, "mark", &[])?.set_text_content(Some(text));
        } else if has_breaks {
            for (index, part) in text.split_inclusive(['.', '@']).enumerate() {
                if index > 0 {
                    append(element, "wbr", &[])?;
                }
                element.append_with_str_1(part)?;
            }
        } else {
            element.append_with_str_1(text)?;
        }
    }
    Ok(())
}

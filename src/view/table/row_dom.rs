//! The elements of a row, and beneath it those of its advice. What stands in them is a matter of
//! `row_content`.
//!
//! The roles are those that the elements have by themselves, as in the rest of the table.

use crate::{
    state::Report,
    view::table::{
        row_events,
        row_model::{Advice, Highlighted, Reason, RowModel, Suggestion},
    },
};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement};

/// A row that is drawn.
pub(crate) struct RowDom {
    line: Element,
    checkbox: HtmlInputElement,
    address_cell: Element,
    email: Element,
    name: Element,
    badge: Element,
    letter: Element,
    reason: Element,
    date: Element,
    notes: Element,
    suggestion: Option<SuggestionDom>,
    advice: Option<Element>,
    /// Its place on the page, as it stands in attributes.
    place: String,
    advice_id: String,
    content: RowModel,
}

/// What offers another address.
struct SuggestionDom {
    all: Element,
    question: Element,
    copy: Element,
}

impl RowDom {
    /// A row that nothing stands in.
    pub(crate) fn empty() -> Result<Element, JsValue> {
        let line = element("tr", &[("role", "row")])?;
        let select = [("type", "checkbox"), ("name", row_events::SELECT)];
        let select = element("input", &select)?;
        cell(&line, "select", &[select])?;
        let address = [("role", "rowheader"), ("scope", "row"), ("class", "email")];
        let address = append(&line, &element("th", &address)?)?;
        append(&address, &element("bdi", &[])?)?;
        address.append_with_str_1(" ")?;
        cell(&line, "name", &[element("bdi", &[])?])?;
        let badge = [("type", "button"), ("name", row_events::OPEN), ("aria-expanded", "false")];
        let badge = element("button", &badge)?;
        append(&badge, &element("span", &[("class", "badge"), ("aria-hidden", "true")])?)?;
        append(&badge, &element("bdi", &[])?)?;
        cell(&line, "reason-cell", &[badge])?;
        cell(&line, "date", &[])?;
        cell(&line, "notes", &[])?;
        Ok(line)
    }

    /// A copy of the empty row, for a place of the page.
    pub(crate) fn copy(empty: &Element, report: Report, place: usize) -> Result<Self, JsValue> {
        let line: Element = empty.clone_node_with_deep(true)?.unchecked_into();
        let select = first(&line)?;
        let checkbox = first(&select)?;
        let address_cell = next(&select)?;
        let name_cell = next(&address_cell)?;
        let badge_cell = next(&name_cell)?;
        let badge = first(&badge_cell)?;
        let letter = first(&badge)?;
        let date = next(&badge_cell)?;
        let row = Self {
            email: first(&address_cell)?,
            name: first(&name_cell)?,
            reason: next(&letter)?,
            notes: next(&date)?,
            checkbox: checkbox.unchecked_into(),
            address_cell,
            badge,
            letter,
            date,
            line,
            suggestion: None,
            advice: None,
            place: place.to_string(),
            advice_id: report.element_id("advice", place),
            content: RowModel::default(),
        };
        let email_id = report.element_id("email", place);
        row.email.set_id(&email_id);
        row.checkbox.set_attribute("aria-labelledby", &email_id)?;
        row.checkbox.set_attribute("value", &row.place)?;
        row.badge.set_attribute("value", &row.place)?;
        Ok(row)
    }

    pub(crate) fn line(&self) -> &Element {
        &self.line
    }

    /// Takes the row away.
    pub(crate) fn remove(self) {
        self.line.remove();
        if let Some(advice) = self.advice {
            advice.remove();
        }
    }

    /// Has other things stand in it.
    pub(crate) fn show(&mut self, content: RowModel) -> Result<(), JsValue> {
        // A user may have changed it without changing the selection.
        if self.checkbox.checked() != content.is_selected {
            self.checkbox.set_checked(content.is_selected);
        }
        if self.content == content {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.content, content);
        let now = &self.content;
        if (before.is_gone, before.is_selected) != (now.is_gone, now.is_selected) {
            self.line.set_class_name(match (now.is_gone, now.is_selected) {
                (false, false) => "",
                (false, true) => "selected",
                (true, false) => "deleted",
                (true, true) => "deleted selected",
            });
        }
        if before.email != now.email {
            write_marked(&self.email, &now.email)?;
        }
        if before.name != now.name {
            write_marked(&self.name, &now.name)?;
        }
        if before.date != now.date {
            self.date.set_text_content(Some(&now.date));
        }
        if before.reason != now.reason {
            self.show_reason(&before.reason);
        }
        if before.notes != self.content.notes {
            self.show_notes()?;
        }
        if before.suggestion != self.content.suggestion {
            self.show_suggestion()?;
        }
        if before.advice != self.content.advice {
            self.show_advice()?;
        }
        Ok(())
    }

    fn show_reason(&self, before: &Reason) {
        let Reason { tone, letter, name } = &self.content.reason;
        if before.tone != *tone {
            self.badge.set_class_name(&format!("reason {tone}"));
        }
        if before.letter != *letter {
            self.letter.set_text_content(Some(letter));
        }
        if before.name != *name {
            self.reason.set_text_content(Some(name));
        }
    }

    fn show_notes(&self) -> Result<(), JsValue> {
        self.notes.set_text_content(None);
        for note in &self.content.notes {
            let pill = append(&self.notes, &element("span", &[("class", "pill")])?)?;
            append(&pill, &element("bdi", &[])?)?.set_text_content(Some(note));
            // For those who copy the notes: without it, one runs into the next.
            self.notes.append_with_str_1(" ")?;
        }
        Ok(())
    }

    /// The button that copies stays as long as there is one, and keeps the focus.
    fn show_suggestion(&mut self) -> Result<(), JsValue> {
        let Some(Suggestion { question, copy, label }) = &self.content.suggestion else {
            if let Some(gone) = self.suggestion.take() {
                gone.all.remove();
            }
            return Ok(());
        };
        let elements = match self.suggestion.take() {
            Some(elements) => elements,
            None => SuggestionDom::within(&self.address_cell, &self.place)?,
        };
        elements.question.set_text_content(Some(question));
        elements.copy.set_attribute("aria-label", copy)?;
        elements.copy.set_text_content(Some(label));
        self.suggestion = Some(elements);
        Ok(())
    }

    fn show_advice(&mut self) -> Result<(), JsValue> {
        if let Some(gone) = self.advice.take() {
            gone.remove();
        }
        let is_expanded = self.content.advice.is_some();
        self.badge.set_attribute("aria-expanded", if is_expanded { "true" } else { "false" })?;
        let Some(advice) = &self.content.advice else {
            return self.badge.remove_attribute("aria-controls");
        };
        self.badge.set_attribute("aria-controls", &self.advice_id)?;
        let line = advice_line(advice, &self.advice_id)?;
        self.line.after_with_node_1(&line)?;
        self.advice = Some(line);
        Ok(())
    }
}

impl SuggestionDom {
    fn within(cell: &Element, place: &str) -> Result<Self, JsValue> {
        let all = append(cell, &element("div", &[("class", "suggestion")])?)?;
        let question = append(&all, &element("span", &[])?)?;
        all.append_with_str_1(" ")?;
        let copy = [
            ("class", "btn ghost"),
            ("type", "button"),
            ("name", row_events::COPY),
            ("value", place),
        ];
        let copy = append(&all, &element("button", &copy)?)?;
        Ok(Self { all, question, copy })
    }
}

/// The row beneath an open row.
fn advice_line(advice: &Advice, id: &str) -> Result<Element, JsValue> {
    let Advice { tone, group, meaning, what_to_do, columns } = advice;
    let line = element("tr", &[("role", "row"), ("class", "advice"), ("id", id)])?;
    let columns = [("role", "cell"), ("colspan", &columns.to_string())];
    let cell = append(&line, &element("td", &columns)?)?;
    let what = append(&cell, &element("p", &[])?)?;
    let badge = element("span", &[("class", &format!("group {tone}"))])?;
    append(&what, &badge)?.set_text_content(Some(group));
    what.append_with_str_1(" ")?;
    let strong = append(&what, &element("strong", &[])?)?;
    append(&strong, &element("bdi", &[])?)?.set_text_content(Some(meaning));
    append(&cell, &element("p", &[("class", "secondary")])?)?.set_text_content(Some(what_to_do));
    Ok(line)
}

/// Writes a text, with what is searched for marked in it.
fn write_marked(element: &Element, marked: &Highlighted) -> Result<(), JsValue> {
    if marked.marks.is_empty() {
        element.set_text_content(Some(&marked.text));
        return Ok(());
    }
    element.set_text_content(None);
    for (text, is_marked) in marked.pieces() {
        if is_marked {
            append(element, &self::element("mark", &[])?)?.set_text_content(Some(text));
        } else {
            element.append_with_str_1(text)?;
        }
    }
    Ok(())
}

fn element(name: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let element = document().create_element(name)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    Ok(element)
}

/// Appends a cell to a row.
fn cell(line: &Element, class: &str, children: &[Element]) -> Result<(), JsValue> {
    let cell = append(line, &element("td", &[("role", "cell"), ("class", class)])?)?;
    for child in children {
        append(&cell, child)?;
    }
    Ok(())
}

fn append(parent: &Element, child: &Element) -> Result<Element, JsValue> {
    parent.append_child(child)?;
    Ok(child.clone())
}

fn first(parent: &Element) -> Result<Element, JsValue> {
    parent.first_element_child().ok_or(JsValue::NULL)
}

fn next(element: &Element) -> Result<Element, JsValue> {
    element.next_element_sibling().ok_or(JsValue::NULL)
}

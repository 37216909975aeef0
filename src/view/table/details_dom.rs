//! The row below an expanded row. `details_model` defines its content.

use crate::view::table::{
    cell_dom::ReasonDom,
    details_model::{Details, EarlierEmails, Fact},
    dom::{append, create, first_child, next_sibling},
    row_events::RowControl,
};
use wasm_bindgen::JsValue;
use web_sys::Element;

pub(crate) struct DetailsDom {
    row: Element,
    copy_button: Option<Element>,
}

impl DetailsDom {
    /// Creates the row. `row_index` is the index on the page of the row above.
    pub(crate) fn new(model: &Details, id: &str, row_index: &str) -> Result<Self, JsValue> {
        let row = create("tr", &[("role", "row"), ("class", "details"), ("id", id)])?;
        let span = model.column_count.to_string();
        let cell = append(&row, "td", &[("role", "cell"), ("colspan", &span)])?;
        let facts = append(&cell, "div", &[("class", "facts")])?;
        let list = append(&facts, "dl", &[])?;
        let mut copy_button = None;
        for (name, fact) in &model.facts {
            append(&list, "dt", &[])?.set_text_content(Some(name));
            let value = append(&list, "dd", &[])?;
            match fact {
                Fact::Text(text) => append(&value, "bdi", &[])?.set_text_content(Some(text)),
                Fact::Id(id, copy_name) => {
                    append(&value, "bdi", &[])?.set_text_content(Some(id));
                    value.append_with_str_1(" ")?;
                    let attributes = [
                        ("class", "link"),
                        ("type", "button"),
                        ("name", RowControl::CopyContactId.name()),
                        ("value", row_index),
                        ("aria-label", copy_name),
                    ];
                    let button = append(&value, "button", &attributes)?;
                    button.set_text_content(Some(&model.copy_text));
                    copy_button = Some(button);
                }
                Fact::Reason(reason, description) => {
                    ReasonDom::append_template(&value)?;
                    ReasonDom::of(first_child(&value)?)?.update(reason)?;
                    append(&value, "p", &[])?.set_text_content(Some(description));
                }
            }
        }
        if let Some(earlier) = &model.earlier {
            append_earlier(&facts, earlier)?;
        }
        Ok(Self { row, copy_button })
    }

    pub(crate) fn element(&self) -> &Element {
        &self.row
    }

    /// Updates the text of the copy button, which keeps the focus; `false` if anything else differs.
    pub(crate) fn update_copy_text(&self, previous: &Details, model: &Details) -> bool {
        let is_same = previous.facts == model.facts
            && previous.earlier == model.earlier
            && previous.column_count == model.column_count;
        if let (true, Some(button)) = (is_same, &self.copy_button) {
            button.set_text_content(Some(&model.copy_text));
        }
        is_same
    }
}

/// Appends the last emails.
fn append_earlier(facts: &Element, earlier: &EarlierEmails) -> Result<(), JsValue> {
    let column = append(facts, "div", &[])?;
    // The name of the list says the same.
    append(&column, "p", &[("aria-hidden", "true")])?.set_text_content(Some(&earlier.title));
    let list =
        append(&column, "ul", &[("class", "earlier-emails"), ("aria-label", &earlier.title)])?;
    for email in &earlier.emails {
        let item = append(&list, "li", &[])?;
        append(&item, "span", &[])?.set_text_content(Some(&email.date));
        let name = append(&item, "bdi", &[("title", &email.name), ("lang", "")])?;
        name.set_text_content(Some(&email.name));
        match &email.outcome {
            Ok(reason) => {
                ReasonDom::append_template(&item)?;
                ReasonDom::of(next_sibling(&name)?)?.update(reason)?;
            }
            Err(text) => append(&item, "span", &[])?.set_text_content(Some(text)),
        }
        // The parts are separate words where they are read or copied as one text.
        name.before_with_str_1(" ")?;
        name.after_with_str_1(" ")?;
    }
    Ok(())
}

//! The elements of the cell that shows in which of the last emails a contact bounced: dots and a text.

use crate::view::table::{
    cell_model::Before,
    dom::{append, create},
};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The cell is empty where the contact did not bounce before.
pub(crate) struct BeforeDom {
    cell: Element,
    content: Option<Content>,
}

struct Content {
    element: Element,
    dots: Vec<Element>,
    text: Element,
}

impl BeforeDom {
    pub(crate) fn new(cell: Element) -> Self {
        Self { cell, content: None }
    }

    pub(crate) fn update(&mut self, model: &Before) -> Result<(), JsValue> {
        if self.content.as_ref().is_some_and(|content| content.dots.len() != model.dots.len())
            && let Some(removed) = self.content.take()
        {
            removed.element.remove();
        }
        if model.dots.is_empty() {
            return Ok(());
        }
        let content = match self.content.take() {
            Some(content) => content,
            None => Content::new(&self.cell, model.dots.len())?,
        };
        for (dot, class) in content.dots.iter().zip(&model.dots) {
            dot.set_class_name(class);
        }
        content.text.set_text_content(Some(&model.text));
        content.element.set_attribute("title", &model.emails)?;
        self.content = Some(content);
        Ok(())
    }
}

impl Content {
    fn new(cell: &Element, dots: usize) -> Result<Self, JsValue> {
        let element = create("span", &[("class", "past-count")])?;
        let group = append(&element, "span", &[("class", "dots"), ("aria-hidden", "true")])?;
        let dots = (0..dots).map(|_| append(&group, "i", &[])).collect::<Result<_, _>>()?;
        let text = append(&element, "span", &[])?;
        cell.append_child(&element)?;
        Ok(Self { element, dots, text })
    }
}

//! The elements of a cell. `cell_model` defines their content.

use crate::view::table::{
    cell_model::{CellModel, Highlighted, Reason, Suggestion},
    columns,
    dom::{append, first_child, next_sibling},
    row_events::RowControl,
};
use bounces_core::Column;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A rendered cell.
pub(crate) struct CellDom {
    cell: Element,
    /// The element with the text: the cell itself, or one in it.
    text: Element,
    badge: Option<BadgeDom>,
    suggestion: Option<SuggestionDom>,
}

/// The button of a reason, which expands the row.
struct BadgeDom {
    button: Element,
    letter: Element,
}

struct SuggestionDom {
    container: Element,
    question: Element,
    copy_button: Element,
}

impl CellDom {
    /// Appends an empty cell to a template row.
    pub(crate) fn append_template(
        row: &Element,
        column: Column,
        model: &CellModel,
    ) -> Result<(), JsValue> {
        let class = ("class", columns::class(column));
        let cell = match model {
            CellModel::Address(..) => {
                append(row, "th", &[("role", "rowheader"), ("scope", "row"), class])?
            }
            CellModel::Highlighted(_)
            | CellModel::Reason(_)
            | CellModel::Text(_)
            | CellModel::Pills(_) => append(row, "td", &[("role", "cell"), class])?,
        };
        match model {
            CellModel::Address(..) => {
                append(&cell, "bdi", &[])?;
                cell.append_with_str_1(" ")?;
            }
            CellModel::Highlighted(_) => {
                append(&cell, "bdi", &[])?;
            }
            CellModel::Reason(_) => BadgeDom::append_template(&cell)?,
            CellModel::Text(_) | CellModel::Pills(_) => {}
        }
        Ok(())
    }

    /// Finds the elements in a cell that is cloned from a template.
    pub(crate) fn of(cell: Element, model: &CellModel) -> Result<Self, JsValue> {
        let (text, badge) = match model {
            CellModel::Address(..) | CellModel::Highlighted(_) => (first_child(&cell)?, None),
            CellModel::Reason(_) => {
                let button = first_child(&cell)?;
                let letter = first_child(&button)?;
                (next_sibling(&letter)?, Some(BadgeDom { button, letter }))
            }
            CellModel::Text(_) | CellModel::Pills(_) => (cell.clone(), None),
        };
        Ok(Self { cell, text, badge, suggestion: None })
    }

    /// The element with the text.
    pub(crate) fn text(&self) -> &Element {
        &self.text
    }

    /// The button that expands the row, if this cell has it.
    pub(crate) fn expand_button(&self) -> Option<&Element> {
        self.badge.as_ref().map(|badge| &badge.button)
    }

    /// Updates what differs from the previous content. `row_index` is the row's index on the page.
    pub(crate) fn update(
        &mut self,
        previous: Option<&CellModel>,
        model: &CellModel,
        row_index: &str,
    ) -> Result<(), JsValue> {
        if previous == Some(model) {
            return Ok(());
        }
        match model {
            CellModel::Text(text) => {
                self.text.set_text_content(Some(text));
                Ok(())
            }
            CellModel::Highlighted(text) => write_highlighted(&self.text, text),
            CellModel::Reason(reason) => {
                self.update_reason(reason);
                Ok(())
            }
            CellModel::Pills(texts) => self.update_pills(texts),
            CellModel::Address(address, suggestion) => {
                if !matches!(previous, Some(CellModel::Address(previous, _)) if previous == address)
                {
                    write_highlighted(&self.text, address)?;
                }
                self.update_suggestion(suggestion.as_ref(), row_index)
            }
        }
    }

    fn update_reason(&self, reason: &Reason) {
        if let Some(badge) = &self.badge {
            badge.button.set_class_name(&format!("reason {}", reason.group_class));
            badge.letter.set_text_content(Some(reason.letter));
        }
        self.text.set_text_content(Some(&reason.name));
    }

    fn update_pills(&self, texts: &[String]) -> Result<(), JsValue> {
        self.text.set_text_content(None);
        for text in texts {
            let pill = append(&self.text, "span", &[("class", "pill")])?;
            append(&pill, "bdi", &[])?.set_text_content(Some(text));
            // Separates the texts of adjacent pills when they are copied.
            self.text.append_with_str_1(" ")?;
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
            None => SuggestionDom::append_to(&self.cell, row_index)?,
        };
        dom.question.set_text_content(Some(question));
        dom.copy_button.set_attribute("aria-label", copy_name)?;
        dom.copy_button.set_text_content(Some(copy_text));
        self.suggestion = Some(dom);
        Ok(())
    }
}

impl BadgeDom {
    fn append_template(cell: &Element) -> Result<(), JsValue> {
        let attributes =
            [("type", "button"), ("name", RowControl::Expand.name()), ("aria-expanded", "false")];
        let button = append(cell, "button", &attributes)?;
        append(&button, "span", &[("class", "badge"), ("aria-hidden", "true")])?;
        append(&button, "bdi", &[])?;
        Ok(())
    }
}

impl SuggestionDom {
    fn append_to(cell: &Element, row_index: &str) -> Result<Self, JsValue> {
        let container = append(cell, "div", &[("class", "suggestion")])?;
        let question = append(&container, "span", &[])?;
        container.append_with_str_1(" ")?;
        let attributes = [
            ("class", "btn ghost"),
            ("type", "button"),
            ("name", RowControl::CopySuggestion.name()),
            ("value", row_index),
        ];
        let copy_button = append(&container, "button", &attributes)?;
        Ok(Self { container, question, copy_button })
    }
}

/// Replaces the text of an element, with search matches in `<mark>`.
fn write_highlighted(element: &Element, highlighted: &Highlighted) -> Result<(), JsValue> {
    if highlighted.ranges.is_empty() {
        element.set_text_content(Some(&highlighted.text));
        return Ok(());
    }
    element.set_text_content(None);
    for (text, is_highlighted) in highlighted.pieces() {
        if is_highlighted {
            append(element, "mark", &[])?.set_text_content(Some(text));
        } else {
            element.append_with_str_1(text)?;
        }
    }
    Ok(())
}

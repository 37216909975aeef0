//! The elements of a row, and of the advice below it. `row_model` defines their content.
//!
//! Elements have their implicit roles as explicit attributes, for the reason given in
//! `report_table`.

use crate::{
    state::Report,
    view::table::{
        cell_dom::CellDom,
        dom::{append, create, first_child, next_sibling},
        row_events::RowControl,
        row_model::{Advice, RowModel},
    },
};
use bounces_core::Column;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement};

/// A rendered row.
pub(crate) struct RowDom {
    row: Element,
    checkbox: HtmlInputElement,
    /// In the order of [`Column::ALL`].
    cells: Vec<CellDom>,
    advice: Option<Element>,
    /// The index on the page, as an attribute value.
    index: String,
    advice_id: String,
    model: Option<RowModel>,
}

impl RowDom {
    /// Creates an empty row, from which others are cloned. The cells of a column have the same elements
    /// in all rows, so any model can define them.
    pub(crate) fn template(model: &RowModel) -> Result<Element, JsValue> {
        let row = create("tr", &[("role", "row")])?;
        let select_cell = append(&row, "td", &[("role", "cell"), ("class", "select")])?;
        let checkbox = [("type", "checkbox"), ("name", RowControl::Select.name())];
        append(&select_cell, "input", &checkbox)?;
        for (column, cell) in Column::ALL.into_iter().zip(&model.cells) {
            CellDom::append_template(&row, column, cell)?;
        }
        Ok(row)
    }

    /// Clones the template for a row of the page.
    pub(crate) fn from_template(
        template: &Element,
        report: Report,
        index: usize,
        model: &RowModel,
    ) -> Result<Self, JsValue> {
        let row: Element = template.clone_node_with_deep(true)?.unchecked_into();
        let select_cell = first_child(&row)?;
        let checkbox: HtmlInputElement = first_child(&select_cell)?.unchecked_into();
        let mut cells = Vec::with_capacity(model.cells.len());
        let mut previous = select_cell;
        for model in &model.cells {
            let cell = next_sibling(&previous)?;
            cells.push(CellDom::of(cell.clone(), model)?);
            previous = cell;
        }
        let index_text = index.to_string();
        let email_id = report.element_id("email", index);
        cells[Column::Email.index()].text().set_id(&email_id);
        checkbox.set_attribute("aria-labelledby", &email_id)?;
        checkbox.set_attribute("value", &index_text)?;
        let row = Self {
            row,
            checkbox,
            cells,
            advice: None,
            index: index_text,
            advice_id: report.element_id("advice", index),
            model: None,
        };
        if let Some(button) = row.expand_button() {
            button.set_attribute("value", &row.index)?;
        }
        Ok(row)
    }

    pub(crate) fn element(&self) -> &Element {
        &self.row
    }

    /// Removes the row from the document.
    pub(crate) fn remove(self) {
        self.row.remove();
        if let Some(advice) = self.advice {
            advice.remove();
        }
    }

    /// Updates what differs from the previous content.
    pub(crate) fn update(&mut self, model: RowModel) -> Result<(), JsValue> {
        // The browser toggles the checkbox when it is pressed, even if the selection stays as it is.
        if self.checkbox.checked() != model.is_selected {
            self.checkbox.set_checked(model.is_selected);
        }
        if self.model.as_ref() == Some(&model) {
            return Ok(());
        }
        let previous = self.model.take();
        let class = row_class(&model);
        if previous.as_ref().map_or("", row_class) != class {
            self.row.set_class_name(class);
        }
        for (index, (dom, cell)) in self.cells.iter_mut().zip(&model.cells).enumerate() {
            let previous = previous.as_ref().map(|previous| &previous.cells[index]);
            dom.update(previous, cell, &self.index)?;
        }
        if previous.and_then(|previous| previous.advice) != model.advice {
            self.update_advice(model.advice.as_ref())?;
        }
        self.model = Some(model);
        Ok(())
    }

    fn update_advice(&mut self, advice: Option<&Advice>) -> Result<(), JsValue> {
        if let Some(removed) = self.advice.take() {
            removed.remove();
        }
        let Some(button) = self.expand_button() else { return Ok(()) };
        let Some(advice) = advice else {
            button.set_attribute("aria-expanded", "false")?;
            return button.remove_attribute("aria-controls");
        };
        button.set_attribute("aria-expanded", "true")?;
        button.set_attribute("aria-controls", &self.advice_id)?;
        let row = advice_row(advice, &self.advice_id)?;
        self.row.after_with_node_1(&row)?;
        self.advice = Some(row);
        Ok(())
    }

    fn expand_button(&self) -> Option<&Element> {
        self.cells.iter().find_map(CellDom::expand_button)
    }
}

fn row_class(model: &RowModel) -> &'static str {
    match (model.is_deleted, model.is_selected) {
        (false, false) => "",
        (false, true) => "selected",
        (true, false) => "deleted",
        (true, true) => "deleted selected",
    }
}

/// The row below an expanded row.
fn advice_row(advice: &Advice, id: &str) -> Result<Element, JsValue> {
    let Advice { group_class, group, description, instructions, column_count } = advice;
    let row = create("tr", &[("role", "row"), ("class", "advice"), ("id", id)])?;
    let cell = append(&row, "td", &[("role", "cell"), ("colspan", &column_count.to_string())])?;
    let what = append(&cell, "p", &[])?;
    let badge = append(&what, "span", &[("class", &format!("group {group_class}"))])?;
    badge.set_text_content(Some(group));
    what.append_with_str_1(" ")?;
    let strong = append(&what, "strong", &[])?;
    append(&strong, "bdi", &[])?.set_text_content(Some(description));
    append(&cell, "p", &[("class", "secondary")])?.set_text_content(Some(instructions));
    Ok(row)
}

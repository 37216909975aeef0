//! The elements of a row, and of the details below it. `row_model` defines their content.
//!
//! Elements have their implicit roles as explicit attributes, for the reason given in
//! `report_table`.

use crate::{
    state::Report,
    view::table::{
        cell_dom::{CellDom, LABEL},
        details_dom::DetailsDom,
        details_model::Details,
        dom::{append, create, first_child, next_sibling},
        row_events::RowControl,
        row_model::RowModel,
    },
};
use bounces_core::Column;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement};

/// The headers of the columns, in the order of [`Column::ON_SCREEN`].
pub(crate) type Headers = [String; Column::ON_SCREEN.len()];

/// A rendered row.
pub(crate) struct RowDom {
    row: Element,
    checkbox: HtmlInputElement,
    /// In the order of [`Column::ON_SCREEN`].
    cells: Vec<CellDom>,
    expand_button: Element,
    selection_link: Option<Element>,
    details: Option<DetailsDom>,
    /// The index on the page, as an attribute value.
    index: String,
    details_id: String,
    model: Option<RowModel>,
}

impl RowDom {
    /// Creates an empty row, from which others are cloned. The cells of a column have the same elements
    /// in all rows, so any model can define them.
    pub(crate) fn template(model: &RowModel, headers: &Headers) -> Result<Element, JsValue> {
        let row = create("tr", &[("role", "row"), ("part", "row")])?;
        let select_cell =
            append(&row, "td", &[("role", "cell"), ("part", "cell"), ("class", "select")])?;
        let checkbox = [("type", "checkbox"), ("name", RowControl::Select.name())];
        append(&select_cell, "input", &checkbox)?;
        for ((column, cell), header) in Column::ON_SCREEN.into_iter().zip(&model.cells).zip(headers)
        {
            CellDom::append_template(&row, column, cell, header)?;
        }
        let last_cell =
            append(&row, "td", &[("role", "cell"), ("part", "cell"), ("class", "expand")])?;
        let attributes = [
            ("class", "open"),
            ("type", "button"),
            ("name", RowControl::Expand.name()),
            ("aria-expanded", "false"),
        ];
        let button = append(&last_cell, "button", &attributes)?;
        append(&button, "i", &[("class", "chevron")])?;
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
            cells.push(CellDom::of(&cell, model)?);
            previous = cell;
        }
        let expand_button = first_child(&next_sibling(&previous)?)?;
        let index_text = index.to_string();
        if let Some(CellDom::Contact(contact)) = cells.first() {
            let email_id = report.element_id("email", index);
            contact.address().set_id(&email_id);
            checkbox.set_attribute("aria-labelledby", &email_id)?;
        }
        checkbox.set_attribute("value", &index_text)?;
        expand_button.set_attribute("value", &index_text)?;
        Ok(Self {
            row,
            checkbox,
            cells,
            expand_button,
            selection_link: None,
            details: None,
            index: index_text,
            details_id: report.element_id("details", index),
            model: None,
        })
    }

    pub(crate) fn element(&self) -> &Element {
        &self.row
    }

    /// Removes the row from the document.
    pub(crate) fn remove(self) {
        self.row.remove();
        if let Some(details) = self.details {
            details.element().remove();
        }
    }

    /// Replaces the headers in the cells.
    pub(crate) fn set_headers(&self, headers: &Headers) -> Result<(), JsValue> {
        let mut cell = first_child(&self.row)?;
        for header in headers {
            cell = next_sibling(&cell)?;
            if cell.has_attribute(LABEL) {
                cell.set_attribute(LABEL, header)?;
            }
        }
        Ok(())
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
        let classes = row_classes(&model);
        if previous.as_ref().map(row_classes) != Some(classes) {
            self.row.set_class_name(&classes.concat());
        }
        for (index, (dom, cell)) in self.cells.iter_mut().zip(&model.cells).enumerate() {
            let previous = previous.as_ref().map(|previous| &previous.cells[index]);
            dom.update(previous, cell, &self.index)?;
        }
        if previous.as_ref().map(|previous| &previous.details_name) != Some(&model.details_name) {
            self.expand_button.set_attribute("aria-label", &model.details_name)?;
        }
        self.update_selection_link(model.selection_link.as_deref())?;
        let previous_details = previous.and_then(|previous| previous.details);
        if previous_details != model.details {
            self.update_details(previous_details.as_ref(), model.details.as_ref())?;
        }
        self.model = Some(model);
        Ok(())
    }

    /// The link leads from the row to the selection bar, which is many controls away.
    fn update_selection_link(&mut self, text: Option<&str>) -> Result<(), JsValue> {
        let Some(text) = text else {
            if let Some(removed) = self.selection_link.take() {
                removed.remove();
            }
            return Ok(());
        };
        let link = if let Some(link) = self.selection_link.take() {
            link
        } else {
            let link = create(
                "a",
                &[
                    ("class", "skip"),
                    ("href", "#selection"),
                    ("name", RowControl::SkipToSelection.name()),
                    ("value", &self.index),
                ],
            )?;
            self.expand_button.after_with_node_1(&link)?;
            link
        };
        link.set_text_content(Some(text));
        self.selection_link = Some(link);
        Ok(())
    }

    fn update_details(
        &mut self,
        previous: Option<&Details>,
        details: Option<&Details>,
    ) -> Result<(), JsValue> {
        if let (Some(dom), Some(previous), Some(details)) = (&self.details, previous, details)
            && dom.update_copy_text(previous, details)
        {
            return Ok(());
        }
        if let Some(removed) = self.details.take() {
            removed.element().remove();
        }
        let Some(details) = details else {
            self.expand_button.set_attribute("aria-expanded", "false")?;
            return self.expand_button.remove_attribute("aria-controls");
        };
        self.expand_button.set_attribute("aria-expanded", "true")?;
        self.expand_button.set_attribute("aria-controls", &self.details_id)?;
        let dom = DetailsDom::new(details, &self.details_id, &self.index)?;
        self.row.after_with_node_1(dom.element())?;
        self.details = Some(dom);
        Ok(())
    }
}

/// The classes of a row, each with a space.
fn row_classes(model: &RowModel) -> [&'static str; 4] {
    [
        if model.is_resolved { "deleted " } else { "" },
        if model.is_selected { "selected " } else { "" },
        if model.is_single_line { "single " } else { "" },
        if model.details.is_some() { "expanded " } else { "" },
    ]
}

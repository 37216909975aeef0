//! The elements of a cell. `cell_model` defines their content.

use crate::view::table::{
    before_dom::BeforeDom,
    cell_model::{CellModel, Moment, Reason},
    columns,
    contact_dom::ContactDom,
    dom::{append, first_child, next_sibling},
};
use bounces_core::Column;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A rendered cell.
pub(crate) enum CellDom {
    Contact(ContactDom),
    Reason(ReasonDom),
    Text(Element),
    Time(Element),
    Before(BeforeDom),
}

/// The badge of a reason, and its name.
pub(crate) struct ReasonDom {
    reason: Element,
    badge: Element,
    name: Element,
}

impl CellDom {
    /// Appends an empty cell to a template row. `label` is the header's text: rows that are cards show it in the cell.
    pub(crate) fn append_template(
        row: &Element,
        column: Column,
        model: &CellModel,
        label: &str,
    ) -> Result<(), JsValue> {
        let class = ("class", columns::class(column));
        let cell =
            |name| append(row, name, &[("role", "cell"), ("part", "cell"), class, (LABEL, label)]);
        match model {
            CellModel::Contact(_) => {
                let header = [("role", "rowheader"), ("scope", "row"), ("part", "cell"), class];
                ContactDom::append_template(&append(row, "th", &header)?)
            }
            CellModel::Reason(_) => ReasonDom::append_template(&cell("td")?),
            CellModel::Text(_) => append(&cell("td")?, "span", &[]).map(drop),
            CellModel::Time(_) => append(&cell("td")?, "time", &[]).map(drop),
            // Most contacts did not bounce before.
            CellModel::Before(_) => cell("td").map(drop),
        }
    }

    /// Finds the elements in a cell that is cloned from a template.
    pub(crate) fn of(cell: &Element, model: &CellModel) -> Result<Self, JsValue> {
        let content = || first_child(cell);
        Ok(match model {
            CellModel::Before(_) => Self::Before(BeforeDom::new(cell.clone())),
            CellModel::Contact(_) => Self::Contact(ContactDom::of(&content()?)?),
            CellModel::Reason(_) => Self::Reason(ReasonDom::of(content()?)?),
            CellModel::Text(_) => Self::Text(content()?),
            CellModel::Time(_) => Self::Time(content()?),
        })
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
        match (self, model) {
            (Self::Contact(dom), CellModel::Contact(contact)) => {
                let previous = match previous {
                    Some(CellModel::Contact(previous)) => Some(previous),
                    _ => None,
                };
                dom.update(previous, contact, row_index)
            }
            (Self::Before(dom), CellModel::Before(before)) => dom.update(before),
            (Self::Reason(dom), CellModel::Reason(reason)) => dom.update(reason),
            (Self::Text(element), CellModel::Text(text)) => {
                element.set_text_content(Some(text));
                Ok(())
            }
            (Self::Time(element), CellModel::Time(moment)) => update_time(element, moment),
            // The kind of content is the same for all rows of a column.
            _ => Ok(()),
        }
    }
}

/// The attribute with the header's text.
pub(crate) const LABEL: &str = "data-label";

impl ReasonDom {
    /// Appends an empty reason.
    pub(crate) fn append_template(parent: &Element) -> Result<(), JsValue> {
        let reason = append(parent, "span", &[("class", "reason")])?;
        append(&reason, "span", &[("class", "badge"), ("part", "badge"), ("role", "img")])?;
        append(&reason, "bdi", &[])?;
        Ok(())
    }

    /// Finds the elements of a reason.
    pub(crate) fn of(reason: Element) -> Result<Self, JsValue> {
        let badge = first_child(&reason)?;
        let name = next_sibling(&badge)?;
        Ok(Self { reason, badge, name })
    }

    pub(crate) fn update(&self, model: &Reason) -> Result<(), JsValue> {
        let Reason { class, code, code_name, name } = model;
        self.reason.set_class_name(&["reason ", class].concat());
        self.badge.set_text_content(Some(code));
        self.badge.set_attribute("title", code_name)?;
        self.name.set_text_content(Some(name));
        Ok(())
    }
}

fn update_time(element: &Element, Moment { text, datetime }: &Moment) -> Result<(), JsValue> {
    element.set_text_content(Some(text));
    match datetime {
        Some(datetime) => element.set_attribute("datetime", datetime),
        None => element.remove_attribute("datetime"),
    }
}

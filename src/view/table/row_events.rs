//! Clicks on the controls in the rows. One delegated listener serves all rows, so that a page of
//! 500 rows needs no more listeners than one of 50.

use crate::{
    erased::ClickHandler, platform::panic_boundary::guard_listener, state::Report, view::focus,
};
use leptos::{ev::MouseEvent, prelude::untrack, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement};

/// A control in a row. Its element has this `name`, and the row's index on the page as its `value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowControl {
    Select,
    Expand,
    CopySuggestion,
    CopyContactId,
    SkipToSelection,
}

impl RowControl {
    const ALL: [Self; 5] = [
        Self::Select,
        Self::Expand,
        Self::CopySuggestion,
        Self::CopyContactId,
        Self::SkipToSelection,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Expand => "expand",
            Self::CopySuggestion => "copy",
            Self::CopyContactId => "copy-id",
            Self::SkipToSelection => "skip",
        }
    }
}

/// The listener for the body of the table.
pub(crate) fn click_listener(report: Report) -> ClickHandler {
    guard_listener(move |event| {
        if let Some((element, control, index)) = pressed_control(&event) {
            handle_click(report, &event, &element, control, index);
        }
    })
}

/// The pressed control, and the index of its row.
fn pressed_control(event: &MouseEvent) -> Option<(Element, RowControl, usize)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[name]").ok()??;
    let name = element.get_attribute("name")?;
    let control = RowControl::ALL.into_iter().find(|control| control.name() == name)?;
    let index = element.get_attribute("value")?.parse().ok()?;
    Some((element, control, index))
}

fn handle_click(
    report: Report,
    event: &MouseEvent,
    element: &Element,
    control: RowControl,
    index: usize,
) {
    let Some(row) = untrack(|| report.query().row_at(index)) else { return };
    match control {
        RowControl::Select => {
            let is_selected = element.unchecked_ref::<HtmlInputElement>().checked();
            report.selection().set_row(row, is_selected, event.shift_key());
        }
        RowControl::Expand => report.expanded_rows().toggle(row),
        RowControl::CopySuggestion => report.export().copy_suggestion(row),
        RowControl::CopyContactId => report.export().copy_contact_id(row),
        RowControl::SkipToSelection => {
            // The link has no other target: fragments do not reach into a shadow tree.
            event.prevent_default();
            focus::selection_bar(event);
        }
    }
}

//! What the controls in the rows do. One listener stands for all of them, so that a page of 500 rows
//! costs no more than one of 50.

use crate::{erased::ClickHandler, platform::panic_boundary::guard_listener, state::Report};
use leptos::{ev::MouseEvent, prelude::untrack, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement};

/// What a control does: its `name`. Its `value` is the place of its row on the page.
pub(crate) const SELECT: &str = "select";
pub(crate) const OPEN: &str = "open";
pub(crate) const COPY: &str = "copy";

/// Listens to the clicks in the body of the table.
pub(crate) fn listen(report: Report) -> ClickHandler {
    guard_listener(move |event| {
        if let Some((control, place)) = control(&event) {
            press(report, &event, &control, place);
        }
    })
}

/// The control that was pressed, and the place of its row.
fn control(event: &MouseEvent) -> Option<(Element, usize)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let control = target.closest("[name]").ok()??;
    let place = control.get_attribute("value")?.parse().ok()?;
    Some((control, place))
}

fn press(report: Report, event: &MouseEvent, control: &Element, place: usize) {
    let Some(row) = untrack(|| report.query().row_at(place)) else { return };
    match control.get_attribute("name").as_deref() {
        Some(SELECT) => {
            let selected = control.unchecked_ref::<HtmlInputElement>().checked();
            report.selection().set_row(row, selected, event.shift_key());
        }
        Some(OPEN) => report.expanded_rows().toggle(row),
        Some(COPY) => report.export().copy_suggestion(row),
        Some(_) | None => {}
    }
}

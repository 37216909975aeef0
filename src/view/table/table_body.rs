//! The rows of the current page. Elements are kept and only their differences are updated, so that
//! they keep the focus and the text selection.
//!
//! This is the only part that is not rendered by `view!`. One effect compares the previous content
//! of all rows with the new one; an effect for each text of a page of 500 rows would be several
//! times slower (bench/NOTES.md).

use crate::{
    erased::ErasedMemo,
    i18n::Translator,
    state::{RenderStage, Report},
    view::table::{
        columns,
        row_dom::{Headers, RowDom},
        row_events,
        row_model::RowModel,
    },
};
use bounces_core::Column;
use leptos::{html::Tbody, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The rows that fit into a window are about this high, or higher.
const MIN_ROW_HEIGHT: f64 = 40.0;
/// What is above them, or higher.
const MIN_TOP: f64 = 300.0;

/// How many rows fit into the window at most.
fn rows_in_sight() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let rows = (height.unwrap_or_default() - MIN_TOP) / MIN_ROW_HEIGHT;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let rows = rows.clamp(10.0, 500.0) as usize;
    rows
}

#[component]
pub(crate) fn TableBody() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let body = NodeRef::<Tbody>::new();
    // The memo keeps the effect from running while more rows are loaded for other pages.
    let page_rows = ErasedMemo::new(move |_| report.query().rows_on_page());
    Effect::new(move |rendered: Option<RenderedRows>| {
        let mut rendered = rendered.unwrap_or_default();
        if let Some(body) = body.get() {
            let is_complete = report.rendering().has(RenderStage::Complete);
            let rows = page_rows.with(|rows| {
                let in_sight = if is_complete { None } else { rows.get(..rows_in_sight()) };
                RowModel::of_rows(report, i18n, in_sight.unwrap_or(rows))
            });
            // Changing our own elements does not fail; if it did, the next render would repair it.
            let headers = Column::ON_SCREEN.map(|column| i18n.text(columns::screen_header(column)));
            let _ = rendered.update(report, &body, rows, headers);
        }
        rendered
    });
    view! {
        <tbody role="rowgroup" node_ref=body on:click=row_events::click_listener(report)></tbody>
    }
}

#[derive(Default)]
struct RenderedRows {
    rows: Vec<RowDom>,
    template: Option<Element>,
    headers: Headers,
}

impl RenderedRows {
    fn update(
        &mut self,
        report: Report,
        body: &Element,
        models: Vec<RowModel>,
        headers: Headers,
    ) -> Result<(), JsValue> {
        if self.headers != headers {
            self.template = None;
            for row in &self.rows {
                row.set_headers(&headers)?;
            }
            self.headers = headers;
        }
        for removed in self.rows.drain(models.len().min(self.rows.len())..) {
            removed.remove();
        }
        for (index, model) in models.into_iter().enumerate() {
            if index == self.rows.len() {
                let template = match self.template.take() {
                    Some(template) => template,
                    None => RowDom::template(&model, &self.headers)?,
                };
                let row = RowDom::from_template(&template, report, index, &model)?;
                self.template = Some(template);
                body.append_child(row.element())?;
                self.rows.push(row);
            }
            self.rows[index].update(model)?;
        }
        Ok(())
    }
}

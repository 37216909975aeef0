//! The rows on the page. Their elements stay and what differs in them changes, so that focus and
//! selection stay too.
//!
//! They are the one part that `view!` does not draw. One effect compares what stands in all rows
//! with what is to stand there: an effect for each text of a page of 500 rows costs several times
//! as much (bench/NOTES.md). What stands in a row is a matter of `row_content`, its elements of
//! `row_elements`, what its controls do of `row_press`.

use crate::{
    erased::ErasedMemo,
    i18n::Translator,
    state::Report,
    view::table::{row_dom::RowDom, row_events, row_model::RowModel},
};
use leptos::{html::Tbody, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The body of the table.
#[component]
pub(crate) fn TableBody() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let body = NodeRef::<Tbody>::new();
    // While more rows are read, those on the page stay the same.
    let on_page = ErasedMemo::new(move |_| report.query().rows_on_page());
    Effect::new(move |kept: Option<Rows>| {
        let mut rows = kept.unwrap_or_default();
        if let Some(body) = body.get() {
            let contents = on_page.with(|rows| RowModel::of_rows(report, i18n, rows));
            // Nothing that is done to one's own elements fails; if it did, the next change mends it.
            let _ = rows.show(report, &body, contents);
        }
        rows
    });
    view! { <tbody role="rowgroup" node_ref=body on:click=row_events::listen(report)></tbody> }
}

/// The rows that are drawn.
#[derive(Default)]
struct Rows {
    drawn: Vec<RowDom>,
    /// A row that nothing stands in, to make others of.
    empty: Option<Element>,
}

impl Rows {
    fn show(
        &mut self,
        report: Report,
        body: &Element,
        contents: Vec<RowModel>,
    ) -> Result<(), JsValue> {
        for gone in self.drawn.drain(contents.len().min(self.drawn.len())..) {
            gone.remove();
        }
        for (place, content) in contents.into_iter().enumerate() {
            if place == self.drawn.len() {
                let empty = match self.empty.take() {
                    Some(empty) => empty,
                    None => RowDom::empty()?,
                };
                let row = RowDom::copy(&empty, report, place)?;
                self.empty = Some(empty);
                body.append_child(row.line())?;
                self.drawn.push(row);
            }
            self.drawn[place].show(content)?;
        }
        Ok(())
    }
}

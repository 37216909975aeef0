//! Printing: rows, and what is at the top of every printed page.

use super::{
    export::{ExportState, ROWS_PER_STEP, Snapshot},
    export_scope::ExportScope,
    export_status::ExportOutcome,
};
use crate::platform::PrintFrame;
use bounces_core::{BounceTable, RowId, Suggestions};

/// The texts at the top of a printed page, and its style sheet.
#[derive(Clone, Debug)]
pub(crate) struct PrintLabels {
    pub(crate) style_sheet: String,
    pub(crate) language: &'static str,
    pub(crate) title: String,
    /// What the report says.
    pub(crate) sentence: String,
    pub(crate) notes: Vec<String>,
    /// Numbers and what they count.
    pub(crate) figures: Vec<[String; 2]>,
}

/// The most rows that are printed: a hundred pages or more.
pub(crate) const MAX_PRINT_ROWS: usize = 5000;

/// The texts of a printed row.
type Cells = Box<dyn Fn(&BounceTable, RowId) -> Vec<String>>;

/// Opens a frame to print, and writes these texts at its top.
pub(super) async fn open_frame(labels: PrintLabels) -> PrintFrame {
    let PrintLabels { style_sheet, language, title, sentence, notes, figures } = labels;
    let frame = PrintFrame::new(&style_sheet, language);
    frame.begin(&title, &sentence, notes, figures.into_iter().flatten().collect()).await;
    frame
}

impl ExportState {
    /// Prints the first [`MAX_PRINT_ROWS`] rows. `cells` returns the texts of a row.
    pub(crate) fn print(
        self,
        scope: ExportScope,
        labels: PrintLabels,
        headings: Vec<String>,
        cells: Cells,
    ) {
        let Snapshot { generation, rows } = self.snapshot(scope);
        let mut rows = rows.into_iter().take(MAX_PRINT_ROWS);
        self.enqueue(async move {
            let frame = open_frame(labels).await;
            frame.add_table(headings);
            let mut print = |table: &BounceTable, _: &Suggestions| {
                for row in rows.by_ref().take(ROWS_PER_STEP) {
                    frame.add_row(cells(table, row));
                }
                rows.len() > 0
            };
            if self.run_in_slices(generation, &mut print).await {
                frame.print();
                None
            } else {
                frame.discard();
                Some(ExportOutcome::Interrupted)
            }
        });
    }
}

//! Exports: rows as CSV for people and spreadsheets, as JSON for programs, and as a list of
//! addresses. The texts of a file come from the caller.
//!
//! A file is produced block by block, so that a million rows are never one string, and the caller
//! can do other work between two blocks.

mod corrections;
mod csv;
mod file_name;
mod json;
mod summary_page;
mod value;

pub use corrections::{CorrectionLabels, corrections};
pub use csv::CsvLabels;
pub use file_name::file_name;
pub use json::ExportMetadata;
pub use summary_page::{BAR, SummaryLine, SummaryList, SummaryPage, SummaryPlan};

use crate::{BounceTable, RowId, Suggestions};
use corrections::Corrections;
use csv::Csv;
use json::Json;

/// The size at which a block is complete, in bytes of UTF-8. Its last row may exceed it.
const BLOCK_BYTES: usize = 128 * 1024;

/// A file that is being written.
///
/// It refers to rows by id, so the table may grow meanwhile. The ids belong to one table: with
/// another table, the file would have other rows.
#[derive(Clone, Debug)]
pub struct Export {
    format: Format,
    rows: Vec<RowId>,
    /// The index of the next row; `None` before the first block.
    next: Option<usize>,
    is_complete: bool,
}

#[derive(Clone, Debug)]
enum Format {
    Csv(Box<Csv>),
    Json(Json),
    /// Each block is an array of its own.
    Rows,
    Corrections(Corrections),
}

impl Export {
    /// A CSV file of some rows: RFC 4180, in UTF-8 with a byte order mark, comma and CRLF, with the
    /// columns of [`ExportField::ALL`](crate::ExportField::ALL) and those of
    /// [`CsvLabels::metadata`]. The first record is the header, and all records have the same
    /// number of cells.
    ///
    /// No cell begins with a sign that a spreadsheet takes for a formula (`=`, `+`, `-`, `@`, their
    /// full-width forms, tab, line break): such a cell begins with an apostrophe instead.
    pub fn csv(rows: Vec<RowId>, labels: &CsvLabels) -> Self {
        Self::new(rows, Format::Csv(Box::new(Csv::new(labels))))
    }

    /// A JSON file of some rows: an object with the file's metadata in `report`, and the rows in
    /// `tracking_activities`. A row has the upstream's fields as far as they are known, and
    /// `group`, `did_you_mean`, `next_step` and `recommended_for_removal`; with history also
    /// `bounced_before`, `earlier_emails_read` and `earlier_bounces`.
    ///
    /// [`decode_page`](crate::wire::decode_page) reads the same rows from it.
    pub fn json(rows: Vec<RowId>, metadata: &ExportMetadata) -> Self {
        let json = Json::new(metadata, rows.len());
        Self::new(rows, Format::Json(json))
    }

    /// Some rows as [`Export::json`] writes them, without a file around: each block is an array of rows.
    pub fn rows(rows: Vec<RowId>) -> Self {
        Self::new(rows, Format::Rows)
    }

    /// A CSV file of the corrections among some rows, in the same format: the old and the new address
    /// of each row whose next step is [`NextStep::FixTypo`](crate::NextStep::FixTypo). Other rows are
    /// left out.
    pub fn corrections(rows: Vec<RowId>, labels: &CorrectionLabels) -> Self {
        Self::new(rows, Format::Corrections(Corrections::new(labels)))
    }

    fn new(rows: Vec<RowId>, format: Format) -> Self {
        Self { format, rows, next: None, is_complete: false }
    }

    /// The next part of the file, about 128 KiB; `None` after the last.
    pub fn next_block(&mut self, table: &BounceTable, suggestions: &Suggestions) -> Option<String> {
        if self.is_complete {
            return None;
        }
        // Reserves for a usual last row, which exceeds the block.
        let mut block = String::with_capacity(BLOCK_BYTES + BLOCK_BYTES / 64);
        let mut next = self.next.unwrap_or_default();
        let first = if matches!(self.format, Format::Rows) { next } else { 0 };
        if next == first {
            self.format.begin(&mut block);
        }
        while block.len() < BLOCK_BYTES
            && let Some(row) = self.rows.get(next)
        {
            self.format.write_row(table, suggestions, *row, next == first, &mut block);
            next += 1;
        }
        self.next = Some(next);
        if next == self.rows.len() {
            self.format.end(&mut block);
            self.is_complete = true;
        } else if matches!(self.format, Format::Rows) {
            self.format.end(&mut block);
        }
        Some(block)
    }

    /// How many rows are written so far, or left out.
    pub fn rows_written(&self) -> usize {
        self.next.unwrap_or_default()
    }
}

impl Format {
    fn begin(&self, block: &mut String) {
        match self {
            Self::Csv(csv) => csv.begin(block),
            Self::Json(json) => json.begin(block),
            Self::Rows => block.push('['),
            Self::Corrections(corrections) => corrections.begin(block),
        }
    }

    fn write_row(
        &self,
        table: &BounceTable,
        suggestions: &Suggestions,
        row: RowId,
        is_first: bool,
        block: &mut String,
    ) {
        match self {
            Self::Csv(csv) => csv.write_row(table, suggestions, row, block),
            Self::Json(_) | Self::Rows => json::write_row(table, suggestions, row, is_first, block),
            Self::Corrections(_) => corrections::write_row(table, suggestions, row, block),
        }
    }

    fn end(&self, block: &mut String) {
        match self {
            Self::Csv(_) | Self::Corrections(_) => {}
            Self::Json(_) => json::end(block),
            Self::Rows => block.push(']'),
        }
    }
}

/// The addresses of some rows as they bounced, one per line. Rows without an address are left out.
///
/// White space within an address, which only a malformed one has, becomes a space, so that the
/// address stays on its line.
pub fn addresses(table: &BounceTable, rows: impl IntoIterator<Item = RowId>) -> String {
    let mut lines = String::new();
    for row in rows {
        let start = lines.len();
        for word in table.email(row).split_whitespace() {
            if lines.len() > start {
                lines.push(' ');
            }
            lines.push_str(word);
        }
        if lines.len() > start {
            lines.push('\n');
        }
    }
    lines
}

//! Rows as files: CSV for people and spreadsheets, JSON for programs, and addresses for a text
//! field. What is written of a row stands in `csv` and `json`, every word comes from the caller.
//!
//! A file is written block by block, so that a million rows are never one text, and the caller may
//! do something else between two blocks.

mod csv;
mod json;
mod name;

pub use csv::{CsvWords, ExportColumn};
pub use json::ExportAbout;
pub use name::file_name;

use crate::{BounceTable, RowId, Suggestions, Timestamp};
use csv::Csv;
use json::Json;
use std::fmt::{Display, Write};

/// How long a block grows, in bytes of UTF-8, before it is handed out. The last row may exceed it.
const BLOCK: usize = 128 * 1024;

/// A file that is being written.
///
/// It knows the rows by id only, so that the table may get more of them meanwhile. They belong to
/// one table: with another one the file would be another's.
#[derive(Clone, Debug)]
pub struct Export {
    format: Format,
    rows: Vec<RowId>,
    /// The place of the next row; `None` before the first block.
    next: Option<usize>,
    is_complete: bool,
}

#[derive(Clone, Debug)]
enum Format {
    Csv(Box<Csv>),
    Json(Json),
}

impl Export {
    /// A CSV file of some rows: RFC 4180, in UTF-8 with a byte order mark, comma and CRLF, with the
    /// columns of [`ExportColumn::ALL`] and those of [`CsvWords::about`]. The first record is the
    /// heading, and every record has as many cells.
    ///
    /// No cell begins with what a spreadsheet takes for a formula (`=`, `+`, `-`, `@`, their
    /// full-width forms, tab, line break): such a cell begins with an apostrophe instead.
    pub fn csv(rows: Vec<RowId>, words: &CsvWords) -> Self {
        Self::new(rows, Format::Csv(Box::new(Csv::new(words))))
    }

    /// A JSON file of some rows: an object with what the file is `about`, and with
    /// `tracking_activities`, in which each row has the fields of the upstream that are known of
    /// it, and `group`, `did_you_mean` and `recommended_for_removal`.
    ///
    /// [`decode_page`](crate::wire::decode_page) reads the same rows from it.
    pub fn json(rows: Vec<RowId>, about: &ExportAbout) -> Self {
        let json = Json::new(about, rows.len());
        Self::new(rows, Format::Json(json))
    }

    fn new(rows: Vec<RowId>, format: Format) -> Self {
        Self { format, rows, next: None, is_complete: false }
    }

    /// The next part of the file, about 128 KiB long; `None` after the last.
    pub fn next_block(&mut self, table: &BounceTable, suggestions: &Suggestions) -> Option<String> {
        if self.is_complete {
            return None;
        }
        // Room for the row that exceeds it, as rows usually are.
        let mut block = String::with_capacity(BLOCK + BLOCK / 64);
        let mut next = self.next.unwrap_or_else(|| {
            self.format.begin(&mut block);
            0
        });
        while block.len() < BLOCK
            && let Some(row) = self.rows.get(next)
        {
            self.format.write_row(table, suggestions, *row, next == 0, &mut block);
            next += 1;
        }
        self.next = Some(next);
        if next == self.rows.len() {
            self.format.end(&mut block);
            self.is_complete = true;
        }
        Some(block)
    }

    /// How many rows are written so far.
    pub fn rows_written(&self) -> usize {
        self.next.unwrap_or_default()
    }
}

impl Format {
    fn begin(&self, block: &mut String) {
        match self {
            Self::Csv(csv) => csv.begin(block),
            Self::Json(json) => json.begin(block),
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
            Self::Json(_) => json::write_row(table, suggestions, row, is_first, block),
        }
    }

    fn end(&self, block: &mut String) {
        match self {
            Self::Csv(_) => {}
            Self::Json(_) => json::end(block),
        }
    }
}

/// Writes a value that needs no quotes: a moment, a day, a UUID.
fn write_plain(value: &dyn Display, block: &mut String) {
    // A text takes all that is written to it.
    let _ = write!(block, "{value}");
}

/// Writes when a contact was deleted: the day alone if nothing else was said, as the upstream does.
fn write_deletion(time: Timestamp, block: &mut String) {
    let day = time.day_in_utc();
    if day.start_in_utc() == time {
        write_plain(&day, block);
    } else {
        write_plain(&time, block);
    }
}

/// The addresses of some rows as they bounced, one a line, without those that have none.
///
/// White space within an address, which only a malformed one has, becomes a space, so that it
/// stays in its line.
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

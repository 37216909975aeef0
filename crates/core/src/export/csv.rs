//! Rows as records of a CSV file (RFC 4180).
//!
//! The file's metadata (campaign, filters, time, completeness) is in columns of its own at the end
//! of each record, not in lines before the header:
//! - The header is the first record and all records have the same number of cells, as the RFC
//!   requires, so spreadsheets, CSV libraries and Constant Contact's import read the file as it is.
//! - A row keeps its origin, and the warning of an incomplete file, when it is sorted, filtered or
//!   copied elsewhere.
//!
//! The price is a larger file. Cells that are equal in all rows are escaped once.
//!
//! Formula injection: a cell that would begin with a formula's sign gets an apostrophe before it,
//! inside the quotes. A spreadsheet may split at semicolons or tabs instead, as it does in
//! countries with a decimal comma, and would then begin a cell within one of ours. So the rule also
//! holds after these and after a line break.

use super::value::{FieldValue, write_deletion, write_plain};
use crate::{BounceCode, BounceTable, ContactId, ExportField, Group, NextStep, RowId, Suggestions};

/// Separates the cells of a record. [`write_cell`] quotes cells that contain a comma, a semicolon or a
/// tab, whichever is in use.
pub(super) const SEPARATOR: char = ',';

/// The texts of a CSV file, in the user's language.
#[derive(Clone, Debug, Default)]
pub struct CsvLabels {
    /// The header, by [`ExportField::index`].
    pub headings: [String; ExportField::ALL.len()],
    /// The name of each code, by [`BounceCode::index`].
    pub reasons: [String; BounceCode::ALL.len()],
    /// The name of each group, by [`Group::index`].
    pub groups: [String; Group::ALL.len()],
    /// The name of each next step, by [`NextStep::index`].
    pub steps: [String; NextStep::ALL.len()],
    /// Replaces the date of a deletion that could not be parsed.
    pub unknown_date: String,
    /// Recommended for removal.
    pub yes: String,
    /// Not recommended for removal.
    pub no: String,
    /// Headings and values of the file's metadata: the campaign, the filters, the time, whether
    /// all rows were read, and a warning if not. A column each.
    pub metadata: Vec<(String, String)>,
}

/// A CSV writer. Its texts are escaped already.
#[derive(Clone, Debug)]
pub(super) struct Csv {
    header: String,
    reasons: [String; BounceCode::ALL.len()],
    groups: [String; Group::ALL.len()],
    steps: [String; NextStep::ALL.len()],
    unknown_date: String,
    yes: String,
    no: String,
    /// The end of each record, from its separator on.
    metadata: String,
}

impl Csv {
    pub(super) fn new(labels: &CsvLabels) -> Self {
        let metadata = labels.metadata.iter();
        let headings = labels.headings.iter().chain(metadata.map(|(heading, _)| heading));
        Self {
            header: headings.enumerate().fold(String::new(), |mut header, (index, heading)| {
                if index > 0 {
                    header.push(SEPARATOR);
                }
                write_cell(heading, &mut header);
                header
            }),
            reasons: labels.reasons.each_ref().map(|text| cell(text)),
            groups: labels.groups.each_ref().map(|text| cell(text)),
            steps: labels.steps.each_ref().map(|text| cell(text)),
            unknown_date: cell(&labels.unknown_date),
            yes: cell(&labels.yes),
            no: cell(&labels.no),
            metadata: labels.metadata.iter().fold(String::new(), |mut cells, (_, value)| {
                cells.push(SEPARATOR);
                write_cell(value, &mut cells);
                cells
            }),
        }
    }

    pub(super) fn begin(&self, block: &mut String) {
        block.push('\u{feff}');
        block.push_str(&self.header);
        block.push_str("\r\n");
    }

    pub(super) fn write_row(
        &self,
        table: &BounceTable,
        suggestions: &Suggestions,
        row: RowId,
        block: &mut String,
    ) {
        for field in ExportField::ALL {
            if field.index() > 0 {
                block.push(SEPARATOR);
            }
            self.write_value(&FieldValue::of(field, table, suggestions, row), block);
        }
        block.push_str(&self.metadata);
        block.push_str("\r\n");
    }

    fn write_value(&self, value: &FieldValue<'_>, block: &mut String) {
        match value {
            FieldValue::Missing => {}
            FieldValue::Text(text) => write_cell(text, block),
            FieldValue::Code(code) => block.push_str(&self.reasons[usize::from(code.index())]),
            FieldValue::Group(group) => block.push_str(&self.groups[group.index()]),
            FieldValue::Time(time) => write_plain(time, block),
            FieldValue::Deletion(Some(time)) => write_deletion(*time, block),
            FieldValue::Deletion(None) => block.push_str(&self.unknown_date),
            FieldValue::Step(step) => block.push_str(&self.steps[step.index()]),
            FieldValue::Boolean(true) => block.push_str(&self.yes),
            FieldValue::Boolean(false) => block.push_str(&self.no),
            FieldValue::Contact(ContactId::Uuid(uuid)) => write_plain(uuid, block),
            FieldValue::Contact(ContactId::Text(text)) => write_cell(text, block),
            FieldValue::Count(count) => write_plain(count, block),
            FieldValue::EarlierBounces(bounces) => {
                for (index, (email, bounce)) in bounces.iter().enumerate() {
                    block.push_str(if index == 0 { "" } else { " | " });
                    write_plain(&bounce.time.unwrap_or(email.sent).day_in_utc(), block);
                    block.push(' ');
                    block.push_str(bounce.code.as_str());
                }
            }
        }
    }
}

fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    write_cell(text, &mut cell);
    cell
}

/// What programs may skip before a formula: a space, and the byte order mark of UTF-8.
const IGNORED: [char; 2] = [' ', '\u{feff}'];

/// Writes text as a cell: quoted if necessary, and never a formula.
pub(super) fn write_cell(text: &str, block: &mut String) {
    let is_special = |byte: u8| matches!(byte, b',' | b'"' | b';' | b'\t' | b'\r' | b'\n');
    let needs_quotes = text.bytes().any(is_special);
    if !needs_quotes && !text.trim_start_matches(IGNORED).starts_with(begins_formula) {
        block.push_str(text);
        return;
    }
    block.push_str(if needs_quotes { "\"" } else { "" });
    if text.starts_with(['\t', '\r', '\n']) {
        block.push('\'');
    }
    let mut may_begin_cell = true;
    for character in text.chars() {
        if may_begin_cell && begins_formula(character) {
            block.push('\'');
        }
        may_begin_cell = match character {
            '"' => may_begin_cell,
            _ if IGNORED.contains(&character) => may_begin_cell,
            ';' | '\t' | '\r' | '\n' => true,
            _ => false,
        };
        block.push_str(if character == '"' { "\"" } else { "" });
        block.push(character);
    }
    block.push_str(if needs_quotes { "\"" } else { "" });
}

/// Whether a spreadsheet takes a text that begins with this character for a formula. Spreadsheets
/// accept the full-width forms where people write with them, in Japan for example.
fn begins_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

//! Rows as records of a CSV file (RFC 4180).
//!
//! What the file is about (campaign, filters, time, completeness) stands in columns of its own at
//! the end of each record, not in lines before the heading:
//! - The heading is the first record and every record has as many cells, as the RFC wants it, so
//!   that spreadsheets, `csv` libraries and the import of Constant Contact read the file unaided.
//! - A row keeps saying where it comes from, and whether the file is a part only, when it is
//!   sorted, filtered, or copied elsewhere.
//!
//! It makes a file of a million rows longer, by as much as those words are long; what is written
//! once for all rows is made once.
//!
//! Against formulas a cell gets an apostrophe before the sign that would begin one, within the
//! quotes. Where a spreadsheet splits at semicolons or tabs, as in countries with a decimal comma,
//! a cell may begin in the midst of ours: so the same holds after these, and after a line break.

use super::{write_deletion, write_plain};
use crate::{BounceCode, BounceTable, ContactId, Group, RowId, Suggestions};

/// A column of a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportColumn {
    /// The address that bounced.
    Email,
    /// The contact's first name.
    FirstName,
    /// The contact's last name.
    LastName,
    /// The upstream's letter.
    Code,
    /// The code in words.
    Reason,
    /// The code's group in words.
    Group,
    /// When it bounced: RFC 3339 in UTC, empty if that is not known.
    BouncedAt,
    /// The contact's address today, if it was corrected since.
    CurrentAddress,
    /// When the contact was deleted, if it was: a day, or RFC 3339 in UTC if the hour is known.
    DeletedAt,
    /// The address that may be meant.
    DidYouMean,
    /// Whether the contact is recommended for removal, in words.
    RecommendedForRemoval,
    /// The contact, a UUID.
    ContactId,
}

impl ExportColumn {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 12] = [
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::Code,
        Self::Reason,
        Self::Group,
        Self::BouncedAt,
        Self::CurrentAddress,
        Self::DeletedAt,
        Self::DidYouMean,
        Self::RecommendedForRemoval,
        Self::ContactId,
    ];
}

/// The words of a CSV file, in the user's language.
#[derive(Clone, Debug, Default)]
pub struct CsvWords {
    /// The headings, in the order of [`ExportColumn::ALL`].
    pub columns: [String; ExportColumn::ALL.len()],
    /// What each code means, in the order of [`BounceCode::ALL`].
    pub reasons: [String; BounceCode::ALL.len()],
    /// What each group is called, in the order of [`Group::ALL`].
    pub groups: [String; Group::ALL.len()],
    /// Stands for the day of a deletion that could not be read.
    pub unknown_date: String,
    /// Recommended for removal.
    pub yes: String,
    /// Not recommended for removal.
    pub no: String,
    /// What the file says of itself, as headings and values: the campaign, the filters, the time,
    /// whether all rows were read, and a warning if not. A column each.
    pub about: Vec<(String, String)>,
}

/// Writes records. Its texts are cells already.
#[derive(Clone, Debug)]
pub(super) struct Csv {
    heading: String,
    reasons: [String; BounceCode::ALL.len()],
    groups: [String; Group::ALL.len()],
    unknown_date: String,
    yes: String,
    no: String,
    /// How each record ends.
    about: String,
}

impl Csv {
    pub(super) fn new(words: &CsvWords) -> Self {
        let (about_columns, about_values): (Vec<_>, Vec<_>) =
            words.about.iter().map(|(column, value)| (&**column, &**value)).unzip();
        let columns = words.columns.iter().map(String::as_str).chain(about_columns);
        Self {
            heading: columns.enumerate().fold(String::new(), |mut heading, (place, column)| {
                heading.push_str(if place == 0 { "" } else { "," });
                write_cell(column, &mut heading);
                heading
            }),
            reasons: words.reasons.each_ref().map(|text| cell(text)),
            groups: words.groups.each_ref().map(|text| cell(text)),
            unknown_date: cell(&words.unknown_date),
            yes: cell(&words.yes),
            no: cell(&words.no),
            about: about_values.into_iter().fold(String::new(), |mut about, value| {
                about.push(',');
                write_cell(value, &mut about);
                about
            }),
        }
    }

    pub(super) fn begin(&self, block: &mut String) {
        block.push('\u{feff}');
        block.push_str(&self.heading);
        block.push_str("\r\n");
    }

    pub(super) fn write_row(
        &self,
        table: &BounceTable,
        suggestions: &Suggestions,
        row: RowId,
        block: &mut String,
    ) {
        for (place, column) in ExportColumn::ALL.into_iter().enumerate() {
            block.push_str(if place == 0 { "" } else { "," });
            self.write_column(table, suggestions, row, column, block);
        }
        block.push_str(&self.about);
        block.push_str("\r\n");
    }

    fn write_column(
        &self,
        table: &BounceTable,
        suggestions: &Suggestions,
        row: RowId,
        column: ExportColumn,
        block: &mut String,
    ) {
        let code = table.code(row);
        match column {
            ExportColumn::Email => write_cell(table.email(row), block),
            ExportColumn::FirstName => write_cell(table.names(row).0, block),
            ExportColumn::LastName => write_cell(table.names(row).1, block),
            ExportColumn::Code => write_cell(code.as_str(), block),
            ExportColumn::Reason => block.push_str(&self.reasons[usize::from(code.index())]),
            ExportColumn::Group => block.push_str(&self.groups[code.group().index()]),
            ExportColumn::BouncedAt => {
                if let Some(time) = table.time(row) {
                    write_plain(&time, block);
                }
            }
            ExportColumn::CurrentAddress => {
                write_cell(table.current_address(row).unwrap_or_default(), block);
            }
            ExportColumn::DeletedAt => match table.deletion(row) {
                Some(Some(time)) => write_deletion(time, block),
                Some(None) => block.push_str(&self.unknown_date),
                None => {}
            },
            ExportColumn::DidYouMean => {
                write_cell(&suggestions.address(table, row).unwrap_or_default(), block);
            }
            ExportColumn::RecommendedForRemoval => {
                block.push_str(if table.is_removable(row) { &self.yes } else { &self.no });
            }
            ExportColumn::ContactId => match table.contact_id(row) {
                Some(ContactId::Text(text)) => write_cell(&text, block),
                Some(uuid @ ContactId::Uuid(_)) => write_plain(&uuid, block),
                None => {}
            },
        }
    }
}

fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    write_cell(text, &mut cell);
    cell
}

/// What programs may pass over before a formula: a space, and the mark that begins a file in UTF-8.
const IGNORED: [char; 2] = [' ', '\u{feff}'];

/// Writes text as a cell: in quotes if it has to be, and safe from being a formula.
fn write_cell(text: &str, block: &mut String) {
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

/// The full-width forms are taken for the others where people write with them, in Japan for one.
fn begins_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

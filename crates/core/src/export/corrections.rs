//! Corrections of mistyped addresses: the old and the new address of each row whose next step is to
//! fix a typo, as text for the clipboard and as a CSV file.

use super::csv::{SEPARATOR, write_cell};
use crate::{BounceTable, NextStep, RowId, Suggestions};

/// The old and the new address of a row, if its next step is [`NextStep::FixTypo`].
fn correction<'a>(
    table: &'a BounceTable,
    suggestions: &Suggestions,
    row: RowId,
) -> Option<(&'a str, String)> {
    let is_typo = NextStep::of_row(table, suggestions.typo_domains(), row) == NextStep::FixTypo;
    is_typo.then(|| Some((table.email(row), suggestions.address(table, row)?)))?
}

/// The corrections of some rows, one per line: the old address, a tab, and the new one. Other rows
/// are left out.
///
/// White space within an address, which only a malformed one has, becomes a space, so that the
/// address stays in its column.
pub fn corrections(
    table: &BounceTable,
    suggestions: &Suggestions,
    rows: impl IntoIterator<Item = RowId>,
) -> String {
    let in_one_line = |address: &str| address.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = String::new();
    for (old, new) in rows.into_iter().filter_map(|row| correction(table, suggestions, row)) {
        lines.push_str(&in_one_line(old));
        lines.push('\t');
        lines.push_str(&in_one_line(&new));
        lines.push('\n');
    }
    lines
}

/// The header of a CSV file of corrections, in the user's language.
#[derive(Clone, Debug, Default)]
pub struct CorrectionLabels {
    /// The address that bounced.
    pub old_address: String,
    /// The suggested address.
    pub new_address: String,
}

/// A writer of corrections as CSV.
#[derive(Clone, Debug)]
pub(super) struct Corrections {
    header: String,
}

impl Corrections {
    pub(super) fn new(labels: &CorrectionLabels) -> Self {
        let mut header = String::new();
        write_record(&labels.old_address, &labels.new_address, &mut header);
        Self { header }
    }

    pub(super) fn begin(&self, block: &mut String) {
        block.push('\u{feff}');
        block.push_str(&self.header);
    }
}

pub(super) fn write_row(
    table: &BounceTable,
    suggestions: &Suggestions,
    row: RowId,
    block: &mut String,
) {
    if let Some((old, new)) = correction(table, suggestions, row) {
        write_record(old, &new, block);
    }
}

fn write_record(old: &str, new: &str, block: &mut String) {
    write_cell(old, block);
    block.push(SEPARATOR);
    write_cell(new, block);
    block.push_str("\r\n");
}

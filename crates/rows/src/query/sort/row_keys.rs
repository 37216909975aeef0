//! Sort keys of rows, as numbers: what each sort column compares. Sorting them is done in
//! `column_sort`.

use crate::{
    BounceTable, RowId, SortColumn,
    collation::Collation,
    table::{Alphabet, NO_TIME},
};
use std::{cmp::Ordering, ops::Range};

/// The keys of a column, in its natural direction.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowKeys<'a> {
    Email(&'a BounceTable, &'a Collation),
    Name(&'a BounceTable, &'a Collation),
    Reason(&'a BounceTable),
    Date(&'a BounceTable),
    Before(&'a BounceTable),
}

impl<'a> RowKeys<'a> {
    /// The keys of a column. `collation_for` gives the collation of a column's alphabet, if the
    /// column is a text.
    pub(super) fn new(
        table: &'a BounceTable,
        column: SortColumn,
        collation_for: impl FnOnce(&Alphabet) -> &'a Collation,
    ) -> Self {
        match column {
            SortColumn::Email => Self::Email(table, collation_for(table.email_alphabet())),
            SortColumn::Name => Self::Name(table, collation_for(table.name_alphabet())),
            SortColumn::Reason => Self::Reason(table),
            SortColumn::Date => Self::Date(table),
            SortColumn::Before => Self::Before(table),
        }
    }

    /// Whether a row has no value, which puts it last in both directions.
    pub(super) fn is_missing(&self, row: RowId) -> bool {
        match self {
            Self::Email(table, _) => email(table, row).is_empty(),
            Self::Name(table, _) => name(table, row).is_empty(),
            Self::Reason(_) => false,
            Self::Date(table) => table.time(row).is_none(),
            Self::Before(table) => table.earlier().count(row) == 0,
        }
    }

    /// Emits a window of the key of each row that is `wanted`, in the lower `bits` bits, of which
    /// there are at least 32. Rows with values compare as their first windows that differ.
    pub(super) fn read(
        &self,
        rows: Range<u32>,
        window: u32,
        bits: u32,
        mut wanted: impl FnMut(RowId) -> bool,
        mut emit: impl FnMut(RowId, u64),
    ) {
        let rows = rows.map(RowId).filter(|row| wanted(*row));
        match self {
            Self::Email(table, collation) => {
                rows.for_each(|row| emit(row, collation.key(email(table, row), window, bits)));
            }
            Self::Name(table, collation) => {
                rows.for_each(|row| emit(row, collation.key(name(table, row), window, bits)));
            }
            Self::Reason(table) => {
                rows.for_each(|row| emit(row, u64::from(table.code_index(row))));
            }
            Self::Date(table) => rows.for_each(|row| {
                emit(row, newest_first(table, row) << (bits * window) >> (u64::BITS - bits));
            }),
            Self::Before(table) => rows.for_each(|row| emit(row, most_first(table, row).into())),
        }
    }

    /// Whether rows whose windows up to this one equal those of `row` may still differ from it.
    pub(super) fn has_more(&self, row: RowId, window: u32, bits: u32) -> bool {
        match self {
            Self::Email(table, collation) => collation.has_more(email(table, row), window, bits),
            Self::Name(table, collation) => collation.has_more(name(table, row), window, bits),
            Self::Reason(_) | Self::Before(_) => false,
            Self::Date(_) => bits * (window + 1) < u64::BITS,
        }
    }

    /// Compares two rows that have values.
    pub(super) fn compare(&self, a: RowId, b: RowId) -> Ordering {
        match self {
            Self::Email(table, collation) => collation.compare(email(table, a), email(table, b)),
            Self::Name(table, collation) => collation.compare(name(table, a), name(table, b)),
            Self::Reason(table) => table.code_index(a).cmp(&table.code_index(b)),
            Self::Date(table) => newest_first(table, a).cmp(&newest_first(table, b)),
            Self::Before(table) => most_first(table, a).cmp(&most_first(table, b)),
        }
    }
}

fn email(table: &BounceTable, row: RowId) -> &[u8] {
    let (chunk, index) = table.locate(row);
    chunk.email_bytes(index)
}

fn name(table: &BounceTable, row: RowId) -> &[u8] {
    let (chunk, index) = table.locate(row);
    chunk.name_bytes(index)
}

/// A number that is smaller the later a row bounced.
fn newest_first(table: &BounceTable, row: RowId) -> u64 {
    let (chunk, index) = table.locate(row);
    let time = chunk.times()[index];
    debug_assert_ne!(time, NO_TIME, "rows without a time are not compared");
    !(time.cast_unsigned() ^ 1 << 63)
}

/// A number that is smaller the more often the contact of a row bounced before.
fn most_first(table: &BounceTable, row: RowId) -> u8 {
    !table.earlier().count(row)
}

/// The row in the lower bits of a number.
#[expect(clippy::cast_possible_truncation, reason = "the mask leaves at most 32 bits")]
pub(super) fn row_of(number: u64, row_bits: u32) -> RowId {
    RowId((number & ((1 << row_bits) - 1)) as u32)
}

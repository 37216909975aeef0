//! What rows are sorted by, as numbers. How they are sorted stands in `sort`.

use crate::{BounceTable, RowId, collation::Collation, table::NO_TIME};
use std::cmp::Ordering;

/// The values of a column, in its natural direction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keys<'a> {
    Email(&'a BounceTable, &'a Collation),
    Name(&'a BounceTable, &'a Collation),
    Reason(&'a BounceTable),
    Date(&'a BounceTable),
}

impl Keys<'_> {
    /// Whether a row has no value, which puts it last in both directions.
    pub(super) fn is_missing(&self, row: RowId) -> bool {
        match self {
            Self::Email(table, _) => table.email(row).is_empty(),
            Self::Name(table, _) => table.name(row).is_empty(),
            Self::Reason(_) => false,
            Self::Date(table) => table.time(row).is_none(),
        }
    }

    /// A window of a row's key, in the lower `bits` bits, of which there are at least 32. Rows that
    /// have values compare as their first windows that differ.
    #[inline]
    pub(super) fn key(&self, row: RowId, window: u32, bits: u32) -> u64 {
        match self {
            Self::Email(table, collation) => collation.key(table.email(row), window, bits),
            Self::Name(table, collation) => collation.key(table.name(row), window, bits),
            Self::Reason(table) => u64::from(table.code_index(row)),
            Self::Date(table) => newest_first(table, row) << (bits * window) >> (u64::BITS - bits),
        }
    }

    /// Whether rows can still differ whose windows up to this one, which is `key`, are the same as
    /// those of `row`.
    pub(super) fn goes_on(&self, row: RowId, window: u32, key: u64, bits: u32) -> bool {
        match self {
            Self::Email(table, collation) => collation.goes_on(table.email(row), window, key, bits),
            Self::Name(table, collation) => collation.goes_on(table.name(row), window, key, bits),
            Self::Reason(_) => false,
            Self::Date(_) => bits * (window + 1) < u64::BITS,
        }
    }

    /// Compares two rows that have values.
    pub(super) fn compare(&self, a: RowId, b: RowId) -> Ordering {
        match self {
            Self::Email(table, collation) => collation.compare(table.email(a), table.email(b)),
            Self::Name(table, collation) => collation.compare(table.name(a), table.name(b)),
            Self::Reason(table) => table.code_index(a).cmp(&table.code_index(b)),
            Self::Date(table) => newest_first(table, a).cmp(&newest_first(table, b)),
        }
    }
}

/// A number that is the smaller the later a row bounced.
fn newest_first(table: &BounceTable, row: RowId) -> u64 {
    let (chunk, place) = table.place(row);
    let time = chunk.times()[place];
    debug_assert_ne!(time, NO_TIME, "rows without a time are not compared");
    !(time.cast_unsigned() ^ 1 << 63)
}

/// The row in the lower bits of a number.
#[expect(clippy::cast_possible_truncation, reason = "the mask leaves at most 32 bits")]
pub(super) fn row_of(number: u64, row_bits: u32) -> RowId {
    RowId((number & ((1 << row_bits) - 1)) as u32)
}

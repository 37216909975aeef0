//! What rows are sorted by, as numbers. How they are sorted stands in `sort`.

use crate::{BounceTable, RowId, collation::Collation, table::NO_TIME};
use std::{cmp::Ordering, ops::Range};

/// The values of a column, in its natural direction.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowKeys<'a> {
    Email(&'a BounceTable, &'a Collation),
    Name(&'a BounceTable, &'a Collation),
    Reason(&'a BounceTable),
    Date(&'a BounceTable),
}

impl RowKeys<'_> {
    /// Whether a row has no value, which puts it last in both directions.
    pub(super) fn is_missing(&self, row: RowId) -> bool {
        match self {
            Self::Email(table, _) => email(table, row).is_empty(),
            Self::Name(table, _) => name(table, row).is_empty(),
            Self::Reason(_) => false,
            Self::Date(table) => table.time(row).is_none(),
        }
    }

    /// Gives a window of the key of each of some rows to `take`, in the lower `bits` bits, of which
    /// there are at least 32, if it is `wanted`. Rows that have values compare as their first
    /// windows that differ.
    pub(super) fn read(
        &self,
        rows: Range<u32>,
        window: u32,
        bits: u32,
        mut wanted: impl FnMut(RowId) -> bool,
        mut take: impl FnMut(RowId, u64),
    ) {
        let rows = rows.map(RowId).filter(|row| wanted(*row));
        match self {
            Self::Email(table, collation) => {
                rows.for_each(|row| take(row, collation.key(email(table, row), window, bits)));
            }
            Self::Name(table, collation) => {
                rows.for_each(|row| take(row, collation.key(name(table, row), window, bits)));
            }
            Self::Reason(table) => {
                rows.for_each(|row| take(row, u64::from(table.code_index(row))));
            }
            Self::Date(table) => rows.for_each(|row| {
                take(row, newest_first(table, row) << (bits * window) >> (u64::BITS - bits));
            }),
        }
    }

    /// Whether rows can still differ whose windows up to this one are the same as those of `row`.
    pub(super) fn goes_on(&self, row: RowId, window: u32, bits: u32) -> bool {
        match self {
            Self::Email(table, collation) => collation.goes_on(email(table, row), window, bits),
            Self::Name(table, collation) => collation.goes_on(name(table, row), window, bits),
            Self::Reason(_) => false,
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
        }
    }
}

fn email(table: &BounceTable, row: RowId) -> &[u8] {
    let (chunk, place) = table.place(row);
    chunk.email_bytes(place)
}

fn name(table: &BounceTable, row: RowId) -> &[u8] {
    let (chunk, place) = table.place(row);
    chunk.name_bytes(place)
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

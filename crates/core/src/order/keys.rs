//! What rows are sorted by, as numbers. How they are sorted stands in `sort`.

use crate::{
    BounceTable, Column, Direction, RowId,
    collation::{Collation, Window},
    table::NO_TIME,
};
use std::cmp::Ordering;

/// The rank of a row without a value: behind all others, whatever the direction.
pub(super) const LAST: u32 = u32::MAX;

/// The values of a column, in its natural direction, or of several columns in any.
#[derive(Clone, Debug)]
pub(super) enum Keys<'a> {
    Email(&'a BounceTable, &'a Collation),
    Name(&'a BounceTable, &'a Collation),
    Reason(&'a BounceTable),
    Date(&'a BounceTable),
    Several(Vec<Side<'a>>),
}

/// One of several columns.
#[derive(Clone, Debug)]
pub(super) struct Side<'a> {
    pub(super) column: Column,
    pub(super) direction: Direction,
    pub(super) keys: Keys<'a>,
    /// The place of each row in the natural direction, [`LAST`] without a value; equal rows have
    /// the same. Rows that were added since have none.
    pub(super) ranks: &'a [u32],
}

/// What is learned of some rows while their keys are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Whether the keys are in order already.
    pub(super) sorted: bool,
    /// The bits in which keys differ.
    pub(super) differing: u64,
    /// Whether all rows have the very same value.
    pub(super) same: bool,
    former: Option<u64>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { sorted: true, differing: 0, same: true, former: None }
    }
}

impl Keys<'_> {
    /// Whether a row has no value, which puts it last in both directions.
    pub(super) fn is_missing(&self, row: RowId) -> bool {
        match self {
            Self::Email(table, _) => table.email(row).is_empty(),
            Self::Name(table, _) => table.name(row).is_empty(),
            Self::Reason(_) | Self::Several(_) => false,
            Self::Date(table) => table.time(row).is_none(),
        }
    }

    /// Puts the keys of a window above the rows, which stand in the lower `row_bits` bits.
    pub(super) fn read(&self, window: Window, rows: &mut [u64], row_bits: u32, seen: &mut Seen) {
        let bits = u64::BITS - row_bits;
        match self {
            Self::Email(table, collation) => {
                read_texts(rows, row_bits, seen, window, collation, |row| table.email(row));
            }
            Self::Name(table, collation) => {
                read_texts(rows, row_bits, seen, window, collation, |row| table.name(row));
            }
            Self::Reason(table) => {
                read(rows, row_bits, seen, |row| u64::from(table.code_index(row)));
            }
            Self::Date(table) => read(rows, row_bits, seen, |row| {
                newest_first(table, row) << (bits * window.index) >> row_bits
            }),
            Self::Several(sides) => {
                let Some(side) = sides.get(window.index as usize) else { return };
                let turned = side.direction != side.column.natural_direction();
                read(rows, row_bits, seen, |row| {
                    u64::from(match side.ranks.get(row.0 as usize).copied().unwrap_or(LAST) {
                        LAST => LAST,
                        rank if turned => LAST - 1 - rank,
                        rank => rank,
                    })
                });
            }
        }
    }

    /// Where to look next when rows have the same key; `None` if they are equal.
    pub(super) fn next(&self, window: Window, key: u64, row_bits: u32) -> Option<Window> {
        match self {
            Self::Email(_, collation) | Self::Name(_, collation) => collation.next(window, key),
            Self::Reason(_) => None,
            Self::Date(_) => {
                let read = (u64::BITS - row_bits) * (window.index + 1);
                (read < u64::BITS).then(|| window.following())
            }
            Self::Several(sides) => {
                (window.index as usize + 1 < sides.len()).then(|| window.following())
            }
        }
    }

    /// Compares two rows that have values.
    pub(super) fn compare(&self, a: RowId, b: RowId) -> Ordering {
        match self {
            Self::Email(table, collation) => collation.compare(table.email(a), table.email(b)),
            Self::Name(table, collation) => collation.compare(table.name(a), table.name(b)),
            Self::Reason(table) => table.code_index(a).cmp(&table.code_index(b)),
            Self::Date(table) => newest_first(table, a).cmp(&newest_first(table, b)),
            Self::Several(sides) => {
                let unequal = |side: &Side| Some(side.compare(a, b)).filter(|order| order.is_ne());
                sides.iter().find_map(unequal).unwrap_or(Ordering::Equal)
            }
        }
    }
}

impl Side<'_> {
    fn compare(&self, a: RowId, b: RowId) -> Ordering {
        match (self.keys.is_missing(a), self.keys.is_missing(b)) {
            (false, false) if self.direction == self.column.natural_direction() => {
                self.keys.compare(a, b)
            }
            (false, false) => self.keys.compare(b, a),
            (a, b) => a.cmp(&b),
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

fn read_texts<'a>(
    rows: &mut [u64],
    row_bits: u32,
    seen: &mut Seen,
    window: Window,
    collation: &Collation,
    text: impl Fn(RowId) -> &'a str,
) {
    let bits = u64::BITS - row_bits;
    let Some(first) = rows.first().map(|first| text(row_of(*first, row_bits))) else { return };
    let mut same = true;
    read(rows, row_bits, seen, |row| {
        let text = text(row);
        // Many rows with one name are told by comparing bytes, without reading all windows.
        same &= text == first;
        collation.key(text, window, bits)
    });
    seen.same &= same;
}

fn read(rows: &mut [u64], row_bits: u32, seen: &mut Seen, key: impl FnMut(RowId) -> u64) {
    let mut key = key;
    let mut former = match (seen.former, rows.first()) {
        (Some(former), _) => former,
        (None, Some(first)) => {
            let row = row_of(*first, row_bits);
            key(row) << row_bits | u64::from(row.0)
        }
        (None, None) => return,
    };
    let (mut sorted, mut differing) = (true, 0);
    for place in rows {
        let row = row_of(*place, row_bits);
        let key = key(row) << row_bits | u64::from(row.0);
        sorted &= former <= key;
        differing |= former ^ key;
        former = key;
        *place = key;
    }
    seen.sorted &= sorted;
    seen.differing |= differing;
    seen.former = Some(former);
}

/// The row in the lower bits of a key.
#[expect(clippy::cast_possible_truncation, reason = "the mask leaves at most 32 bits")]
pub(super) fn row_of(key: u64, row_bits: u32) -> RowId {
    RowId((key & ((1 << row_bits) - 1)) as u32)
}

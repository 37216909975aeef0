//! Sorts rows by their keys, in steps that can be interrupted. What the keys are stands in `keys`.
//!
//! A row and a window of its key share one `u64`, the row below, so the numbers of all rows differ,
//! and a sort that is not stable keeps equal rows in their order. All rows begin as one group. In
//! each round the next window of each row is read, each group is sorted, and is split where windows
//! differ, until all rows differ or are known to be equal. Windows are read in the order of the
//! table and written to where the row stands by then: a processor waits for texts that are read
//! here and there more than it works.

use super::{
    radix::RadixSort,
    row_keys::{RowKeys, row_of},
};
use crate::{RowId, bit_set::BitSet, query::budget::Budget};
use std::{cmp::Ordering, ops::Range};

/// The place of a row that is settled already, or that has no value.
const SETTLED: u32 = u32::MAX;

/// So many windows are read. Rows that are still equal then, as those of absurdly long texts are,
/// are compared instead: a round passes by all rows, however few are left.
const ROUNDS: u32 = 64;

/// A sort that is under way.
#[derive(Clone, Debug)]
pub(super) struct ColumnSort {
    /// How many rows of the table are sorted.
    rows: u32,
    row_bits: u32,
    /// By place: a window of the key of the row that stands there, and the row.
    numbers: Vec<u64>,
    /// By row: the place where it stands, or [`SETTLED`].
    places: Vec<u32>,
    missing: Vec<RowId>,
    /// The places where groups begin.
    starts: BitSet,
    /// Those of them whose group is not settled.
    open: BitSet,
    /// The round, and which windows are read in it.
    window: u32,
    /// The rows from this one on are not read in this round.
    unread: u32,
    /// What is being sorted; empty at the end of a round.
    group: Range<usize>,
    radix: RadixSort,
}

impl ColumnSort {
    /// Begins to sort the first rows of a table.
    pub(super) fn new(rows: u32) -> Self {
        let count = rows as usize;
        Self {
            rows,
            row_bits: (u32::BITS - rows.leading_zeros()).max(1),
            numbers: Vec::with_capacity(count),
            places: vec![SETTLED; count],
            missing: Vec::new(),
            starts: BitSet::none_of(count),
            open: BitSet::none_of(count),
            window: 0,
            unread: 0,
            group: 0..0,
            radix: RadixSort::default(),
        }
    }

    /// The order of the rows that have a value, each with whether it is unlike the one before, and
    /// the rows that have none, once all is sorted.
    pub(super) fn finish(self) -> (impl Iterator<Item = (RowId, bool)>, Vec<RowId>) {
        let Self { numbers, starts, row_bits, missing, .. } = self;
        let places = numbers.into_iter().enumerate();
        (places.map(move |(place, number)| (row_of(number, row_bits), starts.has(place))), missing)
    }

    /// Goes on; `true` when all is sorted.
    pub(super) fn advance(&mut self, keys: &RowKeys<'_>, budget: &mut Budget) -> bool {
        while !budget.is_spent() {
            if self.unread < self.rows {
                self.read(keys, budget);
                if self.unread == self.rows {
                    self.go_to_group(0);
                }
            } else if self.group.is_empty() {
                if self.open.next(0).is_none() {
                    return true;
                }
                self.window += 1;
                self.unread = 0;
            } else if self.window == ROUNDS {
                budget.spend(self.group.len());
                self.compare(keys);
                self.go_to_group(self.group.end);
            } else if self.radix.advance(&mut self.numbers, budget) {
                budget.spend(self.group.len());
                self.split(keys);
                self.go_to_group(self.group.end);
            }
        }
        false
    }

    /// Reads the windows of the next rows.
    fn read(&mut self, keys: &RowKeys<'_>, budget: &mut Budget) {
        let step = budget.share((self.rows - self.unread) as usize);
        budget.spend(step);
        let end = self.unread + u32::try_from(step).unwrap_or(u32::MAX);
        let rows = self.unread..end;
        self.unread = end;
        let Self { row_bits, window, numbers, places, missing, .. } = self;
        let (row_bits, window, bits) = (*row_bits, *window, u64::BITS - *row_bits);
        let number = |row: RowId, key: u64| key << row_bits | u64::from(row.0);
        if window > 0 {
            let is_open = |row: RowId| places[row.0 as usize] != SETTLED;
            keys.read(rows, window, bits, is_open, |row, key| {
                numbers[places[row.0 as usize] as usize] = number(row, key);
            });
            return;
        }
        let has_value = |row: RowId| {
            let is_missing = keys.is_missing(row);
            if is_missing {
                missing.push(row);
            }
            !is_missing
        };
        keys.read(rows, window, bits, has_value, |row, key| numbers.push(number(row, key)));
        if self.unread == self.rows && !self.numbers.is_empty() {
            self.open.insert(0);
        }
    }

    /// Goes to the first group from a place on that is not settled.
    fn go_to_group(&mut self, place: usize) {
        let end = self.numbers.len();
        self.group = match self.open.next(place) {
            Some(start) => start..self.starts.next(start + 1).unwrap_or(end),
            None => end..end,
        };
        if self.window < ROUNDS {
            self.radix.begin(&self.numbers, self.group.clone());
        }
    }

    /// Splits the group, whose numbers are sorted.
    fn split(&mut self, keys: &RowKeys<'_>) {
        let Self { group, numbers, row_bits, window, .. } = self;
        let (row_bits, window) = (*row_bits, *window);
        self.open.remove(group.start);
        let mut start = group.start;
        for part in numbers[group.clone()].chunk_by(|a, b| a >> row_bits == b >> row_bits) {
            let bits = u64::BITS - row_bits;
            let is_open = match part {
                [first, _, ..] => keys.goes_on(row_of(*first, row_bits), window, bits),
                _ => false,
            };
            self.starts.insert(start);
            if is_open {
                self.open.insert(start);
            }
            // In the first round no row has a place yet.
            let moved = if is_open || window > 0 { part } else { &[] };
            for (place, number) in (start..).zip(moved) {
                let place = u32::try_from(place).unwrap_or(SETTLED);
                let row = row_of(*number, row_bits);
                self.places[row.0 as usize] = if is_open { place } else { SETTLED };
            }
            start += part.len();
        }
    }

    /// Settles the group by comparing its rows.
    fn compare(&mut self, keys: &RowKeys<'_>) {
        let Self { group, numbers, row_bits, .. } = self;
        let row = |number: &u64| row_of(*number, *row_bits);
        let compare = |a: &u64, b: &u64| keys.compare(row(a), row(b));
        let group_start = group.start;
        let numbers = &mut numbers[group.clone()];
        numbers.sort_by(|a, b| compare(a, b).then(row(a).cmp(&row(b))));
        self.open.remove(group_start);
        let mut start = group_start;
        for part in numbers.chunk_by(|a, b| compare(a, b) == Ordering::Equal) {
            self.starts.insert(start);
            start += part.len();
        }
    }
}

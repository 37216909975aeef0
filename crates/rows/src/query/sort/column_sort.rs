//! Sorts rows by their keys, in steps that can be interrupted. The keys are defined in `row_keys`.
//!
//! A window of a row's key and the row itself share one `u64`, the row in the lower bits. So the
//! numbers of all rows differ, and an unstable sort keeps equal rows in their order. All rows begin
//! as one group. Each round reads the next window of each row, sorts each group and splits it where
//! windows differ, until all rows differ or are known to be equal. Windows are read in the order of
//! the table and written to the row's present position, because reading texts in random order would
//! wait for memory most of the time.

use super::{
    radix::RadixSort,
    row_keys::{RowKeys, row_of},
};
use crate::{RowId, bit_set::BitSet, query::budget::Budget};
use std::{cmp::Ordering, ops::Range};

/// The position of a row whose final position is known, or that has no value.
const DONE: u32 = u32::MAX;

/// How many windows are read. Rows that are equal until then, which only extremely long texts are,
/// are compared instead: a round visits all rows, however few are left.
const MAX_ROUNDS: u32 = 64;

/// A sort in progress.
#[derive(Clone, Debug)]
pub(super) struct ColumnSort {
    /// How many rows of the table are sorted.
    rows: u32,
    row_bits: u32,
    /// By position: a window of the key of the row there, and the row.
    numbers: Vec<u64>,
    /// By row: its position, or [`DONE`].
    positions: Vec<u32>,
    missing: Vec<RowId>,
    /// The positions where groups start.
    group_starts: BitSet,
    /// Those of them whose group may still be split.
    unresolved: BitSet,
    /// The round, which is also the index of the window that it reads.
    window: u32,
    /// The first row that was not read in this round.
    next_unread: u32,
    /// The group that is being sorted; empty at the end of a round.
    group: Range<usize>,
    radix: RadixSort,
}

impl ColumnSort {
    /// Starts to sort the first rows of a table.
    pub(super) fn new(rows: u32) -> Self {
        let count = rows as usize;
        Self {
            rows,
            row_bits: (u32::BITS - rows.leading_zeros()).max(1),
            numbers: Vec::with_capacity(count),
            positions: vec![DONE; count],
            missing: Vec::new(),
            group_starts: BitSet::with_capacity(count),
            unresolved: BitSet::with_capacity(count),
            window: 0,
            next_unread: 0,
            group: 0..0,
            radix: RadixSort::default(),
        }
    }

    /// When all is sorted: the rows that have a value in order, each with whether it starts a
    /// group of equal rows, and the rows without a value.
    pub(super) fn finish(self) -> (impl Iterator<Item = (RowId, bool)>, Vec<RowId>) {
        let Self { numbers, group_starts, row_bits, missing, .. } = self;
        let sorted = numbers.into_iter().enumerate().map(move |(position, number)| {
            (row_of(number, row_bits), group_starts.contains(position))
        });
        (sorted, missing)
    }

    /// Continues; `true` when all is sorted.
    pub(super) fn advance(&mut self, keys: &RowKeys<'_>, budget: &mut Budget) -> bool {
        while !budget.is_spent() {
            if self.next_unread < self.rows {
                self.read(keys, budget);
                if self.next_unread == self.rows {
                    self.select_group(0);
                }
            } else if self.group.is_empty() {
                if self.unresolved.next_from(0).is_none() {
                    return true;
                }
                self.window += 1;
                self.next_unread = 0;
            } else if self.window == MAX_ROUNDS {
                budget.spend(self.group.len());
                self.compare_group(keys);
                self.select_group(self.group.end);
            } else if self.radix.advance(&mut self.numbers, budget) {
                budget.spend(self.group.len());
                self.split_group(keys);
                self.select_group(self.group.end);
            }
        }
        false
    }

    /// Reads the windows of the next rows.
    fn read(&mut self, keys: &RowKeys<'_>, budget: &mut Budget) {
        let step = budget.up_to((self.rows - self.next_unread) as usize);
        budget.spend(step);
        let end = self.next_unread + u32::try_from(step).unwrap_or(u32::MAX);
        let rows = self.next_unread..end;
        self.next_unread = end;
        let Self { row_bits, window, numbers, positions, missing, .. } = self;
        let (row_bits, window, bits) = (*row_bits, *window, u64::BITS - *row_bits);
        let number = |row: RowId, key: u64| key << row_bits | u64::from(row.0);
        if window > 0 {
            let is_unresolved = |row: RowId| positions[row.0 as usize] != DONE;
            keys.read(rows, window, bits, is_unresolved, |row, key| {
                numbers[positions[row.0 as usize] as usize] = number(row, key);
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
        if self.next_unread == self.rows && !self.numbers.is_empty() {
            self.unresolved.insert(0);
        }
    }

    /// Selects the first unresolved group from a position on.
    fn select_group(&mut self, position: usize) {
        let end = self.numbers.len();
        self.group = match self.unresolved.next_from(position) {
            Some(start) => start..self.group_starts.next_from(start + 1).unwrap_or(end),
            None => end..end,
        };
        if self.window < MAX_ROUNDS {
            self.radix.begin(&self.numbers, self.group.clone());
        }
    }

    /// Splits the group, whose numbers are sorted.
    fn split_group(&mut self, keys: &RowKeys<'_>) {
        let Self { group, numbers, row_bits, window, .. } = self;
        let (row_bits, window) = (*row_bits, *window);
        self.unresolved.remove(group.start);
        let mut start = group.start;
        for part in numbers[group.clone()].chunk_by(|a, b| a >> row_bits == b >> row_bits) {
            let bits = u64::BITS - row_bits;
            let is_unresolved = match part {
                [first, _, ..] => keys.has_more(row_of(*first, row_bits), window, bits),
                _ => false,
            };
            self.group_starts.insert(start);
            if is_unresolved {
                self.unresolved.insert(start);
            }
            // In the first round, all positions are DONE already.
            let moved = if is_unresolved || window > 0 { part } else { &[] };
            for (position, number) in (start..).zip(moved) {
                let position = u32::try_from(position).unwrap_or(DONE);
                let row = row_of(*number, row_bits);
                self.positions[row.0 as usize] = if is_unresolved { position } else { DONE };
            }
            start += part.len();
        }
    }

    /// Sorts the group by comparing its rows.
    fn compare_group(&mut self, keys: &RowKeys<'_>) {
        let Self { group, numbers, row_bits, .. } = self;
        let row = |number: &u64| row_of(*number, *row_bits);
        let compare = |a: &u64, b: &u64| keys.compare(row(a), row(b));
        let group_start = group.start;
        let numbers = &mut numbers[group.clone()];
        numbers.sort_by(|a, b| compare(a, b).then(row(a).cmp(&row(b))));
        self.unresolved.remove(group_start);
        let mut start = group_start;
        for part in numbers.chunk_by(|a, b| compare(a, b) == Ordering::Equal) {
            self.group_starts.insert(start);
            start += part.len();
        }
    }
}

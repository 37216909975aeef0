//! Sorting by several columns, based on the sorted index of each.
//!
//! A least-significant-digit radix sort whose digits are columns: rows are distributed by the last
//! column first, and rows of one group keep their order in each pass. No row is compared.

use super::sorted_index::{SortedIndex, Version};
use crate::{SortKey, query::budget::Budget};
use std::mem;

/// The order by the last combination of several columns.
#[derive(Clone, Debug, Default)]
pub(super) struct MultiKeySort {
    index: SortedIndex,
    /// What the index was made from.
    sources: Vec<(SortKey, Version)>,
    pass: RadixPass,
}

/// A sort in progress.
#[derive(Clone, Debug, Default)]
struct RadixPass {
    sources: Vec<(SortKey, Version)>,
    /// How many columns are left. The last of them is the present one.
    columns_left: usize,
    /// How many entries of the present column's index were grouped.
    grouped: usize,
    /// How many rows were placed by the present column.
    placed: usize,
    /// By row: the position where its group starts.
    group_starts: Vec<u32>,
    /// By position: how many rows were placed into the group that starts there.
    group_sizes: Vec<u32>,
    /// Rows in the order of the columns done so far.
    rows: Vec<u32>,
    /// Rows in the order of the present column too, as far as they are placed.
    next_rows: Vec<u32>,
}

impl MultiKeySort {
    /// The sorted index, once it is made.
    pub(super) fn index(&self) -> &SortedIndex {
        &self.index
    }

    /// Combines the indexes of some columns, all of the same rows; `true` when that is done.
    pub(super) fn advance(
        &mut self,
        columns: &[(SortKey, &SortedIndex)],
        budget: &mut Budget,
    ) -> bool {
        let sources: Vec<_> = columns.iter().map(|(key, index)| (*key, index.version())).collect();
        if self.sources == sources {
            return true;
        }
        if self.pass.sources != sources {
            self.pass = RadixPass::new(sources);
        }
        while let Some((key, index)) = columns[..self.pass.columns_left].last() {
            if budget.is_spent() {
                return false;
            }
            self.pass.advance(index, key.is_reversed(), budget);
        }
        let RadixPass { rows, sources, .. } = mem::take(&mut self.pass);
        self.index.replace(rows);
        self.sources = sources;
        true
    }
}

impl RadixPass {
    fn new(sources: Vec<(SortKey, Version)>) -> Self {
        let rows = sources.first().map_or(0, |(_, version)| version.rows());
        let count = rows as usize;
        Self {
            columns_left: sources.len(),
            sources,
            grouped: 0,
            placed: 0,
            group_starts: vec![0; count],
            group_sizes: vec![0; count],
            rows: (0..rows).collect(),
            next_rows: vec![0; count],
        }
    }

    fn advance(&mut self, index: &SortedIndex, is_reversed: bool, budget: &mut Budget) {
        while self.grouped < self.rows.len() && !budget.is_spent() {
            let group = index.group_starting_at(self.grouped);
            let start = index.group_start(&group, is_reversed);
            for row in index.rows_at(group.clone()) {
                self.group_starts[row.0 as usize] = start;
            }
            budget.spend(group.len());
            self.grouped = group.end;
        }
        let step = budget.up_to(self.rows.len() - self.placed);
        for row in &self.rows[self.placed..self.placed + step] {
            let start = self.group_starts[*row as usize] as usize;
            let size = &mut self.group_sizes[start];
            self.next_rows[start + *size as usize] = *row;
            *size += 1;
        }
        budget.spend(step);
        self.placed += step;
        if self.placed == self.rows.len() {
            mem::swap(&mut self.rows, &mut self.next_rows);
            self.group_sizes.fill(0);
            (self.grouped, self.placed) = (0, 0);
            self.columns_left -= 1;
        }
    }
}

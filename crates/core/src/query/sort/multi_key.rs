//! The order of all rows by several columns, made of the orders by each. Those stand in `ranking`.
//!
//! Rows are dealt out as a sorting machine deals punched cards: by the last column first, and each
//! time rows of one group stay in the order in which they came. No row is compared.

use super::sorted_index::{SortedIndex, Version};
use crate::{SortKey, query::budget::Budget};
use std::mem;

/// The order by the columns that were asked for last.
#[derive(Clone, Debug, Default)]
pub(super) struct MultiKeySort {
    ranking: SortedIndex,
    /// What it was made of.
    made_of: Vec<(SortKey, Version)>,
    dealing: RadixPass,
}

/// An order that is being made.
#[derive(Clone, Debug, Default)]
struct RadixPass {
    made_of: Vec<(SortKey, Version)>,
    /// How many columns are left, of which the last one is next.
    columns: usize,
    /// Of how many places of that column's order the group is known.
    known: usize,
    /// How many rows are dealt out by it.
    dealt: usize,
    /// By row: where its group begins.
    starts: Vec<u32>,
    /// By place: how many rows were dealt to the group that begins there.
    counts: Vec<u32>,
    /// Rows in the order of the columns behind.
    rows: Vec<u32>,
    /// Rows in the order of this column too, as far as they are dealt out.
    next: Vec<u32>,
}

impl MultiKeySort {
    /// The order, once it is made.
    pub(super) fn ranking(&self) -> &SortedIndex {
        &self.ranking
    }

    /// Makes the order of those by some columns, all of the same rows; `true` when that is done.
    pub(super) fn advance(
        &mut self,
        columns: &[(SortKey, &SortedIndex)],
        budget: &mut Budget,
    ) -> bool {
        let made_of: Vec<_> =
            columns.iter().map(|(key, ranking)| (*key, ranking.version())).collect();
        if self.made_of == made_of {
            return true;
        }
        if self.dealing.made_of != made_of {
            self.dealing = RadixPass::of(made_of);
        }
        while let Some((key, ranking)) = columns[..self.dealing.columns].last() {
            if budget.is_spent() {
                return false;
            }
            self.dealing.advance(ranking, key.is_reversed(), budget);
        }
        let RadixPass { rows, made_of, .. } = mem::take(&mut self.dealing);
        self.ranking.replace(rows);
        self.made_of = made_of;
        true
    }
}

impl RadixPass {
    fn of(made_of: Vec<(SortKey, Version)>) -> Self {
        let rows = made_of.first().map_or(0, |(_, version)| version.rows());
        let count = rows as usize;
        Self {
            columns: made_of.len(),
            made_of,
            known: 0,
            dealt: 0,
            starts: vec![0; count],
            counts: vec![0; count],
            rows: (0..rows).collect(),
            next: vec![0; count],
        }
    }

    fn advance(&mut self, ranking: &SortedIndex, turned: bool, budget: &mut Budget) {
        while self.known < self.rows.len() && !budget.is_spent() {
            let group = ranking.group_from(self.known);
            let start = ranking.start_of(&group, turned);
            for row in ranking.rows_at(group.clone()) {
                self.starts[row.0 as usize] = start;
            }
            budget.spend(group.len());
            self.known = group.end;
        }
        let step = budget.share(self.rows.len() - self.dealt);
        for row in &self.rows[self.dealt..self.dealt + step] {
            let start = self.starts[*row as usize] as usize;
            let count = &mut self.counts[start];
            self.next[start + *count as usize] = *row;
            *count += 1;
        }
        budget.spend(step);
        self.dealt += step;
        if self.dealt == self.rows.len() {
            mem::swap(&mut self.rows, &mut self.next);
            self.counts.fill(0);
            (self.known, self.dealt) = (0, 0);
            self.columns -= 1;
        }
    }
}

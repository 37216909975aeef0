//! The order of all rows by one column, kept while rows are added. Which of them match a query is
//! known to the engine.

use super::{column_sort::ColumnSort, row_keys::RowKeys};
use crate::{RowId, query::budget::Budget};
use std::{cmp::Ordering, ops::Range};

/// How many new rows are merged in one step.
const MERGE_BATCH: usize = 512;

/// Sorted rows.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct SortedIndex {
    /// Rows in the natural direction of their column, those without a value last.
    entries: Vec<Entry>,
    /// How many rows have a value.
    valued: usize,
    /// How often rows were inserted before others.
    epoch: u32,
    sort: Option<ColumnSort>,
}

/// A version of an index: equal versions have equal entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Version {
    epoch: u32,
    rows: u32,
}

impl Version {
    /// How many rows the index has.
    pub(in crate::query) fn rows(self) -> u32 {
        self.rows
    }

    /// Whether this version begins with all entries of the previous one.
    pub(in crate::query) fn extends(self, previous: Self) -> bool {
        self.epoch == previous.epoch
    }
}

/// A row, and in the highest bit whether it differs from the row before it.
#[derive(Clone, Copy, Debug)]
struct Entry(u32);

impl Entry {
    const STARTS_GROUP: u32 = 1 << 31;

    fn new(row: RowId, starts_group: bool) -> Self {
        Self(row.0 | if starts_group { Self::STARTS_GROUP } else { 0 })
    }

    fn row(self) -> RowId {
        RowId(self.0 & !Self::STARTS_GROUP)
    }

    fn starts_group(self) -> bool {
        self.0 & Self::STARTS_GROUP != 0
    }
}

impl SortedIndex {
    /// Whether a sort is in progress. Its keys must not change until it is done.
    pub(super) fn is_sorting(&self) -> bool {
        self.sort.is_some()
    }

    /// Whether the index has all of a table's rows, and no sort is in progress.
    pub(super) fn is_current(&self, rows: usize) -> bool {
        self.sort.is_none() && self.entries.len() == rows
    }

    pub(in crate::query) fn version(&self) -> Version {
        Version { epoch: self.epoch, rows: to_u32(self.entries.len()) }
    }

    /// The rows at some positions.
    pub(super) fn rows_at(&self, positions: Range<usize>) -> impl Iterator<Item = RowId> {
        self.entries[positions].iter().map(|entry| entry.row())
    }

    /// The positions of the group of equal rows that starts at `start`.
    pub(super) fn group_starting_at(&self, start: usize) -> Range<usize> {
        let rest = self.entries.get(start + 1..).unwrap_or_default();
        let length = rest.iter().position(|entry| entry.starts_group()).unwrap_or(rest.len());
        start..start + 1 + length
    }

    /// The positions of the group of equal rows that ends before `end`.
    fn group_ending_at(&self, end: usize) -> Range<usize> {
        let start = self.entries[..end].iter().rposition(|entry| entry.starts_group());
        start.unwrap_or_default()..end
    }

    /// Where a group starts when the rows that have a value are reversed or not.
    pub(super) fn group_start(&self, group: &Range<usize>, is_reversed: bool) -> u32 {
        let has_value = group.start < self.valued;
        to_u32(if is_reversed && has_value { self.valued - group.end } else { group.start })
    }

    /// Does one step towards the order of the first `rows` rows of a table.
    pub(super) fn advance(&mut self, keys: &RowKeys<'_>, rows: usize, budget: &mut Budget) {
        let known = self.entries.len();
        let new = known..rows;
        if let Some(sort) = &mut self.sort {
            if sort.advance(keys, budget) {
                budget.spend(rows);
                self.adopt_sort();
            }
        } else if self.append_in_order(keys, new.clone(), budget) == 0 {
            if new.len() > MERGE_BATCH && new.len() > known / 8 {
                self.sort = Some(ColumnSort::new(to_u32(rows)));
            } else {
                let new = known..rows.min(known + MERGE_BATCH);
                budget.spend(new.len());
                self.merge(keys, new);
            }
        }
    }

    /// Forgets the order, because the keys have changed.
    pub(super) fn clear(&mut self) {
        *self = Self { epoch: self.epoch + 1, ..Self::default() };
    }

    /// Replaces the entries by rows in an order that has no equal ones.
    pub(super) fn replace(&mut self, rows: Vec<u32>) {
        self.valued = rows.len();
        self.entries = rows.into_iter().map(|row| Entry::new(RowId(row), true)).collect();
        self.epoch += 1;
    }

    /// Replaces the entries by those of the sort, which is done.
    fn adopt_sort(&mut self) {
        let Some(sort) = self.sort.take() else { return };
        let (sorted, missing) = sort.finish();
        // Frees the previous entries before the new ones are allocated.
        self.entries = Vec::new();
        self.entries.extend(sorted.map(|(row, starts_group)| Entry::new(row, starts_group)));
        self.valued = self.entries.len();
        let missing = missing.into_iter().enumerate();
        self.entries.extend(missing.map(|(index, row)| Entry::new(row, index == 0)));
        self.epoch += 1;
    }

    /// Appends the new rows up to the first one that belongs before others, and returns how many
    /// those are. The upstream sends rows in order of time, so their order by date needs no sort.
    fn append_in_order(
        &mut self,
        keys: &RowKeys<'_>,
        new: Range<usize>,
        budget: &mut Budget,
    ) -> usize {
        let known = self.entries.len();
        if self.valued < known {
            return 0;
        }
        let step = budget.up_to(new.len());
        let mut last = self.entries.last().map(|entry| entry.row());
        for row in new.take(step).map(|row| RowId(to_u32(row))) {
            if keys.is_missing(row) {
                break;
            }
            let order = last.map_or(Ordering::Less, |last| keys.compare(last, row));
            if order.is_gt() {
                break;
            }
            self.entries.push(Entry::new(row, order.is_lt()));
            last = Some(row);
        }
        self.valued = self.entries.len();
        budget.spend(self.valued - known);
        self.valued - known
    }

    /// Inserts some new rows at their positions.
    fn merge(&mut self, keys: &RowKeys<'_>, new: Range<usize>) {
        let Self { entries, valued, .. } = self;
        let compare = |a: RowId, b: RowId| keys.compare(a, b);
        let (missing, new): (Vec<_>, Vec<_>) =
            new.map(|row| RowId(to_u32(row))).partition(|row| keys.is_missing(*row));
        let position_of = |row: RowId| {
            let is_before = |entry: &Entry| compare(entry.row(), row) != Ordering::Greater;
            // The upstream sends rows in order of time, so most rows belong at the end.
            match entries[..*valued].last() {
                Some(last) if !is_before(last) => entries[..*valued].partition_point(is_before),
                Some(_) | None => *valued,
            }
        };
        let mut new: Vec<_> = new.into_iter().map(|row| (position_of(row), row)).collect();
        new.sort_by(|(position, row), (other_position, other)| {
            position.cmp(other_position).then_with(|| compare(*row, *other))
        });
        let entry_of = |(index, (position, row)): (usize, &(usize, RowId))| {
            let previous = match index.checked_sub(1).map(|previous| new[previous]) {
                Some((same, previous)) if same == *position => Some(previous),
                Some(_) | None => position.checked_sub(1).map(|before| entries[before].row()),
            };
            let starts_group = previous.is_none_or(|previous| compare(previous, *row).is_ne());
            (*position, Entry::new(*row, starts_group))
        };
        let mut insertions: Vec<_> = new.iter().enumerate().map(entry_of).collect();
        let end = entries.len();
        let new_valued = *valued + insertions.len();
        let is_first = |index: usize| index == 0 && end == *valued;
        let missing = missing.iter().enumerate();
        insertions.extend(missing.map(|(index, row)| (end, Entry::new(*row, is_first(index)))));
        *valued = new_valued;
        self.insert(&insertions);
    }

    /// Inserts entries before present positions, from the last to the first, so that each present
    /// entry moves at most once.
    fn insert(&mut self, insertions: &[(usize, Entry)]) {
        let mut end = self.entries.len();
        if insertions.first().is_some_and(|(position, _)| *position < end) {
            self.epoch += 1;
        }
        self.entries.resize(end + insertions.len(), Entry(0));
        for (before, (position, entry)) in insertions.iter().enumerate().rev() {
            self.entries.copy_within(*position..end, position + before + 1);
            self.entries[position + before] = *entry;
            end = *position;
        }
    }
}

/// Row counts fit, because a table has at most 2³¹ rows.
fn to_u32(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// How far an index was read.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Cursor {
    /// How many rows were visited.
    visited: usize,
    /// What is left of a run that is read forwards: all rows, or a group of equal rows.
    run: Range<usize>,
}

impl Cursor {
    /// A cursor for which the first `rows` rows count as visited.
    pub(in crate::query) fn starting_at(rows: usize) -> Self {
        Self { visited: rows, run: 0..0 }
    }

    /// Visits the next rows; `true` when there are no more.
    pub(in crate::query) fn advance(
        &mut self,
        index: &SortedIndex,
        is_reversed: bool,
        budget: &mut Budget,
        mut visit: impl FnMut(RowId),
    ) -> bool {
        while self.visited < index.entries.len() {
            if budget.is_spent() {
                return false;
            }
            if self.run.is_empty() {
                // Rows without a value come last in both directions.
                self.run = match index.valued.checked_sub(self.visited) {
                    Some(left) if is_reversed && left > 0 => index.group_ending_at(left),
                    Some(_) | None => self.visited..index.entries.len(),
                };
            }
            let step = budget.up_to(self.run.len());
            let end = self.run.start + step;
            index.rows_at(self.run.start..end).for_each(&mut visit);
            budget.spend(step);
            self.run.start = end;
            self.visited += step;
        }
        true
    }
}

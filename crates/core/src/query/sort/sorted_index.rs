//! The order of all rows by a column, kept while rows are added. Which of them are shown stands in
//! `order`.

use super::{column_sort::ColumnSort, row_keys::RowKeys};
use crate::{RowId, query::budget::Budget};
use std::{cmp::Ordering, ops::Range};

/// So many new rows are merged in one step.
const MERGED_AT_ONCE: usize = 512;

/// Sorted rows.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct SortedIndex {
    /// Rows in the natural direction of their column, those without a value last.
    order: Vec<Place>,
    /// How many rows have a value.
    valued: usize,
    /// How often rows came to stand before others that were there already.
    epoch: u32,
    sort: Option<ColumnSort>,
}

/// Differs whenever an order does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Version {
    epoch: u32,
    rows: u32,
}

impl Version {
    /// How many rows the order has.
    pub(in crate::query) fn rows(self) -> u32 {
        self.rows
    }

    /// Whether the order begins with that of the former version.
    pub(in crate::query) fn goes_on_from(self, former: Self) -> bool {
        self.epoch == former.epoch
    }
}

/// A row, and in its highest bit whether it is unlike the row before.
#[derive(Clone, Copy, Debug)]
struct Place(u32);

impl Place {
    const UNLIKE: u32 = 1 << 31;

    fn new(row: RowId, unlike: bool) -> Self {
        Self(row.0 | if unlike { Self::UNLIKE } else { 0 })
    }

    fn row(self) -> RowId {
        RowId(self.0 & !Self::UNLIKE)
    }

    fn is_unlike(self) -> bool {
        self.0 & Self::UNLIKE != 0
    }
}

impl SortedIndex {
    /// Whether a sort is under way, whose keys must stay as they are.
    pub(super) fn is_sorting(&self) -> bool {
        self.sort.is_some()
    }

    /// Whether all of so many rows stand in the order.
    pub(super) fn is_of(&self, rows: usize) -> bool {
        self.sort.is_none() && self.order.len() == rows
    }

    pub(in crate::query) fn version(&self) -> Version {
        Version { epoch: self.epoch, rows: to_u32(self.order.len()) }
    }

    /// The rows that stand at some places.
    pub(super) fn rows_at(&self, places: Range<usize>) -> impl Iterator<Item = RowId> {
        self.order[places].iter().map(|place| place.row())
    }

    /// The places of the rows that are equal to the one at `start`, which is the first of them.
    pub(super) fn group_from(&self, start: usize) -> Range<usize> {
        let rest = self.order.get(start + 1..).unwrap_or_default();
        let length = rest.iter().position(|place| place.is_unlike()).unwrap_or(rest.len());
        start..start + 1 + length
    }

    /// The places of the rows that are equal to the one before `end`, which is the last of them.
    fn group_until(&self, end: usize) -> Range<usize> {
        self.order[..end].iter().rposition(|place| place.is_unlike()).unwrap_or_default()..end
    }

    /// Where a group begins, if rows with a value are turned round or not.
    pub(super) fn start_of(&self, group: &Range<usize>, turned: bool) -> u32 {
        let has_value = group.start < self.valued;
        to_u32(if turned && has_value { self.valued - group.end } else { group.start })
    }

    /// Takes a step towards the order of the first rows of a table, which are `rows` many.
    pub(super) fn advance(&mut self, keys: &RowKeys<'_>, rows: usize, budget: &mut Budget) {
        let known = self.order.len();
        let new = known..rows;
        if let Some(sort) = &mut self.sort {
            if sort.advance(keys, budget) {
                budget.spend(rows);
                self.take_sorted();
            }
        } else if new.len() > MERGED_AT_ONCE && new.len() > known / 8 {
            self.sort = Some(ColumnSort::new(to_u32(rows)));
        } else {
            let new = known..rows.min(known + MERGED_AT_ONCE);
            budget.spend(new.len());
            self.merge(keys, new);
        }
    }

    /// Takes over an order that another one made, in which no rows are equal.
    pub(super) fn replace(&mut self, rows: Vec<u32>) {
        self.valued = rows.len();
        self.order = rows.into_iter().map(|row| Place::new(RowId(row), true)).collect();
        self.epoch += 1;
    }

    fn take_sorted(&mut self) {
        let Some(sort) = self.sort.take() else { return };
        let (sorted, missing) = sort.finish();
        self.order = Vec::new();
        self.order.extend(sorted.map(|(row, unlike)| Place::new(row, unlike)));
        self.valued = self.order.len();
        let missing = missing.into_iter().enumerate();
        self.order.extend(missing.map(|(place, row)| Place::new(row, place == 0)));
        self.epoch += 1;
    }

    /// Puts some new rows where they belong.
    fn merge(&mut self, keys: &RowKeys<'_>, new: Range<usize>) {
        let Self { order, valued, .. } = self;
        let compare = |a: RowId, b: RowId| keys.compare(a, b);
        let (missing, new): (Vec<_>, Vec<_>) =
            new.map(|row| RowId(to_u32(row))).partition(|row| keys.is_missing(*row));
        let place_of = |row: RowId| {
            let is_before = |place: &Place| compare(place.row(), row) != Ordering::Greater;
            // The upstream sends rows in order of time: most often a row belongs at the end.
            match order[..*valued].last() {
                Some(last) if !is_before(last) => order[..*valued].partition_point(is_before),
                Some(_) | None => *valued,
            }
        };
        let mut arrivals: Vec<_> = new.into_iter().map(|row| (place_of(row), row)).collect();
        arrivals.sort_by(|(place, row), (other_place, other)| {
            place.cmp(other_place).then_with(|| compare(*row, *other))
        });
        let is_unlike = |(index, (place, row)): (usize, &(usize, RowId))| {
            let former = match index.checked_sub(1).map(|former| arrivals[former]) {
                Some((former_place, former)) if former_place == *place => Some(former),
                Some(_) | None => place.checked_sub(1).map(|place| order[place].row()),
            };
            (*place, Place::new(*row, former.is_none_or(|former| compare(former, *row).is_ne())))
        };
        let mut arrivals: Vec<_> = arrivals.iter().enumerate().map(is_unlike).collect();
        let end = order.len();
        let new_valued = *valued + arrivals.len();
        let is_first = |index: usize| index == 0 && end == *valued;
        let missing = missing.iter().enumerate();
        arrivals.extend(missing.map(|(index, row)| (end, Place::new(*row, is_first(index)))));
        *valued = new_valued;
        self.insert(&arrivals);
    }

    /// Inserts rows before former places, from the last to the first, so that each former row moves
    /// at most once.
    fn insert(&mut self, arrivals: &[(usize, Place)]) {
        let mut end = self.order.len();
        if arrivals.first().is_some_and(|(place, _)| *place < end) {
            self.epoch += 1;
        }
        self.order.resize(end + arrivals.len(), Place(0));
        for (before, (place, arrival)) in arrivals.iter().enumerate().rev() {
            self.order.copy_within(*place..end, place + before + 1);
            self.order[place + before] = *arrival;
            end = *place;
        }
    }
}

/// A table has at most 2³¹ rows.
fn to_u32(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// How far an order was walked through.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Cursor {
    /// How many rows.
    done: usize,
    /// What is left of a stretch that is walked through forwards: all, or a group of equal rows.
    stretch: Range<usize>,
}

impl Cursor {
    /// Begins behind so many rows.
    pub(in crate::query) fn behind(rows: usize) -> Self {
        Self { done: rows, stretch: 0..0 }
    }

    /// Gives the next rows to `visit`; `true` when there are no more.
    pub(in crate::query) fn advance(
        &mut self,
        ranking: &SortedIndex,
        backwards: bool,
        budget: &mut Budget,
        mut visit: impl FnMut(RowId),
    ) -> bool {
        while self.done < ranking.order.len() {
            if budget.is_spent() {
                return false;
            }
            if self.stretch.is_empty() {
                // Rows without a value come last in both directions.
                self.stretch = match ranking.valued.checked_sub(self.done) {
                    Some(left) if backwards && left > 0 => ranking.group_until(left),
                    Some(_) | None => self.done..ranking.order.len(),
                };
            }
            let step = budget.share(self.stretch.len());
            let end = self.stretch.start + step;
            ranking.rows_at(self.stretch.start..end).for_each(&mut visit);
            budget.spend(step);
            self.stretch.start = end;
            self.done += step;
        }
        true
    }
}

//! The order of all rows by a column, kept while rows are added. Which of them are shown stands in
//! `order`.

use super::{
    budget::Budget,
    keys::{Keys, LAST},
    sort::Sort,
};
use crate::RowId;
use std::cmp::Ordering;

/// So many new rows are merged in one step.
const MERGED_AT_ONCE: u32 = 512;

/// Sorted rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    /// Rows with a value, in the natural direction of their column.
    order: Vec<Place>,
    /// Rows without a value, which come last in both directions.
    missing: Vec<RowId>,
    /// How many rows of the table are in `order` and `missing`.
    rows: u32,
    /// Changes whenever rows come to stand before others that were there already.
    epoch: u32,
    sort: Option<Sort>,
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

impl Ranking {
    /// Whether a sort is under way, whose keys must stay as they are.
    pub(super) fn is_sorting(&self) -> bool {
        self.sort.is_some()
    }

    /// Whether a table of so many rows has to be sorted as a whole.
    pub(super) fn needs_sort(&self, rows: u32) -> bool {
        let new = rows - self.rows;
        self.sort.is_some() || new > MERGED_AT_ONCE && new > self.rows / 8
    }

    /// Changes whenever the former order is not the beginning of the new one.
    pub(super) fn epoch(&self) -> u32 {
        self.epoch
    }

    /// How many rows have a value, and how many have none.
    pub(super) fn lengths(&self) -> (usize, usize) {
        (self.order.len(), self.missing.len())
    }

    /// Sorts the rows of a table that has so many; `true` when that is done.
    pub(super) fn advance(&mut self, keys: &Keys<'_>, rows: u32, budget: &mut Budget) -> bool {
        while self.sort.is_some() || self.rows < rows {
            if budget.is_spent() {
                return false;
            }
            let new = rows - self.rows;
            if let Some(sort) = &mut self.sort {
                if sort.advance(keys, budget) {
                    self.take_sorted();
                }
            } else if self.needs_sort(rows) {
                self.sort = Some(Sort::new(rows));
            } else {
                self.merge(keys, new.min(MERGED_AT_ONCE));
                budget.spend(new.min(MERGED_AT_ONCE) as usize);
            }
        }
        true
    }

    fn take_sorted(&mut self) {
        let Some(sort) = self.sort.take() else { return };
        self.rows = sort.rows();
        self.epoch += 1;
        let (sorted, missing) = sort.finish();
        self.order = sorted.map(|(row, unlike)| Place::new(row, unlike)).collect();
        self.missing = missing;
    }

    /// Puts some new rows where they belong.
    fn merge(&mut self, keys: &Keys<'_>, new: u32) {
        // Where in the former order each new row goes, sorted as the rows will be.
        let mut arrivals: Vec<(usize, RowId)> = Vec::with_capacity(new as usize);
        for row in (self.rows..self.rows + new).map(RowId) {
            if keys.is_missing(row) {
                self.missing.push(row);
                continue;
            }
            let after = |other: RowId| keys.compare(other, row) != Ordering::Greater;
            // The upstream sends rows in order of time: most often a row belongs at the end.
            let place = match self.order.last() {
                Some(last) if !after(last.row()) => {
                    self.order.partition_point(|place| after(place.row()))
                }
                Some(_) | None => self.order.len(),
            };
            let goes_before = |(other, arrival): &(usize, RowId)| {
                *other < place || *other == place && after(*arrival)
            };
            let among = match arrivals.last() {
                Some(last) if !goes_before(last) => arrivals.partition_point(goes_before),
                Some(_) | None => arrivals.len(),
            };
            arrivals.insert(among, (place, row));
        }
        self.rows += new;
        if arrivals.first().is_some_and(|(place, _)| *place < self.order.len()) {
            self.epoch += 1;
        }
        self.insert(keys, &arrivals);
    }

    /// Inserts rows, from the last to the first, so that each former row moves at most once.
    fn insert(&mut self, keys: &Keys<'_>, arrivals: &[(usize, RowId)]) {
        let mut end = self.order.len();
        self.order.resize(end + arrivals.len(), Place(0));
        for (before, (place, row)) in arrivals.iter().enumerate().rev() {
            self.order.copy_within(*place..end, place + before + 1);
            end = *place;
            let former = match before.checked_sub(1).map(|before| arrivals[before]) {
                Some((other, arrival)) if other == *place => Some(arrival),
                Some(_) | None => place.checked_sub(1).map(|place| self.order[place].row()),
            };
            let unlike = former.is_none_or(|former| keys.compare(former, *row).is_ne());
            self.order[place + before] = Place::new(*row, unlike);
        }
    }

    /// The place of each row; equal rows have the same, those without a value [`LAST`].
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![LAST; self.rows as usize];
        let mut rank = 0;
        for (index, place) in (0..).zip(&self.order) {
            if place.is_unlike() {
                rank = index;
            }
            ranks[place.row().0 as usize] = rank;
        }
        ranks
    }
}

/// How far an order was walked through.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// Forwards: how many rows. Backwards: how many rows with a value come after the group.
    done: usize,
    /// Backwards: what is left of a group of equal rows, which is walked through forwards.
    group: std::ops::Range<usize>,
}

impl Walk {
    /// Goes on from where an order ended that has become longer.
    pub(super) fn from(done: usize) -> Self {
        Self { done, group: 0..0 }
    }

    /// Gives the next rows to `visit`; `true` when there are no more.
    pub(super) fn advance(
        &mut self,
        ranking: &Ranking,
        backwards: bool,
        budget: &mut Budget,
        mut visit: impl FnMut(RowId),
    ) -> bool {
        let (valued, missing) = ranking.lengths();
        while self.done < valued || !self.group.is_empty() {
            if budget.is_spent() {
                return false;
            }
            if !backwards {
                self.group = self.done..valued;
            } else if self.group.is_empty() {
                let end = valued - self.done;
                let unlike = ranking.order[..end].iter().rposition(|place| place.is_unlike());
                self.group = unlike.unwrap_or_default()..end;
            }
            let step = budget.share(self.group.len());
            for place in &ranking.order[self.group.start..self.group.start + step] {
                visit(place.row());
            }
            budget.spend(step);
            self.group.start += step;
            self.done += step;
            if !backwards {
                self.group = 0..0;
            }
        }
        while self.done < valued + missing {
            if budget.is_spent() {
                return false;
            }
            let start = self.done - valued;
            let step = budget.share(missing - start);
            for row in &ranking.missing[start..start + step] {
                visit(*row);
            }
            budget.spend(step);
            self.done += step;
        }
        true
    }
}

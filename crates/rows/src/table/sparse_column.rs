//! A column in which few rows have a value.

use super::row_id::RowId;
use std::ops::Range;

/// Values sorted by row, which is the order in which they arrive.
#[derive(Clone, Debug)]
pub(super) struct SparseColumn<T>(Vec<(RowId, T)>);

impl<T> Default for SparseColumn<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> SparseColumn<T> {
    /// Sets the value of a row, which must come after all rows that have one.
    pub(super) fn push(&mut self, row: RowId, value: T) {
        self.0.push((row, value));
    }

    /// The rows of a range that have a value, in order.
    pub(super) fn rows_in(&self, rows: Range<RowId>) -> impl Iterator<Item = RowId> {
        let [start, end] =
            [rows.start, rows.end].map(|bound| self.0.partition_point(|(row, _)| *row < bound));
        self.0[start..end].iter().map(|(row, _)| *row)
    }

    /// The value of a row, if it has one.
    pub(super) fn get(&self, row: RowId) -> Option<&T> {
        let index = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.0[index].1)
    }
}

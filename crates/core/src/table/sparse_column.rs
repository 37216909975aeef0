//! A column that few rows have.

use super::RowId;

/// Values sorted by row, since rows are only appended.
#[derive(Clone, Debug)]
pub(super) struct SparseColumn<T>(Vec<(RowId, T)>);

impl<T> Default for SparseColumn<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> SparseColumn<T> {
    /// Gives the last row a value.
    pub(super) fn push(&mut self, row: RowId, value: T) {
        self.0.push((row, value));
    }

    /// The value of a row, if it has one.
    pub(super) fn get(&self, row: RowId) -> Option<&T> {
        let place = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.0[place].1)
    }
}

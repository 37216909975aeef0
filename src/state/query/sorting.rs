//! The order of the rows.

use super::{super::announcer::Announcement, QueryState};
use bounces_core::{SortColumn, SortKeys};

impl QueryState {
    /// Sorts by a column, or reverses its order. With `as_secondary`, only rows that are equal so far are sorted by it.
    pub(crate) fn toggle_sort(self, column: SortColumn, as_secondary: bool) {
        self.set_sort(self.query.with_untracked(|query| {
            if as_secondary { query.sort.with_toggled(column) } else { query.sort.toggled(column) }
        }));
    }

    /// Sorts.
    pub(crate) fn set_sort(self, sort: SortKeys) {
        self.update(Some(Announcement::Sorted), |query| query.sort = sort);
    }
}

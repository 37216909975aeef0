//! Which rows on the page show what their reason means. Several may, so that opening one moves no other.

use super::{Report, report::RowRef};
use leptos::prelude::*;

impl Report {
    /// Whether a row shows what its reason means.
    pub(crate) fn is_expanded(self, row: RowRef) -> bool {
        self.expanded_rows.with(|expanded| expanded.contains(&row))
    }

    /// Opens the row in a place of the page, or closes it.
    pub(crate) fn toggle_expanded(self, place: usize) {
        let Some(row) = untrack(|| self.row_at(place)) else { return };
        self.expanded_rows.update(|expanded| match expanded.iter().position(|one| *one == row) {
            Some(place) => drop(expanded.swap_remove(place)),
            None => expanded.push(row),
        });
    }

    /// Closes the rows that are not on the page any more.
    pub(super) fn collapse_offpage(self) {
        if self.expanded_rows.with_untracked(Vec::is_empty) {
            return;
        }
        let generation = self.generation.get_untracked();
        let shown = untrack(|| self.rows_shown());
        let is_shown = |row: &RowRef| {
            let has =
                |rows: &[_]| rows.get(shown.clone()).is_some_and(|rows| rows.contains(&row.id));
            row.generation == generation && self.with_order(|order| has(order.rows()))
        };
        self.expanded_rows.update(|expanded| expanded.retain(is_shown));
    }
}

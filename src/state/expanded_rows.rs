//! Which rows on the page show what their reason means. Several may, so that opening one moves no other.

use super::{Report, report::RowRef};
use leptos::prelude::*;

impl Report {
    /// Whether a row shows what its reason means.
    pub(crate) fn is_open(self, row: RowRef) -> bool {
        self.opened.with(|opened| opened.contains(&row))
    }

    /// Opens the row in a place of the page, or closes it.
    pub(crate) fn toggle_row(self, place: usize) {
        let Some(row) = untrack(|| self.row_at(place)) else { return };
        self.opened.update(|opened| match opened.iter().position(|one| *one == row) {
            Some(place) => drop(opened.swap_remove(place)),
            None => opened.push(row),
        });
    }

    /// Closes the rows that are not on the page any more.
    pub(super) fn close_rows_that_left(self) {
        if self.opened.with_untracked(Vec::is_empty) {
            return;
        }
        let generation = self.generation.get_untracked();
        let shown = untrack(|| self.rows_shown());
        let is_shown = |row: &RowRef| {
            let has =
                |rows: &[_]| rows.get(shown.clone()).is_some_and(|rows| rows.contains(&row.id));
            row.generation == generation && self.with_order(|order| has(order.rows()))
        };
        self.opened.update(|opened| opened.retain(is_shown));
    }
}

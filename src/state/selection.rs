//! Which rows are selected: what the user changes of it, and what becomes of it when the report is
//! read anew. The rules stand in core.

use super::{Announcement, Report, ReportEvent, report::RowRef};
use bounces_core::Selection;
use leptos::prelude::*;

/// The most contact ids that an event names. A host that has to know more of them gets them by
/// narrower selections; its page stays fast whatever is selected.
const MAX_EVENT_IDS: usize = 10_000;

impl Report {
    /// Whether a row is selected.
    pub(crate) fn is_selected(self, row: RowRef) -> bool {
        self.selection.with(|selection| selection.contains(row.id))
    }

    /// How many rows are selected, whether they match or not.
    pub(crate) fn rows_selected(self) -> usize {
        self.selection.with(Selection::count)
    }

    /// How many of the matching rows are selected.
    pub(crate) fn selected_matching(self) -> usize {
        self.selected_matching.get()
    }

    /// Selects the row in a place of the page, or not any more; as a range, together with all rows
    /// from the one that was chosen last.
    pub(crate) fn select_row(self, place: usize, selected: bool, as_range: bool) {
        let Some(row) = untrack(|| self.row_at(place)) else { return };
        self.select(|selection| {
            if as_range {
                self.with_order(|order| selection.set_range(order.rows(), row.id, selected));
            } else {
                selection.set(row.id, selected);
            }
        });
    }

    /// Selects all matching rows, on whatever page, or none of them.
    pub(crate) fn select_matching(self, selected: bool) {
        self.select(|selection| {
            self.with_order(|order| selection.set_all(order.rows(), selected));
        });
    }

    /// Selects nothing.
    pub(crate) fn clear_selection(self) {
        self.select(Selection::clear);
    }

    /// Shows all rows, and selects none: what the host asks for.
    pub(crate) fn clear(self) {
        self.clear_filters();
        if self.selection.with_untracked(Selection::count) > 0 {
            self.selection.update(Selection::clear);
            self.emit_selection_change();
        }
    }

    fn select(self, change: impl FnOnce(&mut Selection)) {
        self.selection.update(change);
        self.outcome.set(None);
        self.announcement.set(Some(Announcement::Selected));
        self.emit_selection_change();
    }

    fn emit_selection_change(self) {
        let event = self.selection.with_untracked(|selection| {
            let contact_ids = self.table.with_untracked(|table| {
                let ids = selection.rows().filter_map(|row| table.contact_id(row));
                ids.take(MAX_EVENT_IDS).map(|id| id.to_string()).collect()
            });
            ReportEvent::SelectionChange { count: selection.count(), contact_ids }
        });
        self.host.emit(event);
    }

    /// Forgets the selection: the report is another one.
    pub(super) fn reset_selection(self) {
        let was_empty = self.selection.with_untracked(Selection::count) == 0;
        self.selection.set(Selection::default());
        if !was_empty {
            self.emit_selection_change();
        }
    }

    /// Remembers who is selected: the table is about to be replaced.
    pub(super) fn snapshot_selection(self) {
        self.selection
            .update(|selection| self.table.with_untracked(|table| selection.snapshot(table)));
    }

    /// Selects those of the rows just read who were selected before.
    pub(super) fn restore_selection(self) {
        self.selection.maybe_update(|selection| {
            let before = selection.count();
            self.table.with_untracked(|table| selection.restore(table));
            selection.count() != before
        });
    }

    /// Tells the host if a refresh lost some of the rows that were selected before it.
    pub(super) fn finish_selection_restore(self) {
        if self.selection.try_update_untracked(Selection::finish_restore).unwrap_or_default() > 0 {
            self.emit_selection_change();
        }
    }
}

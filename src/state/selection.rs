//! Which rows are selected, and how the selection survives a refresh. The rules are in core.

use super::{
    EventSink, ReportEvent,
    announcer::{Announcement, Announcer},
    export_status::ExportStatus,
    query::{QueryState, Results},
    rows::{LoadedRows, RowRef},
};
use crate::erased::{ErasedMemo, ErasedSignal};
use bounces_core::{RowId, Selection};

/// The maximum number of contact ids in an event, so that the host's page stays responsive.
const MAX_EVENT_IDS: usize = 10_000;

/// The selected rows.
#[derive(Clone, Copy)]
pub(crate) struct SelectionState {
    sink: EventSink,
    rows: LoadedRows,
    results: Results,
    announcer: Announcer,
    export_status: ExportStatus,
    selection: ErasedSignal<Selection>,
    matching_count: ErasedMemo<usize>,
}

impl SelectionState {
    pub(super) fn new(
        sink: EventSink,
        rows: LoadedRows,
        query: &QueryState,
        announcer: Announcer,
        export_status: ExportStatus,
    ) -> Self {
        let selection = ErasedSignal::new(Selection::default());
        let results = query.results();
        let matching_count = ErasedMemo::new(move |_| {
            results.track();
            selection.with(|selection| {
                results.with_engine(|engine| selection.count_among(engine.rows()))
            })
        });
        Self { sink, rows, results, announcer, export_status, selection, matching_count }
    }

    /// Whether a row is selected.
    pub(crate) fn contains(self, row: RowRef) -> bool {
        self.selection.with(|selection| selection.contains(row.id()))
    }

    /// The number of selected rows, whether they match the query or not.
    pub(crate) fn count(self) -> usize {
        self.selection.with(Selection::count)
    }

    /// The number of selected rows that match the query.
    pub(crate) fn matching_count(self) -> usize {
        self.matching_count.get()
    }

    pub(super) fn track(self) {
        self.selection.track();
    }

    /// The selected rows in the order of `order`, followed by those that are not in it.
    pub(super) fn rows_in_order(self, order: &[RowId]) -> Vec<RowId> {
        self.selection.with_untracked(|selection| selection.rows_in_order(order))
    }

    /// Selects or deselects a row; as a range, together with all rows from the one that was clicked last.
    pub(crate) fn set_row(self, row: RowRef, selected: bool, as_range: bool) {
        self.update(|selection| {
            if as_range {
                self.results
                    .with_engine(|engine| selection.set_range(engine.rows(), row.id(), selected));
            } else {
                selection.set(row.id(), selected);
            }
        });
    }

    /// Selects or deselects all rows that match, on all pages.
    pub(crate) fn set_matching(self, selected: bool) {
        self.update(|selection| {
            self.results.with_engine(|engine| selection.set_all(engine.rows(), selected));
        });
    }

    /// Deselects all rows, on behalf of the user.
    pub(crate) fn clear(self) {
        self.update(Selection::clear);
    }

    /// Deselects all rows, on behalf of the host: nothing is announced.
    pub(super) fn clear_silently(self) {
        if self.selection.with_untracked(Selection::count) > 0 {
            self.selection.update(Selection::clear);
            self.emit_change();
        }
    }

    /// Changes the selection on behalf of the user.
    fn update(self, change: impl FnOnce(&mut Selection)) {
        self.selection.update(change);
        self.export_status.clear_outcome();
        self.announcer.announce(Announcement::Selected);
        self.emit_change();
    }

    fn emit_change(self) {
        let event = self.selection.with_untracked(|selection| {
            let contact_ids = self.rows.with_table_untracked(|table| {
                let ids = selection.rows().filter_map(|row| table.contact_id(row));
                ids.take(MAX_EVENT_IDS).map(|id| id.to_string()).collect()
            });
            ReportEvent::SelectionChange { count: selection.count(), contact_ids }
        });
        self.sink.emit(event);
    }

    /// Clears the selection, because another report is shown.
    pub(super) fn reset(self) {
        let was_empty = self.selection.with_untracked(Selection::count) == 0;
        self.selection.set(Selection::default());
        if !was_empty {
            self.emit_change();
        }
    }

    /// Remembers the selected contacts before a refresh replaces the table.
    pub(super) fn snapshot(self) {
        self.selection
            .update(|selection| self.rows.with_table_untracked(|table| selection.snapshot(table)));
    }

    /// Selects those of the new rows whose contacts were selected before the refresh.
    pub(super) fn restore(self) {
        self.selection.maybe_update(|selection| {
            let before = selection.count();
            self.rows.with_table_untracked(|table| selection.restore(table));
            selection.count() != before
        });
    }

    /// Ends the restoration when all rows are loaded. Notifies the host if the refresh removed selected rows.
    pub(super) fn finish_restore(self) {
        if self.selection.try_update_untracked(Selection::finish_restore).unwrap_or_default() > 0 {
            self.emit_change();
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::state::{
        action_progress::ActionProgress,
        expanded_rows::ExpandedRows,
        test_support::{append, inputs, recording_sink},
    };
    use leptos::prelude::Owner;
    use std::{cell::RefCell, rc::Rc};
    use wasm_bindgen_test::wasm_bindgen_test;

    struct Fixture {
        rows: LoadedRows,
        query: QueryState,
        selection: SelectionState,
        events: Rc<RefCell<Vec<ReportEvent>>>,
    }

    /// Three rows, two on a page.
    fn fixture() -> Fixture {
        let (sink, events) = recording_sink();
        let (rows, announcer) = (LoadedRows::new(), Announcer::new());
        let query = QueryState::new(&inputs(), sink, rows, announcer, ExpandedRows::new());
        let selection = SelectionState::new(
            sink,
            rows,
            &query,
            announcer,
            ExportStatus::new(ActionProgress::new()),
        );
        append(rows, &["a@example.com", "b@example.com", "c@example.com"]);
        query.refresh();
        Fixture { rows, query, selection, events }
    }

    fn selected_counts(events: &RefCell<Vec<ReportEvent>>) -> Vec<usize> {
        let count = |event: &ReportEvent| {
            if let ReportEvent::SelectionChange { count, .. } = event { Some(*count) } else { None }
        };
        events.borrow().iter().filter_map(count).collect()
    }

    #[wasm_bindgen_test]
    fn a_range_reaches_from_the_last_click_and_each_change_is_one_event() {
        Owner::new().with(|| {
            let Fixture { rows, query, selection, events } = fixture();
            let row = |id| rows.row_ref(RowId(id));
            selection.set_row(row(0), true, false);
            selection.set_row(row(2), true, true);
            assert_eq!(selection.count(), 3);
            query.set_search("b@".to_owned());
            assert_eq!((selection.count(), selection.matching_count()), (3, 1));
            selection.set_matching(false);
            assert!(selection.contains(row(0)) && !selection.contains(row(1)));
            selection.clear();
            assert_eq!(selected_counts(&events), [1, 3, 2, 0]);
        });
    }

    #[wasm_bindgen_test]
    fn a_refresh_keeps_the_selected_contacts_and_reports_the_lost_ones_once() {
        Owner::new().with(|| {
            let Fixture { rows, query, selection, events } = fixture();
            selection.set_matching(true);
            selection.snapshot();
            rows.clear();
            query.reset_results();
            append(rows, &["a@example.com", "b@example.com"]);
            selection.restore();
            query.refresh();
            assert_eq!(selection.count(), 2);
            assert_eq!(selected_counts(&events), [3]);
            selection.finish_restore();
            selection.finish_restore();
            assert_eq!(selected_counts(&events), [3, 2]);
        });
    }
}

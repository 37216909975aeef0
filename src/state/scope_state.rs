//! Which rows an export has: the scopes that are available, and the one that the user chose.

use super::{
    export_scope::ExportScope, query::QueryState, rows::LoadedRows, selection::SelectionState,
};
use crate::erased::ErasedSignal;
use bounces_core::{Query, RowId, Selection};

/// The scopes of an export.
#[derive(Clone, Copy)]
pub(crate) struct ScopeState {
    rows: LoadedRows,
    query: QueryState,
    selection: SelectionState,
    /// The user's choice, until the menu is closed.
    chosen: ErasedSignal<Option<ExportScope>>,
}

impl ScopeState {
    pub(super) fn new(rows: LoadedRows, query: &QueryState, selection: SelectionState) -> Self {
        Self { rows, query: *query, selection, chosen: ErasedSignal::new(None) }
    }

    /// Whether a scope differs from the others: without filters all rows match.
    pub(crate) fn is_available(self, scope: ExportScope) -> bool {
        match scope {
            ExportScope::All => true,
            ExportScope::Matching => !self.query.with(Query::is_unfiltered),
            ExportScope::Selected => self.selection.count() > 0,
        }
    }

    /// The scope that the user chose, or else the rows on the screen and on its other pages.
    pub(crate) fn current(self) -> ExportScope {
        let chosen = self.chosen.get().filter(|scope| self.is_available(*scope));
        chosen.unwrap_or_else(|| self.of_screen())
    }

    fn of_screen(self) -> ExportScope {
        if self.is_available(ExportScope::Matching) {
            ExportScope::Matching
        } else {
            ExportScope::All
        }
    }

    /// The selected rows, or else those on the screen: what the host's `exportCsv()` saves.
    pub(crate) fn of_host(self) -> ExportScope {
        if self.is_available(ExportScope::Selected) {
            ExportScope::Selected
        } else {
            self.of_screen()
        }
    }

    /// Chooses a scope.
    pub(crate) fn choose(self, scope: ExportScope) {
        self.chosen.set(Some(scope));
    }

    /// Forgets the choice: the next export begins with the rows on the screen.
    pub(crate) fn reset(self) {
        self.chosen.set(None);
    }

    /// The number of rows of a scope.
    pub(crate) fn row_count(self, scope: ExportScope) -> usize {
        match scope {
            ExportScope::All => self.rows.count(),
            ExportScope::Matching => self.query.matching_count(),
            ExportScope::Selected => self.selection.count(),
        }
    }

    /// The rows of a scope in display order. Those that the filters exclude follow the others, if their order is unknown.
    pub(super) fn rows(self, scope: ExportScope) -> Vec<RowId> {
        self.query.results().with_engine(|engine| match scope {
            ExportScope::All => {
                let ids: Vec<_> = self.rows.with_table_untracked(|table| table.rows().collect());
                let mut all = Selection::default();
                all.set_all(&ids, true);
                all.rows_in_order(&engine.all_rows())
            }
            ExportScope::Matching => engine.rows().to_vec(),
            ExportScope::Selected => self.selection.rows_in_order(engine.rows()),
        })
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::state::{
        action_progress::ActionProgress,
        announcer::Announcer,
        expanded_rows::ExpandedRows,
        export_status::ExportStatus,
        test_support::{append, inputs, recording_sink},
    };
    use bounces_core::SortColumn;
    use leptos::prelude::{Owner, untrack};
    use wasm_bindgen_test::wasm_bindgen_test;

    struct Fixture {
        rows: LoadedRows,
        query: QueryState,
        selection: SelectionState,
        scope: ScopeState,
    }

    fn fixture() -> Fixture {
        let (sink, _) = recording_sink();
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
        Fixture { rows, query, selection, scope: ScopeState::new(rows, &query, selection) }
    }

    #[wasm_bindgen_test]
    fn an_export_begins_with_the_rows_on_the_screen_whatever_is_selected() {
        Owner::new().with(|| {
            let Fixture { rows, query, selection, scope } = fixture();
            let state = || {
                let available = ExportScope::ALL.map(|each| untrack(|| scope.is_available(each)));
                (available, untrack(|| scope.current()), untrack(|| scope.of_host()))
            };
            assert_eq!(state(), ([true, false, false], ExportScope::All, ExportScope::All));
            selection.set_row(rows.row_ref(RowId(2)), true, false);
            assert_eq!(state(), ([true, false, true], ExportScope::All, ExportScope::Selected));
            query.set_search("b@".to_owned());
            assert_eq!(untrack(|| selection.matching_count()), 0);
            assert_eq!(state(), ([true; 3], ExportScope::Matching, ExportScope::Selected));
            assert_eq!(scope.rows(ExportScope::Matching), [RowId(1)]);
            assert_eq!(scope.rows(ExportScope::Selected), [RowId(2)]);
            assert_eq!(ExportScope::ALL.map(|each| untrack(|| scope.row_count(each))), [3, 1, 1]);
            scope.choose(ExportScope::Selected);
            assert_eq!(untrack(|| scope.current()), ExportScope::Selected);
            // A choice that is gone is replaced.
            selection.clear();
            assert_eq!(untrack(|| scope.current()), ExportScope::Matching);
        });
    }

    #[wasm_bindgen_test]
    fn all_rows_are_exported_in_display_order_although_filters_exclude_some() {
        Owner::new().with(|| {
            let Fixture { query, scope, .. } = fixture();
            query.toggle_sort(SortColumn::Email, false);
            query.toggle_sort(SortColumn::Email, false);
            query.set_search("b@".to_owned());
            assert_eq!(scope.rows(ExportScope::All), [RowId(2), RowId(1), RowId(0)]);
        });
    }
}

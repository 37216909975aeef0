//! How the user wants the table to look: its columns, and the height of its rows.

use super::{Inputs, history::HistoryState};
use crate::erased::ErasedSignal;
use bounces_core::Column;
use leptos::prelude::*;

/// The layout of the table.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// The host's default.
    compact: Signal<bool>,
    compact_override: ErasedSignal<Option<bool>>,
    history: HistoryState,
    /// In the order of [`Column::ALL`].
    hidden_columns: ErasedSignal<[bool; Column::ALL.len()]>,
}

impl Layout {
    pub(super) fn new(inputs: &Inputs, history: HistoryState) -> Self {
        Self {
            history,
            compact: inputs.compact,
            compact_override: ErasedSignal::new(None),
            hidden_columns: ErasedSignal::new(Column::ALL.map(Column::is_hidden_at_first)),
        }
    }

    /// Whether a column is visible.
    pub(crate) fn has_column(self, column: Column) -> bool {
        self.offers_column(column) && !self.hidden_columns.get()[column.index()]
    }

    /// Whether there is anything to show in a column: earlier emails may not be read at all.
    pub(crate) fn offers_column(self, column: Column) -> bool {
        column != Column::Before || self.history.is_on()
    }

    /// The number of visible columns, including those of checkboxes and of details.
    pub(crate) fn column_count(self) -> usize {
        2 + Column::ON_SCREEN.into_iter().filter(|column| self.has_column(*column)).count()
    }

    /// Hides an optional column, or shows it.
    pub(crate) fn toggle_column(self, column: Column) {
        self.hidden_columns.update(|hidden| hidden[column.index()] ^= true);
    }

    pub(super) fn track_columns(self) {
        self.hidden_columns.track();
    }

    /// Whether rows are compact.
    pub(crate) fn is_compact(self) -> bool {
        self.compact_override.get().unwrap_or_else(|| self.compact.get())
    }

    /// Makes rows compact, or not.
    pub(crate) fn set_compact(self, is_compact: bool) {
        self.compact_override.set(Some(is_compact));
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::state::{rows::LoadedRows, test_support::inputs};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn history() -> HistoryState {
        HistoryState::new(LoadedRows::new())
    }

    #[wasm_bindgen_test]
    fn hidden_columns_are_not_counted() {
        Owner::new().with(|| {
            let layout = Layout::new(&inputs(), history());
            // The next step is hidden at first, and the name is part of the first column.
            assert_eq!(layout.column_count(), 5);
            layout.toggle_column(Column::Step);
            assert_eq!(layout.column_count(), 6);
            for column in Column::optional() {
                layout.toggle_column(column);
                assert!(!layout.has_column(column));
            }
            assert_eq!(layout.column_count(), 4);
            layout.toggle_column(Column::Date);
            assert!(layout.has_column(Column::Date));
            assert_eq!(layout.column_count(), 5);
        });
    }

    #[wasm_bindgen_test]
    fn the_row_height_of_the_user_overrides_the_one_of_the_host() {
        Owner::new().with(|| {
            let (compact, set_compact) = signal(true);
            let layout = Layout::new(&Inputs { compact: compact.into(), ..inputs() }, history());
            assert!(layout.is_compact());
            set_compact.set(false);
            assert!(!layout.is_compact());
            layout.set_compact(true);
            layout.set_compact(false);
            set_compact.set(true);
            assert!(!layout.is_compact());
        });
    }
}

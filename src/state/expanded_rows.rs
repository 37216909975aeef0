//! Which rows show the explanation of their reason. Several can, so that expanding one does not move the others.

use super::rows::RowRef;
use crate::erased::ErasedSignal;

/// The expanded rows, all of them on the current page.
#[derive(Clone, Copy)]
pub(crate) struct ExpandedRows(ErasedSignal<Vec<RowRef>>);

impl ExpandedRows {
    pub(super) fn new() -> Self {
        Self(ErasedSignal::new(Vec::new()))
    }

    pub(crate) fn contains(self, row: RowRef) -> bool {
        self.0.with(|rows| rows.contains(&row))
    }

    /// Expands a row, or collapses it.
    pub(crate) fn toggle(self, row: RowRef) {
        self.0.update(|rows| match rows.iter().position(|expanded| *expanded == row) {
            Some(index) => drop(rows.swap_remove(index)),
            None => rows.push(row),
        });
    }

    pub(super) fn track(self) {
        self.0.track();
    }

    /// Collapses the rows that are not on the page any more.
    pub(super) fn collapse_offpage(self, rows_on_page: impl FnOnce() -> Vec<RowRef>) {
        if self.0.with_untracked(Vec::is_empty) {
            return;
        }
        let on_page = rows_on_page();
        self.0.update(|rows| rows.retain(|row| on_page.contains(row)));
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use bounces_core::RowId;
    use leptos::prelude::Owner;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn rows_that_leave_the_page_collapse_and_others_stay_expanded() {
        Owner::new().with(|| {
            let rows = super::super::rows::LoadedRows::new();
            let [first, second] = [RowId(0), RowId(1)].map(|id| rows.row_ref(id));
            let expanded = ExpandedRows::new();
            expanded.collapse_offpage(|| unreachable!("nothing is expanded"));
            expanded.toggle(first);
            expanded.toggle(second);
            expanded.collapse_offpage(|| vec![second]);
            assert!(!expanded.contains(first) && expanded.contains(second));
            // After a refresh, the same id is another row.
            rows.clear();
            assert!(!expanded.contains(rows.row_ref(RowId(1))));
            expanded.toggle(second);
            assert!(!expanded.contains(second));
        });
    }
}

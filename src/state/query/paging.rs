//! The current page, and how many rows a page has.

use super::{
    super::{announcer::Announcement, rows::RowRef},
    QueryState,
};
use bounces_core::view_state::MAX_PAGE_SIZE;
use leptos::prelude::*;
use std::ops::Range;

/// Rows per page, unless the host or the user chooses.
pub(crate) const DEFAULT_PAGE_SIZE: usize = 50;

/// The page sizes that users can choose.
const PAGE_SIZES: [usize; 4] = [DEFAULT_PAGE_SIZE, 100, 250, MAX_PAGE_SIZE];

impl QueryState {
    /// Rows per page.
    pub(crate) fn page_size(self) -> usize {
        let chosen = self.page_size_override.get();
        chosen.unwrap_or_else(|| self.page_size.get()).clamp(1, MAX_PAGE_SIZE)
    }

    /// The page sizes that users can choose, the host's and the current one among them, in order.
    pub(crate) fn page_size_options(self) -> Vec<usize> {
        let of_host = self.page_size.get().clamp(1, MAX_PAGE_SIZE);
        let mut sizes = PAGE_SIZES.to_vec();
        sizes.extend([of_host, self.page_size()]);
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// The number of pages, at least one.
    pub(crate) fn page_count(self) -> usize {
        self.matching_count().div_ceil(self.page_size()).max(1)
    }

    /// The current page, from 0.
    pub(crate) fn page(self) -> usize {
        self.page.get().min(self.page_count() - 1)
    }

    /// The positions of the rows on the page among the rows that match.
    pub(crate) fn page_range(self) -> Range<usize> {
        let start = self.page() * self.page_size();
        start..(start + self.page_size()).min(self.matching_count())
    }

    /// The rows on the page.
    pub(crate) fn rows_on_page(self) -> Vec<RowRef> {
        let range = self.page_range();
        self.results
            .with_engine(|engine| self.rows.row_refs(engine.rows().get(range).unwrap_or_default()))
    }

    /// The row at an index of the page.
    pub(crate) fn row_at(self, index: usize) -> Option<RowRef> {
        let index = self.page_range().start + index;
        self.results.track();
        let id = self.results.with_engine(|engine| engine.rows().get(index).copied())?;
        Some(self.rows.row_ref(id))
    }

    /// Shows a page, from 0.
    pub(crate) fn set_page(self, page: usize) {
        self.page.set(page);
        self.collapse_offpage();
        self.announcer.announce(Announcement::Page(page));
        self.emit_view_change();
    }

    /// Changes how many rows a page has; the first row of the page stays on the page.
    pub(crate) fn set_page_size(self, page_size: usize) {
        let first = untrack(|| self.page_range().start);
        self.page_size_override.set(Some(page_size));
        self.page.set(first / page_size.max(1));
        self.collapse_offpage();
        self.emit_view_change();
    }

    /// Shows the first page of another report.
    pub(in crate::state) fn reset_page(self) {
        self.page.set(0);
    }

    pub(super) fn collapse_offpage(self) {
        self.expanded_rows.collapse_offpage(|| untrack(|| self.rows_on_page()));
    }
}

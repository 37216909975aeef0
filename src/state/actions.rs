//! What the user does: each action changes the state once. What comes from the proxy stands in `load`.

use super::{Announcement, Report, ReportEvent, find::Then};
use bounces_core::{BounceCode, Column, Query, SortKeys};
use leptos::prelude::*;

impl Report {
    /// Sorts by a column, or turns its order round. With `also`, rows are sorted by it that are
    /// equal so far.
    pub(crate) fn press_column(self, column: Column, also: bool) {
        let press = |sort: &SortKeys| match also {
            true => sort.shift_pressed(column),
            false => sort.pressed(column),
        };
        self.sort(self.query.with_untracked(|query| press(&query.sort)));
    }

    /// Sorts.
    pub(crate) fn sort(self, sort: SortKeys) {
        let first = sort.first();
        self.change(Announcement::Sorted(first), |query| query.sort = sort);
    }

    /// Shows the rows with a code too, or not any more.
    pub(crate) fn toggle_code(self, code: BounceCode<'_>) {
        self.change(Announcement::Matching, |query| query.codes = query.codes.toggled(code));
    }

    /// Shows all rows.
    pub(crate) fn clear_filters(self) {
        self.change(Announcement::Matching, |query| {
            *query = Query { sort: std::mem::take(&mut query.sort), ..Query::default() };
        });
    }

    /// Changes the query, and shows the first page of what it gives.
    pub(super) fn change(self, say: Announcement, change: impl FnOnce(&mut Query)) {
        self.query.update(change);
        self.find(Then { page: Some(0), say: Some(say) });
    }

    /// Shows another page, from 0.
    pub(crate) fn show_page(self, page: usize) {
        self.page.set(page);
        self.announcement.set(Some(Announcement::Page(page)));
    }

    /// Changes how many rows a page has; the first row that is shown stays on the page.
    pub(crate) fn show_rows(self, page_size: usize) {
        let first = untrack(|| self.rows_shown().start);
        self.chosen_page_size.set(Some(page_size));
        self.page.set(first / page_size.max(1));
    }

    /// Tells the host that the user wants to sign in; `true` if it sees to that itself.
    pub(crate) fn sign_in(self, url: String) -> bool {
        self.host.tell(ReportEvent::SignIn { url })
    }
}

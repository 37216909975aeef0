//! What the user does: each action changes the state once. What comes from the proxy stands in `load`.

use super::{Announcement, Report, ReportEvent};
use bounces_core::{BounceCode, CodeSet, Column, SortKey};
use leptos::prelude::*;

impl Report {
    /// Sorts by a column, or turns its order round.
    pub(crate) fn press_column(self, column: Column) {
        let sort = self.query.with_untracked(|query| query.sort);
        self.sort(sort.pressed(column));
    }

    /// Sorts.
    pub(crate) fn sort(self, sort: SortKey) {
        self.query.update(|query| query.sort = sort);
        self.page.set(0);
        self.announcement.set(Some(Announcement::Sorted(sort)));
    }

    /// Shows the rows with a code too, or not any more.
    pub(crate) fn toggle_code(self, code: BounceCode<'_>) {
        let codes = self.query.with_untracked(|query| query.codes);
        self.filter(codes.toggled(code));
    }

    /// Shows all rows.
    pub(crate) fn clear_filters(self) {
        self.filter(CodeSet::EMPTY);
    }

    fn filter(self, codes: CodeSet) {
        self.query.update(|query| query.codes = codes);
        self.page.set(0);
        let matching = untrack(|| self.rows_matching());
        self.announcement.set(Some(Announcement::Matching(matching)));
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

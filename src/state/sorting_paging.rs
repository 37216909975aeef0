//! What the user does: each action changes the state once. What narrows the rows stands in `filters`,
//! what comes from the proxy in `load`.

use super::{Announcement, Report, ReportEvent, query_runner::Then};
use bounces_core::{Column, Query, SortKeys};
use leptos::prelude::*;

impl Report {
    /// Sorts by a column, or turns its order round. With `also`, rows are sorted by it that are
    /// equal so far.
    pub(crate) fn press_column(self, column: Column, also: bool) {
        let press = |sort: &SortKeys| {
            if also { sort.shift_pressed(column) } else { sort.pressed(column) }
        };
        self.sort(self.query.with_untracked(|query| press(&query.sort)));
    }

    /// Sorts.
    pub(crate) fn sort(self, sort: SortKeys) {
        self.change(Some(Announcement::Sorted), |query| query.sort = sort);
    }

    /// Changes the query, and shows the first page of what it gives.
    pub(super) fn change(self, say: Option<Announcement>, change: impl FnOnce(&mut Query)) {
        // What was typed before is not worth a word any more.
        self.typed.update_value(|typed| *typed = typed.wrapping_add(1));
        self.query.update(change);
        self.find(Then { page: Some(0), say, tell: true });
    }

    /// Shows another page, from 0.
    pub(crate) fn show_page(self, page: usize) {
        self.page.set(page);
        self.close_rows_that_left();
        self.announcement.set(Some(Announcement::Page(page)));
        self.tell_view();
    }

    /// Changes how many rows a page has; the first row that is shown stays on the page.
    pub(crate) fn show_rows(self, page_size: usize) {
        let first = untrack(|| self.rows_shown().start);
        self.chosen_page_size.set(Some(page_size));
        self.page.set(first / page_size.max(1));
        self.close_rows_that_left();
        self.tell_view();
    }

    /// Tells the host that the user wants to sign in; `true` if it sees to that itself.
    pub(crate) fn sign_in(self, url: String) -> bool {
        self.host.tell(ReportEvent::SignIn { url })
    }
}

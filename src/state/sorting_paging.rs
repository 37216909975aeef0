//! What the user does: each action changes the state once. What narrows the rows stands in `filters`,
//! what comes from the proxy in `load`.

use super::{Announcement, Report, ReportEvent, query_runner::Completion};
use bounces_core::{Query, SortColumn, SortKeys};
use leptos::prelude::*;

impl Report {
    /// Sorts by a column, or turns its order round. With `also`, rows are sorted by it that are
    /// equal so far.
    pub(crate) fn toggle_sort(self, column: SortColumn, also: bool) {
        let press = |sort: &SortKeys| {
            if also { sort.with_toggled(column) } else { sort.toggled(column) }
        };
        self.set_sort(self.query.with_untracked(|query| press(&query.sort)));
    }

    /// Sorts.
    pub(crate) fn set_sort(self, sort: SortKeys) {
        self.update_query(Some(Announcement::Sorted), |query| query.sort = sort);
    }

    /// Changes the query, and shows the first page of what it gives.
    pub(super) fn update_query(
        self,
        announce: Option<Announcement>,
        change: impl FnOnce(&mut Query),
    ) {
        // What was typed before is not worth a word any more.
        self.edit_seq.update_value(|typed| *typed = typed.wrapping_add(1));
        self.query.update(change);
        self.run_query(Completion { page: Some(0), announce, notify_host: true });
    }

    /// Shows another page, from 0.
    pub(crate) fn set_page(self, page: usize) {
        self.page.set(page);
        self.collapse_offpage();
        self.announcement.set(Some(Announcement::Page(page)));
        self.emit_view_change();
    }

    /// Changes how many rows a page has; the first row that is shown stays on the page.
    pub(crate) fn set_page_size(self, page_size: usize) {
        let first = untrack(|| self.rows_shown().start);
        self.page_size_override.set(Some(page_size));
        self.page.set(first / page_size.max(1));
        self.collapse_offpage();
        self.emit_view_change();
    }

    /// Tells the host that the user wants to sign in; `true` if it sees to that itself.
    pub(crate) fn sign_in(self, url: String) -> bool {
        self.host.emit(ReportEvent::SignIn { url })
    }
}

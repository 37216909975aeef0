//! Which rows the user wants to see, in which order, on which page; and the rows that match.
//!
//! Every change of the query goes through [`QueryState::update`], and everything that follows from it is in
//! [`QueryState::finish`]. The filters themselves are applied in core.

mod dates;
mod filters;
mod paging;
mod runner;
mod sorting;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod view_sync;

pub(crate) use dates::DateRange;
pub(crate) use filters::{FilterKind, StepTotal};
pub(crate) use paging::DEFAULT_PAGE_SIZE;
pub(super) use runner::Results;

use super::{
    EventSink, Inputs,
    announcer::{Announcement, Announcer},
    expanded_rows::ExpandedRows,
    rows::LoadedRows,
};
use crate::{
    erased::{ErasedMemo, ErasedSignal},
    platform::{next_task, panic_boundary::spawn_local},
};
use bounces_core::{CodeCounts, DateFilter, DomainId, Query, SendPeriod, summary::MailHost};
use leptos::prelude::*;
use runner::Completion;
use std::ops::Range;

/// The query, its results and the current page.
#[derive(Clone, Copy)]
pub(crate) struct QueryState {
    page_size: Signal<usize>,
    time_zone: Signal<String>,
    lang: Signal<String>,
    sink: EventSink,
    rows: LoadedRows,
    announcer: Announcer,
    expanded_rows: ExpandedRows,
    query: ErasedSignal<Query>,
    /// The dates as the user selected them; the query has the instants.
    dates: ErasedSignal<DateFilter>,
    /// The values of the fields of a custom range, while those are visible.
    date_range: ErasedSignal<Option<DateRange>>,
    /// Whether domains are listed by provider family. It changes no result, but belongs to the view.
    by_provider: ErasedSignal<bool>,
    /// From 0. It may be past the last page; [`QueryState::page`] is not.
    page: ErasedSignal<usize>,
    page_size_override: ErasedSignal<Option<usize>>,
    results: Results,
    /// The search that the results belong to.
    highlighted_search: ErasedMemo<String>,
}

impl QueryState {
    pub(super) fn new(
        inputs: &Inputs,
        sink: EventSink,
        rows: LoadedRows,
        announcer: Announcer,
        expanded_rows: ExpandedRows,
    ) -> Self {
        let query = ErasedSignal::new(Query::default());
        let results = Results::new(&inputs.lang.get_untracked());
        Self {
            page_size: inputs.page_size,
            time_zone: inputs.time_zone,
            lang: inputs.lang,
            sink,
            rows,
            announcer,
            expanded_rows,
            query,
            dates: ErasedSignal::new(DateFilter::Any),
            date_range: ErasedSignal::new(None),
            by_provider: ErasedSignal::new(false),
            page: ErasedSignal::new(0),
            page_size_override: ErasedSignal::new(None),
            results,
            highlighted_search: ErasedMemo::new(move |_| {
                results.track();
                query.with_untracked(|query| query.search.clone())
            }),
        }
    }

    /// Reads the query.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Query) -> T) -> T {
        self.query.with(read)
    }

    /// The number of rows that match.
    pub(crate) fn matching_count(self) -> usize {
        self.results.count()
    }

    /// Whether it is known that no row matches.
    pub(crate) fn is_empty_result(self) -> bool {
        self.results.is_known_empty()
    }

    /// The number of rows by code that pass all filters but the one by code, in the order of `BounceCode::ALL`.
    pub(crate) fn code_counts(self) -> CodeCounts {
        self.results.code_counts()
    }

    /// The number of rows by period after sending that pass all filters but the one by date, in the order of
    /// `SendPeriod::ALL`.
    pub(crate) fn period_counts(self) -> [u32; SendPeriod::ALL.len()] {
        self.results.period_counts()
    }

    /// Where the words of the search are in a text of a row, as byte ranges.
    pub(crate) fn highlight_ranges(self, text: &str) -> Vec<Range<usize>> {
        self.highlighted_search.track();
        self.results.with_engine(|engine| engine.highlight_ranges(text))
    }

    pub(super) fn track_highlights(self) {
        self.highlighted_search.track();
    }

    /// Whether the rows are restricted to a domain.
    pub(crate) fn is_selected_domain(self, domain: DomainId) -> bool {
        self.selected_domain() == Some(domain)
    }

    /// The domain or provider family that the rows are restricted to, if the table has it.
    pub(crate) fn selected_mail_host(self) -> Option<MailHost> {
        let provider = self.provider().map(MailHost::Family);
        provider.or_else(|| self.selected_domain().map(MailHost::Domain))
    }

    /// The domain that the rows are restricted to, if the table has it.
    pub(super) fn selected_domain(self) -> Option<DomainId> {
        self.query.with(|query| {
            let name = query.domain.as_deref()?;
            self.rows.with_table_untracked(|table| table.find_domain(name))
        })
    }

    pub(super) fn results(self) -> Results {
        self.results
    }

    /// The number of rows that matched last, without subscribing; 0 after disposal.
    pub(super) fn matching_count_untracked(self) -> usize {
        self.results.try_count_untracked()
    }

    /// Changes the query on behalf of the user: [`QueryState::finish`] shows the first page of the results, announces
    /// them, and notifies the host.
    fn update(self, announcement: Option<Announcement>, change: impl FnOnce(&mut Query)) {
        self.announcer.cancel_debounced();
        self.query.update(change);
        self.run(Completion { page: Some(0), announcement, notify_host: true });
    }

    /// Computes the results again, since rows were added.
    pub(super) fn refresh(self) {
        self.run(Completion::default());
    }

    /// Removes the results, since the table was replaced.
    pub(super) fn reset_results(self) {
        self.results.reset(&self.lang.get_untracked());
    }

    /// Sorts by the collation of the current locale. The former order stays until that is done.
    pub(crate) fn refresh_collator(self) {
        if self.results.set_locale(&self.lang.get_untracked()) {
            self.refresh();
        }
    }

    /// Computes the results: at once if one task is enough, else in later tasks, while the former results stay. What
    /// changes in the meantime is taken into account by the work in progress.
    fn run(self, completion: Completion) {
        if self.results.enqueue(completion) || self.advance() {
            return;
        }
        self.results.set_running();
        spawn_local(async move {
            loop {
                next_task().await;
                if self.results.is_disposed() || self.advance() {
                    return;
                }
            }
        });
    }

    /// Works for one task; `true` if the results are complete.
    fn advance(self) -> bool {
        let is_done = self.results.run_slice(self.rows, self.query);
        if is_done && let Some(completion) = self.results.publish() {
            self.finish(completion);
        }
        is_done
    }

    /// All that follows from new results.
    fn finish(self, completion: Completion) {
        if let Some(page) = completion.page {
            self.page.set(page);
        }
        self.collapse_offpage();
        if let Some(announcement) = completion.announcement {
            self.announcer.announce(announcement);
        }
        if completion.notify_host {
            self.emit_view_change();
        }
    }

    /// Prepares for a search, and for sorting by address, while the browser is idle: users sort by it first, and it is the
    /// only sort of many rows that takes noticeable time. Rows of another load make it useless.
    pub(super) fn warm_up(self) {
        spawn_local(self.results.warm_up(self.rows));
    }
}

//! What is known of a report, for reading. What changes it stands in `load` and `actions`.

use super::{
    DisplayState, ExportOutcome, Host, OptionalColumn,
    domains::DomainRanking,
    filters::DateRange,
    loader::Loader,
    query_runner::{QueryRunner, ResultInfo},
};
use crate::{
    api::{ErrorCode, Fetcher},
    erased::{ErasedMemo, ErasedSignal, ErasedValue},
};
use bounces_core::{
    BounceTable, CodeSet, DateFilter, Query, RowId, RowOrder, Selection, Suggestions,
    load::{LoadPhase, Resource, RetryState},
    wire::{ActivityStats, EmailActivity},
};
use js_sys::Function;
use leptos::prelude::*;
use std::{
    ops::Range,
    sync::atomic::{AtomicU32, Ordering},
};

/// What the host asks for.
#[derive(Clone, Copy)]
pub(crate) struct Inputs {
    pub(crate) campaign_activity_id: Signal<String>,
    pub(crate) api_base: Signal<String>,
    pub(crate) auth_base: Signal<String>,
    /// The codes that the report is restricted to; all if empty.
    pub(crate) codes: Signal<CodeSet>,
    pub(crate) page_size: Signal<usize>,
    /// The locale whose letters are sorted; empty for the page's or the user's.
    pub(crate) lang: Signal<String>,
    /// Whether rows are low, until the user chooses.
    pub(crate) compact: Signal<bool>,
    /// The time zone in which days begin; empty for the user's.
    pub(crate) time_zone: Signal<String>,
    /// Whether addresses are not to be read whole.
    pub(crate) masked: Signal<bool>,
    /// Who is asked instead of the proxy.
    pub(crate) fetcher: ErasedValue<Fetcher>,
}

/// What a screen reader should hear next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    Sorted,
    Matching,
    Page(usize),
    Loaded,
    Stopped,
    Failed(ErrorCode),
    Selected,
    Done(ExportOutcome),
}

/// A row of one load: ids begin anew with each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowRef {
    pub(super) generation: u32,
    pub(crate) id: RowId,
}

/// The next report's number.
static NEXT_INSTANCE_ID: AtomicU32 = AtomicU32::new(0);

/// All that the widget knows of its report.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    /// Differs between the reports of a page.
    instance_id: u32,
    pub(crate) inputs: Inputs,
    pub(crate) host: Host,
    pub(super) loader: Loader,
    pub(super) generation: ErasedSignal<u32>,
    pub(super) table: ErasedSignal<BounceTable>,
    pub(super) query: ErasedSignal<Query>,
    /// The dates of the query, as the user chose them.
    pub(super) dates: ErasedSignal<DateFilter>,
    /// What stands in the fields for days of the user's own, while those are shown.
    pub(super) date_range: ErasedSignal<Option<DateRange>>,
    /// Counts what is done, so that it is known when typing pauses.
    pub(super) edit_seq: ErasedValue<u32>,
    pub(super) page: ErasedSignal<usize>,
    pub(super) page_size_override: ErasedSignal<Option<usize>>,
    pub(super) announcement: ErasedSignal<Option<Announcement>>,
    pub(super) query_runner: ErasedValue<QueryRunner>,
    pub(super) results: ErasedSignal<ResultInfo>,
    pub(super) selection: ErasedSignal<Selection>,
    /// How many of the matching rows are selected.
    pub(super) selected_matching: ErasedMemo<usize>,
    /// The rows on the page whose explanation is shown.
    pub(super) expanded_rows: ErasedSignal<Vec<RowRef>>,
    /// Which columns are hidden, in the order of [`OptionalColumn::ALL`].
    pub(super) hidden_columns: ErasedSignal<[bool; OptionalColumn::ALL.len()]>,
    pub(super) compact_override: ErasedSignal<Option<bool>>,
    /// Which addresses may be meant by those that do not exist.
    pub(super) suggestions: ErasedValue<Suggestions>,
    /// Whether something is written for the user.
    pub(super) is_exporting: ErasedSignal<bool>,
    pub(super) outcome: ErasedSignal<Option<ExportOutcome>>,
    pub(super) top_domains: ErasedMemo<DomainRanking>,
    /// Whether all domains are listed, not only the first ones.
    pub(super) all_domains: ErasedSignal<bool>,
    /// What goes on when that has come which was asked for last.
    pub(super) ready_waiters: ErasedValue<Vec<Function>>,
    /// What was searched for when the rows were found that are shown.
    highlighted_query: ErasedMemo<String>,
    display_state: ErasedMemo<DisplayState>,
}

impl Report {
    /// A report of nothing yet.
    pub(crate) fn new(inputs: Inputs, host: Host) -> Self {
        let table = ErasedSignal::new(BounceTable::default());
        let loader = Loader::new();
        let lang = inputs.lang.get_untracked();
        let generation = ErasedSignal::new(0);
        let query = ErasedSignal::new(Query::default());
        let query_runner = ErasedValue::new(QueryRunner::new(&lang));
        let results = ErasedSignal::new(ResultInfo::default());
        let selection = ErasedSignal::new(Selection::default());
        Self {
            instance_id: NEXT_INSTANCE_ID.fetch_add(1, Ordering::Relaxed),
            inputs,
            host,
            loader,
            generation,
            table,
            query,
            dates: ErasedSignal::new(DateFilter::Any),
            date_range: ErasedSignal::new(None),
            edit_seq: ErasedValue::new(0),
            page: ErasedSignal::new(0),
            page_size_override: ErasedSignal::new(None),
            announcement: ErasedSignal::new(None),
            query_runner,
            results,
            selection,
            selected_matching: ErasedMemo::new(move |_| {
                results.track();
                selection.with(|selection| {
                    query_runner.with_value(|query_runner| {
                        selection.count_among(query_runner.order().rows())
                    })
                })
            }),
            expanded_rows: ErasedSignal::new(Vec::new()),
            hidden_columns: ErasedSignal::new([false; OptionalColumn::ALL.len()]),
            compact_override: ErasedSignal::new(None),
            suggestions: ErasedValue::new(Suggestions::default()),
            is_exporting: ErasedSignal::new(false),
            outcome: ErasedSignal::new(None),
            top_domains: ErasedMemo::new(move |_| {
                DomainRanking::top(table, generation, query_runner, results)
            }),
            all_domains: ErasedSignal::new(false),
            ready_waiters: ErasedValue::new(Vec::new()),
            highlighted_query: ErasedMemo::new(move |_| {
                results.track();
                query.with_untracked(|query| query.search.clone())
            }),
            display_state: ErasedMemo::new(move |before: Option<&DisplayState>| {
                let rows = table.with(BounceTable::len);
                let state = loader
                    .context()
                    .with_activity(|activity| DisplayState::of(loader.phase(), rows, activity));
                state.or_previous(before.copied(), loader.is_refreshing())
            }),
        }
    }

    /// The id of a part of the row in a place of the page. No other report has it, since Leptos
    /// applications may have several in one tree.
    pub(crate) fn element_id(self, part: &str, place: usize) -> String {
        format!("bounces-{}-{part}-{place}", self.instance_id)
    }

    /// Whether addresses are not to be read whole.
    pub(crate) fn is_masked(self) -> bool {
        self.inputs.masked.get()
    }

    /// Which picture to draw.
    pub(crate) fn display_state(self) -> DisplayState {
        self.display_state.get()
    }

    /// When a failed load is retried.
    pub(crate) fn retry_state(self) -> RetryState {
        self.loader.retry_state()
    }

    /// How far the rows are loaded.
    pub(crate) fn load_phase(self) -> LoadPhase {
        self.loader.phase()
    }

    /// How many rows are read.
    pub(crate) fn rows_read(self) -> usize {
        self.table.with(BounceTable::len)
    }

    /// How many rows could not be read.
    pub(crate) fn rows_skipped(self) -> usize {
        self.table.with(BounceTable::unreadable_rows)
    }

    /// How many rows there will be, if the upstream counted them and the host asks for all.
    pub(crate) fn rows_expected(self) -> Option<u64> {
        if !self.inputs.codes.get().is_empty() {
            return None;
        }
        self.with_stats(|stats| stats.stats.em_bounces).flatten()
    }

    /// Whether what stands there is older than what is being read.
    pub(crate) fn is_refreshing(self) -> bool {
        self.loader.is_refreshing()
    }

    /// Whether the rows are those of a whole report, even if that is being read again.
    pub(crate) fn is_complete(self) -> bool {
        self.loader.is_complete()
    }

    /// Whether the rows come in more pages than one.
    pub(crate) fn has_pages(self) -> bool {
        self.loader.has_pages()
    }

    /// Whether it is known that no row matches the query.
    pub(crate) fn is_empty_result(self) -> bool {
        self.results.with(|results| results.is_known && results.count == 0)
    }

    /// How many rows match the query.
    pub(crate) fn rows_matching(self) -> usize {
        self.results.get().count
    }

    /// How many rows have each code that pass the other filters, in the order of
    /// `BounceCode::ALL`.
    pub(crate) fn code_counts(self) -> [u32; 8] {
        self.results.track();
        self.with_order(RowOrder::code_counts)
    }

    /// How many rows of the whole report have each code, in the order of `BounceCode::ALL`.
    pub(crate) fn all_code_counts(self) -> [u32; 8] {
        self.table.with(BounceTable::code_counts)
    }

    /// Where in a text of a row the words stand that are searched for, as ranges of bytes.
    pub(crate) fn highlight_ranges(self, text: &str) -> Vec<Range<usize>> {
        self.highlighted_query.track();
        self.with_order(|order| order.highlight_ranges(text))
    }

    /// Reads what was found last. Nothing is tracked.
    pub(super) fn with_order<T>(self, read: impl FnOnce(&RowOrder) -> T) -> T {
        self.query_runner.with_value(|query_runner| read(query_runner.order()))
    }

    /// Reads what the user wants to see.
    pub(crate) fn with_query<T>(self, read: impl FnOnce(&Query) -> T) -> T {
        self.query.with(read)
    }

    /// What is known of the activity.
    pub(crate) fn with_activity<T>(self, read: impl FnOnce(&EmailActivity) -> T) -> Option<T> {
        self.loader.context().with_activity(|activity| activity.known().map(read))
    }

    /// Whether the activity cannot be had.
    pub(crate) fn is_activity_missing(self) -> bool {
        self.loader.context().with_activity(|activity| *activity == Resource::Unavailable)
    }

    /// What is known of its counts.
    pub(crate) fn with_stats<T>(self, read: impl FnOnce(&ActivityStats) -> T) -> Option<T> {
        self.loader.context().with_stats(|stats| stats.known().map(read))
    }

    /// Rows on a page.
    pub(crate) fn page_size(self) -> usize {
        self.page_size_override.get().unwrap_or_else(|| self.inputs.page_size.get()).clamp(1, 500)
    }

    /// How many pages there are, at least one.
    pub(crate) fn pages(self) -> usize {
        self.rows_matching().div_ceil(self.page_size()).max(1)
    }

    /// The page that is shown, from 0. It stays inside what matches.
    pub(crate) fn page(self) -> usize {
        self.page.get().min(self.pages() - 1)
    }

    /// Which of the matching rows are shown.
    pub(crate) fn rows_shown(self) -> Range<usize> {
        let start = self.page() * self.page_size();
        start..(start + self.page_size()).min(self.rows_matching())
    }

    /// The rows on the page.
    pub(crate) fn rows_on_page(self) -> Vec<RowRef> {
        let generation = self.generation.get();
        let shown = self.rows_shown();
        self.with_order(|order| {
            let rows = order.rows().get(shown).unwrap_or_default();
            rows.iter().map(|id| RowRef { generation, id: *id }).collect()
        })
    }

    /// Follows all that is drawn in a row, beside its own values.
    pub(crate) fn track_row_inputs(self) {
        self.selection.track();
        self.expanded_rows.track();
        self.outcome.track();
        self.hidden_columns.track();
        self.highlighted_query.track();
        self.inputs.masked.track();
        // Suggestions are made with the rows.
        self.loader.track_phase();
    }

    /// The row in a place of the page, if there is one.
    pub(crate) fn row_at(self, place: usize) -> Option<RowRef> {
        let place = self.rows_shown().start + place;
        self.results.track();
        let id = self.with_order(|order| order.rows().get(place).copied())?;
        Some(RowRef { generation: self.generation.get(), id })
    }

    /// Reads a row that stands on the page. Its values never change, so nothing is tracked.
    pub(crate) fn with_row<T>(self, row: RowRef, read: impl FnOnce(&BounceTable, RowId) -> T) -> T {
        self.table.with_untracked(|table| read(table, row.id))
    }

    /// What a screen reader should hear next.
    pub(crate) fn announcement(self) -> Option<Announcement> {
        self.announcement.get()
    }
}

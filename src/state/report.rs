//! What is known of a report, for reading. What changes it stands in `load` and `actions`.

use super::{Host, Screen, load::Loading};
use crate::api::ApiError;
use bounces_core::{
    BounceTable, CodeSet, Query, RowId, RowOrder, SortKey,
    wire::{ActivityStats, EmailActivity},
};
use leptos::prelude::*;
use std::ops::Range;

/// What the host asks for.
#[derive(Clone, Copy)]
pub(crate) struct Inputs {
    pub(crate) campaign_activity_id: Signal<String>,
    pub(crate) api_base: Signal<String>,
    pub(crate) auth_base: Signal<String>,
    /// The codes that the report is restricted to; all if empty.
    pub(crate) codes: Signal<CodeSet>,
    pub(crate) page_size: Signal<usize>,
    /// The locale for numbers and dates; empty for the user's.
    pub(crate) lang: Signal<String>,
    /// The time zone for dates; empty for the user's.
    pub(crate) time_zone: Signal<String>,
}

/// How far the rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// No activity was asked for.
    Idle,
    /// Pages are still to come.
    Reading,
    /// All pages are read.
    Complete,
    /// A page could not be had.
    Failed(ApiError),
}

/// A piece of context that comes beside the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Context<T> {
    /// The answer is still to come.
    #[default]
    Pending,
    /// It came.
    Known(T),
    /// It cannot be had; the report does without.
    Missing,
}

impl<T> Context<T> {
    pub(crate) fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Pending | Self::Missing => None,
        }
    }
}

/// What a screen reader should hear next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    Sorted(SortKey),
    Matching(usize),
    Page(usize),
    Loaded(usize),
}

/// A row of one load: ids begin anew with each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowRef {
    generation: u32,
    pub(crate) id: RowId,
}

/// How many rows match the query. It differs whenever the rows or their order may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Matches {
    count: usize,
    update: u64,
}

/// All that the widget knows of its report.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    pub(crate) inputs: Inputs,
    pub(crate) host: Host,
    pub(super) loading: StoredValue<Loading, LocalStorage>,
    pub(super) generation: RwSignal<u32>,
    pub(super) table: RwSignal<BounceTable>,
    pub(super) progress: RwSignal<Progress>,
    pub(super) activity: RwSignal<Context<EmailActivity>>,
    pub(super) stats: RwSignal<Context<ActivityStats>>,
    pub(super) query: RwSignal<Query>,
    pub(super) page: RwSignal<usize>,
    pub(super) chosen_page_size: RwSignal<Option<usize>>,
    pub(super) announcement: RwSignal<Option<Announcement>>,
    order: StoredValue<RowOrder>,
    matches: Memo<Matches>,
    screen: Memo<Screen>,
}

impl Report {
    /// A report of nothing yet.
    pub(crate) fn new(inputs: Inputs, host: Host) -> Self {
        let generation = RwSignal::new(0);
        let table = RwSignal::new(BounceTable::default());
        let progress = RwSignal::new(Progress::Idle);
        let activity = RwSignal::new(Context::default());
        let query = RwSignal::new(Query::default());
        let order = StoredValue::new(RowOrder::default());
        let known_generation = StoredValue::new(0);
        let matches = Memo::new(move |former: Option<&Matches>| {
            let generation = generation.get();
            order.update_value(|order| {
                if known_generation.get_value() != generation {
                    known_generation.set_value(generation);
                    *order = RowOrder::default();
                }
                order.update(&table.read(), &query.read());
            });
            let update = former.map_or(0, |former| former.update) + 1;
            Matches { count: order.with_value(|order| order.rows().len()), update }
        });
        Self {
            inputs,
            host,
            loading: StoredValue::new_local(Loading::default()),
            generation,
            table,
            progress,
            activity,
            stats: RwSignal::new(Context::default()),
            query,
            page: RwSignal::new(0),
            chosen_page_size: RwSignal::new(None),
            announcement: RwSignal::new(None),
            order,
            matches,
            screen: Memo::new(move |_| {
                let rows = table.read().len();
                activity.with(|activity| Screen::of(progress.get(), rows, activity))
            }),
        }
    }

    /// Which picture to draw.
    pub(crate) fn screen(self) -> Screen {
        self.screen.get()
    }

    /// How far the rows are read.
    pub(crate) fn progress(self) -> Progress {
        self.progress.get()
    }

    /// How many rows are read.
    pub(crate) fn rows_read(self) -> usize {
        self.table.read().len()
    }

    /// How many rows could not be read.
    pub(crate) fn rows_skipped(self) -> usize {
        self.table.read().skipped()
    }

    /// How many rows there will be, if the upstream counted them and the host asks for all.
    pub(crate) fn rows_expected(self) -> Option<u64> {
        if !self.inputs.codes.get().is_empty() {
            return None;
        }
        self.with_stats(|stats| stats.stats.em_bounces).flatten()
    }

    /// How many rows match the query.
    pub(crate) fn rows_matching(self) -> usize {
        self.matches.get().count
    }

    /// How many of the rows that are read have each code, in the order of `BounceCode::ALL`.
    pub(crate) fn code_counts(self) -> [u32; 8] {
        self.table.read().code_counts()
    }

    /// What the user wants to see.
    pub(crate) fn query(self) -> Query {
        self.query.get()
    }

    /// What is known of the activity.
    pub(crate) fn with_activity<T>(self, read: impl FnOnce(&EmailActivity) -> T) -> Option<T> {
        self.activity.with(|activity| activity.known().map(read))
    }

    /// What is known of its counts.
    pub(crate) fn with_stats<T>(self, read: impl FnOnce(&ActivityStats) -> T) -> Option<T> {
        self.stats.with(|stats| stats.known().map(read))
    }

    /// Rows on a page.
    pub(crate) fn page_size(self) -> usize {
        self.chosen_page_size.get().unwrap_or_else(|| self.inputs.page_size.get()).clamp(1, 500)
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

    /// The row in a place of the page, if there is one.
    pub(crate) fn row_at(self, place: usize) -> Option<RowRef> {
        let place = self.rows_shown().start + place;
        let id = self.order.with_value(|order| order.rows().get(place).copied())?;
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

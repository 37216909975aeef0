//! Finds the rows that the query gives, in steps that leave the browser time to draw and to listen.
//!
//! What is found at once is shown at once. Longer work goes on in later tasks, while the rows that
//! were found before stay on the screen; what changes meanwhile is taken up by the work under way.

use super::{Announcement, Report};
use crate::{
    i18n::{IntlCollator, locale_of},
    platform::{idle, next_task, panic_boundary::spawn_local},
};
use bounces_core::{QueryProgress, RowOrder, SortColumn};
use js_sys::Date;
use leptos::prelude::*;

/// How long a task may be at it, in milliseconds. Browsers call 50 a long task, and some of that
/// is needed to draw.
pub(super) const TASK_BUDGET_MS: f64 = 20.0;

/// Rows of work between two looks at the clock: about a millisecond.
const ROWS_PER_STEP: usize = 1 << 15;

/// Rows of work in a moment in which nothing else is to do: some milliseconds.
const IDLE_BATCH: usize = 1 << 17;

/// The order of the rows, and what finding them needs.
#[derive(Debug)]
pub(crate) struct QueryRunner {
    order: RowOrder,
    letters: IntlCollator,
    /// Whether a task goes on with it.
    is_running: bool,
    completion: Completion,
}

/// What happens when the rows are found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Completion {
    /// The page to show.
    pub(super) page: Option<usize>,
    /// What to tell screen readers.
    pub(super) announce: Option<Announcement>,
    /// Whether to tell the host, since the user changed the view.
    pub(super) notify_host: bool,
}

/// How many rows were found. It differs whenever the rows or their order may differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ResultInfo {
    pub(super) count: usize,
    /// Whether they are those of the table and the query as they are, or were a moment ago.
    pub(super) is_known: bool,
    version: u64,
}

impl QueryRunner {
    /// A query runner of nothing, in a language.
    pub(super) fn new(lang: &str) -> Self {
        let letters = IntlCollator { locale: locale_of(lang) };
        Self {
            order: RowOrder::default(),
            letters,
            is_running: false,
            completion: Completion::default(),
        }
    }

    /// Whether more is to be found in later tasks.
    pub(super) fn is_running(&self) -> bool {
        self.is_running
    }

    /// Forgets what was to happen when the rows are found.
    pub(super) fn clear_completion(&mut self) {
        self.completion = Completion::default();
    }

    /// What was found.
    pub(super) fn order(&self) -> &RowOrder {
        &self.order
    }
}

impl Report {
    /// Sorts by the letters of the locale that is wanted now. What was found stays until then.
    pub(crate) fn refresh_collator(self) {
        let letters = IntlCollator { locale: locale_of(&self.inputs.lang.get_untracked()) };
        let renew = |query_runner: &mut QueryRunner| {
            let is_new = query_runner.letters != letters;
            if is_new {
                query_runner.order = RowOrder::default();
                query_runner.letters = letters;
            }
            is_new
        };
        if self.query_runner.try_update_value(renew) == Some(true) {
            self.run_query(Completion::default());
        }
    }

    /// Forgets what was found, since the table is another one.
    pub(super) fn reset_results(self) {
        let lang = self.inputs.lang.get_untracked();
        self.query_runner.try_update_value(|query_runner| {
            query_runner.order = RowOrder::default();
            query_runner.letters = IntlCollator { locale: locale_of(&lang) };
        });
        self.results.update(|results| {
            *results = ResultInfo { count: 0, is_known: false, version: results.version + 1 };
        });
    }

    /// Finds the rows again, since the table or the query changed.
    pub(super) fn run_query(self, completion: Completion) {
        let merge = |query_runner: &mut QueryRunner| {
            let before = query_runner.completion;
            query_runner.completion = Completion {
                page: completion.page.or(before.page),
                announce: completion.announce.or(before.announce),
                notify_host: completion.notify_host || before.notify_host,
            };
            query_runner.is_running
        };
        if self.query_runner.try_update_value(merge) != Some(false) || self.run_slice() {
            return;
        }
        self.query_runner.update_value(|query_runner| query_runner.is_running = true);
        spawn_local(async move {
            loop {
                next_task().await;
                // The report may be gone.
                let Some(()) = self.query_runner.try_with_value(|_| ()) else { return };
                if self.run_slice() {
                    return;
                }
            }
        });
    }

    /// Makes ready for a search, and sorts by address, while nothing else is to do: it is what users
    /// sort by first, and the only sort of many rows that they would wait for. Another load makes it
    /// useless.
    pub(super) fn warm_up(self) {
        let generation = self.generation.get_untracked();
        spawn_local(async move {
            loop {
                idle().await;
                if self.generation.try_get_untracked() != Some(generation) {
                    return;
                }
                let step = |query_runner: &mut QueryRunner| {
                    if query_runner.is_running {
                        return QueryProgress::InProgress;
                    }
                    let QueryRunner { order, letters, .. } = query_runner;
                    self.table.with_untracked(|table| {
                        order.warm_up(table, SortColumn::Email, letters, IDLE_BATCH)
                    })
                };
                if self.query_runner.try_update_value(step) != Some(QueryProgress::InProgress) {
                    return;
                }
            }
        });
    }

    /// How many rows were found last; none if the report is gone. Nothing is tracked.
    pub(crate) fn matching_rows(self) -> usize {
        self.results.try_get_untracked().map_or(0, |results| results.count)
    }

    /// Works on it for one task; `true` if the rows are found, and shown.
    fn run_slice(self) -> bool {
        let end = Date::now() + TASK_BUDGET_MS;
        loop {
            let step = |query_runner: &mut QueryRunner| {
                let QueryRunner { order, letters, .. } = query_runner;
                self.table.with_untracked(|table| {
                    self.query
                        .with_untracked(|query| order.advance(table, query, letters, ROWS_PER_STEP))
                })
            };
            match self.query_runner.try_update_value(step) {
                Some(QueryProgress::Done) => break,
                Some(QueryProgress::InProgress) if Date::now() < end => {}
                Some(QueryProgress::InProgress) | None => return false,
            }
        }
        self.publish();
        true
    }

    fn publish(self) {
        let finish = |query_runner: &mut QueryRunner| {
            query_runner.is_running = false;
            (std::mem::take(&mut query_runner.completion), query_runner.order.rows().len())
        };
        let Some((completion, count)) = self.query_runner.try_update_value(finish) else { return };
        self.results.update(|results| {
            *results = ResultInfo { count, is_known: true, version: results.version + 1 };
        });
        if let Some(page) = completion.page {
            self.page.set(page);
        }
        self.collapse_offpage();
        if completion.announce.is_some() {
            self.announcement.set(completion.announce);
        }
        if completion.notify_host {
            self.emit_view_change();
        }
    }
}

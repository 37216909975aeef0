//! Computes the rows that match, in slices that leave the browser time to paint and to handle input.

use super::super::{announcer::Announcement, rows::LoadedRows, task_budget::TaskBudget};
use crate::{
    erased::{ErasedSignal, ErasedValue},
    i18n::{IntlCollator, locale_of},
    platform::idle,
};
use bounces_core::{
    CodeCounts, DomainId, NextStep, Query, QueryEngine, QueryProgress, SendPeriod, SortColumn,
};
use std::borrow::Cow;

/// Rows between two checks of the clock: about a millisecond of work.
const ROWS_PER_STEP: usize = 1 << 15;

/// Rows per idle callback: a few milliseconds of work.
const IDLE_BATCH: usize = 1 << 17;

/// The rows that match, in order.
#[derive(Clone, Copy)]
pub(crate) struct Results {
    runner: ErasedValue<QueryRunner>,
    info: ErasedSignal<ResultInfo>,
    /// Whether rows are not filtered by whether their contact bounced before, because nothing is known of that.
    ignores_repeats: ErasedValue<bool>,
}

/// The actions to perform when the matching rows are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Completion {
    /// The page to show.
    pub(super) page: Option<usize>,
    pub(super) announcement: Option<Announcement>,
    /// Whether the host is notified, since the user changed the view.
    pub(super) notify_host: bool,
}

impl Completion {
    /// Merges this completion with an earlier one that is still pending.
    fn merged_with(self, earlier: Self) -> Self {
        Self {
            page: self.page.or(earlier.page),
            announcement: self.announcement.or(earlier.announcement),
            notify_host: self.notify_host || earlier.notify_host,
        }
    }
}

/// The query engine, and the state of its computation.
#[derive(Debug)]
struct QueryRunner {
    /// In a box, because its 20 KB would be copied through the stack in unoptimized builds.
    engine: Box<QueryEngine>,
    /// An engine for another locale, until its first results are complete. The former ones stay until then.
    replacement: Option<Box<QueryEngine>>,
    collator: IntlCollator,
    /// Whether a task continues the work.
    is_running: bool,
    completion: Completion,
}

/// Changes whenever the matching rows or their order may have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ResultInfo {
    count: usize,
    /// Whether results exist; `false` for a new table until they are computed.
    is_known: bool,
    version: u64,
}

impl Results {
    pub(super) fn new(lang: &str) -> Self {
        let runner = QueryRunner {
            engine: Box::default(),
            replacement: None,
            collator: collator(lang),
            is_running: false,
            completion: Completion::default(),
        };
        Self {
            runner: ErasedValue::new(runner),
            info: ErasedSignal::new(ResultInfo::default()),
            ignores_repeats: ErasedValue::new(false),
        }
    }

    pub(in crate::state) fn track(self) {
        self.info.track();
    }

    pub(in crate::state) fn count(self) -> usize {
        self.info.get().count
    }

    /// The count without subscribing; 0 after disposal.
    pub(super) fn try_count_untracked(self) -> usize {
        self.info.try_get_untracked().map_or(0, |info| info.count)
    }

    pub(super) fn is_known_empty(self) -> bool {
        self.info.with(|info| info.is_known && info.count == 0)
    }

    pub(super) fn code_counts(self) -> CodeCounts {
        self.track();
        self.with_engine(QueryEngine::code_counts)
    }

    pub(super) fn period_counts(self) -> [u32; SendPeriod::ALL.len()] {
        self.track();
        self.with_engine(QueryEngine::period_counts)
    }

    /// The number of rows whose contact bounced before that pass the other filters.
    pub(super) fn repeats_count(&self) -> u32 {
        self.track();
        self.with_engine(QueryEngine::repeats_count)
    }

    /// The number of rows whose contact bounced before, regardless of filters.
    pub(super) fn repeats_total(self) -> u32 {
        self.track();
        self.with_engine(QueryEngine::repeats_total)
    }

    /// The number of rows by next step that pass all filters but the one by step, in the order of `NextStep::ALL`.
    pub(super) fn step_counts(self) -> [u32; NextStep::ALL.len()] {
        self.track();
        self.with_engine(QueryEngine::step_counts)
    }

    /// The number of rows by next step, regardless of filters, in the order of `NextStep::ALL`.
    pub(super) fn step_totals(self) -> [u32; NextStep::ALL.len()] {
        self.track();
        self.with_engine(QueryEngine::step_totals)
    }

    /// The domain that has at least half of the rows with each next step, in the order of `NextStep::ALL`.
    pub(super) fn step_domains(self) -> [Option<(DomainId, u32)>; NextStep::ALL.len()] {
        self.track();
        self.with_engine(QueryEngine::step_domains)
    }

    /// The number of rows of a domain by code that pass all filters but the one by domain. Does not subscribe.
    pub(in crate::state) fn domain_counts(self, domain: DomainId) -> CodeCounts {
        self.with_engine(|engine| engine.domain_counts(domain))
    }

    /// Reads the latest results. Does not subscribe.
    pub(in crate::state) fn with_engine<T>(self, read: impl FnOnce(&QueryEngine) -> T) -> T {
        self.runner.with_value(|runner| read(&runner.engine))
    }

    /// Whether later tasks continue the work; `false` after disposal.
    pub(in crate::state) fn is_running(self) -> bool {
        self.runner.try_with_value(|runner| runner.is_running) == Some(true)
    }

    pub(in crate::state) fn is_disposed(self) -> bool {
        self.runner.try_with_value(|_| ()).is_none()
    }

    /// Sets the locale of the collation; `true` if it changed.
    pub(super) fn set_locale(self, lang: &str) -> bool {
        let collator = collator(lang);
        let set = |runner: &mut QueryRunner| {
            let is_new = runner.collator != collator;
            if is_new {
                runner.replacement = Some(Box::default());
                runner.collator = collator;
            }
            is_new
        };
        self.runner.try_update_value(set) == Some(true)
    }

    /// Discards the results, because the table was replaced.
    pub(super) fn reset(self, lang: &str) {
        self.runner.update_value(|runner| {
            *runner.engine = QueryEngine::default();
            runner.replacement = None;
            runner.collator = collator(lang);
        });
        self.info.update(|info| {
            *info = ResultInfo { count: 0, is_known: false, version: info.version + 1 };
        });
    }

    /// Adds actions to perform when the results are known; `true` if a task is computing them, or after disposal.
    pub(super) fn enqueue(self, completion: Completion) -> bool {
        let merge = |runner: &mut QueryRunner| {
            runner.completion = completion.merged_with(runner.completion);
            runner.is_running
        };
        self.runner.try_update_value(merge) != Some(false)
    }

    /// Discards the actions that are pending.
    pub(super) fn clear_completion(self) {
        self.runner.update_value(|runner| runner.completion = Completion::default());
    }

    pub(super) fn set_running(self) {
        self.runner.update_value(|runner| runner.is_running = true);
    }

    /// Works for one task; `true` if the results are complete, `false` if there is more to do or after disposal.
    pub(super) fn run_slice(self, rows: LoadedRows, query: ErasedSignal<Query>) -> bool {
        let budget = TaskBudget::start();
        let adopt_suggestions = |runner: &mut QueryRunner| {
            rows.with_suggestions_untracked(|_, suggestions| {
                let engine = runner.replacement.as_mut().unwrap_or(&mut runner.engine);
                engine.set_typo_domains(suggestions.typo_domains());
            });
        };
        self.runner.try_update_value(adopt_suggestions);
        loop {
            let step = |runner: &mut QueryRunner| {
                let QueryRunner { engine, replacement, collator, .. } = runner;
                let engine = replacement.as_mut().unwrap_or(engine);
                rows.with_table_untracked(|table| {
                    query.with_untracked(|query| {
                        let query = self.applied(query);
                        engine.advance(table, &query, collator, ROWS_PER_STEP)
                    })
                })
            };
            match self.runner.try_update_value(step) {
                Some(QueryProgress::Done) => return true,
                Some(QueryProgress::InProgress) if !budget.is_spent() => {}
                Some(QueryProgress::InProgress) | None => return false,
            }
        }
    }

    /// The query without what is ignored.
    fn applied(self, query: &Query) -> Cow<'_, Query> {
        if query.repeats_only && self.ignores_repeats() {
            Cow::Owned(Query { repeats_only: false, ..query.clone() })
        } else {
            Cow::Borrowed(query)
        }
    }

    pub(super) fn ignores_repeats(self) -> bool {
        self.ignores_repeats.try_get_value() == Some(true)
    }

    /// Returns `true` if that changed.
    pub(super) fn set_ignores_repeats(self, ignores: bool) -> bool {
        let set = |current: &mut bool| std::mem::replace(current, ignores) != ignores;
        self.ignores_repeats.try_update_value(set) == Some(true)
    }

    /// Notifies subscribers of complete results, and returns the actions to perform.
    pub(super) fn publish(self) -> Option<Completion> {
        let take = |runner: &mut QueryRunner| {
            runner.is_running = false;
            if let Some(replacement) = runner.replacement.take() {
                runner.engine = replacement;
            }
            (std::mem::take(&mut runner.completion), runner.engine.rows().len())
        };
        let (completion, count) = self.runner.try_update_value(take)?;
        self.info.update(|info| {
            *info = ResultInfo { count, is_known: true, version: info.version + 1 };
        });
        Some(completion)
    }

    /// Prepares for a search, and for sorting by address, while the browser is idle.
    pub(super) async fn warm_up(self, rows: LoadedRows) {
        let generation = rows.try_generation_untracked();
        loop {
            idle().await;
            if generation.is_none() || rows.try_generation_untracked() != generation {
                return;
            }
            let step = |runner: &mut QueryRunner| {
                if runner.is_running {
                    return QueryProgress::InProgress;
                }
                let QueryRunner { engine, collator, .. } = runner;
                rows.with_table_untracked(|table| {
                    engine.warm_up(table, SortColumn::Email, collator, IDLE_BATCH)
                })
            };
            if self.runner.try_update_value(step) != Some(QueryProgress::InProgress) {
                return;
            }
        }
    }
}

fn collator(lang: &str) -> IntlCollator {
    IntlCollator { locale: locale_of(lang) }
}

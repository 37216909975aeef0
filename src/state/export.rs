//! Exports: addresses on the clipboard and files; `print` and `share` add theirs.
//!
//! An export has the rows of its scope at the moment in which it is requested. One export runs at a time; those that are
//! requested meanwhile wait for their turn. Each runs in slices that leave the browser time to paint and to handle input. Row
//! ids belong to one generation of the table: if the report is refreshed meanwhile, the export ends.

use super::{
    Inputs,
    announcer::{Announcement, Announcer},
    contact_ids::ContactIds,
    export_scope::ExportScope,
    export_status::{ExportOutcome, ExportStatus},
    loader::Loader,
    query::QueryState,
    rows::{LoadedRows, RowRef},
    scope_state::ScopeState,
    task_budget::TaskBudget,
};
use crate::{
    erased::ErasedValue,
    i18n::now,
    platform::{self, Download, panic_boundary::spawn_local},
};
use bounces_core::{
    BounceTable, Export, RowId, Suggestions,
    export::{self, CorrectionLabels, CsvLabels, ExportMetadata},
};
use leptos::prelude::*;
use std::{collections::VecDeque, pin::Pin};

/// Rows that are copied or printed between two checks of the clock.
pub(super) const ROWS_PER_STEP: usize = 100;

/// The lines that are copied for some rows.
type Lines = fn(&BounceTable, &Suggestions, Vec<RowId>) -> String;

/// A requested export; `None` if it has no outcome to report.
type Job = Pin<Box<dyn Future<Output = Option<ExportOutcome>>>>;

/// A step of an export; `false` if it was the last one.
pub(super) type Step<'a> = &'a mut dyn FnMut(&BounceTable, &Suggestions) -> bool;

/// The rows of an export.
pub(super) struct Snapshot {
    /// The generation of the table that the ids belong to.
    pub(super) generation: Option<u32>,
    pub(super) rows: Vec<RowId>,
}

/// What an export reads.
#[derive(Clone, Copy)]
pub(super) struct ExportSources {
    pub(super) rows: LoadedRows,
    pub(super) query: QueryState,
    pub(super) scope: ScopeState,
    pub(super) loader: Loader,
}

/// The exports.
#[derive(Clone, Copy)]
pub(crate) struct ExportState {
    campaign_activity_id: Signal<String>,
    announcer: Announcer,
    status: ExportStatus,
    /// The exports that wait.
    queue: ErasedValue<VecDeque<Job>>,
    sources: ExportSources,
}

impl ExportState {
    pub(super) fn new(
        inputs: &Inputs,
        announcer: Announcer,
        status: ExportStatus,
        sources: &ExportSources,
    ) -> Self {
        Self {
            campaign_activity_id: inputs.campaign_activity_id,
            announcer,
            status,
            queue: ErasedValue::new(VecDeque::new()),
            sources: *sources,
        }
    }

    /// Which rows an export can have.
    pub(crate) fn scope(self) -> ScopeState {
        self.sources.scope
    }

    /// Whether an export is running.
    pub(crate) fn is_running(self) -> bool {
        self.status.is_running()
    }

    /// How the last export ended.
    pub(crate) fn outcome(self) -> Option<ExportOutcome> {
        self.status.outcome()
    }

    pub(super) fn track_outcome(self) {
        self.status.track_outcome();
    }

    /// Calls `export` when the rows that match are known: at once, or after the tasks that compute them. Until then, an
    /// export of a complete report would lack rows.
    pub(crate) fn when_ready(self, export: impl FnOnce() + 'static) {
        let results = self.sources.query.results();
        if !results.is_running() {
            return export();
        }
        let export: Box<dyn FnOnce()> = Box::new(export);
        spawn_local(async move {
            while results.is_running() {
                platform::next_task().await;
            }
            if !results.is_disposed() {
                export();
            }
        });
    }

    /// The rows of an export that is requested now.
    pub(super) fn snapshot(self, scope: ExportScope) -> Snapshot {
        let ExportSources { rows, scope: scopes, .. } = self.sources;
        Snapshot { generation: rows.try_generation_untracked(), rows: scopes.rows(scope) }
    }

    /// Copies the addresses, one per line.
    pub(crate) fn copy_addresses(self, scope: ExportScope) {
        let lines: Lines = |table, _, rows| export::addresses(table, rows);
        self.copy_lines(scope, lines, ExportOutcome::Copied);
    }

    /// Copies the corrections of the rows that match: old and new address, one row per line.
    pub(crate) fn copy_corrections(self) {
        self.copy_lines(
            ExportScope::Matching,
            export::corrections,
            ExportOutcome::CopiedCorrections,
        );
    }

    fn copy_lines(self, scope: ExportScope, lines: Lines, outcome: fn(usize) -> ExportOutcome) {
        let Snapshot { generation, rows } = self.snapshot(scope);
        let mut rows = rows.into_iter();
        self.enqueue(async move {
            let mut text = String::new();
            let mut copy = |table: &BounceTable, suggestions: &Suggestions| {
                let step = rows.by_ref().take(ROWS_PER_STEP).collect();
                text += &lines(table, suggestions, step);
                rows.len() > 0
            };
            if !self.run_in_slices(generation, &mut copy).await {
                return Some(ExportOutcome::Interrupted);
            }
            let count = text.lines().count();
            let is_copied = platform::copy_text(&text).await;
            Some(if is_copied { outcome(count) } else { ExportOutcome::CopyRefused })
        });
    }

    /// Copies the suggested address of a row.
    pub(crate) fn copy_suggestion(self, row: RowRef) {
        if let Some(address) = self.sources.rows.suggestion(row) {
            self.copy_value(address, ExportOutcome::CopiedSuggestion(row));
        }
    }

    /// Copies the id of a row's contact.
    pub(crate) fn copy_contact_id(self, row: RowRef) {
        let id = self.sources.rows.with_row(row, BounceTable::contact_id);
        if let Some(id) = id {
            self.copy_value(id.to_string(), ExportOutcome::CopiedContactId(row));
        }
    }

    fn copy_value(self, value: String, copied: ExportOutcome) {
        self.enqueue(async move {
            let is_copied = platform::copy_text(&value).await;
            Some(if is_copied { copied } else { ExportOutcome::CopyRefused })
        });
    }

    /// Saves a CSV file; `name` is its name as far as file names allow it.
    pub(crate) fn save_csv(self, scope: ExportScope, name: &str, labels: &CsvLabels) {
        let Snapshot { generation, rows } = self.snapshot(scope);
        let name = format!("{}.csv", export::file_name(name));
        self.save(generation, Export::csv(rows, labels), name, "text/csv;charset=utf-8");
    }

    /// Saves a CSV file of the corrections of the rows that match; `name` is its name as far as file names allow it.
    pub(crate) fn save_corrections(self, name: &str, labels: &CorrectionLabels) {
        let Snapshot { generation, rows } = self.snapshot(ExportScope::Matching);
        let name = format!("{}.csv", export::file_name(name));
        self.save(generation, Export::corrections(rows, labels), name, "text/csv;charset=utf-8");
    }

    /// The blocks of an export of the rows that there are now, for the host. `None` if the table has another generation
    /// meanwhile, or after disposal.
    pub(crate) async fn blocks(
        self,
        scope: ExportScope,
        export: impl FnOnce(Vec<RowId>) -> Export,
    ) -> Option<Vec<String>> {
        let Snapshot { generation, rows } = self.snapshot(scope);
        let (mut export, mut blocks) = (export(rows), Vec::new());
        let mut write = |table: &BounceTable, suggestions: &Suggestions| {
            let block = export.next_block(table, suggestions);
            let is_written = block.is_some();
            blocks.extend(block);
            is_written
        };
        self.run_in_slices(generation, &mut write).await.then_some(blocks)
    }

    /// The contacts of the rows of a scope.
    pub(crate) fn contact_ids(self, scope: ExportScope) -> ContactIds {
        ContactIds::new(self.sources.rows, untrack(|| self.sources.scope.rows(scope)))
    }

    /// Saves a JSON file; `name` is its name as far as file names allow it.
    pub(crate) fn save_json(self, scope: ExportScope, name: &str, campaign: Option<String>) {
        let ExportSources { rows: loaded, query, loader, .. } = self.sources;
        let metadata = untrack(|| ExportMetadata {
            campaign_activity_id: self.campaign_activity_id.get(),
            campaign,
            view: match scope {
                // Selected rows need not match the filters.
                ExportScope::All | ExportScope::Selected => query.view_state().without_filters(),
                ExportScope::Matching => query.applied_view_state(),
            },
            exported_at: now(),
            is_complete: loader.is_complete(),
            rows_read: loaded.count(),
            rows_expected: loader.context().rows_expected(),
        });
        let Snapshot { generation, rows } = self.snapshot(scope);
        let name = format!("{}.json", export::file_name(name));
        self.save(generation, Export::json(rows, &metadata), name, "application/json");
    }

    fn save(
        self,
        generation: Option<u32>,
        mut export: Export,
        name: String,
        media_type: &'static str,
    ) {
        let is_complete = untrack(|| self.sources.loader.is_complete());
        self.enqueue(async move {
            let download = Download::new();
            let mut write = |table: &BounceTable, suggestions: &Suggestions| {
                let block = export.next_block(table, suggestions);
                if let Some(block) = &block {
                    download.add(block.as_bytes());
                }
                block.is_some()
            };
            if !self.run_in_slices(generation, &mut write).await {
                return Some(ExportOutcome::Interrupted);
            }
            download.save(&name, media_type);
            let rows = export.rows_written();
            Some(if is_complete {
                ExportOutcome::Exported(rows)
            } else {
                ExportOutcome::ExportedPart(rows)
            })
        });
    }

    /// Runs an export after those that were requested before it, and reports how it ended.
    pub(super) fn enqueue(self, export: impl Future<Output = Option<ExportOutcome>> + 'static) {
        let job: Job = Box::pin(export);
        self.queue.update_value(|queue| queue.push_back(job));
        if self.status.start() {
            return;
        }
        spawn_local(async move {
            while let Some(Some(job)) = self.queue.try_update_value(VecDeque::pop_front) {
                if let Some(outcome) = job.await {
                    self.status.set_outcome(outcome);
                    self.announcer.announce(Announcement::Exported(outcome));
                }
            }
            self.status.finish();
        });
    }

    /// Runs steps until the last one, in as many tasks as that takes; `false` if the table has another generation, or after
    /// disposal.
    pub(super) async fn run_in_slices(self, generation: Option<u32>, step: Step<'_>) -> bool {
        let rows = self.sources.rows;
        let mut budget = TaskBudget::start();
        loop {
            if generation.is_none() || rows.try_generation_untracked() != generation {
                return false;
            }
            if !rows.with_suggestions_untracked(&mut *step) {
                return true;
            }
            if budget.is_spent() {
                platform::next_task().await;
                budget = TaskBudget::start();
            }
        }
    }
}

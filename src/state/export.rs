//! What the user takes out of the report: addresses on the clipboard, files, and print.
//!
//! An export has the selected rows, or else all that match. It runs in slices that leave the browser time to paint and to
//! handle input. Row ids belong to one generation of the table: if the report is refreshed meanwhile, the export ends.

use super::{
    Host, Inputs, ReportEvent,
    announcer::{Announcement, Announcer},
    loader::Loader,
    query::QueryState,
    rows::{LoadedRows, RowRef},
    selection::SelectionState,
    task_budget::TaskBudget,
};
use crate::{
    erased::ErasedSignal,
    i18n::now,
    platform::{self, Download, PrintFrame, panic_boundary::spawn_local},
};
use bounces_core::{
    BounceTable, Export, RowId, Suggestions,
    export::{self, CsvLabels, ExportMetadata},
};
use leptos::prelude::*;
use serde::Serialize;
use std::pin::Pin;

/// Something that is done with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The addresses are copied to the clipboard.
    Copy,
    /// The rows are saved as a CSV file.
    ExportCsv,
    /// The rows are saved as a JSON file.
    ExportJson,
    /// The rows are printed.
    Print,
}

/// The result of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportOutcome {
    /// This many addresses were copied.
    Copied(usize),
    /// The suggested address of a row was copied.
    CopiedSuggestion(RowRef),
    /// The browser does not let the widget write to the clipboard.
    CopyRefused,
    /// This many rows were saved.
    Exported(usize),
    /// This many rows were saved, and the upstream may have more.
    ExportedPart(usize),
    /// The report was refreshed before all rows were written.
    Interrupted,
}

/// The texts of a printed page besides the rows, and its style sheet.
#[derive(Clone, Debug)]
pub(crate) struct PrintLabels {
    pub(crate) style_sheet: &'static str,
    pub(crate) language: &'static str,
    pub(crate) title: String,
    pub(crate) notes: Vec<String>,
    pub(crate) headings: Vec<String>,
}

/// The most rows that are printed: a hundred pages or more.
pub(crate) const MAX_PRINT_ROWS: usize = 5000;

/// Rows that are copied or printed between two looks at the clock.
const ROWS_PER_STEP: usize = 100;

/// The texts of a printed row.
type Cells = Box<dyn Fn(&BounceTable, RowId) -> Vec<String>>;

/// A step of an export; `false` if it was the last one.
type Step<'a> = &'a mut dyn FnMut(&BounceTable, &Suggestions) -> bool;

/// Whether an export is running, and how the last one ended.
#[derive(Clone, Copy)]
pub(super) struct ExportStatus {
    is_running: ErasedSignal<bool>,
    outcome: ErasedSignal<Option<ExportOutcome>>,
}

impl ExportStatus {
    pub(super) fn new() -> Self {
        Self { is_running: ErasedSignal::new(false), outcome: ErasedSignal::new(None) }
    }

    /// Forgets how the last export ended: the user did something else with the rows.
    pub(super) fn clear_outcome(self) {
        self.outcome.set(None);
    }
}

/// What an export reads.
#[derive(Clone, Copy)]
pub(super) struct ExportSources {
    pub(super) rows: LoadedRows,
    pub(super) query: QueryState,
    pub(super) selection: SelectionState,
    pub(super) loader: Loader,
}

/// The exports.
#[derive(Clone, Copy)]
pub(crate) struct ExportState {
    campaign_activity_id: Signal<String>,
    host: Host,
    announcer: Announcer,
    status: ExportStatus,
    sources: ExportSources,
}

impl ExportState {
    pub(super) fn new(
        inputs: &Inputs,
        host: Host,
        announcer: Announcer,
        status: ExportStatus,
        sources: &ExportSources,
    ) -> Self {
        let campaign_activity_id = inputs.campaign_activity_id;
        Self { campaign_activity_id, host, announcer, status, sources: *sources }
    }

    /// The number of rows that an export would have.
    pub(crate) fn row_count(self) -> usize {
        match self.sources.selection.count() {
            0 => self.sources.query.matching_count(),
            selected => selected,
        }
    }

    /// Whether an export is running.
    pub(crate) fn is_running(self) -> bool {
        self.status.is_running.get()
    }

    /// How the last export ended.
    pub(crate) fn outcome(self) -> Option<ExportOutcome> {
        self.status.outcome.get()
    }

    pub(super) fn track_outcome(self) {
        self.status.outcome.track();
    }

    /// Notifies the host of what the user wants done; `true` if the host does it itself.
    pub(crate) fn emit_action(self, action: Action) -> bool {
        let count = untrack(|| self.row_count());
        self.host.emit(ReportEvent::Action { action, count })
    }

    /// Copies the addresses, one a line.
    pub(crate) fn copy_addresses(self) {
        let mut rows = self.sources.selection.rows_or_matching().into_iter();
        self.run(async move {
            let mut text = String::new();
            let mut copy = |table: &BounceTable, _: &Suggestions| {
                text += &export::addresses(table, rows.by_ref().take(ROWS_PER_STEP));
                rows.len() > 0
            };
            if !self.run_in_slices(&mut copy).await {
                return ExportOutcome::Interrupted;
            }
            let count = text.lines().count();
            if platform::copy_text(&text).await {
                ExportOutcome::Copied(count)
            } else {
                ExportOutcome::CopyRefused
            }
        });
    }

    /// Copies the suggested address of a row.
    pub(crate) fn copy_suggestion(self, row: RowRef) {
        let Some(address) = self.sources.rows.suggestion(row) else { return };
        self.run(async move {
            if platform::copy_text(&address).await {
                ExportOutcome::CopiedSuggestion(row)
            } else {
                ExportOutcome::CopyRefused
            }
        });
    }

    /// Saves a CSV file; `name` is its name as far as file names allow it.
    pub(crate) fn save_csv(self, name: &str, labels: &CsvLabels) {
        let export = Export::csv(self.sources.selection.rows_or_matching(), labels);
        self.save(export, &format!("{}.csv", export::file_name(name)), "text/csv;charset=utf-8");
    }

    /// Saves a JSON file; `name` is its name as far as file names allow it.
    pub(crate) fn save_json(self, name: &str, campaign: Option<String>) {
        let metadata = untrack(|| ExportMetadata {
            campaign_activity_id: self.campaign_activity_id.get(),
            campaign,
            view: self.sources.query.view_state(),
            exported_at: now(),
            is_complete: self.sources.loader.is_complete(),
            rows_read: self.sources.rows.count(),
            rows_expected: self.sources.loader.context().rows_expected(),
        });
        let export = Export::json(self.sources.selection.rows_or_matching(), &metadata);
        self.save(export, &format!("{}.json", export::file_name(name)), "application/json");
    }

    fn save(self, mut export: Export, name: &str, media_type: &'static str) {
        let name = name.to_owned();
        let is_complete = untrack(|| self.sources.loader.is_complete());
        self.run(async move {
            let download = Download::new();
            let mut write = |table: &BounceTable, suggestions: &Suggestions| {
                let block = export.next_block(table, suggestions);
                if let Some(block) = &block {
                    download.add(block.as_bytes());
                }
                block.is_some()
            };
            if !self.run_in_slices(&mut write).await {
                return ExportOutcome::Interrupted;
            }
            download.save(&name, media_type);
            let rows = export.rows_written();
            if is_complete {
                ExportOutcome::Exported(rows)
            } else {
                ExportOutcome::ExportedPart(rows)
            }
        });
    }

    /// Prints the first [`MAX_PRINT_ROWS`] rows. `cells` returns the texts of a row.
    pub(crate) fn print(self, labels: PrintLabels, cells: Cells) {
        let mut rows = self.sources.selection.rows_or_matching().into_iter().take(MAX_PRINT_ROWS);
        self.status.is_running.set(true);
        spawn_local(async move {
            let frame = PrintFrame::new(labels.style_sheet, labels.language);
            frame.begin(&labels.title, labels.notes, labels.headings).await;
            let mut print = |table: &BounceTable, _: &Suggestions| {
                for row in rows.by_ref().take(ROWS_PER_STEP) {
                    frame.add_row(cells(table, row));
                }
                rows.len() > 0
            };
            let is_written = self.run_in_slices(&mut print).await;
            self.status.is_running.set(false);
            if is_written {
                frame.print();
            } else {
                frame.discard();
                self.report_outcome(ExportOutcome::Interrupted);
            }
        });
    }

    /// Runs one export at a time, and reports how it ended.
    fn run(self, export: impl Future<Output = ExportOutcome> + 'static) {
        if self.status.is_running.get_untracked() {
            return;
        }
        self.status.is_running.set(true);
        self.status.clear_outcome();
        let export: Pin<Box<dyn Future<Output = ExportOutcome>>> = Box::pin(export);
        spawn_local(async move {
            let outcome = export.await;
            self.status.is_running.set(false);
            self.report_outcome(outcome);
        });
    }

    fn report_outcome(self, outcome: ExportOutcome) {
        self.status.outcome.set(Some(outcome));
        self.announcer.announce(Announcement::Exported(outcome));
    }

    /// Runs steps until the last one, in as many tasks as that takes; `false` if the report was refreshed meanwhile, or
    /// after disposal.
    async fn run_in_slices(self, step: Step<'_>) -> bool {
        let generation = self.sources.rows.try_generation_untracked();
        let mut budget = TaskBudget::start();
        loop {
            if generation.is_none() || self.sources.rows.try_generation_untracked() != generation {
                return false;
            }
            if !self.sources.rows.with_suggestions_untracked(&mut *step) {
                return true;
            }
            if budget.is_spent() {
                platform::next_task().await;
                budget = TaskBudget::start();
            }
        }
    }
}

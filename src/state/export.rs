//! What the user takes out of the report: addresses for the clipboard, files, frame.
//!
//! It takes the selected rows, or else all that match. Rows are written in tasks that leave the
//! browser time to draw and to listen; if the report is read anew meanwhile, its rows are others,
//! and the work ends.

use super::{Announcement, Report, ReportEvent, query_runner::TASK_BUDGET_MS, report::RowRef};
use crate::{
    i18n::now,
    platform::{self, Download, PrintFrame, panic_boundary::spawn_local},
};
use bounces_core::{
    BounceTable, Export, RowId, Suggestions,
    export::{self, CsvLabels, ExportMetadata},
};
use js_sys::Date;
use leptos::prelude::*;
use serde::Serialize;

/// Something that is done with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The addresses go to the clipboard.
    Copy,
    /// The rows go into a CSV file.
    ExportCsv,
    /// The rows go into a JSON file.
    ExportJson,
    /// The rows are printed.
    Print,
}

/// How the last of it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportOutcome {
    /// So many addresses are on the clipboard.
    Copied(usize),
    /// The address that may be meant by a row's is on the clipboard.
    CopiedSuggestion(RowRef),
    /// The browser does not let the widget write to the clipboard.
    CopyRefused,
    /// So many rows are in a file.
    Exported(usize),
    /// So many rows are in a file, and there may be more in the upstream.
    ExportedPart(usize),
    /// The report was read anew before its rows were written.
    Interrupted,
}

/// What a printed page says beside the rows.
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

/// What stands in a row on frame.
type Cells = Box<dyn Fn(&BounceTable, RowId) -> Vec<String>>;

/// What a step of the work does with the rows of the report; `false` if it was the last one.
type Step<'a> = &'a mut dyn FnMut(&BounceTable, &Suggestions) -> bool;

impl Report {
    /// How many rows would be taken out.
    pub(crate) fn export_row_count(self) -> usize {
        match self.rows_selected() {
            0 => self.rows_matching(),
            selected => selected,
        }
    }

    /// The rows that are taken out, in the order of the screen.
    fn export_rows(self) -> Vec<RowId> {
        self.with_order(|order| {
            self.selection.with_untracked(|selection| match selection.count() {
                0 => order.rows().to_vec(),
                _ => selection.rows_in_order(order.rows()),
            })
        })
    }

    /// Whether something is written.
    pub(crate) fn is_exporting(self) -> bool {
        self.is_exporting.get()
    }

    /// How the last copy or export went.
    pub(crate) fn outcome(self) -> Option<ExportOutcome> {
        self.outcome.get()
    }

    /// Tells the host what the user wants done; `true` if it sees to that itself.
    pub(crate) fn emit_action(self, action: Action) -> bool {
        let count = untrack(|| self.export_row_count());
        self.host.emit(ReportEvent::Action { action, count })
    }

    /// Puts the addresses on the clipboard, one a line.
    pub(crate) fn copy_addresses(self) {
        let mut rows = self.export_rows().into_iter();
        self.run_export(async move {
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

    /// The address that may be meant by a row's. It is thought over when the report is read to its
    /// end, since what is frequent in it may be meant: not with each page, which would be felt.
    pub(crate) fn suggestion(self, row: RowRef) -> Option<String> {
        self.loader.track_phase();
        self.with_row(row, |table, id| {
            self.suggestions.with_value(|suggestions| suggestions.address(table, id))
        })
    }

    /// Puts the address on the clipboard that may be meant by the row's in a place of the page.
    pub(crate) fn copy_suggestion(self, place: usize) {
        let row = untrack(|| self.row_at(place));
        let Some(row) = row else { return };
        let Some(address) = untrack(|| self.suggestion(row)) else { return };
        self.run_export(async move {
            if platform::copy_text(&address).await {
                ExportOutcome::CopiedSuggestion(row)
            } else {
                ExportOutcome::CopyRefused
            }
        });
    }

    /// Writes a CSV file, of that name as far as a file can have it.
    pub(crate) fn export_csv(self, name: &str, words: &CsvLabels) {
        let export = Export::csv(self.export_rows(), words);
        self.export(export, &format!("{}.csv", export::file_name(name)), "text/csv;charset=utf-8");
    }

    /// Writes a JSON file, of that name as far as a file can have it.
    pub(crate) fn export_json(self, name: &str, campaign: Option<String>) {
        let about = untrack(|| ExportMetadata {
            campaign_activity_id: self.inputs.campaign_activity_id.get(),
            campaign,
            view: self.view_state(),
            exported_at: now(),
            is_complete: self.is_complete(),
            rows_read: self.rows_read(),
            rows_expected: self.rows_expected(),
        });
        let export = Export::json(self.export_rows(), &about);
        self.export(export, &format!("{}.json", export::file_name(name)), "application/json");
    }

    fn export(self, mut export: Export, name: &str, media_type: &'static str) {
        let name = name.to_owned();
        let is_complete = untrack(|| self.is_complete());
        self.run_export(async move {
            let download = Download::new();
            let mut next = |table: &BounceTable, suggestions: &Suggestions| {
                let block = export.next_block(table, suggestions);
                if let Some(block) = &block {
                    download.add(block.as_bytes());
                }
                block.is_some()
            };
            if !self.run_in_slices(&mut next).await {
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

    /// Prints the first [`MAX_PRINT_ROWS`] rows. `cells` says what stands in a row.
    pub(crate) fn print(self, words: PrintLabels, cells: Cells) {
        let mut rows = self.export_rows().into_iter().take(MAX_PRINT_ROWS);
        self.is_exporting.set(true);
        spawn_local(async move {
            let frame = PrintFrame::new(words.style_sheet, words.language);
            frame.begin(&words.title, words.notes, words.headings).await;
            let mut print = |table: &BounceTable, _: &Suggestions| {
                for row in rows.by_ref().take(ROWS_PER_STEP) {
                    frame.add_row(cells(table, row));
                }
                rows.len() > 0
            };
            let is_written = self.run_in_slices(&mut print).await;
            self.is_exporting.try_set(false);
            if is_written {
                frame.print();
            } else {
                frame.discard();
                self.report_outcome(ExportOutcome::Interrupted);
            }
        });
    }

    /// Does one piece of writing at a time, and says how it went.
    fn run_export(self, work: impl Future<Output = ExportOutcome> + 'static) {
        if self.is_exporting.get_untracked() {
            return;
        }
        self.is_exporting.set(true);
        self.outcome.set(None);
        let work: std::pin::Pin<Box<dyn Future<Output = ExportOutcome>>> = Box::pin(work);
        spawn_local(async move {
            let outcome = work.await;
            self.is_exporting.try_set(false);
            self.report_outcome(outcome);
        });
    }

    fn report_outcome(self, outcome: ExportOutcome) {
        self.outcome.try_set(Some(outcome));
        self.announcement.try_set(Some(Announcement::Done(outcome)));
    }

    /// Does steps of work in as many tasks as they take; `false` if the report was read anew
    /// meanwhile, or is gone.
    async fn run_in_slices(self, step: Step<'_>) -> bool {
        let generation = self.generation.try_get_untracked();
        let mut end = Date::now() + TASK_BUDGET_MS;
        loop {
            if generation.is_none() || self.generation.try_get_untracked() != generation {
                return false;
            }
            let more = self.table.with_untracked(|table| {
                self.suggestions.with_value(|suggestions| step(table, suggestions))
            });
            if !more {
                return true;
            }
            if Date::now() >= end {
                platform::next_task().await;
                end = Date::now() + TASK_BUDGET_MS;
            }
        }
    }
}

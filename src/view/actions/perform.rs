//! Performs actions on rows. The texts of files and printed pages are in `export_texts` and `summary_page`; `state` and
//! `platform` write them.

use crate::{
    i18n::{Key, Translator},
    state::{Action, ExportScope, Report},
    view::{
        actions::{
            export_texts::{csv_labels, print_cells, print_labels, printed_columns},
            summary_page,
        },
        labels,
        table::{columns, row_context::RowContext},
    },
};
use bounces_core::{BounceTable, export::CorrectionLabels};
use leptos::prelude::*;

/// Does what the user wants done with rows, unless the host does it.
pub(crate) fn request(report: Report, i18n: Translator, action: Action, scope: ExportScope) {
    if !report.host_actions().takes_over(action, scope) {
        perform(report, i18n, action, scope);
    }
}

/// Does something with rows.
pub(crate) fn perform(report: Report, i18n: Translator, action: Action, scope: ExportScope) {
    let export = report.export();
    match action {
        Action::Copy => export.when_ready(move || export.copy_addresses(scope)),
        Action::CopyCorrections => export.when_ready(move || export.copy_corrections()),
        Action::ExportCsv => export_csv(report, i18n, scope),
        Action::ExportJson => export_json(report, i18n, scope),
        Action::ExportCorrections => export_corrections(report, i18n),
        Action::ExportSummary => summary_page::save(report, i18n),
        Action::Print => print(report, i18n, scope),
        Action::PrintSummary => summary_page::print(report, i18n),
    }
}

/// Saves a CSV file.
fn export_csv(report: Report, i18n: Translator, scope: ExportScope) {
    report.export().when_ready(move || {
        let (name, labels) =
            untrack(|| (labels::file_name(report, i18n), csv_labels(report, i18n, scope)));
        report.export().save_csv(scope, &name, &labels);
    });
}

/// Saves a CSV file of the corrections of the rows that match.
fn export_corrections(report: Report, i18n: Translator) {
    report.export().when_ready(move || {
        let labels = untrack(|| CorrectionLabels {
            old_address: i18n.text(Key::OldAddress),
            new_address: i18n.text(Key::NewAddress),
        });
        let name = untrack(|| {
            [i18n.text(Key::CorrectionsFile), labels::file_name(report, i18n)].join(" ")
        });
        report.export().save_corrections(&name, &labels);
    });
}

/// Saves a JSON file.
fn export_json(report: Report, i18n: Translator, scope: ExportScope) {
    report.export().when_ready(move || {
        let (name, campaign) =
            untrack(|| (labels::file_name(report, i18n), labels::subject(report)));
        report.export().save_json(scope, &name, campaign);
    });
}

/// Opens the print dialog.
fn print(report: Report, i18n: Translator, scope: ExportScope) {
    report.export().when_ready(move || {
        let labels = untrack(|| print_labels(report, i18n, scope));
        let cells = move |table: &BounceTable, row| {
            untrack(|| print_cells(RowContext { report, i18n, table, row }))
        };
        let headings = untrack(|| {
            printed_columns(report).map(|column| i18n.text(columns::header(column))).collect()
        });
        report.export().print(scope, labels, headings, Box::new(cells));
    });
}

//! Performs exports: gathers the texts of files and printed pages, which core and `platform` write.

use crate::{
    i18n::{Key, Translator, now},
    state::{Action, ExportScope, FilterKind, MAX_PRINT_ROWS, PrintLabels, Report},
    view::{
        labels,
        menus::summary_page,
        table::{columns, row_context::RowContext},
    },
};
use bounces_core::{
    BounceCode, BounceTable, Column, ExportField, Group, NextStep,
    export::{CorrectionLabels, CsvLabels},
};
use leptos::prelude::*;

const PRINT_STYLE_SHEET: &str = include_str!("../../../style/print_frame.css");

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

pub(crate) fn csv_labels(report: Report, i18n: Translator, scope: ExportScope) -> CsvLabels {
    CsvLabels {
        headings: ExportField::ALL.map(|field| i18n.text(columns::csv_heading(field))),
        reasons: BounceCode::ALL.map(|code| i18n.text(labels::reason(code))),
        groups: Group::ALL.map(|group| i18n.text(labels::group(group))),
        steps: NextStep::ALL.map(|step| i18n.text(labels::step(step))),
        unknown_date: i18n.text(Key::NoDate),
        yes: i18n.text(Key::Yes),
        no: i18n.text(Key::No),
        metadata: metadata(report, i18n, scope),
    }
}

/// The lines about the file itself: a heading and a value each.
fn metadata(report: Report, i18n: Translator, scope: ExportScope) -> Vec<(String, String)> {
    let metadata = [
        (Key::Campaign, labels::subject(report).unwrap_or_default()),
        (Key::ActivityId, report.inputs().campaign_activity_id.get()),
        (Key::Filters, filters(report, i18n, scope)),
        (Key::ExportedAt, now().to_string()),
        (Key::Complete, completeness(report, i18n)),
    ];
    metadata.map(|(heading, value)| (i18n.text(heading), value)).into()
}

/// Which rows are exported.
fn filters(report: Report, i18n: Translator, scope: ExportScope) -> String {
    match scope {
        ExportScope::All => return i18n.text(Key::AllRows),
        ExportScope::Selected => return i18n.text(Key::SelectedRows),
        ExportScope::Matching => {}
    }
    let filters = FilterKind::ALL.into_iter().filter(|filter| report.query().has_filter(*filter));
    let filters: Vec<_> = filters.map(|filter| labels::filter(i18n, report, filter)).collect();
    if filters.is_empty() { i18n.text(Key::AllRows) } else { filters.join("; ") }
}

fn completeness(report: Report, i18n: Translator) -> String {
    if report.loader().is_complete() {
        return i18n.text(Key::Yes);
    }
    i18n.labeled(&i18n.text(Key::No), &labels::load_progress(i18n, report))
}

fn print_labels(report: Report, i18n: Translator, scope: ExportScope) -> PrintLabels {
    let mut notes = vec![filters(report, i18n, scope), i18n.date_time(now())];
    if !report.loader().is_complete() {
        notes.push(labels::incomplete(i18n, report));
    }
    let rows = report.export().scope().row_count(scope);
    if rows > MAX_PRINT_ROWS {
        let values = [("count", MAX_PRINT_ROWS.into()), ("total", rows.into())];
        notes.push(i18n.format(Key::PrintTruncated, &values));
    }
    PrintLabels {
        style_sheet: print_style_sheet(report),
        language: i18n.language(),
        title: labels::title(report, i18n),
        sentence: summary_page::sentence(report, i18n),
        notes,
        figures: summary_page::figures(report, i18n),
    }
}

/// The style sheet of printed pages. Printed cells have no classes, so the column of dates is
/// selected by its position.
fn print_style_sheet(report: Report) -> String {
    let before_date = printed_columns(report).take_while(|column| *column != Column::Date);
    let date_position = before_date.count() + 1;
    format!("{PRINT_STYLE_SHEET}td:nth-child({date_position}) {{ white-space: nowrap; }}")
}

/// All columns, including those hidden on screen, except those that the report does not have.
fn printed_columns(report: Report) -> impl Iterator<Item = Column> {
    Column::ALL.into_iter().filter(move |column| report.layout().offers_column(*column))
}

/// A printed row.
fn print_cells(context: RowContext<'_>) -> Vec<String> {
    let columns = printed_columns(context.report);
    columns.map(|column| columns::printed_text(column, context)).collect()
}

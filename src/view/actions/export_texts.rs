//! The texts of CSV files and printed pages, which core and `platform` write.

use crate::{
    i18n::{Key, Translator, now},
    state::{ExportScope, FilterKind, MAX_PRINT_ROWS, PrintLabels, Report},
    view::{
        labels,
        table::{columns, row_context::RowContext},
    },
};
use bounces_core::{BounceCode, Column, ExportField, Group, NextStep, export::CsvLabels};
use leptos::prelude::*;

const PRINT_STYLE_SHEET: &str = include_str!("../../../style/print_frame.css");

/// The texts of a CSV file.
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

/// The texts at the top of a printed page.
pub(super) fn print_labels(report: Report, i18n: Translator, scope: ExportScope) -> PrintLabels {
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
        sentence: labels::summary::sentence(report, i18n),
        notes,
        figures: labels::summary::figures(report, i18n),
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
pub(super) fn printed_columns(report: Report) -> impl Iterator<Item = Column> {
    Column::ALL.into_iter().filter(move |column| report.layout().offers_column(*column))
}

/// A printed row.
pub(super) fn print_cells(context: RowContext<'_>) -> Vec<String> {
    let columns = printed_columns(context.report);
    columns.map(|column| columns::printed_text(column, context)).collect()
}

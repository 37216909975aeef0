//! What files and paper say, in the user's language. How they are written stands in core and in `browser`.

use crate::{
    i18n::{Key, Words, now},
    state::{FilterKind, MAX_PRINT_ROWS, PrintLabels, Report},
    view::labels,
};
use bounces_core::{BounceCode, BounceTable, Group, RowId, entities, export::CsvWords};
use leptos::prelude::*;

/// How printed pages look.
const PAPER: &str = include_str!("../../../style/print_frame.css");

/// Writes a CSV file.
pub(crate) fn export_csv(report: Report, words: Words) {
    let (name, words) = untrack(|| (file_name(report, words), csv_words(report, words)));
    report.export_csv(&name, &words);
}

/// Writes a JSON file.
pub(crate) fn export_json(report: Report, words: Words) {
    let (name, campaign) = untrack(|| (file_name(report, words), campaign(report)));
    report.export_json(&name, campaign);
}

/// Prints.
pub(crate) fn print(report: Report, words: Words) {
    let paper = untrack(|| paper_words(report, words));
    report.print(paper, Box::new(move |table, row| untrack(|| cells(words, report, table, row))));
}

/// The email's subject.
fn campaign(report: Report) -> Option<String> {
    let subject =
        report.with_activity(|activity| activity.subject.as_deref().map(entities::decode));
    subject.flatten().filter(|subject| !subject.trim().is_empty())
}

fn file_name(report: Report, words: Words) -> String {
    let campaign = campaign(report).unwrap_or_else(|| report.inputs.campaign_activity_id.get());
    let date = now().day_in_utc().to_string();
    let name = if report.is_complete() { Key::FileName } else { Key::FileNamePartial };
    words.fill(name, &[("campaign", (&campaign).into()), ("date", (&date).into())])
}

fn csv_words(report: Report, words: Words) -> CsvWords {
    let columns = [
        Key::ColumnEmail,
        Key::FirstName,
        Key::LastName,
        Key::Code,
        Key::ColumnReason,
        Key::Group,
        Key::BouncedAt,
        Key::CurrentAddressHeader,
        Key::DeletedAt,
        Key::Suggestion,
        Key::Removable,
        Key::ContactId,
    ];
    CsvWords {
        columns: columns.map(|key| words.text(key)),
        reasons: BounceCode::ALL.map(|code| words.text(labels::reason(code))),
        groups: Group::ALL.map(|group| words.text(labels::group(group))),
        unknown_date: words.text(Key::NoDate),
        yes: words.text(Key::Yes),
        no: words.text(Key::No),
        about: about(report, words),
    }
}

/// What a file says of itself: headings and values.
fn about(report: Report, words: Words) -> Vec<(String, String)> {
    let about = [
        (Key::Campaign, campaign(report).unwrap_or_default()),
        (Key::ActivityId, report.inputs.campaign_activity_id.get()),
        (Key::Filters, filters(report, words)),
        (Key::ExportedAt, now().to_string()),
        (Key::Complete, completeness(report, words)),
    ];
    about.map(|(heading, value)| (words.text(heading), value)).into()
}

/// Which rows they are.
fn filters(report: Report, words: Words) -> String {
    if report.rows_selected() > 0 {
        return words.text(Key::SelectedRows);
    }
    let filters = FilterKind::ALL.into_iter().filter(|filter| report.has_filter(*filter));
    let filters: Vec<_> = filters.map(|filter| labels::filter(words, report, filter)).collect();
    if filters.is_empty() { words.text(Key::AllRows) } else { filters.join("; ") }
}

fn completeness(report: Report, words: Words) -> String {
    if report.is_complete() {
        return words.text(Key::Yes);
    }
    [words.text(Key::No), labels::read_so_far(words, report)].join(": ")
}

fn paper_words(report: Report, words: Words) -> PrintLabels {
    let mut notes = vec![filters(report, words), words.moment(now())];
    if !report.is_complete() {
        notes.push(labels::incomplete(words, report));
    }
    let rows = report.export_row_count();
    if rows > MAX_PRINT_ROWS {
        let values = [("count", MAX_PRINT_ROWS.into()), ("total", rows.into())];
        notes.push(words.fill(Key::PrintTruncated, &values));
    }
    let headings =
        [Key::ColumnEmail, Key::ColumnName, Key::ColumnReason, Key::ColumnDate, Key::ColumnNotes];
    PrintLabels {
        style_sheet: PAPER,
        language: words.language(),
        title: campaign(report).map_or_else(
            || words.text(Key::Report),
            |campaign| [words.text(Key::Report), campaign].join(": "),
        ),
        notes,
        headings: headings.map(|key| words.text(key)).into(),
    }
}

/// A row on paper. All of its columns are there, whatever the screen hides.
fn cells(words: Words, report: Report, table: &BounceTable, row: RowId) -> Vec<String> {
    vec![
        labels::email(words, report, table, row),
        table.name(row).to_owned(),
        labels::row_reason(words, table.code(row)),
        labels::date(words, table, row),
        labels::notes(words, report, table, row).join("; "),
    ]
}

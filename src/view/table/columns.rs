//! The columns of the table and of CSV files: header, cell, printed text, sort directions, CSS
//! classes.
//!
//! Each function is a total match on core's column registry, so a new column does not compile until
//! all of them cover it. Widths are in `style/bounces/table.css`.

use crate::{
    i18n::{Key, Translator},
    state::{QueryState, Report, RowRef},
    view::{
        labels,
        table::cell_model::{CellModel, Highlighted, Reason, Suggestion},
    },
};
use bounces_core::{BounceTable, Column, ExportField, RowId, SortColumn, SortDirection, SortKey};

/// What a cell can depend on.
#[derive(Clone, Copy)]
pub(crate) struct RowContext<'a> {
    pub(crate) report: Report,
    pub(crate) i18n: Translator,
    pub(crate) table: &'a BounceTable,
    pub(crate) row: RowId,
}

/// The header, in the table, in print, in menus and in announcements.
pub(crate) fn header(column: Column) -> Key {
    match column {
        Column::Email => Key::ColumnEmail,
        Column::Name => Key::ColumnName,
        Column::Reason => Key::ColumnReason,
        Column::Date => Key::ColumnDate,
        Column::Notes => Key::ColumnNotes,
    }
}

/// The CSS class of the header and of the cells.
pub(crate) fn class(column: Column) -> &'static str {
    match column {
        Column::Email => "email",
        Column::Name => "name",
        // `reason` is the class of the button in the cell.
        Column::Reason => "reason-cell",
        Column::Date => "date",
        Column::Notes => "notes",
    }
}

/// The CSS class of the table while a column is hidden.
pub(crate) fn hidden_class(column: Column) -> String {
    format!("no-{}", column.id())
}

/// The content of a cell. The kind of content is the same for all rows of a column.
pub(crate) fn cell(
    column: Column,
    context: RowContext<'_>,
    query: &QueryState,
    row_ref: RowRef,
) -> CellModel {
    let RowContext { report, i18n, table, row } = context;
    match column {
        Column::Email => CellModel::Address(
            Highlighted::of(query, &labels::email(i18n, report, table, row)),
            Suggestion::of(report, i18n, row_ref),
        ),
        Column::Name => CellModel::Highlighted(Highlighted::of(query, table.name(row))),
        Column::Reason => CellModel::Reason(Reason::of(i18n, table.code(row))),
        Column::Date => CellModel::Text(labels::date(i18n, table, row)),
        Column::Notes => CellModel::Pills(labels::contact_notes(i18n, report, table, row)),
    }
}

/// The text of a cell in print.
pub(crate) fn printed_text(column: Column, context: RowContext<'_>) -> String {
    let RowContext { report, i18n, table, row } = context;
    match column {
        Column::Email => labels::email(i18n, report, table, row),
        Column::Name => table.name(row).to_owned(),
        Column::Reason => labels::row_reason(i18n, table.code(row)),
        Column::Date => labels::date(i18n, table, row),
        Column::Notes => labels::contact_notes(i18n, report, table, row).join("; "),
    }
}

/// The direction of a sort, in the terms of its column.
pub(crate) fn sort_direction(sort: SortKey) -> Key {
    match (sort.column, sort.direction) {
        (SortColumn::Email | SortColumn::Name, SortDirection::Ascending) => Key::AscendingText,
        (SortColumn::Email | SortColumn::Name, SortDirection::Descending) => Key::DescendingText,
        (SortColumn::Reason, SortDirection::Ascending) => Key::AscendingReason,
        (SortColumn::Reason, SortDirection::Descending) => Key::DescendingReason,
        (SortColumn::Date, SortDirection::Ascending) => Key::AscendingDate,
        (SortColumn::Date, SortDirection::Descending) => Key::DescendingDate,
    }
}

/// The heading of a field in a CSV file.
pub(crate) fn csv_heading(field: ExportField) -> Key {
    match field {
        ExportField::Email => Key::ColumnEmail,
        ExportField::FirstName => Key::FirstName,
        ExportField::LastName => Key::LastName,
        ExportField::Code => Key::Code,
        ExportField::Reason => Key::ColumnReason,
        ExportField::Group => Key::Group,
        ExportField::BouncedAt => Key::BouncedAt,
        ExportField::CurrentAddress => Key::CurrentAddressHeader,
        ExportField::DeletedAt => Key::DeletedAt,
        ExportField::DidYouMean => Key::Suggestion,
        ExportField::NextStep => Key::NextStep,
        ExportField::RecommendedForRemoval => Key::Removable,
        ExportField::ContactId => Key::ContactId,
    }
}

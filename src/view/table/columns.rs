//! The columns of the table and of CSV files: header, cell, printed text, sort directions, CSS
//! classes.
//!
//! Each function is a total match on core's column registry, so a new column does not compile until
//! all of them cover it. Widths are in `style/bounces/table.css`.

use crate::{
    erased::{TextFn, text_fn},
    i18n::{Key, Translator},
    state::{QueryState, Report, RowRef},
    view::{
        labels,
        table::{
            cell_model::{Before, CellModel, Contact, Moment, Reason},
            row_context::RowContext,
        },
    },
};
use bounces_core::{Column, ExportField, SortColumn, SortDirection, SortKey};

/// The header in the table, whose first column is about the contact as a whole.
pub(crate) fn screen_header(column: Column) -> Key {
    if column == Column::Email { Key::ColumnContact } else { header(column) }
}

/// The same as a text, which says how far the numbers of the column are.
pub(crate) fn header_text(i18n: Translator, report: Report, column: Column) -> TextFn {
    text_fn(move || match column {
        Column::Before => labels::before_header(i18n, report),
        Column::Email
        | Column::Name
        | Column::Reason
        | Column::Step
        | Column::Date
        | Column::Notes => i18n.text(screen_header(column)),
    })
}

/// The header in print, and the name in announcements.
pub(crate) fn header(column: Column) -> Key {
    match column {
        Column::Email => Key::ColumnEmail,
        Column::Name => Key::ColumnName,
        Column::Reason => Key::ColumnReason,
        Column::Before => Key::ColumnBefore,
        Column::Step => Key::NextStep,
        Column::Date => Key::ColumnDate,
        Column::Notes => Key::ColumnNotes,
    }
}

/// The CSS class of the header and of the cells.
pub(crate) fn class(column: Column) -> &'static str {
    match column {
        Column::Email => "email",
        Column::Name => "name",
        // `reason` and `step` are the classes of other elements.
        Column::Reason => "reason-cell",
        Column::Before => "before",
        Column::Step => "step-cell",
        Column::Date => "date",
        Column::Notes => "notes",
    }
}

/// The CSS class of the table while a column is hidden.
pub(crate) fn hidden_class(column: Column) -> String {
    format!("no-{}", column.id())
}

/// The content of a cell on the screen. The kind of content is the same for all rows of a column.
pub(crate) fn cell(
    column: Column,
    context: RowContext<'_>,
    query: &QueryState,
    row_ref: RowRef,
) -> CellModel {
    let RowContext { report, i18n, table, row } = context;
    match column {
        Column::Email | Column::Name | Column::Notes => {
            CellModel::Contact(Contact::of(context, query, row_ref))
        }
        Column::Reason => CellModel::Reason(Reason::of(i18n, table.code(row))),
        Column::Before => CellModel::Before(Before::of(report, i18n, row_ref)),
        Column::Step if report.layout().has_column(column) => {
            CellModel::Text(i18n.text(labels::step(report.rows().step(row))))
        }
        Column::Step => CellModel::Text(String::new()),
        Column::Date => CellModel::Time(Moment::of(i18n, table.time(row))),
    }
}

/// The text of a cell in print.
pub(crate) fn printed_text(column: Column, context: RowContext<'_>) -> String {
    let RowContext { report, i18n, table, row } = context;
    match column {
        Column::Email => labels::email(i18n, report, table, row),
        Column::Name => table.name(row).to_owned(),
        Column::Reason => labels::row_reason(i18n, table.code(row)),
        Column::Before => labels::count_before(i18n, table, row),
        Column::Step => i18n.text(labels::step(report.rows().step(row))),
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
        (SortColumn::Before, SortDirection::Ascending) => Key::AscendingBefore,
        (SortColumn::Before, SortDirection::Descending) => Key::DescendingBefore,
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
        ExportField::BouncedBefore => Key::BouncedBefore,
        ExportField::EarlierEmailsRead => Key::EarlierEmailsRead,
        ExportField::EarlierBounces => Key::EarlierBounces,
    }
}

//! The content of a row, without elements. `row_dom` renders it.

use crate::{
    i18n::{Key, Translator},
    state::{Report, RowRef},
    view::{
        labels,
        table::{cell_model::CellModel, columns, details_model::Details, row_context::RowContext},
    },
};
use bounces_core::Column;
use leptos::prelude::untrack;

/// Everything that can differ between two rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowModel {
    pub(crate) is_selected: bool,
    /// Whether the contact was corrected or deleted after the bounce.
    pub(crate) is_resolved: bool,
    /// Whether there is nothing beneath the address.
    pub(crate) is_single_line: bool,
    /// In the order of [`Column::ON_SCREEN`].
    pub(crate) cells: [CellModel; Column::ON_SCREEN.len()],
    /// The accessible name of the button that shows the details.
    pub(crate) details_name: String,
    /// The link to the selection bar, in selected rows.
    pub(crate) selection_link: Option<String>,
    /// What is shown below an expanded row.
    pub(crate) details: Option<Details>,
}

impl RowModel {
    /// Several rows. Subscribes to their inputs once rather than for each row.
    pub(crate) fn of_rows(report: Report, i18n: Translator, rows: &[RowRef]) -> Vec<Self> {
        report.track_row_inputs();
        i18n.track();
        // Looked up once rather than for each row.
        let (loaded_rows, query) = (report.rows(), report.query());
        let (selection, expanded_rows) = (report.selection(), report.expanded_rows());
        untrack(|| {
            let selection_link = labels::skip_to_selection(i18n, report);
            let of_row = |row: &RowRef| {
                loaded_rows.with_row(*row, |table, id| {
                    let context = RowContext { report, i18n, table, row: id };
                    let cells = Column::ON_SCREEN
                        .map(|column| columns::cell(column, context, &query, *row));
                    let is_single_line = matches!(
                        &cells[0],
                        CellModel::Contact(contact) if contact.is_single_line()
                    );
                    let is_selected = selection.contains(*row);
                    let address = labels::email(i18n, report, table, id);
                    Self {
                        is_selected,
                        is_resolved: table.is_resolved(id),
                        is_single_line,
                        cells,
                        details_name: i18n
                            .format(Key::DetailsOf, &[("address", (&address).into())]),
                        selection_link: is_selected.then(|| selection_link.clone()),
                        details: expanded_rows.contains(*row).then(|| Details::of(context, *row)),
                    }
                })
            };
            rows.iter().map(of_row).collect()
        })
    }
}

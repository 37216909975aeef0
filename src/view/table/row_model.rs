//! The content of a row, without elements. `row_dom` renders it.

use crate::{
    i18n::Translator,
    state::{Report, RowRef},
    view::{
        labels,
        table::{
            cell_model::CellModel,
            columns::{self, RowContext},
        },
    },
};
use bounces_core::Column;
use leptos::prelude::untrack;

/// Everything that can differ between two rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowModel {
    pub(crate) is_selected: bool,
    /// Whether the contact was deleted after the bounce.
    pub(crate) is_deleted: bool,
    /// In the order of [`Column::ALL`].
    pub(crate) cells: [CellModel; Column::ALL.len()],
    /// The explanation below an expanded row.
    pub(crate) advice: Option<Advice>,
}

/// What a reason means, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    pub(crate) group_class: &'static str,
    pub(crate) group: String,
    pub(crate) description: String,
    pub(crate) instructions: String,
    /// How many columns it spans.
    pub(crate) column_count: usize,
}

impl RowModel {
    /// Several rows. Subscribes to their inputs once rather than for each row.
    pub(crate) fn of_rows(report: Report, i18n: Translator, rows: &[RowRef]) -> Vec<Self> {
        report.track_row_inputs();
        i18n.track();
        // Looked up once rather than for each row.
        let (loaded_rows, query) = (report.rows(), report.query());
        let (selection, expanded_rows) = (report.selection(), report.expanded_rows());
        let of_row = |row: &RowRef| {
            loaded_rows.with_row(*row, |table, id| {
                let context = RowContext { report, i18n, table, row: id };
                Self {
                    is_selected: selection.contains(*row),
                    is_deleted: table.deletion(id).is_some(),
                    cells: Column::ALL.map(|column| columns::cell(column, context, &query, *row)),
                    advice: expanded_rows.contains(*row).then(|| Advice::of(context)),
                }
            })
        };
        untrack(|| rows.iter().map(of_row).collect())
    }
}

impl Advice {
    fn of(context: RowContext<'_>) -> Self {
        let RowContext { report, i18n, table, row } = context;
        let code = table.code(row);
        let (description, instructions) = labels::advice(i18n, code);
        Self {
            group_class: labels::group_class(code.group()),
            group: i18n.text(labels::group(code.group())),
            description,
            instructions,
            column_count: report.layout().column_count(),
        }
    }
}

//! How the user wants the table to look: which columns it has, and how low its rows are.

use super::Report;
use leptos::prelude::*;

/// A column that can be hidden. Address and reason always stay: they are what the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OptionalColumn {
    Name,
    Date,
    Notes,
}

impl OptionalColumn {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 3] = [Self::Name, Self::Date, Self::Notes];

    fn index(self) -> usize {
        match self {
            Self::Name => 0,
            Self::Date => 1,
            Self::Notes => 2,
        }
    }
}

impl Report {
    /// Whether a column is shown.
    pub(crate) fn has_column(self, column: OptionalColumn) -> bool {
        !self.hidden_columns.get()[column.index()]
    }

    /// How many columns are shown.
    pub(crate) fn columns(self) -> usize {
        let optional = OptionalColumn::ALL.into_iter();
        // Those that always stay: selection, address, reason.
        3 + optional.filter(|column| self.has_column(*column)).count()
    }

    /// Hides a column, or shows it again.
    pub(crate) fn toggle_column(self, column: OptionalColumn) {
        self.hidden_columns.update(|hidden| hidden[column.index()] ^= true);
    }

    /// Whether rows are low.
    pub(crate) fn is_compact(self) -> bool {
        self.compact_override.get().unwrap_or_else(|| self.inputs.compact.get())
    }

    /// Makes rows low, or high again.
    pub(crate) fn toggle_compact(self) {
        self.compact_override.set(Some(!untrack(|| self.is_compact())));
    }
}

//! What a user wants to see of a report. How it is found stands in `order`.

use crate::CodeSet;

/// Which rows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// What the rows are sorted by.
    pub sort: SortKey,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// What to sort by.
    pub column: Column,
    /// Which end comes first.
    pub direction: Direction,
}

impl Default for SortKey {
    /// Newest first, as the upstream sends rows.
    fn default() -> Self {
        Self { column: Column::Date, direction: Direction::Descending }
    }
}

impl SortKey {
    /// What pressing a column's header does: the first time sort by it in its natural direction,
    /// from then on turn round.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        let direction = if self.column == column {
            self.direction.reversed()
        } else {
            column.natural_direction()
        };
        Self { column, direction }
    }
}

/// A column that rows can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The address that bounced.
    Email,
    /// First and last name.
    Name,
    /// The bounce code, by severity.
    Reason,
    /// When it bounced.
    Date,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Email, Self::Name, Self::Reason, Self::Date];

    /// Text begins with A, severity with the worst, dates with the newest.
    pub fn natural_direction(self) -> Direction {
        match self {
            Self::Email | Self::Name | Self::Reason => Direction::Ascending,
            Self::Date => Direction::Descending,
        }
    }
}

/// Which end of a column comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// A to Z, old to new, severe to harmless.
    Ascending,
    /// The other way round.
    Descending,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

//! What a report is asked for. What the user wrote of it stands in `view`, how it is found in `order`.

use crate::{CodeSet, Timestamp};

/// Which rows, and in which order: what the program runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// Words that the address or the name has to have, all of them, blind to case and accents.
    pub search: String,
    /// The domain that the address has to have, blind to ASCII case. No row has an unknown one.
    pub domain: Option<String>,
    /// The first moment that is shown. Rows without a date are shown only if there are no bounds.
    pub from: Option<Timestamp>,
    /// The first moment that is not shown any more.
    pub before: Option<Timestamp>,
    /// Whether only rows are shown that are recommended for removal: those that
    /// [`BounceTable::is_removable`](crate::BounceTable::is_removable).
    pub removable: bool,
    /// What the rows are sorted by.
    pub sort: SortKeys,
}

impl Query {
    /// Whether it shows all rows.
    pub fn is_unfiltered(&self) -> bool {
        let Self { codes, search, domain, from, before, removable, sort: _ } = self;
        codes.is_empty()
            && search.trim().is_empty()
            && domain.is_none()
            && from.is_none()
            && before.is_none()
            && !removable
    }
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
        Self::natural(Column::Date)
    }
}

impl SortKey {
    /// A column in its natural direction.
    pub fn natural(column: Column) -> Self {
        Self { column, direction: column.natural_direction() }
    }

    /// The same column the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { direction: self.direction.reversed(), ..self }
    }

    /// Whether it is not the column's natural direction.
    pub(crate) fn is_turned(self) -> bool {
        self.direction != self.column.natural_direction()
    }

    /// What pressing a column's header does: the first time sort by it in its natural direction,
    /// from then on turn round.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        if self.column == column { self.reversed() } else { Self::natural(column) }
    }
}

/// What rows are sorted by: one column or more, none of them twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortKeys(Vec<SortKey>);

impl Default for SortKeys {
    /// Newest first.
    fn default() -> Self {
        Self(vec![SortKey::default()])
    }
}

impl From<SortKey> for SortKeys {
    fn from(key: SortKey) -> Self {
        Self(vec![key])
    }
}

impl SortKeys {
    /// The keys up to any column's second mention; the default if there is none.
    pub fn new(keys: impl IntoIterator<Item = SortKey>) -> Self {
        let mut kept: Vec<SortKey> = Vec::new();
        for key in keys {
            if kept.iter().all(|known| known.column != key.column) {
                kept.push(key);
            }
        }
        if kept.is_empty() { Self::default() } else { Self(kept) }
    }

    /// The keys, the first one first.
    pub fn as_slice(&self) -> &[SortKey] {
        &self.0
    }

    /// The first key.
    pub fn first(&self) -> SortKey {
        self.0.first().copied().unwrap_or_default()
    }

    /// The place of a column among the keys, from 0, and its direction.
    pub fn key_of(&self, column: Column) -> Option<(usize, Direction)> {
        let place = self.0.iter().position(|key| key.column == column)?;
        Some((place, self.0[place].direction))
    }

    /// What pressing a column's header does: sort by that column alone, in its natural direction,
    /// or turned round if rows were sorted by it alone or first.
    #[must_use]
    pub fn pressed(&self, column: Column) -> Self {
        Self(vec![self.first().pressed(column)])
    }

    /// What pressing a column's header with the shift key does: sort equal rows by that column
    /// too, or turn it round where it stands.
    #[must_use]
    pub fn shift_pressed(&self, column: Column) -> Self {
        let mut keys = self.0.clone();
        match keys.iter_mut().find(|key| key.column == column) {
            Some(key) => *key = key.reversed(),
            None => keys.push(SortKey::natural(column)),
        }
        Self(keys)
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

    /// Its place in [`Column::ALL`].
    pub fn index(self) -> usize {
        match self {
            Self::Email => 0,
            Self::Name => 1,
            Self::Reason => 2,
            Self::Date => 3,
        }
    }

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

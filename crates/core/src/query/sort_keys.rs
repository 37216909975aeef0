//! What rows are sorted by: columns and directions, in order of precedence.

use crate::SortColumn;

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// What to sort by.
    pub column: SortColumn,
    /// Which end comes first.
    pub direction: SortDirection,
}

impl Default for SortKey {
    /// Newest first, as the upstream sends rows.
    fn default() -> Self {
        Self::natural(SortColumn::Date)
    }
}

impl SortKey {
    /// A column in its natural direction.
    pub fn natural(column: SortColumn) -> Self {
        Self { column, direction: column.natural_direction() }
    }

    /// The same column the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { direction: self.direction.reversed(), ..self }
    }

    /// Whether it is not the column's natural direction.
    pub(crate) fn is_reversed(self) -> bool {
        self.direction != self.column.natural_direction()
    }

    /// What pressing a column's header does: the first time sort by it in its natural direction,
    /// from then on turn round.
    #[must_use]
    pub fn toggled(self, column: SortColumn) -> Self {
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
    pub fn position_of(&self, column: SortColumn) -> Option<(usize, SortDirection)> {
        let place = self.0.iter().position(|key| key.column == column)?;
        Some((place, self.0[place].direction))
    }

    /// What pressing a column's header does: sort by that column alone, in its natural direction,
    /// or turned round if rows were sorted by it alone or first.
    #[must_use]
    pub fn toggled(&self, column: SortColumn) -> Self {
        Self(vec![self.first().toggled(column)])
    }

    /// What pressing a column's header with the shift key does: sort equal rows by that column
    /// too, or turn it round where it stands.
    #[must_use]
    pub fn with_toggled(&self, column: SortColumn) -> Self {
        let mut keys = self.0.clone();
        match keys.iter_mut().find(|key| key.column == column) {
            Some(key) => *key = key.reversed(),
            None => keys.push(SortKey::natural(column)),
        }
        Self(keys)
    }
}

/// Which end of a column comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortDirection {
    /// A to Z, old to new, severe to harmless.
    Ascending,
    /// The other way round.
    Descending,
}

impl SortDirection {
    /// The other one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

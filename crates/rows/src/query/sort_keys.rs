//! What rows are sorted by: columns and directions, in order of precedence.

use crate::{SortColumn, SortDirection};

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// The column to sort by.
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

    /// The same column in the other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { direction: self.direction.reversed(), ..self }
    }

    /// Whether the direction is not the column's natural one.
    pub(crate) fn is_reversed(self) -> bool {
        self.direction != self.column.natural_direction()
    }

    /// The key after a press on a column's header: another column begins in its natural direction,
    /// the same one is reversed.
    #[must_use]
    pub fn toggled(self, column: SortColumn) -> Self {
        if self.column == column { self.reversed() } else { Self::natural(column) }
    }
}

/// One sort key or more, the most significant first. No column occurs twice.
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
    /// These keys, without those whose column occurred before; the default if there are none.
    pub fn new(keys: impl IntoIterator<Item = SortKey>) -> Self {
        let mut distinct: Vec<SortKey> = Vec::new();
        for key in keys {
            if distinct.iter().all(|known| known.column != key.column) {
                distinct.push(key);
            }
        }
        if distinct.is_empty() { Self::default() } else { Self(distinct) }
    }

    /// The keys, the most significant first.
    pub fn as_slice(&self) -> &[SortKey] {
        &self.0
    }

    /// The most significant key.
    pub fn first(&self) -> SortKey {
        self.0.first().copied().unwrap_or_default()
    }

    /// The index of a column among the keys, and its direction.
    pub fn position_of(&self, column: SortColumn) -> Option<(usize, SortDirection)> {
        let index = self.0.iter().position(|key| key.column == column)?;
        Some((index, self.0[index].direction))
    }

    /// The keys after a press on a column's header: that column alone, reversed if it was the first
    /// key.
    #[must_use]
    pub fn toggled(&self, column: SortColumn) -> Self {
        Self(vec![self.first().toggled(column)])
    }

    /// The keys after a press with the shift key: the column is added as the last key, or reversed
    /// if it was a key already.
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

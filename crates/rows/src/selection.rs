//! The selection: which rows are selected. It keeps the selected contacts across a refresh.

mod hash_bag;

use crate::{BounceTable, ContactId, RowId, Timestamp, bit_set::BitSet};
use hash_bag::HashBag;

/// A set of rows.
///
/// Row ids change with a refresh. So before the table is replaced, the selection takes a
/// [snapshot](Selection::snapshot) of its contacts, and [restores](Selection::restore) it in the new
/// table. Every method takes time in proportion to the rows it is given, a few nanoseconds each.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    selected: BitSet,
    count: usize,
    /// The row that was selected or deselected last, where a range begins.
    anchor: Option<RowId>,
    /// The selected rows of the previous table that were not restored yet.
    remembered: HashBag,
    /// How many rows of the table were searched for remembered ones.
    scanned_rows: usize,
}

impl Selection {
    /// How many rows are selected.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether a row is selected.
    pub fn contains(&self, row: RowId) -> bool {
        self.selected.contains(row.0 as usize)
    }

    /// The selected rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        self.selected.iter().map(|row| RowId(u32::try_from(row).unwrap_or(u32::MAX)))
    }

    /// The selected rows in the order of `order`, followed by those that are not in it.
    pub fn rows_in_order(&self, order: &[RowId]) -> Vec<RowId> {
        let mut rows = Vec::with_capacity(self.count);
        rows.extend(order.iter().filter(|row| self.contains(**row)));
        if rows.len() < self.count {
            let mut others = self.clone();
            others.set_all(&rows, false);
            rows.extend(others.rows());
        }
        rows
    }

    /// How many of some distinct rows are selected.
    pub fn count_among(&self, rows: &[RowId]) -> usize {
        if self.count == 0 {
            return 0;
        }
        rows.iter().filter(|row| self.contains(**row)).count()
    }

    /// Selects or deselects a row.
    pub fn set(&mut self, row: RowId, is_selected: bool) {
        self.mark(row, is_selected);
        self.anchor = Some(row);
    }

    /// Selects or deselects the rows from the last one that was set to `row`, in the order of
    /// `order`. If one of the two is not in it, only `row` is set.
    pub fn set_range(&mut self, order: &[RowId], row: RowId, is_selected: bool) {
        let position = |row| order.iter().position(|one| *one == row);
        if let (Some(from), Some(to)) = (self.anchor.and_then(position), position(row)) {
            for row in &order[from.min(to)..=from.max(to)] {
                self.mark(*row, is_selected);
            }
        }
        self.set(row, is_selected);
    }

    /// Selects or deselects these rows; others keep their state.
    pub fn set_all(&mut self, rows: &[RowId], is_selected: bool) {
        for row in rows {
            self.mark(*row, is_selected);
        }
        self.anchor = None;
    }

    /// Deselects all rows, and forgets the remembered ones.
    pub fn clear(&mut self) {
        *self = Self { scanned_rows: self.scanned_rows, ..Self::default() };
    }

    /// Remembers the selected rows of a table that is about to be replaced, and deselects them.
    pub fn snapshot(&mut self, table: &BounceTable) {
        let mut remembered = std::mem::take(&mut self.remembered);
        remembered.reserve(self.count);
        for row in self.rows() {
            remembered.add(identity(table, row));
        }
        *self = Self { remembered, ..Self::default() };
    }

    /// Selects the remembered rows among those that were added to a table since the last call.
    pub fn restore(&mut self, table: &BounceTable) {
        let rows = table.rows().skip(self.scanned_rows);
        self.scanned_rows = table.len();
        if self.remembered.is_empty() {
            return;
        }
        for row in rows {
            if self.remembered.remove(identity(table, row)) {
                self.mark(row, true);
            }
        }
    }

    /// Forgets the remembered rows that the table, which is complete now, does not have. Returns
    /// how many there were.
    pub fn finish_restore(&mut self) -> usize {
        std::mem::take(&mut self.remembered).len()
    }

    fn mark(&mut self, row: RowId, is_selected: bool) {
        if self.contains(row) == is_selected {
            return;
        }
        let row = row.0 as usize;
        if is_selected {
            self.selected.grow(row + 1);
            self.selected.insert(row);
            self.count += 1;
        } else {
            self.selected.remove(row);
            self.count -= 1;
        }
    }
}

/// A hash of what identifies a row across loads: its contact or else its address, and its time.
fn identity(table: &BounceTable, row: RowId) -> u64 {
    let contact = table.contact_id(row);
    let uuid;
    let contact = match &contact {
        Some(ContactId::Uuid(id)) => {
            uuid = id.as_u128().to_ne_bytes();
            &uuid[..]
        }
        Some(ContactId::Text(text)) => text.as_bytes(),
        None => table.email(row).as_bytes(),
    };
    let contact = hash_bag::hash_bytes(contact);
    let time = table.time(row).map_or(i64::MIN, Timestamp::milliseconds);
    hash_bag::add_word(contact, time.cast_unsigned())
}

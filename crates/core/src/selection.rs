//! Which rows are selected: a mark for each row, which its contact keeps when the report is read
//! anew. What is done with the selected rows stands in the widget.

use crate::{BounceTable, ContactId, RowId};
use hash_bag::HashBag;

mod hash_bag;

/// A set of rows.
///
/// A table's rows have other numbers after a refresh. So before the table is replaced, the
/// selection [remembers](Selection::snapshot) its contacts, and [recognizes](Selection::restore)
/// them in the new one. All takes time in proportion to the rows in question, a few nanoseconds
/// for each.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// A bit for each row.
    marks: Vec<u64>,
    count: usize,
    /// The row that was selected or unselected last, where a range begins.
    anchor: Option<RowId>,
    /// The selected rows of the former table that were not recognized yet.
    kept: HashBag,
    /// How many rows of the table were looked at for those.
    looked_at: usize,
}

impl Selection {
    /// How many rows are selected.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether a row is selected.
    pub fn contains(&self, row: RowId) -> bool {
        let word = self.marks.get(row.0 as usize / 64);
        word.is_some_and(|word| word >> (row.0 % 64) & 1 == 1)
    }

    /// The selected rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        let bits = |word: u64| (0..64_u32).filter(move |bit| word >> bit & 1 == 1);
        let words = (0..).step_by(64).zip(&self.marks);
        words.flat_map(move |(first, word)| bits(*word).map(move |bit| RowId(first + bit)))
    }

    /// The selected rows as they stand in `order`, and behind them those that do not stand there.
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

    /// How many of some rows are selected; no row may stand in them twice.
    pub fn count_among(&self, rows: &[RowId]) -> usize {
        if self.count == 0 {
            return 0;
        }
        rows.iter().filter(|row| self.contains(**row)).count()
    }

    /// Selects a row, or not any more.
    pub fn set(&mut self, row: RowId, selected: bool) {
        self.mark(row, selected);
        self.anchor = Some(row);
    }

    /// Selects the rows from the one that was chosen last to `row`, as they stand in `order`, or not
    /// any more. If one of the two does not stand there, it is `row` alone.
    pub fn set_range(&mut self, order: &[RowId], row: RowId, selected: bool) {
        let place = |row| order.iter().position(|one| *one == row);
        if let (Some(from), Some(to)) = (self.anchor.and_then(place), place(row)) {
            for row in &order[from.min(to)..=from.max(to)] {
                self.mark(*row, selected);
            }
        }
        self.set(row, selected);
    }

    /// Selects these rows, or not any more; others stay as they are.
    pub fn set_all(&mut self, rows: &[RowId], selected: bool) {
        for row in rows {
            self.mark(*row, selected);
        }
        self.anchor = None;
    }

    /// Selects nothing, and remembers nothing.
    pub fn clear(&mut self) {
        *self = Self { looked_at: self.looked_at, ..Self::default() };
    }

    /// Remembers the selected rows of a table that is about to be replaced, and begins anew.
    pub fn snapshot(&mut self, table: &BounceTable) {
        let mut kept = std::mem::take(&mut self.kept);
        kept.make_room(self.count);
        for row in self.rows() {
            kept.add(key(table, row));
        }
        *self = Self { kept, ..Self::default() };
    }

    /// Selects those rows that were added to a table since the last call and are remembered.
    pub fn restore(&mut self, table: &BounceTable) {
        let rows = table.rows().skip(self.looked_at);
        self.looked_at = table.len();
        if self.kept.is_empty() {
            return;
        }
        for row in rows {
            if self.kept.take(key(table, row)) {
                self.mark(row, true);
            }
        }
    }

    /// Forgets the remembered rows that the table does not have, since it is complete, and says
    /// how many they are.
    pub fn finish_restore(&mut self) -> usize {
        std::mem::take(&mut self.kept).len()
    }

    fn mark(&mut self, row: RowId, selected: bool) {
        let (place, bit) = (row.0 as usize / 64, 1 << (row.0 % 64));
        if place >= self.marks.len() {
            self.marks.resize(place + 1, 0);
        }
        let word = &mut self.marks[place];
        match (*word & bit != 0, selected) {
            (false, true) => self.count += 1,
            (true, false) => self.count -= 1,
            (false, false) | (true, true) => return,
        }
        *word ^= bit;
    }
}

/// What a row is recognized by: its contact, or else its address, and its time.
fn key(table: &BounceTable, row: RowId) -> u64 {
    let contact = match table.contact_id(row) {
        Some(ContactId::Uuid(uuid)) => hash_bag::hash_words(&uuid.as_u128().to_ne_bytes()),
        Some(ContactId::Text(text)) => hash_bag::hash_words(text.as_bytes()),
        None => hash_bag::hash_words(table.email(row).as_bytes()),
    };
    let time = table.time(row).map_or(i64::MIN, crate::Timestamp::milliseconds);
    hash_bag::mix(contact, time.cast_unsigned())
}

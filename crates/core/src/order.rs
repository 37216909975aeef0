//! Which rows a query gives, in which order. What a query is stands in `query`.

use crate::{BounceTable, Column, Direction, Query, RowId, SortKey};

/// The rows that a query gives, and what is worth keeping to find them again.
///
/// Equal rows keep the upstream's order. Rows without a value (no name, no date) come last in
/// both directions. Text compares by its lower case, character by character.
#[derive(Clone, Debug, Default)]
pub struct RowOrder {
    rows: Vec<RowId>,
    emails: TextRanks,
    names: TextRanks,
    times: Vec<u32>,
}

/// The rank of a row without a value.
const LAST: u32 = u32::MAX;

impl RowOrder {
    /// The rows that the last update found.
    pub fn rows(&self) -> &[RowId] {
        &self.rows
    }

    /// Finds the rows of `table` that `query` gives.
    ///
    /// The table must be the one of the last call, with or without more rows, or any if this is
    /// the first call: ranks of rows that are known are not computed again.
    pub fn update(&mut self, table: &BounceTable, query: &Query) {
        let SortKey { column, direction } = query.sort;
        let ranks = match column {
            Column::Email => self.emails.of(table, BounceTable::email),
            Column::Name => self.names.of(table, BounceTable::name),
            Column::Reason => &[],
            Column::Date => time_ranks(&mut self.times, table),
        };
        let key = |row: RowId| {
            let rank = match column {
                Column::Reason => u32::from(table.code_index(row)),
                Column::Email | Column::Name | Column::Date => ranks[row.0 as usize],
            };
            let rank = match direction {
                Direction::Ascending => rank,
                Direction::Descending if rank == LAST => LAST,
                Direction::Descending => LAST - 1 - rank,
            };
            // A key that no two rows share: a sort need not be stable, and is faster for it.
            u64::from(rank) << 32 | u64::from(row.0)
        };
        let codes = query.codes;
        let mut keys: Vec<u64> = ids(table)
            .filter(|row| codes.is_empty() || codes.contains_index(table.code_index(*row)))
            .map(key)
            .collect();
        keys.sort_unstable();
        self.rows.clear();
        self.rows.extend(keys.into_iter().map(row_of));
    }
}

/// All rows of a table.
#[expect(clippy::cast_possible_truncation, reason = "a table holds at most u32::MAX rows")]
fn ids(table: &BounceTable) -> impl Iterator<Item = RowId> {
    (0..table.len() as u32).map(RowId)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the row")]
fn row_of(key: u64) -> RowId {
    RowId(key as u32)
}

/// The place of each row's text among all texts of its column.
#[derive(Clone, Debug, Default)]
struct TextRanks {
    /// The lower case of each row's text, one after another.
    folded: String,
    /// Where in `folded` a row's text ends.
    ends: Vec<usize>,
    ranks: Vec<u32>,
}

impl TextRanks {
    fn of(&mut self, table: &BounceTable, text: impl Fn(&BounceTable, RowId) -> &str) -> &[u32] {
        if self.ranks.len() < table.len() {
            for row in ids(table).skip(self.ends.len()) {
                self.folded.extend(text(table, row).chars().flat_map(char::to_lowercase));
                self.ends.push(self.folded.len());
            }
            let text_of = |row: RowId| {
                let row = row.0 as usize;
                let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
                &self.folded[start..self.ends[row]]
            };
            let mut rows: Vec<RowId> = ids(table).collect();
            rows.sort_unstable_by(|a, b| text_of(*a).cmp(text_of(*b)));
            self.ranks.resize(table.len(), LAST);
            assign_ranks(&mut self.ranks, &rows, text_of, |text| text.is_empty());
        }
        &self.ranks
    }
}

/// The place of each row's time among all times.
fn time_ranks<'a>(ranks: &'a mut Vec<u32>, table: &BounceTable) -> &'a [u32] {
    if ranks.len() < table.len() {
        let mut rows: Vec<RowId> = ids(table).collect();
        rows.sort_by_key(|row| table.time(*row));
        ranks.resize(table.len(), LAST);
        assign_ranks(ranks, &rows, |row| table.time(row), Option::is_none);
    }
    ranks
}

/// Numbers sorted rows from 0, equal ones alike, and those without a value `LAST`.
fn assign_ranks<T: PartialEq>(
    ranks: &mut [u32],
    sorted: &[RowId],
    value: impl Fn(RowId) -> T,
    is_missing: impl Fn(&T) -> bool,
) {
    let mut rank = 0;
    let mut former = None;
    for row in sorted {
        let value = value(*row);
        let missing = is_missing(&value);
        if former.as_ref().is_some_and(|former| *former != value) {
            rank += 1;
        }
        ranks[row.0 as usize] = if missing { LAST } else { rank };
        former = Some(value);
    }
}

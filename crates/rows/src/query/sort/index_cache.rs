//! The sorted indexes that are kept: one for each column that rows were sorted by, and one for the
//! last combination of several columns.

use super::{multi_key::MultiKeySort, row_keys::RowKeys, sorted_index::SortedIndex};
use crate::{
    BounceTable, LocaleRules, SortColumn, SortKey, collation::Collation, query::budget::Budget,
    table::Alphabet,
};

/// Sorted indexes of all rows, kept while rows are added.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct IndexCache {
    /// By [`SortColumn::index`].
    indexes: [SortedIndex; SortColumn::ALL.len()],
    /// By [`SortColumn::index`]; only text columns have one.
    collations: [Option<Collation>; SortColumn::ALL.len()],
    multi_key: MultiKeySort,
    /// That of [`BounceTable::earlier`].
    earlier_version: u32,
}

impl IndexCache {
    /// Sorts all rows; `true` when that is done.
    pub(in crate::query) fn advance(
        &mut self,
        table: &BounceTable,
        sort: &[SortKey],
        locale: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        if self.earlier_version != table.earlier().version() {
            self.earlier_version = table.earlier().version();
            self.indexes[SortColumn::Before.index()].clear();
        }
        for SortKey { column, .. } in sort {
            if !self.advance_column(table, *column, locale, budget) {
                return false;
            }
        }
        if let [_] = sort {
            return true;
        }
        let indexes = &self.indexes;
        let columns: Vec<_> = sort.iter().map(|key| (*key, &indexes[key.column.index()])).collect();
        self.multi_key.advance(&columns, budget)
    }

    /// The index for these keys, and whether it has to be read backwards.
    pub(in crate::query) fn index_for(&self, sort: &[SortKey]) -> (&SortedIndex, bool) {
        match sort {
            [key] => (&self.indexes[key.column.index()], key.is_reversed()),
            _ => (self.multi_key.index(), false),
        }
    }

    fn advance_column(
        &mut self,
        table: &BounceTable,
        column: SortColumn,
        locale: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        let index = &mut self.indexes[column.index()];
        let collation = &mut self.collations[column.index()];
        while !index.is_current(table.len()) {
            if budget.is_spent() {
                return false;
            }
            let is_sorting = index.is_sorting();
            let keys = RowKeys::new(table, column, |alphabet| {
                current_collation(collation, alphabet, is_sorting, locale)
            });
            index.advance(&keys, table.len(), budget);
        }
        true
    }
}

/// The collation of a column. It is made again when the column has new characters, but not during
/// a sort, whose keys must not change.
fn current_collation<'a>(
    cached: &'a mut Option<Collation>,
    alphabet: &Alphabet,
    is_sorting: bool,
    locale: &dyn LocaleRules,
) -> &'a Collation {
    if !is_sorting && cached.as_ref().is_some_and(|collation| !collation.is_current(alphabet)) {
        *cached = None;
    }
    cached.get_or_insert_with(|| Collation::new(alphabet, locale))
}

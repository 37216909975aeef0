//! The orders that are kept: one for each column that was sorted by, and one of several columns.

use super::{multi_key::MultiKeySort, row_keys::RowKeys, sorted_index::SortedIndex};
use crate::{
    BounceTable, LocaleRules, SortColumn, SortKey, collation::Collation, query::budget::Budget,
    table::Alphabet,
};

/// Orders of all rows, kept while rows are added.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct IndexCache {
    /// In the order of [`SortColumn::ALL`].
    rankings: [SortedIndex; SortColumn::ALL.len()],
    emails: Option<Collation>,
    names: Option<Collation>,
    several: MultiKeySort,
}

impl IndexCache {
    /// Sorts all rows; `true` when that is done.
    pub(in crate::query) fn advance(
        &mut self,
        table: &BounceTable,
        sort: &[SortKey],
        language: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        for SortKey { column, .. } in sort {
            if !self.advance_column(table, *column, language, budget) {
                return false;
            }
        }
        if let [_] = sort {
            return true;
        }
        let rankings = &self.rankings;
        let columns: Vec<_> =
            sort.iter().map(|key| (*key, &rankings[key.column.index()])).collect();
        self.several.advance(&columns, budget)
    }

    /// The order by these columns, and whether it is to be walked through backwards.
    pub(in crate::query) fn order(&self, sort: &[SortKey]) -> (&SortedIndex, bool) {
        match sort {
            [key] => (&self.rankings[key.column.index()], key.is_reversed()),
            _ => (self.several.ranking(), false),
        }
    }

    fn advance_column(
        &mut self,
        table: &BounceTable,
        column: SortColumn,
        language: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        let Self { rankings, emails, names, .. } = self;
        let ranking = &mut rankings[column.index()];
        while !ranking.is_of(table.len()) {
            if budget.is_spent() {
                return false;
            }
            let sorting = ranking.is_sorting();
            let keys = match column {
                SortColumn::Email => RowKeys::Email(
                    table,
                    up_to_date(emails, table.email_alphabet(), sorting, language),
                ),
                SortColumn::Name => RowKeys::Name(
                    table,
                    up_to_date(names, table.name_alphabet(), sorting, language),
                ),
                SortColumn::Reason => RowKeys::Reason(table),
                SortColumn::Date => RowKeys::Date(table),
            };
            ranking.advance(&keys, table.len(), budget);
        }
        true
    }
}

/// The collation of a column: made again when the column has new characters, but not while rows
/// are sorted by it.
fn up_to_date<'a>(
    collation: &'a mut Option<Collation>,
    alphabet: &Alphabet,
    is_sorting: bool,
    language: &dyn LocaleRules,
) -> &'a Collation {
    if collation.as_ref().is_some_and(|made| !is_sorting && !made.is_of(alphabet)) {
        *collation = None;
    }
    collation.get_or_insert_with(|| Collation::of(alphabet, language))
}

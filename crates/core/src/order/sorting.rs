//! The orders that are kept: one for each column that was sorted by, and one of several columns.

use super::{budget::Budget, keys::Keys, ranking::Ranking, several::Several};
use crate::{BounceTable, Column, Language, SortKey, collation::Collation, table::Alphabet};

/// Orders of all rows, kept while rows are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorting {
    /// In the order of [`Column::ALL`].
    rankings: [Ranking; Column::ALL.len()],
    emails: Option<Collation>,
    names: Option<Collation>,
    several: Several,
}

impl Sorting {
    /// Sorts all rows; `true` when that is done.
    pub(super) fn advance(
        &mut self,
        table: &BounceTable,
        sort: &[SortKey],
        language: &dyn Language,
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
    pub(super) fn order(&self, sort: &[SortKey]) -> (&Ranking, bool) {
        match sort {
            [key] => (&self.rankings[key.column.index()], key.is_turned()),
            _ => (self.several.ranking(), false),
        }
    }

    fn advance_column(
        &mut self,
        table: &BounceTable,
        column: Column,
        language: &dyn Language,
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
                Column::Email => Keys::Email(
                    table,
                    up_to_date(emails, table.email_alphabet(), sorting, language),
                ),
                Column::Name => {
                    Keys::Name(table, up_to_date(names, table.name_alphabet(), sorting, language))
                }
                Column::Reason => Keys::Reason(table),
                Column::Date => Keys::Date(table),
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
    language: &dyn Language,
) -> &'a Collation {
    if collation.as_ref().is_some_and(|made| !is_sorting && !made.is_of(alphabet)) {
        *collation = None;
    }
    collation.get_or_insert_with(|| Collation::of(alphabet, language))
}

//! The orders that are kept, one for each column that was sorted by, and the one of several columns.

use super::{
    budget::Budget,
    keys::{Keys, Side},
    ranking::Ranking,
};
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

/// The order by several columns, of which the last one asked for is kept.
#[derive(Clone, Debug, Default)]
struct Several {
    keys: Vec<SortKey>,
    ranking: Ranking,
    /// The ranks of each column while rows are sorted by them.
    ranks: Vec<Vec<u32>>,
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
        sort.len() < 2 || self.advance_several(table, sort, budget)
    }

    /// The order by these columns, and whether it is to be walked through backwards.
    pub(super) fn order(&self, sort: &[SortKey]) -> (&Ranking, bool) {
        match sort {
            [SortKey { column, direction }] => {
                (&self.rankings[column.index()], *direction != column.natural_direction())
            }
            _ => (&self.several.ranking, false),
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
        let collation = match column {
            Column::Email => up_to_date(emails, table.email_alphabet(), ranking, language),
            Column::Name => up_to_date(names, table.name_alphabet(), ranking, language),
            Column::Reason | Column::Date => &Collation::default(),
        };
        ranking.advance(&keys_of(table, column, collation), row_count(table), budget)
    }

    fn advance_several(
        &mut self,
        table: &BounceTable,
        sort: &[SortKey],
        budget: &mut Budget,
    ) -> bool {
        let Self { rankings, emails, names, several } = self;
        if several.keys != sort {
            *several = Several { keys: sort.to_vec(), ..Several::default() };
        }
        let none = Collation::default();
        if several.ranks.is_empty() && several.ranking.needs_sort(row_count(table)) {
            several.ranks = sort.iter().map(|key| rankings[key.column.index()].ranks()).collect();
        }
        let sides = sort.iter().enumerate().map(|(place, SortKey { column, direction })| {
            let collation = match column {
                Column::Email => emails.as_ref(),
                Column::Name => names.as_ref(),
                Column::Reason | Column::Date => None,
            };
            Side {
                column: *column,
                direction: *direction,
                keys: keys_of(table, *column, collation.unwrap_or(&none)),
                ranks: several.ranks.get(place).map(Vec::as_slice).unwrap_or_default(),
            }
        });
        let keys = Keys::Several(sides.collect());
        let done = several.ranking.advance(&keys, row_count(table), budget);
        if done {
            several.ranks = Vec::new();
        }
        done
    }
}

fn keys_of<'a>(table: &'a BounceTable, column: Column, collation: &'a Collation) -> Keys<'a> {
    match column {
        Column::Email => Keys::Email(table, collation),
        Column::Name => Keys::Name(table, collation),
        Column::Reason => Keys::Reason(table),
        Column::Date => Keys::Date(table),
    }
}

/// The collation of a column. It stays as it is while rows are sorted by it, and is made again
/// when the column has new characters.
fn up_to_date<'a>(
    collation: &'a mut Option<Collation>,
    alphabet: &Alphabet,
    ranking: &Ranking,
    language: &dyn Language,
) -> &'a Collation {
    if collation.as_ref().is_none_or(|made| !ranking.is_sorting() && !made.is_of(alphabet)) {
        *collation = None;
    }
    collation.get_or_insert_with(|| Collation::of(alphabet, language))
}

/// A table has at most 2³¹ rows.
fn row_count(table: &BounceTable) -> u32 {
    u32::try_from(table.len()).unwrap_or(u32::MAX)
}

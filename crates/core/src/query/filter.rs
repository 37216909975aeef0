//! Which rows pass the filters of a query, and what the filters would leave. How they are sorted
//! stands in `ranking`.

use super::{
    budget::Budget,
    facets::Facets,
    search::{SearchChange, TextSearch},
};
use crate::{
    BounceTable, CodeSet, DomainId, Group, LocaleRules, Query, RowId, Timestamp,
    bit_set::BitSet,
    table::{CHUNK_ROWS, NO_TIME},
};
use std::ops::Range;

/// The filters of a query. Each has a bit in the column of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FilterKind {
    Codes,
    Domain,
    Time,
    Removable,
    Search,
}

impl FilterKind {
    const ALL: [Self; 5] = [Self::Codes, Self::Domain, Self::Time, Self::Removable, Self::Search];

    fn index(self) -> usize {
        match self {
            Self::Codes => 0,
            Self::Domain => 1,
            Self::Time => 2,
            Self::Removable => 3,
            Self::Search => 4,
        }
    }

    fn bit(self) -> u8 {
        1 << self.index()
    }
}

/// Which rows fail which filters.
///
/// A filter that changes is applied again to all rows, the others stay. While that is under way,
/// the column of failures belongs to no query.
#[derive(Clone, Debug, Default)]
pub(super) struct RowFilter {
    codes: CodeSet,
    domain: Option<String>,
    from: Option<Timestamp>,
    before: Option<Timestamp>,
    removable_only: bool,
    search_text: String,
    search: TextSearch,
    /// A bit for each filter that a row fails.
    fails: Vec<u8>,
    /// To how many rows each filter was applied.
    applied: [usize; FilterKind::ALL.len()],
    /// How many rows the facets count.
    counted: usize,
    /// How many of those pass all filters.
    passing: usize,
    facets: Facets,
    /// Up to this row, a row that fails the search fails the next one too.
    narrowed: usize,
    /// Changes with the query.
    version: u32,
}

impl RowFilter {
    /// Changes whenever rows that passed may fail now, or the other way round.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    pub(super) fn facets(&self) -> &Facets {
        &self.facets
    }

    pub(super) fn search(&self) -> &TextSearch {
        &self.search
    }

    /// How many rows pass all filters.
    pub(super) fn passing(&self) -> usize {
        self.passing
    }

    /// Whether a row passes all filters.
    pub(super) fn passes(&self, row: usize) -> bool {
        self.fails[row] == 0
    }

    /// Makes ready for a search; `true` when that is done.
    pub(super) fn prepare_search(
        &mut self,
        table: &BounceTable,
        language: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.search.prepare(table, language, budget)
    }

    /// Takes over what a query says, and goes on; `true` when every row is filtered.
    pub(super) fn advance(
        &mut self,
        table: &BounceTable,
        query: &Query,
        language: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.take_over(query, language);
        if self.counted < table.len() {
            self.search.learn(table, language);
            self.fails.resize(table.len(), 0);
            self.facets.domains.resize(table.domains().len(), [0; Group::ALL.len()]);
        }
        while self.counted < table.len() {
            if budget.is_spent() {
                return false;
            }
            let start = self.applied.iter().copied().fold(self.counted, usize::min);
            let chunk_end = (start / CHUNK_ROWS + 1) * CHUNK_ROWS;
            let end = table.len().min(chunk_end).min(start + budget.share(CHUNK_ROWS));
            for filter in FilterKind::ALL {
                let applied = &mut self.applied[filter.index()];
                let rows = *applied..end;
                if rows.is_empty() {
                    continue;
                }
                *applied = end;
                self.apply(filter, table, start / CHUNK_ROWS, rows);
            }
            if self.counted < end {
                self.count(table, start / CHUNK_ROWS, self.counted..end);
                self.counted = end;
            }
            budget.spend(end - start);
        }
        true
    }

    fn take_over(&mut self, query: &Query, language: &dyn LocaleRules) {
        if self.codes != query.codes {
            self.codes = query.codes;
            self.begin_again(FilterKind::Codes);
        }
        if self.domain != query.domain {
            self.domain.clone_from(&query.domain);
            self.begin_again(FilterKind::Domain);
        }
        if (self.from, self.before) != (query.from, query.before) {
            (self.from, self.before) = (query.from, query.before);
            self.begin_again(FilterKind::Time);
        }
        if self.removable_only != query.removable_only {
            self.removable_only = query.removable_only;
            self.begin_again(FilterKind::Removable);
        }
        if self.search_text != query.search {
            self.search_text.clone_from(&query.search);
            match self.search.set_text(&query.search, language) {
                SearchChange::None => {}
                SearchChange::Narrower => {
                    self.narrowed = self.narrowed.max(self.applied[FilterKind::Search.index()]);
                    self.begin_again(FilterKind::Search);
                }
                SearchChange::Other => {
                    self.narrowed = 0;
                    self.begin_again(FilterKind::Search);
                }
            }
        }
    }

    fn begin_again(&mut self, filter: FilterKind) {
        self.applied[filter.index()] = 0;
        self.counted = 0;
        self.passing = 0;
        self.facets.codes = [0; 8];
        self.facets.domains.clear();
        self.version += 1;
    }

    /// Applies a filter to rows of one chunk.
    fn apply(
        &mut self,
        filter: FilterKind,
        table: &BounceTable,
        number: usize,
        rows: Range<usize>,
    ) {
        let chunk = &table.chunks()[number];
        let first = number * CHUNK_ROWS;
        let here = rows.start - first..rows.end - first;
        let fails = &mut self.fails[rows];
        match filter {
            FilterKind::Codes => {
                let codes = self.codes;
                set(fails, filter, &chunk.codes()[here], |code| {
                    codes.is_empty() || codes.contains_index(*code)
                });
            }
            FilterKind::Domain => {
                let wanted = self.domain.as_deref().map(|name| table.find_domain(name));
                set(fails, filter, &chunk.domains()[here], |domain| {
                    wanted.is_none_or(|wanted| wanted == Some(DomainId(*domain)))
                });
            }
            FilterKind::Time => {
                let bounds = [self.from, self.before];
                let [from, before] = bounds.map(|bound| bound.map(Timestamp::milliseconds));
                let any = from.is_none() && before.is_none();
                set(fails, filter, &chunk.times()[here], |time| {
                    any || *time != NO_TIME
                        && from.is_none_or(|from| *time >= from)
                        && before.is_none_or(|before| *time < before)
                });
            }
            FilterKind::Removable => {
                let ids = rows_from(first + here.start);
                let any = !self.removable_only;
                set(fails, filter, ids.take(here.len()), |row| any || table.is_removable(row));
            }
            FilterKind::Search => self.apply_search(table, number, here),
        }
    }

    fn apply_search(&mut self, table: &BounceTable, number: usize, rows: Range<usize>) {
        let bit = FilterKind::Search.bit();
        let first = number * CHUNK_ROWS;
        let fails = &mut self.fails[first + rows.start..first + rows.end];
        if self.search.words().is_empty() {
            for fails in fails {
                *fails &= !bit;
            }
            return;
        }
        let mut found = BitSet::none_of(CHUNK_ROWS);
        if self.narrowed >= first + rows.end {
            let passes = |(_, fails): &(_, &u8)| **fails & bit == 0;
            for (row, _) in rows.clone().zip(&*fails).filter(passes) {
                found.insert(row);
            }
        } else {
            found.insert_all(rows.clone());
        }
        self.search.keep_found(table, number, &rows, &mut found);
        // Most often few rows are found.
        for fails in &mut *fails {
            *fails |= bit;
        }
        found.iter().for_each(|row| fails[row - rows.start] &= !bit);
    }

    /// Adds rows of one chunk to the facets.
    fn count(&mut self, table: &BounceTable, number: usize, rows: Range<usize>) {
        let chunk = &table.chunks()[number];
        let first = number * CHUNK_ROWS;
        let here = rows.start - first..rows.end - first;
        let (codes, domains) = (&chunk.codes()[here.clone()], &chunk.domains()[here]);
        let fails = &self.fails[rows];
        self.passing += fails.iter().map(|fails| usize::from(*fails == 0)).sum::<usize>();
        let others = !(FilterKind::Codes.bit() | FilterKind::Domain.bit());
        let blocks = codes.chunks(BLOCK).zip(domains.chunks(BLOCK));
        for (fails, (codes, domains)) in fails.chunks(BLOCK).zip(blocks) {
            // Of a block that fails as a whole nothing is counted, which is seen at a glance.
            let passing = fails.iter().map(|fails| u8::from(fails & others == 0)).sum::<u8>();
            if passing == 0 {
                continue;
            }
            for (fails, (code, domain)) in fails.iter().zip(codes.iter().zip(domains)) {
                if fails & !FilterKind::Codes.bit() == 0 {
                    self.facets.codes[usize::from(*code)] += 1;
                }
                if fails & !FilterKind::Domain.bit() == 0
                    && let Some(counts) = self.facets.domains.get_mut(*domain as usize)
                {
                    counts[GROUPS[usize::from(*code)]] += 1;
                }
            }
        }
    }
}

/// The ids of rows from a place on.
fn rows_from(place: usize) -> impl Iterator<Item = RowId> {
    (u32::try_from(place).unwrap_or(u32::MAX)..).map(RowId)
}

/// So many rows are looked at together.
const BLOCK: usize = 16;

/// The place of each code's group.
const GROUPS: [usize; 8] = [0, 0, 1, 1, 2, 3, 4, 3];

/// Sets or clears a filter's bit in the failures of some rows.
fn set<T>(
    fails: &mut [u8],
    filter: FilterKind,
    values: impl IntoIterator<Item = T>,
    passes: impl Fn(T) -> bool,
) {
    let bit = filter.bit();
    for (fails, value) in fails.iter_mut().zip(values) {
        *fails = *fails & !bit | if passes(value) { 0 } else { bit };
    }
}

#[cfg(test)]
mod tests {
    use crate::BounceCode;

    #[test]
    fn each_code_is_counted_in_its_group() {
        assert_eq!(super::GROUPS, BounceCode::ALL.map(|code| code.group().index()));
    }
}

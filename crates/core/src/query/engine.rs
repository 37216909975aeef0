//! Which rows a query gives, in which order. What a query is stands in `query`, what a row holds in
//! `table`.
//!
//! `filter` and `search` know which rows pass, `ranking` and `sorting` keep the order of all rows
//! by each column, and this module walks through that order and keeps the rows that pass. So a
//! change of filters or direction sorts nothing, and a change of the sort filters nothing.

use super::{
    budget::Budget,
    facets::Facets,
    filter::RowFilter,
    sort::{Cursor, IndexCache, Version},
};
use crate::{
    BounceTable, CodePointRules, DomainId, Group, LocaleRules, Query, RowId, SortColumn,
    SortDirection, SortKey, SortKeys,
};
use std::{mem, ops::Range};

/// The rows that a query gives, and what is worth keeping to find them again.
///
/// Equal rows keep the upstream's order. Rows without a value (no name, no date) come last in
/// both directions.
///
/// A `RowOrder` belongs to one table, which may get more rows, and to one language. Another table
/// or language needs a new one.
#[derive(Clone, Debug, Default)]
pub struct RowOrder {
    filters: RowFilter,
    sorting: IndexCache,
    /// What is being found.
    next: QueryResult,
    walk: Cursor,
    /// What was found last.
    found: QueryResult,
}

/// Whether there is more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryProgress {
    /// All is found: [`RowOrder::rows`] are those of the query.
    Done,
    /// The budget is spent: [`RowOrder::rows`] are still the former ones.
    InProgress,
}

/// What a query gives.
#[derive(Clone, Debug, Default)]
struct QueryResult {
    rows: Vec<RowId>,
    facets: Facets,
    stamp: Option<CacheKey>,
}

/// What rows were found for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CacheKey {
    filters: u32,
    sort: SortKeys,
    version: Version,
}

impl CacheKey {
    /// Whether the rows found for the former stamp are the first ones of those for this one, if
    /// the order is not walked through backwards.
    fn goes_on_from(&self, former: &Self) -> bool {
        let Self { filters, sort, version } = former;
        *filters == self.filters && *sort == self.sort && self.version.goes_on_from(*version)
    }
}

impl RowOrder {
    /// The rows that were found last.
    pub fn rows(&self) -> &[RowId] {
        &self.found.rows
    }

    /// How many rows of each code there are that pass all filters but that by code, in the order
    /// of [`BounceCode::ALL`](crate::BounceCode::ALL).
    pub fn code_counts(&self) -> [u32; 8] {
        self.found.facets.codes
    }

    /// How many rows of a domain there are in each group, in the order of [`Group::ALL`], that
    /// pass all filters but that by domain.
    pub fn domain_counts(&self, domain: DomainId) -> [u32; Group::ALL.len()] {
        self.found.facets.domains.get(domain.0 as usize).copied().unwrap_or_default()
    }

    /// Where in a text the words stand that are searched for, as ranges of bytes, in order and
    /// without overlaps.
    pub fn highlight_ranges(&self, text: &str) -> Vec<Range<usize>> {
        let search = self.filters.search();
        search.folding().highlight_ranges(text, search.words())
    }

    /// Finds the rows of `table` that `query` gives, all at once, as if in no language.
    pub fn update(&mut self, table: &BounceTable, query: &Query) {
        while self.advance(table, query, &CodePointRules, usize::MAX) == QueryProgress::InProgress {
        }
    }

    /// Goes on finding the rows of `table` that `query` gives, with about so many rows of work.
    ///
    /// A row of work takes 5 to 30 ns natively. Until [`QueryProgress::Done`], the rows and counts of
    /// the last query stay. A query or a table that changed since the last call begins only that
    /// again which depends on the change. However the work is cut up, it ends with the same rows.
    pub fn advance(
        &mut self,
        table: &BounceTable,
        query: &Query,
        language: &dyn LocaleRules,
        budget: usize,
    ) -> QueryProgress {
        let mut budget = Budget::new(budget);
        let sort = query.sort.as_slice();
        let is_done = self.filters.advance(table, query, language, &mut budget)
            && self.sorting.advance(table, sort, language, &mut budget)
            && self.walk(&query.sort, &mut budget);
        if is_done { QueryProgress::Done } else { QueryProgress::InProgress }
    }

    /// Makes ready for a search, and for a sort by a column, that nobody has asked for yet, with about
    /// so many rows of work, so that they take less time when somebody does.
    ///
    /// What was found stays. It pays between two queries, not while one is under way.
    pub fn warm_up(
        &mut self,
        table: &BounceTable,
        column: SortColumn,
        language: &dyn LocaleRules,
        budget: usize,
    ) -> QueryProgress {
        let sort = [SortKey { column, direction: SortDirection::Ascending }];
        let mut budget = Budget::new(budget);
        let is_done = self.filters.prepare_search(table, language, &mut budget)
            && self.sorting.advance(table, &sort, language, &mut budget);
        if is_done { QueryProgress::Done } else { QueryProgress::InProgress }
    }

    /// Keeps the rows that pass; `true` when all are found.
    fn walk(&mut self, sort: &SortKeys, budget: &mut Budget) -> bool {
        let Self { filters, sorting, next, walk, found } = self;
        let (ranking, backwards) = sorting.order(sort.as_slice());
        let stamp =
            CacheKey { filters: filters.version(), sort: sort.clone(), version: ranking.version() };
        if found.stamp.as_ref() == Some(&stamp) {
            return true;
        }
        let former = found.stamp.as_ref().filter(|former| !backwards && stamp.goes_on_from(former));
        let goes_on = former.is_some();
        if next.stamp.as_ref() != Some(&stamp) {
            *walk = Cursor::behind(former.map_or(0, |former| former.version.rows() as usize));
            *next = QueryResult { stamp: Some(stamp), ..QueryResult::default() };
            if !goes_on {
                next.rows.reserve_exact(filters.passing());
            }
        }
        let keep = |row: RowId| {
            if filters.passes(row.0 as usize) {
                next.rows.push(row);
            }
        };
        if !walk.advance(ranking, backwards, budget, keep) {
            return false;
        }
        let QueryResult { rows, stamp, .. } = mem::take(next);
        if goes_on {
            found.rows.extend(rows);
        } else {
            found.rows = rows;
        }
        found.stamp = stamp;
        found.facets.clone_from(filters.facets());
        true
    }
}

//! The query engine: the rows that match a query, in its order.
//!
//! `filter` knows which rows match, `sort` keeps the order of all rows by each column, and this
//! module walks through that order and keeps the matching rows.

use super::{
    Query, SortKey, SortKeys,
    budget::Budget,
    facets::Facets,
    filter::RowFilter,
    sort::{Cursor, IndexCache, Version},
};
use crate::{
    BounceTable, CodeCounts, CodePointRules, DomainId, LocaleRules, NextStep, RowId, SendPeriod,
    SortColumn, TypoDomains,
};
use std::{mem, ops::Range};

/// Answers queries: keeps the rows that match, the counts, and the intermediate results that make the next query cheaper.
///
/// Equal rows keep the upstream's order. Rows without a value (no name, no date) come last in
/// both directions.
///
/// It belongs to one table, to which rows may be added, and to one locale. Another table or locale needs a new one.
#[derive(Clone, Debug, Default)]
pub struct QueryEngine {
    filter: RowFilter,
    indexes: IndexCache,
    /// The result that is being built.
    pending: QueryResult,
    cursor: Cursor,
    /// The last complete result.
    result: QueryResult,
}

/// Whether a query is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryProgress {
    /// [`QueryEngine::rows`] are those of the query.
    Done,
    /// The budget is spent; [`QueryEngine::rows`] are still those of the previous query.
    InProgress,
}

#[derive(Clone, Debug, Default)]
struct QueryResult {
    rows: Vec<RowId>,
    facets: Facets,
    key: Option<CacheKey>,
}

/// What a result depends on: equal keys have equal results.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CacheKey {
    filter: u32,
    sort: SortKeys,
    index: Version,
}

impl CacheKey {
    /// Whether the result for this key begins with that for the previous one, provided that the
    /// order is not reversed.
    fn extends(&self, previous: &Self) -> bool {
        let Self { filter, sort, index } = previous;
        *filter == self.filter && *sort == self.sort && self.index.extends(*index)
    }
}

impl QueryEngine {
    /// The rows of the last complete result.
    pub fn rows(&self) -> &[RowId] {
        &self.result.rows
    }

    /// All rows that the last complete result was computed from, whether they match or not, in its
    /// order. Empty if another order by several columns is being computed.
    pub fn all_rows(&self) -> Vec<RowId> {
        let mut rows = Vec::new();
        let Some(CacheKey { sort, index: version, .. }) = &self.result.key else { return rows };
        let (index, is_reversed) = self.indexes.index_for(sort.as_slice());
        if index.version() == *version {
            let mut cursor = Cursor::starting_at(0);
            let mut budget = Budget::new(usize::MAX);
            cursor.advance(index, is_reversed, &mut budget, |row| rows.push(row));
        }
        rows
    }

    /// How many rows of each code pass all filters except the one by code, by
    /// [`BounceCode::index`](crate::BounceCode::index).
    pub fn code_counts(&self) -> CodeCounts {
        self.result.facets.codes
    }

    /// How many rows of a domain pass all filters except the one by domain, by
    /// [`BounceCode::index`](crate::BounceCode::index).
    pub fn domain_counts(&self, domain: DomainId) -> CodeCounts {
        self.result.facets.domains.get(domain.0 as usize).copied().unwrap_or_default()
    }

    /// How many rows of each step pass all filters except the one by step, by [`NextStep::index`].
    pub fn step_counts(&self) -> [u32; NextStep::ALL.len()] {
        self.result.facets.steps
    }

    /// How many rows of each period after [`Query::sent`] pass all filters except the one by date, by
    /// [`SendPeriod::index`]. Zeros if the query has no such time.
    pub fn period_counts(&self) -> [u32; SendPeriod::ALL.len()] {
        self.result.facets.periods
    }

    /// How many rows whose contact bounced before pass all filters except the one by that.
    pub fn repeats_count(&self) -> u32 {
        self.result.facets.repeats
    }

    /// How many rows have a contact that bounced before, whether they match or not.
    pub fn repeats_total(&self) -> u32 {
        self.filter.step_column().repeats_total()
    }

    /// How many rows have each step, whether they match or not, by [`NextStep::index`]. They add up
    /// to the rows for which the last query was answered.
    pub fn step_totals(&self) -> [u32; NextStep::ALL.len()] {
        self.filter.step_column().totals()
    }

    /// How many rows of each domain have a step, whether they match or not.
    pub fn step_domain_counts(&self, step: NextStep) -> impl Iterator<Item = (DomainId, u32)> {
        self.filter.step_column().domain_counts(step)
    }

    /// The domain that has at least half of the rows with each step, and how many those are, by
    /// [`NextStep::index`]. If two domains have exactly half each, it is the one whose first row
    /// comes first. Looks at each domain once.
    pub fn step_domains(&self) -> [Option<(DomainId, u32)>; NextStep::ALL.len()] {
        self.filter.step_column().main_domains()
    }

    /// The parts of a text that match the search, as ranges of bytes, in order and without
    /// overlaps.
    pub fn highlight_ranges(&self, text: &str) -> Vec<Range<usize>> {
        let search = self.filter.search();
        search.folding().highlight_ranges(text, search.words())
    }

    /// Adopts the mistyped domains of the table, on which the next steps of rows depend. Call it
    /// whenever they were replaced, before the next query is answered; without it no row has
    /// [`NextStep::FixTypo`].
    pub fn set_typo_domains(&mut self, typo_domains: &TypoDomains) {
        self.filter.set_typo_domains(typo_domains);
    }

    /// Answers a query at once, with the order of code points.
    pub fn update(&mut self, table: &BounceTable, query: &Query) {
        while self.advance(table, query, &CodePointRules, usize::MAX) == QueryProgress::InProgress {
        }
    }

    /// Continues to answer a query, with about `budget` rows of work.
    ///
    /// A row of work takes 5 to 30 ns natively. Until [`QueryProgress::Done`], the rows and counts
    /// of the previous query are kept. If the query or the table changed since the last call, only
    /// what depends on the change is done again. The result does not depend on the budgets.
    pub fn advance(
        &mut self,
        table: &BounceTable,
        query: &Query,
        locale: &dyn LocaleRules,
        budget: usize,
    ) -> QueryProgress {
        let mut budget = Budget::new(budget);
        let sort = query.sort.as_slice();
        let is_done = self.filter.advance(table, query, locale, &mut budget)
            && self.indexes.advance(table, sort, locale, &mut budget)
            && self.collect(&query.sort, &mut budget);
        if is_done { QueryProgress::Done } else { QueryProgress::InProgress }
    }

    /// Prepares for a search and for a sort by a column before a user asks for them, with about
    /// `budget` rows of work.
    ///
    /// The result is kept. Call it between two queries, not while one is in progress.
    pub fn warm_up(
        &mut self,
        table: &BounceTable,
        column: SortColumn,
        locale: &dyn LocaleRules,
        budget: usize,
    ) -> QueryProgress {
        let sort = [SortKey::natural(column)];
        let mut budget = Budget::new(budget);
        // Sorting first: what it frees is used again by the folded texts, which stay.
        let is_done = self.indexes.advance(table, &sort, locale, &mut budget)
            && self.filter.warm_up_search(table, locale, &mut budget);
        if is_done { QueryProgress::Done } else { QueryProgress::InProgress }
    }

    /// Collects the matching rows in order; `true` when the result is complete.
    fn collect(&mut self, sort: &SortKeys, budget: &mut Budget) -> bool {
        let Self { filter, indexes, pending, cursor, result } = self;
        let (index, is_reversed) = indexes.index_for(sort.as_slice());
        let key = CacheKey { filter: filter.version(), sort: sort.clone(), index: index.version() };
        if result.key.as_ref() == Some(&key) {
            return true;
        }
        let previous = result.key.as_ref().filter(|previous| !is_reversed && key.extends(previous));
        let is_extension = previous.is_some();
        if pending.key.as_ref() != Some(&key) {
            let done = previous.map_or(0, |previous| previous.index.rows() as usize);
            *cursor = Cursor::starting_at(done);
            *pending = QueryResult { key: Some(key), ..QueryResult::default() };
            if !is_extension {
                pending.rows.reserve_exact(filter.passing_rows());
            }
        }
        let keep = |row: RowId| {
            if filter.passes(row.0 as usize) {
                pending.rows.push(row);
            }
        };
        if !cursor.advance(index, is_reversed, budget, keep) {
            return false;
        }
        let QueryResult { rows, key, .. } = mem::take(pending);
        if is_extension {
            result.rows.extend(rows);
        } else {
            result.rows = rows;
        }
        result.key = key;
        result.facets.clone_from(filter.facets());
        true
    }
}

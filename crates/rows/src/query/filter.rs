//! Filtering: which rows pass the filters of a query. The facet counts are kept in `facets`, the
//! text search is in `search`.

use super::{
    budget::Budget,
    facets::Facets,
    search::{SearchChange, TextSearch},
    step_column::StepColumn,
};
use crate::{
    BounceTable, CodeSet, DomainId, LocaleRules, NextStep, ProviderFamily, Query, RowId,
    SendPeriod, Timestamp, TypoDomains,
    bit_set::BitSet,
    listed_enum,
    table::{CHUNK_ROWS, NO_TIME},
};
use std::ops::Range;

listed_enum! {
    /// A condition of a query. Each has a bit in the masks of failed conditions.
    enum Condition {
        Codes,
        Domain,
        Time,
        Removable,
        Step,
        Repeats,
        Search,
    }
}

impl Condition {
    fn bit(self) -> u8 {
        1 << self.index()
    }
}

/// Which rows fail which conditions.
///
/// A condition that changes is applied to all rows again, the others keep their results. Until
/// that is done, the masks belong to no query.
#[derive(Clone, Debug, Default)]
pub(super) struct RowFilter {
    codes: CodeSet,
    domain: Option<String>,
    provider: Option<ProviderFamily>,
    from: Option<Timestamp>,
    before: Option<Timestamp>,
    sent: Option<Timestamp>,
    removable_only: bool,
    step: Option<NextStep>,
    repeats_only: bool,
    /// That of [`BounceTable::earlier`].
    earlier_version: u32,
    step_column: StepColumn,
    search_text: String,
    search: TextSearch,
    /// By row: the bits of the conditions that it fails.
    failed_masks: Vec<u8>,
    /// By condition: to how many rows it was applied.
    applied_rows: [usize; Condition::ALL.len()],
    /// How many rows the facets count.
    counted_rows: usize,
    /// How many of the counted rows pass all conditions.
    passing_rows: usize,
    facets: Facets,
    /// Below this row, a row that failed the previous search fails the present one too.
    narrowed_until: usize,
    /// Changes with the query.
    version: u32,
}

impl RowFilter {
    /// Changes whenever a row that passed may fail now, or vice versa.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    pub(super) fn facets(&self) -> &Facets {
        &self.facets
    }

    pub(super) fn search(&self) -> &TextSearch {
        &self.search
    }

    /// How many rows pass all conditions.
    pub(super) fn passing_rows(&self) -> usize {
        self.passing_rows
    }

    /// Whether a row passes all conditions.
    pub(super) fn passes(&self, row: usize) -> bool {
        self.failed_masks[row] == 0
    }

    /// The steps of all rows, whether they pass or not.
    pub(super) fn step_column(&self) -> &StepColumn {
        &self.step_column
    }

    /// Adopts the mistyped domains, on which the next steps of rows depend.
    pub(super) fn set_typo_domains(&mut self, typo_domains: &TypoDomains) {
        if self.step_column.set_typo_domains(typo_domains) {
            self.invalidate(Condition::Step);
        }
    }

    /// Prepares for a search; `true` when that is done.
    pub(super) fn warm_up_search(
        &mut self,
        table: &BounceTable,
        locale: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.search.warm_up(table, locale, budget)
    }

    /// Adopts the conditions of a query and continues; `true` when every row is filtered.
    pub(super) fn advance(
        &mut self,
        table: &BounceTable,
        query: &Query,
        locale: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.sync_query(query, locale);
        if self.earlier_version != table.earlier().version() {
            self.earlier_version = table.earlier().version();
            self.step_column.clear();
            self.invalidate(Condition::Step);
            self.invalidate(Condition::Repeats);
        }
        self.search.register_characters(table, locale);
        self.failed_masks.resize(table.len(), 0);
        self.facets.grow(table.domains().len());
        while self.counted_rows < table.len() {
            if budget.is_spent() {
                return false;
            }
            // A condition that changes resets the count, so none is applied to fewer rows.
            let start = self.counted_rows;
            let chunk_end = (start / CHUNK_ROWS + 1) * CHUNK_ROWS;
            let end = table.len().min(chunk_end).min(start + budget.up_to(CHUNK_ROWS));
            self.step_column.extend(table, end);
            for condition in Condition::ALL {
                let applied = &mut self.applied_rows[condition.index()];
                let rows = *applied..end;
                if rows.is_empty() {
                    continue;
                }
                *applied = end;
                self.apply(condition, table, start / CHUNK_ROWS, rows);
            }
            self.count(table, start / CHUNK_ROWS, start..end);
            self.counted_rows = end;
            budget.spend(end - start);
        }
        true
    }

    fn sync_query(&mut self, query: &Query, locale: &dyn LocaleRules) {
        if self.codes != query.codes {
            self.codes = query.codes;
            self.invalidate(Condition::Codes);
        }
        if self.domain != query.domain || self.provider != query.provider {
            self.domain.clone_from(&query.domain);
            self.provider = query.provider;
            self.invalidate(Condition::Domain);
        }
        if (self.from, self.before) != (query.from, query.before) {
            (self.from, self.before) = (query.from, query.before);
            self.invalidate(Condition::Time);
        }
        if self.sent != query.sent {
            self.sent = query.sent;
            self.count_again();
        }
        if self.removable_only != query.removable_only {
            self.removable_only = query.removable_only;
            self.invalidate(Condition::Removable);
        }
        if self.step != query.step {
            self.step = query.step;
            self.invalidate(Condition::Step);
        }
        if self.repeats_only != query.repeats_only {
            self.repeats_only = query.repeats_only;
            self.invalidate(Condition::Repeats);
        }
        if self.search_text != query.search {
            self.search_text.clone_from(&query.search);
            match self.search.set_text(&query.search, locale) {
                SearchChange::Unchanged => {}
                SearchChange::Narrowed => {
                    let applied = self.applied_rows[Condition::Search.index()];
                    self.narrowed_until = self.narrowed_until.max(applied);
                    self.invalidate(Condition::Search);
                }
                SearchChange::Replaced => {
                    self.narrowed_until = 0;
                    self.invalidate(Condition::Search);
                }
            }
        }
    }

    fn invalidate(&mut self, condition: Condition) {
        self.applied_rows[condition.index()] = 0;
        self.count_again();
    }

    fn count_again(&mut self) {
        self.counted_rows = 0;
        self.passing_rows = 0;
        self.facets.clear();
        self.version += 1;
    }

    /// Applies a condition to rows of one chunk.
    fn apply(
        &mut self,
        condition: Condition,
        table: &BounceTable,
        chunk_index: usize,
        rows: Range<usize>,
    ) {
        let chunk = &table.chunks()[chunk_index];
        let first = chunk_index * CHUNK_ROWS;
        let in_chunk = rows.start - first..rows.end - first;
        let masks = &mut self.failed_masks[rows];
        match condition {
            Condition::Codes => {
                let codes = self.codes;
                update_masks(masks, condition, &chunk.codes()[in_chunk], |code| {
                    codes.is_empty() || codes.contains_index(*code)
                });
            }
            Condition::Domain => {
                let wanted = self.domain.as_deref().map(|name| table.find_domain(name));
                let family = self.provider.map(|family| family_domains(table, family));
                update_masks(masks, condition, &chunk.domains()[in_chunk], |domain| {
                    let domain = DomainId(*domain);
                    wanted.is_none_or(|wanted| wanted == Some(domain))
                        && family
                            .as_ref()
                            .is_none_or(|family| family.binary_search(&domain).is_ok())
                });
            }
            Condition::Time => {
                let bounds = [self.from, self.before];
                let [from, before] = bounds.map(|bound| bound.map(Timestamp::milliseconds));
                let any = from.is_none() && before.is_none();
                update_masks(masks, condition, &chunk.times()[in_chunk], |time| {
                    any || *time != NO_TIME
                        && from.is_none_or(|from| *time >= from)
                        && before.is_none_or(|before| *time < before)
                });
            }
            Condition::Removable => {
                let ids = row_ids_from(first + in_chunk.start).take(in_chunk.len());
                let any = !self.removable_only;
                update_masks(masks, condition, ids, |row| any || table.is_removable(row));
            }
            Condition::Step => {
                let wanted = self.step;
                let steps = &self.step_column.steps()[first + in_chunk.start..][..in_chunk.len()];
                update_masks(masks, condition, steps, |step| {
                    wanted.is_none_or(|wanted| wanted == *step)
                });
            }
            Condition::Repeats => {
                let ids = row_ids_from(first + in_chunk.start).take(in_chunk.len());
                let (any, earlier) = (!self.repeats_only, table.earlier());
                update_masks(masks, condition, ids, |row| any || earlier.count(row) > 0);
            }
            Condition::Search => self.apply_search(table, chunk_index, in_chunk),
        }
    }

    fn apply_search(&mut self, table: &BounceTable, chunk_index: usize, rows: Range<usize>) {
        let bit = Condition::Search.bit();
        let first = chunk_index * CHUNK_ROWS;
        let masks = &mut self.failed_masks[first + rows.start..first + rows.end];
        if self.search.words().is_empty() {
            for mask in masks {
                *mask &= !bit;
            }
            return;
        }
        let mut matches = BitSet::with_capacity(CHUNK_ROWS);
        if self.narrowed_until >= first + rows.end {
            let passed = |(_, mask): &(_, &u8)| **mask & bit == 0;
            for (row, _) in rows.clone().zip(&*masks).filter(passed) {
                matches.insert(row);
            }
        } else {
            matches.insert_range(rows.clone());
        }
        self.search.retain_matches(table, chunk_index, &rows, &mut matches);
        // Most searches match few rows.
        for mask in &mut *masks {
            *mask |= bit;
        }
        matches.iter().for_each(|row| masks[row - rows.start] &= !bit);
    }

    /// Adds rows of one chunk to the facets.
    fn count(&mut self, table: &BounceTable, chunk_index: usize, rows: Range<usize>) {
        let chunk = &table.chunks()[chunk_index];
        let first = chunk_index * CHUNK_ROWS;
        let in_chunk = rows.start - first..rows.end - first;
        let (codes, domains) =
            (&chunk.codes()[in_chunk.clone()], &chunk.domains()[in_chunk.clone()]);
        let times = &chunk.times()[in_chunk];
        let steps = &self.step_column.steps()[rows.clone()];
        let rows_start = rows.start;
        let masks = &self.failed_masks[rows];
        let earlier = table.earlier();
        if earlier.shown() > 0 {
            let row_masks = row_ids_from(rows_start).zip(masks);
            let passing = row_masks.filter(|(_, mask)| **mask & !Condition::Repeats.bit() == 0);
            self.facets.repeats +=
                passing.map(|(row, _)| u32::from(earlier.count(row) > 0)).sum::<u32>();
        }
        if let Some(sent) = self.sent {
            for (mask, time) in masks.iter().zip(times) {
                if mask & !Condition::Time.bit() == 0 && *time != NO_TIME {
                    let time = Timestamp::from_milliseconds(*time);
                    self.facets.count_period(SendPeriod::of(time, sent));
                }
            }
        }
        self.passing_rows += masks.iter().map(|mask| usize::from(*mask == 0)).sum::<usize>();
        let others = !(Condition::Codes.bit() | Condition::Domain.bit() | Condition::Step.bit());
        let blocks = codes.chunks(BLOCK_ROWS).zip(domains.chunks(BLOCK_ROWS));
        let blocks = blocks.zip(steps.chunks(BLOCK_ROWS));
        for (masks, ((codes, domains), steps)) in masks.chunks(BLOCK_ROWS).zip(blocks) {
            // A block in which all rows fail is skipped after one vectorized test.
            let passing = masks.iter().map(|mask| u8::from(mask & others == 0)).sum::<u8>();
            if passing == 0 {
                continue;
            }
            let values = codes.iter().zip(domains).zip(steps);
            for (mask, ((code, domain), step)) in masks.iter().zip(values) {
                if mask & !Condition::Step.bit() == 0 {
                    self.facets.count_step(*step);
                }
                if mask & !Condition::Codes.bit() == 0 {
                    self.facets.count_code(*code);
                }
                if mask & !Condition::Domain.bit() == 0 {
                    self.facets.count_domain(*domain, *code);
                }
            }
        }
    }
}

/// The ids of the rows from an index on.
fn row_ids_from(index: usize) -> impl Iterator<Item = RowId> {
    (u32::try_from(index).unwrap_or(u32::MAX)..).map(RowId)
}

/// How many rows are tested together.
const BLOCK_ROWS: usize = 16;

/// The domains of a family that the table has, sorted.
fn family_domains(table: &BounceTable, family: ProviderFamily) -> Vec<DomainId> {
    let mut domains: Vec<_> = family.domains().filter_map(|name| table.find_domain(name)).collect();
    domains.sort_unstable();
    domains
}

/// Sets or clears a condition's bit in the masks of some rows.
fn update_masks<T>(
    masks: &mut [u8],
    condition: Condition,
    values: impl IntoIterator<Item = T>,
    passes: impl Fn(T) -> bool,
) {
    let bit = condition.bit();
    for (mask, value) in masks.iter_mut().zip(values) {
        *mask = *mask & !bit | if passes(value) { 0 } else { bit };
    }
}

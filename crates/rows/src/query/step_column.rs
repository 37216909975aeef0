//! The next step of each row, computed once, so that filters and counts by step are array scans.

use crate::{
    BounceCode, BounceTable, DomainId, NextStep, RowId, TypoDomains,
    steps::StepFacts,
    table::{CHUNK_ROWS, Chunk, RecentBounces},
};
use std::ops::Range;

/// The column of next steps. It follows the rows of a table and its mistyped domains.
#[derive(Clone, Debug, Default)]
pub(super) struct StepColumn {
    typo_domains: TypoDomains,
    /// How many domains the table had when the column was extended last.
    domains: usize,
    /// By row.
    steps: Vec<NextStep>,
    totals: [u32; NextStep::ALL.len()],
    /// How many rows of each domain have each step, by domain.
    domain_totals: Vec<[u32; NextStep::ALL.len()]>,
    /// How many rows have a contact that bounced before.
    repeats: u32,
}

impl StepColumn {
    /// Adopts the mistyped domains; `true` if the steps of known rows may have changed.
    pub(super) fn set_typo_domains(&mut self, typo_domains: &TypoDomains) -> bool {
        if self.typo_domains.version() == typo_domains.version() {
            return false;
        }
        let known = self.domains;
        let mut domains = (0..).map(DomainId).take(known);
        let differs = |domain| typo_domains.contains(domain) != self.typo_domains.contains(domain);
        let is_changed = domains.any(differs);
        self.typo_domains.clone_from(typo_domains);
        if is_changed {
            self.clear();
        }
        is_changed
    }

    /// Forgets the steps of all rows, which may have changed.
    pub(super) fn clear(&mut self) {
        self.steps.clear();
        self.totals = [0; NextStep::ALL.len()];
        self.domain_totals.clear();
        self.repeats = 0;
    }

    /// Extends the column to the rows before `end`.
    pub(super) fn extend(&mut self, table: &BounceTable, end: usize) {
        self.domains = table.domains().len();
        self.domain_totals.resize(self.domains, [0; NextStep::ALL.len()]);
        while self.steps.len() < end {
            let start = self.steps.len();
            let first = start / CHUNK_ROWS * CHUNK_ROWS;
            let in_chunk = start - first..(end - first).min(CHUNK_ROWS);
            self.extend_unresolved(&table.chunks()[start / CHUNK_ROWS], in_chunk);
            for row in table.resolved_rows(start..self.steps.len()) {
                let code = BounceCode::ALL[usize::from(table.code_index(row))];
                let facts = StepFacts {
                    code,
                    is_resolved: true,
                    has_typo_domain: false,
                    recent: NEVER_BOUNCED,
                };
                self.replace(NextStep::of(facts), table.domain(row), row);
            }
            if table.earlier().shown() > 0 {
                self.apply_earlier(table, start..self.steps.len());
            }
        }
    }

    /// Counts the repeats, and replaces the steps that depend on earlier emails. All of those were
    /// [`NextStep::Wait`].
    fn apply_earlier(&mut self, table: &BounceTable, rows: Range<usize>) {
        for row in rows.filter_map(|row| u32::try_from(row).ok()).map(RowId) {
            self.repeats += u32::from(table.earlier().count(row) > 0);
            if self.steps[row.0 as usize] != NextStep::Wait {
                continue;
            }
            let code = BounceCode::ALL[usize::from(table.code_index(row))];
            if let BounceCode::Undeliverable | BounceCode::Full = code {
                let recent = table.earlier().recent(row);
                let facts = StepFacts { code, is_resolved: false, has_typo_domain: false, recent };
                self.replace(NextStep::of(facts), table.domain(row), row);
            }
        }
    }

    /// Adds rows as if no contact had been corrected or deleted since.
    fn extend_unresolved(&mut self, chunk: &Chunk, rows: Range<usize>) {
        let codes = &chunk.codes()[rows.clone()];
        for (code, domain) in codes.iter().zip(&chunk.domains()[rows]) {
            let has_typo_domain = self.typo_domains.contains(DomainId(*domain));
            let step = UNRESOLVED[usize::from(has_typo_domain)][usize::from(*code)];
            self.totals[step.index()] += 1;
            self.steps.push(step);
            // Rows without a domain have no index.
            if let Some(totals) = self.domain_totals.get_mut(*domain as usize) {
                totals[step.index()] += 1;
            }
        }
    }

    fn replace(&mut self, step: NextStep, domain: Option<DomainId>, row: RowId) {
        let previous = std::mem::replace(&mut self.steps[row.0 as usize], step);
        let domain_totals = domain.and_then(|domain| self.domain_totals.get_mut(domain.0 as usize));
        for totals in domain_totals.into_iter().chain([&mut self.totals]) {
            totals[previous.index()] -= 1;
            totals[step.index()] += 1;
        }
    }

    /// The step of each row.
    pub(super) fn steps(&self) -> &[NextStep] {
        &self.steps
    }

    /// How many rows have each step, by [`NextStep::index`].
    pub(super) fn totals(&self) -> [u32; NextStep::ALL.len()] {
        self.totals
    }

    /// How many rows have a contact that bounced before.
    pub(super) fn repeats_total(&self) -> u32 {
        self.repeats
    }

    /// How many rows of each domain have a step.
    pub(super) fn domain_counts(&self, step: NextStep) -> impl Iterator<Item = (DomainId, u32)> {
        let totals = (0..).map(DomainId).zip(&self.domain_totals);
        totals.map(move |(domain, totals)| (domain, totals[step.index()]))
    }

    /// The domain that has at least half of the rows with each step, and how many those are, by
    /// [`NextStep::index`].
    pub(super) fn main_domains(&self) -> [Option<(DomainId, u32)>; NextStep::ALL.len()] {
        let mut domains = [None; NextStep::ALL.len()];
        for (domain, totals) in (0..).map(DomainId).zip(&self.domain_totals) {
            for (main, (rows, total)) in domains.iter_mut().zip(totals.iter().zip(self.totals)) {
                if main.is_none() && *rows > 0 && rows.saturating_mul(2) >= total {
                    *main = Some((domain, *rows));
                }
            }
        }
        domains
    }
}

/// A contact of which nothing is known.
const NEVER_BOUNCED: RecentBounces = RecentBounces { any: 0, full: 0 };

/// The steps of contacts that were neither corrected nor deleted: by whether the domain is probably
/// mistyped, and by [`BounceCode::index`].
const UNRESOLVED: [[NextStep; BounceCode::ALL.len()]; 2] =
    [unresolved_steps(false), unresolved_steps(true)];

const fn unresolved_steps(has_typo_domain: bool) -> [NextStep; BounceCode::ALL.len()] {
    let mut steps = [NextStep::Wait; BounceCode::ALL.len()];
    let mut index = 0;
    while index < steps.len() {
        let code = BounceCode::ALL[index];
        steps[index] = NextStep::of(StepFacts {
            code,
            is_resolved: false,
            has_typo_domain,
            recent: NEVER_BOUNCED,
        });
        index += 1;
    }
    steps
}

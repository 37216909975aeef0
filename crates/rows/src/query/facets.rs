//! Facet counts: how many rows each choice of a filter would show, given the other filters.

use crate::{CodeCounts, NextStep, SendPeriod};

/// Row counts by filter choice. The counts of a filter ignore that filter itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    /// Rows of each code that pass all filters except the one by code.
    pub(super) codes: CodeCounts,
    /// Rows of each domain and code that pass all filters except the one by domain.
    pub(super) domains: Vec<CodeCounts>,
    /// Rows of each step that pass all filters except the one by step.
    pub(super) steps: [u32; NextStep::ALL.len()],
    /// Rows of each period after sending that pass all filters except the one by date.
    pub(super) periods: [u32; SendPeriod::ALL.len()],
    /// Rows whose contact bounced before that pass all filters except the one by that.
    pub(super) repeats: u32,
}

impl Facets {
    /// Extends the counts to this number of domains.
    pub(super) fn grow(&mut self, domains: usize) {
        self.domains.resize(domains, CodeCounts::default());
    }

    pub(super) fn count_code(&mut self, code: u8) {
        self.codes[usize::from(code)] += 1;
    }

    pub(super) fn count_step(&mut self, step: NextStep) {
        self.steps[step.index()] += 1;
    }

    pub(super) fn count_period(&mut self, period: SendPeriod) {
        self.periods[period.index()] += 1;
    }

    /// Counts a row of a domain. Rows without a domain have an index beyond the last domain and are
    /// ignored.
    pub(super) fn count_domain(&mut self, domain: u32, code: u8) {
        if let Some(counts) = self.domains.get_mut(domain as usize) {
            counts[usize::from(code)] += 1;
        }
    }

    /// Resets all counts.
    pub(super) fn clear(&mut self) {
        self.codes = CodeCounts::default();
        self.domains.clear();
        self.steps = [0; NextStep::ALL.len()];
        self.periods = [0; SendPeriod::ALL.len()];
        self.repeats = 0;
    }
}

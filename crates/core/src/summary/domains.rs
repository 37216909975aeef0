//! The domains with the most bounces.

use crate::{CodeCounts, DomainId};
use std::cmp::Reverse;

/// How many rows a domain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomainCount {
    /// The domain.
    pub domain: DomainId,
    /// Its rows with each code, by [`BounceCode::index`](crate::BounceCode::index).
    pub codes: CodeCounts,
}

impl DomainCount {
    /// All its rows.
    pub fn total(&self) -> u32 {
        self.codes.iter().sum()
    }
}

/// The domains with the most rows, and how many others there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopDomains {
    /// The domains with the most rows, in descending order. Domains with equal counts are in the
    /// order of their first rows.
    pub top: Vec<DomainCount>,
    /// How many more domains have rows.
    pub more_domains: usize,
    /// How many rows those have.
    pub more_rows: u64,
}

impl TopDomains {
    /// The top `limit` domains. Domains without rows, which a filter may leave, do not count.
    ///
    /// The counts come from [`BounceTable::domain_counts`](crate::BounceTable::domain_counts), or from
    /// [`RowOrder::domain_counts`](crate::RowOrder::domain_counts) to reflect the filters.
    pub fn new(counts: impl IntoIterator<Item = (DomainId, CodeCounts)>, limit: usize) -> Self {
        let counts = counts.into_iter().map(|(domain, codes)| DomainCount { domain, codes });
        let has_rows = |count: &DomainCount| count.codes.iter().any(|rows| *rows > 0);
        Self::select(counts.filter(has_rows).collect(), limit)
    }

    fn select(mut all: Vec<DomainCount>, limit: usize) -> Self {
        let rank = |count: &DomainCount| (Reverse(count.total()), count.domain);
        // Sorting a few is cheap, sorting a hundred thousand after each key press is not.
        if limit < all.len() {
            all.select_nth_unstable_by_key(limit, rank);
        }
        let rest = all.split_off(limit.min(all.len()));
        all.sort_unstable_by_key(rank);
        Self {
            top: all,
            more_domains: rest.len(),
            more_rows: rest.iter().map(|count| u64::from(count.total())).sum(),
        }
    }
}

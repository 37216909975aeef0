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
    /// [`QueryEngine::domain_counts`](crate::QueryEngine::domain_counts) to reflect the filters.
    pub fn new(counts: impl IntoIterator<Item = (DomainId, CodeCounts)>, limit: usize) -> Self {
        let counts = counts.into_iter().map(|(domain, codes)| DomainCount { domain, codes });
        let rank = |count: &DomainCount| (Reverse(count.total()), count.domain);
        // Few domains are among the first. Sorting a hundred thousand after each key press takes long.
        let mut domains = Self::default();
        for count in counts.filter(|count| count.total() > 0) {
            let is_before = |other: &DomainCount| rank(other) < rank(&count);
            let mut last = Some(count);
            if domains.top.len() < limit || !domains.top.last().is_none_or(is_before) {
                let position = domains.top.partition_point(is_before);
                domains.top.insert(position, count);
                last = if domains.top.len() > limit { domains.top.pop() } else { None };
            }
            if let Some(last) = last {
                domains.more_domains += 1;
                domains.more_rows += u64::from(last.total());
            }
        }
        domains
    }
}

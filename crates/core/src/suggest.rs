//! "Did you mean example.com?": which domain was meant, where an address does not exist because its
//! domain was misspelt. Nothing is changed here; who reads it decides.
//!
//! A domain may be meant to be a mailbox provider (`providers`), or one that is frequent in the
//! report: with 5 rows, 1 row in 200, and 5 times the rows of the typo. It has to be within a slip
//! or two of it that fingers make (`slip`, `distance`), and of one only. Where there is doubt there
//! is no suggestion:
//!
//! - never for a domain that is itself a provider, or that has 10 rows and 1 row in 50, which are
//!   too many for a typo;
//! - never for one that took a message, or refused one as spam, in this report: then it exists;
//! - never from one country to another, nor between top-level domains that exist;
//! - never if two domains are as close.

mod distance;
mod providers;
mod typo;

use crate::{BounceCode, BounceTable, DomainId, Group, RowId};
use providers::Providers;
use typo::{Confidence, Domain, slips};

/// A domain of the report may be meant by others if it has at least so many rows, at least one row
/// in [`CANDIDATE_SHARE`], and [`LEAST_RATIO`] times the rows of the typo.
const LEAST_ROWS: u64 = 5;
const CANDIDATE_SHARE: u64 = 200;
const LEAST_RATIO: u64 = 5;

/// A domain with at least so many rows, and at least one row in [`TOO_LARGE_SHARE`], is no typo.
const MOST_ROWS_OF_A_TYPO: u64 = 10;
const TOO_LARGE_SHARE: u64 = 50;

/// Which domain each domain of a table may be meant to be.
///
/// Belongs to one table, which may get more rows; another needs new suggestions. What was found
/// out about a domain's name stays, so that an update costs little more than the new domains do.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    providers: Providers,
    /// By domain: the provider that it may be meant to be, or that it is itself.
    by_provider: Vec<ProviderMatch>,
    /// The domains that others may be meant to be, sorted.
    candidates: Vec<DomainId>,
    /// By domain: the candidate that it may be meant to be.
    by_candidate: Vec<Option<DomainId>>,
}

/// What a domain is to the providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProviderMatch {
    /// It is one, or else known to be right.
    Known,
    /// It may be meant to be this one.
    Meant(&'static str),
    /// None of them, or more than one.
    Other,
}

impl Suggestions {
    /// Takes account of the rows of a table. To be called when rows were added.
    pub fn update(&mut self, table: &BounceTable) {
        let old = self.by_provider.len();
        let names = |domain| table.domain_name(domain);
        let new = table.domains().skip(old).map(names);
        let new: Vec<_> = new.map(|name| self.find_provider(name)).collect();
        self.by_provider.extend(new);
        let candidates = self.find_candidates(table);
        if candidates != self.candidates {
            self.by_candidate.clear();
            self.candidates = candidates;
        }
        let candidates = self.candidates.iter();
        let candidates: Vec<_> =
            candidates.map(|domain| (Domain::new(names(*domain)), *domain)).collect();
        let new = table.domains().skip(self.by_candidate.len());
        let new = new.map(|domain| self.find_candidate(&candidates, names(domain), domain));
        let new: Vec<_> = new.collect();
        self.by_candidate.extend(new);
    }

    /// The domain that a domain of the table may be meant to be.
    pub fn for_domain<'a>(&self, table: &'a BounceTable, domain: DomainId) -> Option<&'a str> {
        let counts = table.domain_counts(domain);
        let exists = [Group::Blocked, Group::Delivered].map(|group| counts[group.index()]);
        let rows = total(counts);
        let is_frequent = rows >= MOST_ROWS_OF_A_TYPO && rows * TOO_LARGE_SHARE >= rows_of(table);
        if exists != [0, 0] || is_frequent {
            return None;
        }
        match self.by_provider.get(domain.0 as usize)? {
            ProviderMatch::Known => None,
            ProviderMatch::Meant(provider) => Some(provider),
            ProviderMatch::Other => {
                let meant = (*self.by_candidate.get(domain.0 as usize)?)?;
                let is_larger = total(table.domain_counts(meant)) >= rows * LEAST_RATIO;
                is_larger.then(|| table.domain_name(meant))
            }
        }
    }

    /// The domain that may be meant by the address of a row: only for those that do not exist
    /// (`B`, `S`), and not if the contact was corrected or deleted since.
    pub fn for_row<'a>(&self, table: &'a BounceTable, row: RowId) -> Option<&'a str> {
        match table.code(row) {
            BounceCode::NonExistent | BounceCode::Suspended if table.is_removable(row) => {
                self.for_domain(table, table.domain(row)?)
            }
            BounceCode::NonExistent
            | BounceCode::Suspended
            | BounceCode::Undeliverable
            | BounceCode::Full
            | BounceCode::Blocked
            | BounceCode::Other
            | BounceCode::Vacation
            | BounceCode::Unknown(_) => None,
        }
    }

    /// The whole address that may be meant, see [`Suggestions::for_row`].
    pub fn address(&self, table: &BounceTable, row: RowId) -> Option<String> {
        let domain = self.for_row(table, row)?;
        let (local, _) = table.email(row).rsplit_once('@')?;
        Some([local, domain].join("@"))
    }

    fn find_provider(&self, name: &str) -> ProviderMatch {
        if self.providers.have(name) {
            return ProviderMatch::Known;
        }
        let domain = Domain::new(name);
        // A slip leaves the first letter in the first place, or in the second one.
        let (first, second) = (name.as_bytes().first(), name.as_bytes().get(1));
        let letters = [first, second.filter(|letter| Some(*letter) != first)];
        let providers = letters.into_iter().flatten();
        let providers = providers.flat_map(|letter| self.providers.beginning_with(*letter));
        let slips = providers.filter_map(|provider| {
            Some((slips(&domain, provider, Providers::trust(provider))?, provider.text))
        });
        match only_least(slips) {
            Some(_) if Providers::is_right(name) => ProviderMatch::Known,
            Some(provider) => ProviderMatch::Meant(provider),
            None => ProviderMatch::Other,
        }
    }

    /// The frequent domains that are no typos themselves, sorted.
    fn find_candidates(&self, table: &BounceTable) -> Vec<DomainId> {
        let rows = rows_of(table);
        let mut frequent: Vec<_> = table
            .domains()
            .map(|domain| (total(table.domain_counts(domain)), domain))
            .filter(|(count, _)| *count >= LEAST_ROWS && count * CANDIDATE_SHARE >= rows)
            .filter(|(_, domain)| self.by_provider[domain.0 as usize] == ProviderMatch::Other)
            .collect();
        frequent.sort_unstable_by_key(|(count, domain)| (std::cmp::Reverse(*count), *domain));
        let mut kept: Vec<(u64, DomainId)> = Vec::new();
        for (count, domain) in frequent {
            let typed = Domain::new(table.domain_name(domain));
            let is_typo_of = |larger: &(u64, DomainId)| {
                let right = Domain::new(table.domain_name(larger.1));
                larger.0 >= count * LEAST_RATIO
                    && slips(&typed, &right, Confidence::Company).is_some()
            };
            if !kept.iter().any(is_typo_of) {
                kept.push((count, domain));
            }
        }
        let mut candidates: Vec<_> = kept.into_iter().map(|(_, domain)| domain).collect();
        candidates.sort_unstable();
        candidates
    }

    fn find_candidate(
        &self,
        candidates: &[(Domain<'_>, DomainId)],
        name: &str,
        domain: DomainId,
    ) -> Option<DomainId> {
        if candidates.is_empty() || self.by_provider[domain.0 as usize] != ProviderMatch::Other {
            return None;
        }
        let typed = Domain::new(name);
        only_least(candidates.iter().filter_map(|(right, candidate)| {
            Some((slips(&typed, right, Confidence::Company)?, *candidate))
        }))
    }
}

/// What has the fewest slips; `None` if nothing has any, or two have as few.
fn only_least<T>(slips: impl Iterator<Item = (u8, T)>) -> Option<T> {
    let (mut least, mut found) = (u8::MAX, None);
    for (slips, candidate) in slips {
        if slips < least {
            (least, found) = (slips, Some(candidate));
        } else if slips == least {
            found = None;
        }
    }
    found
}

fn total(counts: [u32; Group::ALL.len()]) -> u64 {
    counts.into_iter().map(u64::from).sum()
}

fn rows_of(table: &BounceTable) -> u64 {
    table.len().try_into().unwrap_or(u64::MAX)
}

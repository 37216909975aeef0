//! "Did you mean example.com?": suggestions for addresses whose domain is probably mistyped. They
//! are only displayed; users decide what to do with them. `docs/next-steps.md` has the measured
//! rates.
//!
//! The intended domain is a mailbox provider (`providers`) or a domain that is frequent in the
//! report: it has 5 rows, 1 row in 200, and 5 times the rows of the typo. It must be a plausible
//! typo or two away (`typo`, `distance`), and no other domain may be as close. In case of doubt
//! there is no suggestion:
//!
//! - never for a provider, or for a domain that is known to be valid;
//! - never if one row in 10 is an auto-reply, because people receive email there;
//! - never if more than a quarter of the rows were blocked. Fewer prove little: the owner of a
//!   mistyped domain may run a server that refuses email;
//! - never for a domain with 10 rows and 1 row in 50, which are too many for a typo;
//! - never from one country to another, nor between existing top-level domains;
//! - never if two domains are equally close.
//!
//! Providers have very many users, so more evidence is required to clear a domain that resembles
//! one: auto-replies in one row of 5, or more than half of the rows blocked. A domain one typo away
//! from a major provider may be frequent, too.

mod distance;
mod providers;
mod typo;

use crate::{BounceCode, BounceTable, CodeCounts, DomainId, RowId, TypoDomains};
use providers::Providers;
use typo::{Confidence, Domain, typo_distance};

/// How many rows a domain of the report needs to be suggested for others. It also needs one row in
/// [`CANDIDATE_ONE_IN`], and [`MIN_RATIO`] times the rows of the typo.
const MIN_CANDIDATE_ROWS: u64 = 5;
const CANDIDATE_ONE_IN: u64 = 200;
const MIN_RATIO: u64 = 5;

/// A domain with this many rows, and one row in [`FREQUENT_ONE_IN`], is not a typo, unless it is one
/// typo away from a major provider.
const MIN_FREQUENT_ROWS: u64 = 10;
const FREQUENT_ONE_IN: u64 = 50;

/// How much evidence shows that a domain exists.
#[derive(Clone, Copy)]
struct Threshold {
    /// It exists if at least one row in this many is an auto-reply.
    delivered_one_in: u64,
    /// It exists if more than one row in this many was blocked.
    blocked_one_in: u64,
}

const NEAR_PROVIDER: Threshold = Threshold { delivered_one_in: 5, blocked_one_in: 2 };
const NEAR_COMPANY: Threshold = Threshold { delivered_one_in: 10, blocked_one_in: 4 };

impl Threshold {
    fn is_reached(self, counts: CodeCounts, rows: u64) -> bool {
        let [delivered, blocked] = [BounceCode::Vacation, BounceCode::Blocked]
            .map(|code| u64::from(counts[usize::from(code.index())]));
        delivered > 0 && delivered * self.delivered_one_in >= rows
            || blocked * self.blocked_one_in > rows
    }
}

/// The intended domain of each domain of a table, where there is one.
///
/// It belongs to one table, to which rows may be added; another table needs new suggestions. What
/// was computed for a domain's name is kept, so an update costs little more than the new domains.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    providers: Providers,
    /// By domain: how it compares with the providers.
    provider_matches: Vec<ProviderMatch>,
    /// The domains of the table that others may be typos of, sorted.
    candidates: Vec<DomainId>,
    /// By domain: the candidate that it may be a typo of.
    candidate_matches: Vec<Option<DomainId>>,
    /// The domains that resemble a provider or a candidate, sorted. They are few.
    suspects: Vec<Suspect>,
    /// How many domains were examined for suspects.
    examined: usize,
    typo_domains: TypoDomains,
}

/// A domain that resembles another one.
#[derive(Clone, Copy, Debug)]
struct Suspect {
    domain: DomainId,
    /// The intended domain, if it is a typo by the evidence of the last update.
    intended: Option<Intended>,
}

/// An intended domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intended {
    Provider(&'static str),
    /// A frequent domain of the report.
    Frequent(DomainId),
}

/// How a domain compares with the providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProviderMatch {
    /// It is one, or known to be valid.
    Known,
    /// It is one typo away from this major provider.
    NearMajor(&'static str),
    /// It is probably a typo of this one.
    Likely(&'static str),
    /// It is close to none, or to more than one.
    None,
}

impl Suggestions {
    /// Updates the suggestions after rows were added to the table.
    pub fn update(&mut self, table: &BounceTable) {
        let known = self.provider_matches.len();
        let name_of = |domain| table.domain_name(domain);
        let new = domains_from(table, known).map(name_of);
        let new: Vec<_> = new.map(|name| self.match_provider(name)).collect();
        self.provider_matches.extend(new);
        let candidates = self.find_candidates(table);
        if candidates != self.candidates {
            self.candidate_matches.clear();
            self.suspects.clear();
            self.examined = 0;
            self.candidates = candidates;
        }
        let candidates = self.candidates.iter();
        let candidates: Vec<_> =
            candidates.map(|domain| (Domain::new(name_of(*domain)), *domain)).collect();
        let new = domains_from(table, self.candidate_matches.len());
        let new = new.map(|domain| self.match_candidate(&candidates, name_of(domain), domain));
        let new: Vec<_> = new.collect();
        self.candidate_matches.extend(new);
        self.decide_suspects(table);
        let typos = self.suspects.iter().filter(|suspect| suspect.intended.is_some());
        self.typo_domains.replace(table, typos.map(|suspect| suspect.domain));
    }

    /// The intended domain of a domain of the table, as of the last update.
    pub fn for_domain<'a>(&self, table: &'a BounceTable, domain: DomainId) -> Option<&'a str> {
        match self.intended(domain)? {
            Intended::Provider(provider) => Some(provider),
            Intended::Frequent(domain) => Some(table.domain_name(domain)),
        }
    }

    /// The domains that are probably mistyped, as of the last update.
    pub fn typo_domains(&self) -> &TypoDomains {
        &self.typo_domains
    }

    fn intended(&self, domain: DomainId) -> Option<Intended> {
        let index = self.suspects.binary_search_by_key(&domain, |suspect| suspect.domain).ok()?;
        self.suspects[index].intended
    }

    /// Weighs the evidence again for the few domains that may be typos.
    fn decide_suspects(&mut self, table: &BounceTable) {
        let new = domains_from(table, self.examined);
        let new = new.filter(|domain| self.likely_intended(*domain).is_some());
        let new: Vec<_> = new.map(|domain| Suspect { domain, intended: None }).collect();
        self.suspects.extend(new);
        self.examined = table.domains().len();
        for index in 0..self.suspects.len() {
            self.suspects[index].intended = self.decide(table, self.suspects[index].domain);
        }
    }

    /// The domain that a domain resembles, by their names alone.
    fn likely_intended(&self, domain: DomainId) -> Option<Intended> {
        match self.provider_match(domain) {
            ProviderMatch::Known => None,
            ProviderMatch::NearMajor(provider) | ProviderMatch::Likely(provider) => {
                Some(Intended::Provider(provider))
            }
            ProviderMatch::None => {
                self.candidate_matches[domain.0 as usize].map(Intended::Frequent)
            }
        }
    }

    /// Weighs the evidence for a typo in a domain.
    fn decide(&self, table: &BounceTable, domain: DomainId) -> Option<Intended> {
        let likely = self.likely_intended(domain)?;
        let threshold = match likely {
            Intended::Provider(_) => NEAR_PROVIDER,
            Intended::Frequent(_) => NEAR_COMPANY,
        };
        let counts = table.domain_counts(domain);
        let rows = total(counts);
        let is_near_major = matches!(self.provider_match(domain), ProviderMatch::NearMajor(_));
        let is_frequent = rows >= MIN_FREQUENT_ROWS && rows * FREQUENT_ONE_IN >= row_count(table);
        let exists = threshold.is_reached(counts, rows) || is_frequent && !is_near_major;
        let is_larger = match likely {
            Intended::Provider(_) => true,
            Intended::Frequent(candidate) => {
                total(table.domain_counts(candidate)) >= rows * MIN_RATIO
            }
        };
        (!exists && is_larger).then_some(likely)
    }

    /// The intended domain of a row's address: only if the address does not exist or its server
    /// does not respond (`B`, `S`, `D`), and the contact was neither corrected nor deleted since.
    pub fn for_row<'a>(&self, table: &'a BounceTable, row: RowId) -> Option<&'a str> {
        match table.code(row) {
            BounceCode::NonExistent | BounceCode::Suspended | BounceCode::Undeliverable
                if !table.is_resolved(row) =>
            {
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

    /// The whole intended address of a row, see [`Suggestions::for_row`].
    pub fn address(&self, table: &BounceTable, row: RowId) -> Option<String> {
        let domain = self.for_row(table, row)?;
        let (local, _) = table.email(row).rsplit_once('@')?;
        Some([local, domain].join("@"))
    }

    fn match_provider(&self, name: &str) -> ProviderMatch {
        if self.providers.contains(name) {
            return ProviderMatch::Known;
        }
        let domain = Domain::new(name);
        // A typo leaves the first letter in the first or the second position.
        let (first, second) = (name.as_bytes().first(), name.as_bytes().get(1));
        let letters = [first, second.filter(|letter| Some(*letter) != first)];
        let providers = letters.into_iter().flatten();
        let providers = providers.flat_map(|letter| self.providers.starting_with(*letter));
        let distances = providers.filter_map(|provider| {
            let confidence = Providers::confidence(provider);
            let distance = typo_distance(&domain, provider, confidence)?;
            let is_near_major = distance == 1 && confidence == Confidence::MajorProvider;
            Some((distance, (provider.text, is_near_major)))
        });
        match unique_min(distances) {
            Some(_) if Providers::is_known_valid(name) => ProviderMatch::Known,
            Some((provider, true)) => ProviderMatch::NearMajor(provider),
            Some((provider, false)) => ProviderMatch::Likely(provider),
            None => ProviderMatch::None,
        }
    }

    /// The frequent domains that are not typos of each other, sorted.
    fn find_candidates(&self, table: &BounceTable) -> Vec<DomainId> {
        let rows = row_count(table);
        let mut frequent: Vec<_> = table
            .domains()
            .map(|domain| (total(table.domain_counts(domain)), domain))
            .filter(|(count, _)| *count >= MIN_CANDIDATE_ROWS && count * CANDIDATE_ONE_IN >= rows)
            .filter(|(_, domain)| self.provider_match(*domain) == ProviderMatch::None)
            .collect();
        frequent.sort_unstable_by_key(|(count, domain)| (std::cmp::Reverse(*count), *domain));
        let mut candidates: Vec<(u64, DomainId)> = Vec::new();
        for (count, domain) in frequent {
            let typed = Domain::new(table.domain_name(domain));
            let is_typo_of = |(larger_count, larger): &(u64, DomainId)| {
                let intended = Domain::new(table.domain_name(*larger));
                *larger_count >= count * MIN_RATIO
                    && typo_distance(&typed, &intended, Confidence::Company).is_some()
            };
            if !candidates.iter().any(is_typo_of) {
                candidates.push((count, domain));
            }
        }
        let mut candidates: Vec<_> = candidates.into_iter().map(|(_, domain)| domain).collect();
        candidates.sort_unstable();
        candidates
    }

    fn match_candidate(
        &self,
        candidates: &[(Domain<'_>, DomainId)],
        name: &str,
        domain: DomainId,
    ) -> Option<DomainId> {
        if candidates.is_empty() || self.provider_match(domain) != ProviderMatch::None {
            return None;
        }
        let typed = Domain::new(name);
        unique_min(candidates.iter().filter_map(|(intended, candidate)| {
            Some((typo_distance(&typed, intended, Confidence::Company)?, *candidate))
        }))
    }

    fn provider_match(&self, domain: DomainId) -> ProviderMatch {
        self.provider_matches[domain.0 as usize]
    }
}

/// The value with the smallest distance; `None` if there are no values, or if two of them have it.
fn unique_min<T>(distances: impl Iterator<Item = (u8, T)>) -> Option<T> {
    let (mut min, mut closest) = (u8::MAX, None);
    for (distance, value) in distances {
        if distance < min {
            (min, closest) = (distance, Some(value));
        } else if distance == min {
            closest = None;
        }
    }
    closest
}

/// The domains of the table from an index on. Unlike `skip`, it does not step over the others.
fn domains_from(table: &BounceTable, start: usize) -> impl Iterator<Item = DomainId> + use<> {
    (start..table.domains().len()).filter_map(|index| u32::try_from(index).ok().map(DomainId))
}

fn total(counts: CodeCounts) -> u64 {
    counts.into_iter().map(u64::from).sum()
}

fn row_count(table: &BounceTable) -> u64 {
    table.len().try_into().unwrap_or(u64::MAX)
}

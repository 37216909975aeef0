//! Domains grouped by provider family: what senders think of as one provider.

use crate::{BounceTable, CodeCounts, DomainId, ProviderFamily};
use std::cmp::Reverse;

/// A provider with several domains, or a domain without a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailHost {
    /// All domains of a family.
    Family(ProviderFamily),
    /// A single domain.
    Domain(DomainId),
}

/// How many rows a mail host has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailHostCount {
    /// The mail host.
    pub host: MailHost,
    /// Its domain with the most rows.
    pub largest_domain: DomainId,
    /// The rows of that domain.
    pub largest_rows: u32,
    /// How many of its domains have rows.
    pub domains: usize,
    /// Its rows with each code, by [`BounceCode::index`](crate::BounceCode::index).
    pub codes: CodeCounts,
}

impl MailHostCount {
    /// All its rows.
    pub fn total(&self) -> u32 {
        self.codes.iter().sum()
    }
}

/// The rows of each mail host, the one with the most rows first. Domains without rows, which a filter may
/// leave, do not count. Mail hosts with equal counts are in the order of their first domains.
///
/// The counts come from [`BounceTable::domain_counts`], or from
/// [`QueryEngine::domain_counts`](crate::QueryEngine::domain_counts) to reflect the filters.
pub fn group_by_family(
    table: &BounceTable,
    counts: impl IntoIterator<Item = (DomainId, CodeCounts)>,
) -> Vec<MailHostCount> {
    let mut hosts: Vec<MailHostCount> = Vec::new();
    let mut family_indexes = [None; ProviderFamily::ALL.len()];
    for (domain, codes) in counts {
        let rows = codes.iter().sum();
        if rows == 0 {
            continue;
        }
        let family = ProviderFamily::of(table.domain_name(domain));
        if let Some(family) = family
            && let Some(index) = family_indexes[family.index()]
        {
            add(&mut hosts[index], domain, rows, codes);
            continue;
        }
        if let Some(family) = family {
            family_indexes[family.index()] = Some(hosts.len());
        }
        hosts.push(MailHostCount {
            host: family.map_or(MailHost::Domain(domain), MailHost::Family),
            largest_domain: domain,
            largest_rows: rows,
            domains: 1,
            codes,
        });
    }
    // The sort is stable.
    hosts.sort_by_key(|host| Reverse(host.total()));
    hosts
}

fn add(host: &mut MailHostCount, domain: DomainId, rows: u32, codes: CodeCounts) {
    for (sum, count) in host.codes.iter_mut().zip(codes) {
        *sum += count;
    }
    host.domains += 1;
    if rows > host.largest_rows {
        (host.largest_domain, host.largest_rows) = (domain, rows);
    }
}

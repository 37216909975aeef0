//! Domains grouped by provider family: what senders think of as one provider.

use crate::{BounceTable, DomainId, Group, ProviderFamily};
use std::cmp::Reverse;

/// A provider with several domains, or a domain without a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All domains of a family.
    Family(ProviderFamily),
    /// A single domain.
    Domain(DomainId),
}

/// How many rows a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceCount {
    /// The place.
    pub place: Place,
    /// Its domain with the most rows.
    pub largest_domain: DomainId,
    /// The rows of that domain.
    pub largest_rows: u32,
    /// How many of its domains have rows.
    pub domains: usize,
    /// Its rows in each group, by [`Group::index`].
    pub groups: [u32; Group::ALL.len()],
}

impl PlaceCount {
    /// All its rows.
    pub fn total(&self) -> u32 {
        self.groups.iter().sum()
    }
}

/// The rows of each place, the one with the most rows first. Domains without rows, which a filter may
/// leave, do not count. Places with equal counts are in the order of their first domains.
///
/// The counts come from [`BounceTable::domain_counts`], or from
/// [`RowOrder::domain_counts`](crate::RowOrder::domain_counts) to reflect the filters.
pub fn group_by_family(
    table: &BounceTable,
    counts: impl IntoIterator<Item = (DomainId, [u32; Group::ALL.len()])>,
) -> Vec<PlaceCount> {
    let mut places: Vec<PlaceCount> = Vec::new();
    let mut family_indexes = [None; ProviderFamily::ALL.len()];
    for (domain, groups) in counts {
        let rows = groups.iter().sum();
        if rows == 0 {
            continue;
        }
        let family = ProviderFamily::of(table.domain_name(domain));
        if let Some(family) = family
            && let Some(index) = family_indexes[family.index()]
        {
            add(&mut places[index], domain, rows, groups);
            continue;
        }
        if let Some(family) = family {
            family_indexes[family.index()] = Some(places.len());
        }
        places.push(PlaceCount {
            place: family.map_or(Place::Domain(domain), Place::Family),
            largest_domain: domain,
            largest_rows: rows,
            domains: 1,
            groups,
        });
    }
    // The sort is stable.
    places.sort_by_key(|place| Reverse(place.total()));
    places
}

fn add(place: &mut PlaceCount, domain: DomainId, rows: u32, groups: [u32; Group::ALL.len()]) {
    for (sum, count) in place.groups.iter_mut().zip(groups) {
        *sum += count;
    }
    place.domains += 1;
    if rows > place.largest_rows {
        (place.largest_domain, place.largest_rows) = (domain, rows);
    }
}

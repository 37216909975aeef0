//! Facet counts: how many rows each choice of a filter would show beside the other filters.

use crate::{BounceCode, Group};

/// How many rows there would be without one of the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    /// Rows of each code that pass all filters except the one by code.
    pub(super) codes: [u32; BounceCode::ALL.len()],
    /// Rows of each domain and group that pass all filters except the one by domain.
    pub(super) domains: Vec<[u32; Group::ALL.len()]>,
}

impl Facets {
    /// Makes room for a number of domains.
    pub(super) fn grow(&mut self, domains: usize) {
        self.domains.resize(domains, [0; Group::ALL.len()]);
    }

    pub(super) fn count_code(&mut self, code: u8) {
        self.codes[usize::from(code)] += 1;
    }

    /// Counts a row of a domain; rows without a domain have a number beyond the last one.
    pub(super) fn count_domain(&mut self, domain: u32, code: u8) {
        if let Some(counts) = self.domains.get_mut(domain as usize) {
            counts[GROUPS[usize::from(code)]] += 1;
        }
    }

    /// Counts nothing any more.
    pub(super) fn clear(&mut self) {
        self.codes = [0; BounceCode::ALL.len()];
        self.domains.clear();
    }
}

/// The index of each code's group.
const GROUPS: [usize; BounceCode::ALL.len()] = [0, 0, 1, 1, 2, 3, 4, 3];

#[cfg(test)]
mod tests {
    use crate::BounceCode;

    #[test]
    fn each_code_is_counted_in_its_group() {
        assert_eq!(super::GROUPS, BounceCode::ALL.map(|code| code.group().index()));
    }
}

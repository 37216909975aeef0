//! Facet counts.

use crate::Group;

/// How many rows there would be with one filter taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    /// Rows of each code that pass all filters but that by code.
    pub(super) codes: [u32; 8],
    /// Rows of each domain and group that pass all filters but that by domain.
    pub(super) domains: Vec<[u32; Group::ALL.len()]>,
}

//! Queries: which rows of a report, in which order. Parsing one from text is in `view_state`.
//!
//! The engine filters and sorts separately and reuses both results, so a change of filters or of
//! direction sorts nothing, and a change of the sort filters nothing.

mod budget;
mod engine;
mod facets;
mod filter;
mod search;
mod sort;
mod sort_keys;

pub use engine::{QueryProgress, RowOrder};
pub use sort_keys::{SortDirection, SortKey, SortKeys};

use crate::{CodeSet, Timestamp};

/// Which rows, and in which order: what the program runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// Words that the address or the name has to have, all of them, blind to case and accents.
    pub search: String,
    /// The domain that the address has to have, blind to ASCII case. No row has an unknown one.
    pub domain: Option<String>,
    /// The first moment that is shown. Rows without a date are shown only if there are no bounds.
    pub from: Option<Timestamp>,
    /// The first moment that is not shown any more.
    pub before: Option<Timestamp>,
    /// Whether only rows are shown that are recommended for removal: those that
    /// [`BounceTable::is_removable`](crate::BounceTable::is_removable).
    pub removable_only: bool,
    /// What the rows are sorted by.
    pub sort: SortKeys,
}

impl Query {
    /// Whether it shows all rows.
    pub fn is_unfiltered(&self) -> bool {
        let Self { codes, search, domain, from, before, removable_only, sort: _ } = self;
        codes.is_empty()
            && search.trim().is_empty()
            && domain.is_none()
            && from.is_none()
            && before.is_none()
            && !removable_only
    }
}

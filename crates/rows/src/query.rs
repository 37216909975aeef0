//! Queries: which rows of a report match, and in which order. Parsing a query from text is done in
//! `view_state`.
//!
//! The engine filters and sorts separately and reuses both results, so a change of filters or of
//! direction sorts nothing, and a change of the sort filters nothing.

mod budget;
mod engine;
mod facets;
mod filter;
mod search;
mod send_period;
mod sort;
mod sort_keys;
mod step_column;

pub use engine::{QueryEngine, QueryProgress};
pub use send_period::SendPeriod;
pub use sort_keys::{SortKey, SortKeys};

use crate::{CodeSet, NextStep, ProviderFamily, Timestamp};

/// Filters and an order, resolved to what the engine works with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The codes to show; all if empty.
    pub codes: CodeSet,
    /// Words that the address or the name must contain, all of them, ignoring case and accents.
    pub search: String,
    /// The domain that the address must have, ignoring ASCII case. An unknown domain matches no
    /// row.
    pub domain: Option<String>,
    /// The provider family whose domains the address must have.
    pub provider: Option<ProviderFamily>,
    /// The earliest time that matches. Rows without a date match only if there are no bounds.
    pub from: Option<Timestamp>,
    /// The end of the matching times, which does not match itself.
    pub before: Option<Timestamp>,
    /// When the email was sent. It filters nothing: bounces are counted by the period after it, see
    /// [`QueryEngine::period_counts`].
    pub sent: Option<Timestamp>,
    /// Whether only rows match that are recommended for removal, see
    /// [`BounceTable::is_removable`](crate::BounceTable::is_removable).
    pub removable_only: bool,
    /// The next step that the rows must have, see [`QueryEngine::set_typo_domains`].
    pub step: Option<NextStep>,
    /// Whether only rows match whose contact bounced in one of the last emails before, see
    /// [`EarlierBounces::count`](crate::table::EarlierBounces::count).
    pub repeats_only: bool,
    /// What the rows are sorted by.
    pub sort: SortKeys,
}

impl Query {
    /// Whether it matches all rows.
    pub fn is_unfiltered(&self) -> bool {
        // Without `..`, a new filter does not compile until it is covered here.
        let Self {
            codes,
            search,
            domain,
            provider,
            from,
            before,
            sent: _,
            removable_only,
            step,
            repeats_only,
            sort: _,
        } = self;
        codes.is_empty()
            && search.trim().is_empty()
            && domain.is_none()
            && provider.is_none()
            && from.is_none()
            && before.is_none()
            && !removable_only
            && step.is_none()
            && !repeats_only
    }
}

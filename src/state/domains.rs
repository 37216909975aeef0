//! The domains of the addresses, ranked by their number of rows.

use super::{
    query::{QueryState, Results},
    rows::LoadedRows,
};
use crate::erased::{ErasedMemo, ErasedSignal};
use bounces_core::summary::{DomainCount, TopDomains};

/// The most domains that are ranked with each change of the results; others are ranked on demand.
const CACHED_TOP: usize = 50;

/// Lines of the collapsed list, including the one that says how many more domains there are.
const COLLAPSED_LIMIT: usize = 5;

/// Domains that the expanded list grows by.
const PAGE_LIMIT: usize = 100;

/// Some domains, the ones with the most rows first, and how many others there are. The counts follow all filters but the
/// one by domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DomainRanking {
    /// Domain ids start over with each generation of the table.
    generation: u32,
    pub(crate) list: TopDomains,
}

impl DomainRanking {
    /// The `limit` domains with the most rows of those that `is_included`.
    fn compute(
        rows: LoadedRows,
        results: Results,
        limit: usize,
        is_included: impl Fn(&str) -> bool,
    ) -> Self {
        results.track();
        let generation = rows.generation();
        rows.with_table_untracked(|table| {
            let domains = table.domains().filter(|domain| is_included(table.domain_name(*domain)));
            results.with_order(|order| {
                let counts = domains.map(|domain| (domain, order.domain_counts(domain)));
                Self { generation, list: TopDomains::new(counts, limit) }
            })
        })
    }

    /// The number of domains, listed or not.
    fn count(&self) -> usize {
        self.list.top.len() + self.list.more_domains
    }

    /// The largest number of rows of a listed domain.
    pub(crate) fn max_row_count(&self) -> u32 {
        self.list.top.iter().map(DomainCount::total).max().unwrap_or_default()
    }

    /// How many domains the next page of the expanded list adds.
    pub(crate) fn next_page_len(&self) -> usize {
        self.list.more_domains.min(PAGE_LIMIT)
    }

    /// Keeps the first `limit` domains only.
    fn truncate(&mut self, limit: usize) {
        let TopDomains { top, more_domains, more_rows } = &mut self.list;
        let rest = top.split_off(limit.min(top.len()));
        *more_domains += rest.len();
        *more_rows += rest.iter().map(|count| u64::from(count.total())).sum::<u64>();
    }

    /// Adds a domain that is among the others.
    fn push(&mut self, count: DomainCount) {
        let TopDomains { top, more_domains, more_rows } = &mut self.list;
        *more_domains = more_domains.saturating_sub(1);
        *more_rows -= (*more_rows).min(count.total().into());
        top.push(count);
    }
}

/// The domains, and whether all of them are listed.
#[derive(Clone, Copy)]
pub(crate) struct DomainState {
    rows: LoadedRows,
    query: QueryState,
    top: ErasedMemo<DomainRanking>,
    is_expanded: ErasedSignal<bool>,
}

impl DomainState {
    pub(super) fn new(rows: LoadedRows, query: &QueryState) -> Self {
        let results = query.results();
        let top =
            ErasedMemo::new(move |_| DomainRanking::compute(rows, results, CACHED_TOP, |_| true));
        Self { rows, query: *query, top, is_expanded: ErasedSignal::new(false) }
    }

    /// The domains with the most rows, as many as are cached.
    pub(crate) fn top(self) -> DomainRanking {
        self.top.get()
    }

    /// Whether the report has at least as many domains as the collapsed list has lines.
    pub(crate) fn fills_collapsed_list(self) -> bool {
        self.rows.domain_count() >= COLLAPSED_LIMIT
    }

    /// The domains of the collapsed list: the first ones, and the selected one.
    pub(crate) fn collapsed(self) -> DomainRanking {
        let mut domains = self.top.get();
        // The line that says how many more there are takes the place of a domain.
        let has_more = domains.count() > COLLAPSED_LIMIT;
        domains.truncate(if has_more { COLLAPSED_LIMIT - 1 } else { COLLAPSED_LIMIT });
        if let Some(domain) = self.query.selected_domain()
            && domains.list.top.iter().all(|count| count.domain != domain)
        {
            let groups = self.query.results().domain_counts(domain);
            domains.push(DomainCount { domain, groups });
        }
        domains
    }

    /// The first `pages` pages of the expanded list, restricted to the domains whose names contain a text.
    pub(crate) fn search(self, text: &str, pages: usize) -> DomainRanking {
        let text = text.trim().to_lowercase();
        let limit = pages.saturating_mul(PAGE_LIMIT);
        DomainRanking::compute(self.rows, self.query.results(), limit, |name| name.contains(&text))
    }

    /// Whether all domains are listed.
    pub(crate) fn is_expanded(self) -> bool {
        self.is_expanded.get()
    }

    /// Lists all domains, or the first ones only.
    pub(crate) fn set_expanded(self, is_expanded: bool) {
        self.is_expanded.set(is_expanded);
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;
    use crate::state::{
        announcer::Announcer,
        expanded_rows::ExpandedRows,
        test_support::{append, inputs, recording_host},
    };
    use leptos::prelude::Owner;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Seven domains; the first one has two rows.
    const ADDRESSES: [&str; 8] = [
        "a@one.example",
        "b@one.example",
        "c@two.example",
        "d@three.example",
        "e@four.example",
        "f@five.example",
        "g@six.example",
        "h@seven.example",
    ];

    fn domains(addresses: &[&str]) -> (LoadedRows, QueryState, DomainState) {
        let (host, _) = recording_host();
        let rows = LoadedRows::new();
        let query = QueryState::new(&inputs(), host, rows, Announcer::new(), ExpandedRows::new());
        append(rows, addresses);
        query.refresh();
        (rows, query, DomainState::new(rows, &query))
    }

    fn names(rows: LoadedRows, ranking: &DomainRanking) -> Vec<String> {
        ranking.list.top.iter().map(|count| rows.domain_name(count.domain)).collect()
    }

    #[wasm_bindgen_test]
    fn the_collapsed_list_has_the_largest_domains_and_the_selected_one() {
        Owner::new().with(|| {
            let (rows, query, domains) = domains(&ADDRESSES);
            let collapsed = domains.collapsed();
            assert_eq!(collapsed.list.top.len(), COLLAPSED_LIMIT - 1);
            assert_eq!(names(rows, &collapsed)[0], "one.example");
            assert_eq!((collapsed.list.more_domains, collapsed.list.more_rows), (3, 3));
            assert_eq!(collapsed.max_row_count(), 2);
            query.set_domain(Some("seven.example".to_owned()));
            let collapsed = domains.collapsed();
            assert_eq!(names(rows, &collapsed).last().unwrap(), "seven.example");
            assert_eq!((collapsed.list.more_domains, collapsed.list.more_rows), (2, 2));
        });
    }

    #[wasm_bindgen_test]
    fn as_many_domains_as_lines_need_no_line_for_more() {
        Owner::new().with(|| {
            let (_, _, domains) = domains(&ADDRESSES[..6]);
            assert_eq!(domains.collapsed().list.top.len(), COLLAPSED_LIMIT);
            assert_eq!(domains.collapsed().next_page_len(), 0);
            assert!(domains.fills_collapsed_list());
        });
    }

    #[wasm_bindgen_test]
    fn the_expanded_list_is_searched_by_name_and_ignores_the_filter_by_domain() {
        Owner::new().with(|| {
            let (rows, query, domains) = domains(&ADDRESSES);
            query.set_domain(Some("two.example".to_owned()));
            assert_eq!(names(rows, &domains.search(" FI", 1)), ["five.example"]);
            assert_eq!(domains.search("", 1).list.top.len(), 7);
            assert_eq!(domains.search("", 0).next_page_len(), 7);
        });
    }
}

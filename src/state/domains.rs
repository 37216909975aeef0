//! Where the bounces are: the domains, those with the most rows first.

use super::{
    Report,
    query_runner::{QueryRunner, ResultInfo},
};
use crate::erased::{ErasedSignal, ErasedValue};
use bounces_core::{
    BounceTable, DomainId,
    summary::{DomainCount, TopDomains},
};
use leptos::prelude::*;

/// The most domains that are kept at hand; more are looked up when they are asked for.
const CACHED_TOP: usize = 50;

/// Some domains of one load: their ids begin anew with each. Their counts follow all filters but
/// that by domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DomainRanking {
    generation: u32,
    pub(crate) list: TopDomains,
}

impl DomainRanking {
    /// Those with the most rows.
    pub(super) fn top(
        table: ErasedSignal<BounceTable>,
        generation: ErasedSignal<u32>,
        query_runner: ErasedValue<QueryRunner>,
        results: ErasedSignal<ResultInfo>,
    ) -> Self {
        results.track();
        let generation = generation.get();
        table.with_untracked(|table| {
            Self::find(table, generation, query_runner, CACHED_TOP, |_| true)
        })
    }

    fn find(
        table: &BounceTable,
        generation: u32,
        query_runner: ErasedValue<QueryRunner>,
        most: usize,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Self {
        query_runner.with_value(|query_runner| {
            let wanted = table.domains().filter(|domain| is_wanted(table.domain_name(*domain)));
            let counts = wanted.map(|domain| (domain, query_runner.order().domain_counts(domain)));
            Self { generation, list: TopDomains::new(counts, most) }
        })
    }

    /// How many domains there are.
    pub(crate) fn count(&self) -> usize {
        self.list.top.len() + self.list.more_domains
    }

    /// How many rows the largest of those has that are listed.
    pub(crate) fn largest(&self) -> u32 {
        self.list.top.iter().map(DomainCount::total).max().unwrap_or_default()
    }

    /// The first ones only.
    fn truncate(&mut self, most: usize) {
        let TopDomains { top, more_domains, more_rows } = &mut self.list;
        let rest = top.split_off(most.min(top.len()));
        *more_domains += rest.len();
        *more_rows += rest.iter().map(|count| u64::from(count.total())).sum::<u64>();
    }
}

impl Report {
    /// The domains with the most rows, as many as are at hand.
    pub(crate) fn top_domains(self) -> DomainRanking {
        self.top_domains.get()
    }

    /// How many domains the whole report has.
    pub(crate) fn all_domains_count(self) -> usize {
        self.table.with(|table| table.domains().len())
    }

    /// The first few domains, and that which is chosen.
    pub(crate) fn first_domains(self, most: usize) -> DomainRanking {
        let mut domains = self.top_domains.get();
        // A line that says how many more there are takes the place of the last one.
        domains.truncate(if domains.count() > most { most - 1 } else { most });
        let chosen = self.query.with(|query| {
            self.table.with_untracked(|table| table.find_domain(query.domain.as_deref()?))
        });
        if let Some(domain) = chosen
            && domains.list.top.iter().all(|count| count.domain != domain)
        {
            let groups = self.with_order(|order| order.domain_counts(domain));
            let count = DomainCount { domain, groups };
            domains.list.more_domains = domains.list.more_domains.saturating_sub(1);
            domains.list.more_rows -= domains.list.more_rows.min(count.total().into());
            domains.list.top.push(count);
        }
        domains
    }

    /// The domains that have some text in their names, at most so many.
    pub(crate) fn find_domains(self, text: &str, most: usize) -> DomainRanking {
        self.results.track();
        let text = text.trim().to_lowercase();
        let generation = self.generation.get();
        self.table.with_untracked(|table| {
            DomainRanking::find(table, generation, self.query_runner, most, |name| {
                name.contains(&text)
            })
        })
    }

    /// The name of a domain.
    pub(crate) fn domain_name(self, domain: DomainId) -> String {
        self.table.with_untracked(|table| table.domain_name(domain).to_owned())
    }

    /// Whether the rows of a domain only are shown.
    pub(crate) fn is_selected_domain(self, domain: DomainId) -> bool {
        self.query.with(|query| {
            let chosen = query.domain.as_deref();
            self.table.with_untracked(|table| {
                chosen.is_some_and(|chosen| table.find_domain(chosen) == Some(domain))
            })
        })
    }

    /// Shows the rows of a domain only, or those of all again.
    pub(crate) fn toggle_domain(self, domain: DomainId) {
        let is_chosen = untrack(|| self.is_selected_domain(domain));
        self.set_domain((!is_chosen).then(|| self.domain_name(domain)));
    }

    /// Whether all domains are listed.
    pub(crate) fn lists_all_domains(self) -> bool {
        self.all_domains.get()
    }

    /// Lists all domains, or the first ones only.
    pub(crate) fn list_all_domains(self, all: bool) {
        self.all_domains.set(all);
    }
}

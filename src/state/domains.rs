//! The domains of the addresses, ranked by their number of rows; by themselves or by provider family.

use super::{
    query::{QueryState, Results},
    rows::LoadedRows,
};
use crate::{erased::ErasedMemo, i18n::lower_case};
use bounces_core::{
    BounceCode, CodeCounts,
    summary::{DomainCount, DomainMark, MailHost, TopDomains, group_by_family},
};

/// The most domains that are ranked with each change of the results; others are ranked on demand.
const CACHED_TOP: usize = 50;

/// Lines of the list, including the one that says how many more domains there are: as many as the list of
/// reasons has beside it.
const MAX_LINES: usize = 7;

/// Some domains, the ones with the most rows first, and how many others there are. The counts follow all filters but the
/// one by domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DomainRanking {
    /// Domain ids start over with each generation of the table.
    generation: u32,
    pub(crate) list: TopDomains,
    /// The rows of all domains, listed or not, by code.
    codes: CodeCounts,
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
            results.with_engine(|engine| {
                let mut codes = CodeCounts::default();
                let counts = domains.map(|domain| (domain, engine.domain_counts(domain)));
                let counts = counts.inspect(|(_, counts)| add(&mut codes, counts));
                let list = TopDomains::new(counts, limit);
                Self { generation, list, codes }
            })
        })
    }
}

/// A line of the list: a domain or a provider family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DomainLineData {
    pub(crate) host: MailHost,
    pub(crate) name: String,
    pub(crate) rows: u32,
    pub(crate) mark: Option<LineMark>,
}

/// What is remarkable about a domain; the rule is [`DomainMark`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineMark {
    LooksLike(String),
    Reason(BounceCode<'static>, u32),
}

impl From<DomainMark<'_>> for LineMark {
    fn from(mark: DomainMark<'_>) -> Self {
        match mark {
            DomainMark::LooksLike(domain) => Self::LooksLike(domain.to_owned()),
            DomainMark::Reason { code, rows } => Self::Reason(code, rows),
        }
    }
}

/// The lines of the list, and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DomainLines {
    pub(crate) lines: Vec<DomainLineData>,
    pub(crate) more: usize,
    pub(crate) more_rows: u64,
}

impl DomainLines {
    /// The rows of the longest bar.
    pub(crate) fn max_row_count(&self) -> u32 {
        self.lines.iter().map(|line| line.rows).max().unwrap_or_default()
    }
}

/// The domains of the rows that pass the other filters.
#[derive(Clone, Copy)]
pub(crate) struct DomainState {
    rows: LoadedRows,
    query: QueryState,
    top: ErasedMemo<DomainRanking>,
}

impl DomainState {
    pub(super) fn new(rows: LoadedRows, query: &QueryState) -> Self {
        let results = query.results();
        let top =
            ErasedMemo::new(move |_| DomainRanking::compute(rows, results, CACHED_TOP, |_| true));
        Self { rows, query: *query, top }
    }

    /// The `limit` domains with the most rows, regardless of filters.
    pub(crate) fn of_all_rows(self, limit: usize) -> TopDomains {
        self.rows.with_table(|table| {
            let counts = table.domains().map(|domain| (domain, table.domain_counts(domain)));
            TopDomains::new(counts, limit)
        })
    }

    /// The rows of all domains that pass the other filters.
    pub(crate) fn row_count(self) -> u32 {
        self.top.with(|ranking| total(&ranking.codes))
    }

    /// The lines of the list: those with the most rows, and the selected one.
    pub(crate) fn lines(self) -> DomainLines {
        let (hosts, codes, uncounted) =
            if self.query.is_by_provider() { self.families() } else { self.domains() };
        // The line that says how many more there are takes the place of a domain.
        let has_more = hosts.len() + uncounted.0 > MAX_LINES;
        let limit = if has_more { MAX_LINES - 1 } else { MAX_LINES };
        let mut top: Vec<_> = hosts.iter().take(limit).copied().collect();
        if let Some(selected) = self.selected(&hosts)
            && top.iter().all(|(host, _)| *host != selected.0)
        {
            // The list does not become longer, which would move the rows.
            top.truncate(limit - 1);
            top.push(selected);
        }
        let [listed, all] = [&top, &hosts]
            .map(|hosts| hosts.iter().map(|(_, codes)| u64::from(total(codes))).sum::<u64>());
        DomainLines {
            more: (hosts.len() + uncounted.0).saturating_sub(top.len()),
            more_rows: (all + uncounted.1).saturating_sub(listed),
            lines: self.describe(&top, &codes),
        }
    }

    /// The `limit` domains with the most rows whose names contain a text.
    pub(crate) fn matching(self, text: &str, limit: usize) -> DomainLines {
        let text = lower_case(text.trim());
        let results = self.query.results();
        let DomainRanking { list, codes, .. } =
            DomainRanking::compute(self.rows, results, limit, |name| name.contains(&text));
        let hosts: Vec<_> = list.top.iter().map(host_of_domain).collect();
        DomainLines {
            lines: self.describe(&hosts, &codes),
            more: list.more_domains,
            more_rows: list.more_rows,
        }
    }

    /// The top domains, the rows of all by code, and how many further domains and rows there are.
    fn domains(self) -> (Vec<HostCodes>, CodeCounts, (usize, u64)) {
        self.top.with(|DomainRanking { list, codes, .. }| {
            let hosts = list.top.iter().map(host_of_domain).collect();
            (hosts, *codes, (list.more_domains, list.more_rows))
        })
    }

    /// The same for provider families, which are all counted.
    fn families(self) -> (Vec<HostCodes>, CodeCounts, (usize, u64)) {
        let results = self.query.results();
        results.track();
        let mut codes = CodeCounts::default();
        let hosts = self.rows.with_table_untracked(|table| {
            results.with_engine(|engine| {
                let counts = table.domains().map(|domain| (domain, engine.domain_counts(domain)));
                group_by_family(table, counts.inspect(|(_, counts)| add(&mut codes, counts)))
            })
        });
        (hosts.into_iter().map(|host| (host.host, host.codes)).collect(), codes, (0, 0))
    }

    /// The mail host that the rows are restricted to, if the list can have it.
    fn selected(self, hosts: &[HostCodes]) -> Option<HostCodes> {
        let selected = self.query.selected_mail_host()?;
        if let Some(found) = hosts.iter().find(|(host, _)| *host == selected) {
            return Some(*found);
        }
        match selected {
            // It is part of the line of its family.
            MailHost::Domain(_) if self.query.is_by_provider() => None,
            MailHost::Domain(domain) => {
                let codes = self.query.results().domain_counts(domain);
                (total(&codes) > 0).then_some((selected, codes))
            }
            MailHost::Family(_) => None,
        }
    }

    fn describe(self, hosts: &[HostCodes], all_codes: &CodeCounts) -> Vec<DomainLineData> {
        self.rows.with_suggestions_untracked(|table, suggestions| {
            let line = |(host, codes): &HostCodes| DomainLineData {
                host: *host,
                name: match host {
                    MailHost::Domain(domain) => table.domain_name(*domain).to_owned(),
                    MailHost::Family(family) => family.name().to_owned(),
                },
                rows: total(codes),
                mark: DomainMark::new(table, suggestions, *host, codes, all_codes).map(Into::into),
            };
            hosts.iter().map(line).collect()
        })
    }
}

/// A mail host and its rows by code.
type HostCodes = (MailHost, CodeCounts);

fn host_of_domain(count: &DomainCount) -> HostCodes {
    (MailHost::Domain(count.domain), count.codes)
}

fn total(codes: &CodeCounts) -> u32 {
    codes.iter().sum()
}

fn add(sums: &mut CodeCounts, counts: &CodeCounts) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;
    use crate::state::{
        announcer::Announcer,
        expanded_rows::ExpandedRows,
        test_support::{append, inputs, recording_sink},
    };
    use bounces_core::ProviderFamily;
    use leptos::prelude::Owner;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Nine domains; the first one has two rows.
    const ADDRESSES: [&str; 10] = [
        "a@one.example",
        "b@one.example",
        "c@two.example",
        "d@three.example",
        "e@four.example",
        "f@five.example",
        "g@gmail.com",
        "h@googlemail.com",
        "i@seven.example",
        "j@eight.example",
    ];

    fn domains(addresses: &[&str]) -> (QueryState, DomainState) {
        let (sink, _) = recording_sink();
        let rows = LoadedRows::new();
        let query = QueryState::new(&inputs(), sink, rows, Announcer::new(), ExpandedRows::new());
        append(rows, addresses);
        query.refresh();
        (query, DomainState::new(rows, &query))
    }

    fn names(lines: &DomainLines) -> Vec<&str> {
        lines.lines.iter().map(|line| &*line.name).collect()
    }

    #[wasm_bindgen_test]
    fn the_list_has_the_largest_domains_and_the_selected_one() {
        Owner::new().with(|| {
            let (query, domains) = domains(&ADDRESSES);
            let lines = domains.lines();
            assert_eq!(lines.lines.len(), MAX_LINES - 1);
            assert_eq!(names(&lines)[0], "one.example");
            assert_eq!((lines.more, lines.more_rows), (3, 3));
            assert_eq!(lines.max_row_count(), 2);
            query.set_domain(Some("eight.example".to_owned()));
            let lines = domains.lines();
            assert_eq!(lines.lines.len(), MAX_LINES - 1, "the rows below do not move");
            assert_eq!(*names(&lines).last().unwrap(), "eight.example");
            assert_eq!((lines.more, lines.more_rows), (3, 3));
        });
    }

    #[wasm_bindgen_test]
    fn as_many_domains_as_lines_need_no_line_for_more() {
        Owner::new().with(|| {
            let (_, domains) = domains(&ADDRESSES[..8]);
            assert_eq!(domains.lines().lines.len(), MAX_LINES);
            assert_eq!(domains.lines().more, 0);
        });
    }

    #[wasm_bindgen_test]
    fn provider_families_are_listed_and_selected_as_one() {
        Owner::new().with(|| {
            let (query, domains) = domains(&ADDRESSES);
            query.toggle_by_provider();
            let lines = domains.lines();
            assert_eq!(names(&lines)[..3], ["one.example", "Gmail", "two.example"]);
            assert_eq!(lines.lines[1].rows, 2);
            assert_eq!((lines.more, lines.more_rows), (2, 2));
            query.toggle_provider(ProviderFamily::Google);
            assert_eq!(query.matching_count(), 2);
            assert_eq!(domains.lines(), lines, "its own filter does not change the counts");
            query.toggle_provider(ProviderFamily::Google);
            assert_eq!(query.matching_count(), 10);
        });
    }

    #[wasm_bindgen_test]
    fn a_selected_domain_of_a_family_takes_no_line_from_another_one() {
        Owner::new().with(|| {
            let (query, domains) = domains(&ADDRESSES[..9]);
            query.toggle_by_provider();
            let lines = domains.lines();
            assert_eq!((lines.lines.len(), lines.more), (MAX_LINES, 0));
            query.set_domain(Some("googlemail.com".to_owned()));
            assert_eq!(domains.lines(), lines);
        });
    }

    #[wasm_bindgen_test]
    fn domains_are_found_by_name_and_ignore_the_filter_by_domain() {
        Owner::new().with(|| {
            let (query, domains) = domains(&ADDRESSES);
            query.set_domain(Some("two.example".to_owned()));
            assert_eq!(names(&domains.matching(" FI", 9)), ["five.example"]);
            assert_eq!(domains.matching("", 9).lines.len(), 9);
            assert_eq!(domains.matching("", 2).more, 7);
        });
    }
}

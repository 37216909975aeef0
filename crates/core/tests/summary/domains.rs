//! The top domains, and their marks.

use crate::support::table_of;
use bounces_core::{
    CodeCounts, DomainId, ProviderFamily, Suggestions,
    summary::{DomainMark, MailHost, TopDomains, group_by_family},
};
use proptest::prelude::*;

/// The mark of a domain among the others, as `12 Z` or `gmail.com`.
fn mark(rows: &[(u32, &str, &str)], name: &str) -> Option<String> {
    let table = table_of(rows);
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    let mut all = CodeCounts::default();
    for domain in table.domains() {
        for (sum, count) in all.iter_mut().zip(table.domain_counts(domain)) {
            *sum += count;
        }
    }
    let counts = table.domains().map(|domain| (domain, table.domain_counts(domain)));
    let (host, codes) = if let Some(family) = ProviderFamily::from_id(name) {
        let host = MailHost::Family(family);
        let hosts = group_by_family(&table, counts);
        (host, hosts.into_iter().find(|count| count.host == host)?.codes)
    } else {
        let domain = table.find_domain(name)?;
        (MailHost::Domain(domain), table.domain_counts(domain))
    };
    Some(match DomainMark::new(&table, &suggestions, host, &codes, &all)? {
        DomainMark::LooksLike(domain) => domain.to_owned(),
        DomainMark::Reason { code, rows } => format!("{rows} {}", code.as_str()),
    })
}

#[test]
fn a_domain_with_one_reason_far_more_often_than_others_has_its_mark() {
    let others = [(60, "B", "a.example"), (40, "D", "b.example")];
    let rows = |blocked, gone| {
        [&others[..], &[(blocked, "Z", "outlook.com"), (gone, "B", "outlook.com")]].concat()
    };
    assert_eq!(mark(&rows(12, 8), "outlook.com").as_deref(), Some("12 Z"));
    assert_eq!(mark(&rows(12, 9), "outlook.com"), None, "less than 60 %");
    assert_eq!(mark(&rows(12, 7), "outlook.com"), None, "fewer than 20 rows");
}

#[test]
fn a_reason_that_is_common_everywhere_is_no_mark() {
    let with = |elsewhere, other| {
        let rows =
            [(30, "F", "a.example"), (elsewhere, "F", "b.example"), (other, "D", "b.example")];
        mark(&rows, "a.example")
    };
    assert_eq!(with(20, 50).as_deref(), Some("30 F"), "50 of 100 elsewhere, 100 % here");
    assert_eq!(with(21, 50), None);
    assert_eq!(with(0, 0), None, "the only domain");
}

#[test]
fn unknown_reasons_are_no_mark() {
    assert_eq!(mark(&[(30, "Q", "a.example"), (90, "B", "b.example")], "a.example"), None);
}

#[test]
fn a_likely_typo_comes_before_a_reason() {
    let rows = [(30, "B", "gmial.com"), (90, "Z", "b.example"), (30, "D", "outlook.com")];
    assert_eq!(mark(&rows, "gmial.com").as_deref(), Some("gmail.com"));
    assert_eq!(mark(&rows, "outlook.com").as_deref(), Some("30 D"));
}

#[test]
fn a_family_has_the_mark_of_all_its_domains() {
    let rows = [(12, "Z", "outlook.com"), (9, "Z", "hotmail.com"), (90, "B", "b.example")];
    assert_eq!(mark(&rows, "microsoft").as_deref(), Some("21 Z"));
    assert_eq!(mark(&rows, "outlook.com"), None);
}

#[test]
fn top_domains_are_sorted_by_rows_and_then_by_first_row() {
    let table = table_of(&[
        (1, "B", "one.example"),
        (2, "Z", "two.example"),
        (1, "V", "another.example"),
        (2, "B", "three.example"),
        (1, "F", "three.example"),
    ]);
    let counts = || table.domains().map(|domain| (domain, table.domain_counts(domain)));
    let names = |limit| {
        let top = TopDomains::new(counts(), limit);
        let names = top.top.iter().map(|count| table.domain_name(count.domain).to_owned());
        (names.collect::<Vec<_>>().join(" "), top.more_domains, top.more_rows)
    };
    assert_eq!(names(0), (String::new(), 4, 7));
    assert_eq!(names(1), ("three.example".to_owned(), 3, 4));
    assert_eq!(names(3), ("three.example two.example one.example".to_owned(), 1, 1));
    let all = "three.example two.example one.example another.example".to_owned();
    assert_eq!(names(4), (all.clone(), 0, 0));
    assert_eq!(names(usize::MAX), (all, 0, 0));
    assert_eq!(TopDomains::new(counts(), 1).top[0].codes, [2, 0, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn a_domain_without_matching_rows_is_not_counted() {
    let counts = [(DomainId(0), [0; 8]), (DomainId(1), [0, 0, 1, 0, 0, 0, 0, 0])];
    let top = TopDomains::new(counts, 5);
    assert_eq!((top.top.len(), top.more_domains), (1, 0));
}

proptest! {
    #[test]
    fn top_domains_equal_those_of_a_full_sort(
        counts in prop::collection::vec(prop::array::uniform8(0_u32..4), 0..40),
        limit in 0_usize..50,
    ) {
        let counts: Vec<_> = (0..).map(DomainId).zip(counts).collect();
        let mut sorted: Vec<_> = counts
            .iter()
            .map(|(domain, codes)| (*domain, codes.iter().sum::<u32>()))
            .filter(|(_, total)| *total > 0)
            .collect();
        sorted.sort_by_key(|(_, total)| std::cmp::Reverse(*total));
        let top = TopDomains::new(counts, limit);
        let rest = sorted.split_off(limit.min(sorted.len()));
        let found: Vec<_> = top.top.iter().map(|count| (count.domain, count.total())).collect();
        prop_assert_eq!(found, sorted);
        prop_assert_eq!(top.more_domains, rest.len());
        prop_assert_eq!(top.more_rows, rest.iter().map(|(_, total)| u64::from(*total)).sum::<u64>());
    }
}

//! The top domains, and concentrations at one domain.

use crate::support::table_of;
use bounces_core::{
    DomainId, Group,
    summary::{Concentration, TopDomains, concentrations},
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The concentrations, as `22 of 26 Z at outlook.com`.
fn descriptions(rows: &[(u32, &str, &str)]) -> Vec<String> {
    let table = table_of(rows);
    let description = |Concentration { code, domain, count, code_total: of }| {
        format!("{count} of {of} {} at {}", code.as_str(), table.domain_name(domain))
    };
    concentrations(&table).into_iter().map(description).collect()
}

#[test]
fn a_provider_that_blocks_has_a_concentration() {
    let rows = [
        (22, "Z", "outlook.com"),
        (4, "Z", "gmail.com"),
        (5, "B", "outlook.com"),
        (60, "B", "gmail.com"),
    ];
    assert_eq!(descriptions(&rows), ["60 of 65 B at gmail.com", "22 of 26 Z at outlook.com"]);
}

#[test]
fn a_report_of_one_code_can_have_a_concentration() {
    assert_eq!(
        descriptions(&[(22, "Z", "outlook.com"), (4, "Z", "gmail.com")]),
        ["22 of 26 Z at outlook.com"]
    );
}

#[test]
fn few_rows_are_not_a_concentration() {
    let others = (90, "B", "gmail.com");
    assert_eq!(descriptions(&[(9, "Z", "outlook.com"), others]).len(), 1, "that of the others");
    assert_eq!(descriptions(&[(10, "Z", "outlook.com"), others]).len(), 2);
}

#[test]
fn less_than_three_in_five_are_not_a_concentration() {
    let others = (10, "B", "example.com");
    let with = |here, elsewhere| {
        descriptions(&[(here, "Z", "outlook.com"), (elsewhere, "Z", "gmail.com"), others])
    };
    assert!(with(60, 40).contains(&"60 of 100 Z at outlook.com".to_owned()));
    assert!(!with(59, 41).iter().any(|description| description.contains('Z')));
}

#[test]
fn a_domain_with_most_rows_of_every_code_has_no_concentration() {
    let with = |others_here| {
        let rows = [
            (90, "Z", "gmail.com"),
            (10, "Z", "outlook.com"),
            (others_here, "F", "gmail.com"),
            (100 - others_here, "F", "outlook.com"),
        ];
        descriptions(&rows).iter().any(|description| description == "90 of 100 Z at gmail.com")
    };
    assert!(with(60));
    assert!(!with(61));
}

#[test]
fn the_only_domain_has_no_concentration() {
    assert_eq!(descriptions(&[(30, "Z", "example.com")]), [""; 0]);
    assert_eq!(descriptions(&[(30, "Z", "example.com"), (30, "B", "example.com")]), [""; 0]);
    assert_eq!(descriptions(&[]), [""; 0]);
}

#[test]
fn delivered_and_undocumented_rows_have_no_concentration() {
    assert_eq!(
        descriptions(&[(30, "V", "a.example"), (30, "Q", "b.example"), (1, "B", "c.example")]),
        [""; 0]
    );
}

#[test]
fn rows_without_a_domain_count_in_the_total() {
    let mut table = table_of(&[(12, "Z", "outlook.com"), (1, "B", "gmail.com")]);
    let nowhere = TrackingActivity { bounce_code: Some("Z".into()), ..Default::default() };
    let page = BouncesPage { tracking_activities: vec![nowhere; 9], ..Default::default() };
    table.append(&page);
    assert_eq!(concentrations(&table), []);
}

#[test]
fn concentrations_are_sorted_by_their_unexpected_rows() {
    let rows = [
        (100, "F", "gmail.com"),
        (60, "Z", "outlook.com"),
        (20, "Z", "gmail.com"),
        (200, "B", "gmail.com"),
        (200, "B", "example.com"),
    ];
    assert_eq!(descriptions(&rows), ["60 of 80 Z at outlook.com", "100 of 100 F at gmail.com"]);
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
    assert_eq!(TopDomains::new(counts(), 1).top[0].groups, [2, 1, 0, 0, 0]);
}

#[test]
fn a_domain_without_matching_rows_is_not_counted() {
    let counts = [(DomainId(0), [0; Group::ALL.len()]), (DomainId(1), [0, 0, 1, 0, 0])];
    let top = TopDomains::new(counts, 5);
    assert_eq!((top.top.len(), top.more_domains), (1, 0));
}

proptest! {
    #[test]
    fn top_domains_equal_those_of_a_full_sort(
        counts in prop::collection::vec(prop::array::uniform5(0_u32..4), 0..40),
        limit in 0_usize..50,
    ) {
        let counts: Vec<_> = (0..).map(DomainId).zip(counts).collect();
        let mut sorted: Vec<_> = counts
            .iter()
            .map(|(domain, groups)| (*domain, groups.iter().sum::<u32>()))
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

    #[test]
    fn a_concentration_has_most_rows_of_its_code_and_is_sorted_by_weight(
        rows in prop::collection::vec((1_u32..40, "[BDFSVXZQ]", "[abc]"), 0..12)
    ) {
        let borrowed: Vec<_> = rows.iter().map(|(n, code, domain)| (*n, &**code, &**domain)).collect();
        let table = table_of(&borrowed);
        let mut by_code_and_domain = BTreeMap::<(&str, &str), u32>::new();
        for (count, code, domain) in &borrowed {
            *by_code_and_domain.entry((code, domain)).or_default() += count;
        }
        let of_code = |wanted: &str| {
            by_code_and_domain.iter().filter(|((code, _), _)| *code == wanted).map(|(_, n)| n).sum::<u32>()
        };
        let found = concentrations(&table);
        for Concentration { code, domain, count, code_total: of } in &found {
            prop_assert_eq!(by_code_and_domain[&(code.as_str(), table.domain_name(*domain))], *count);
            prop_assert_eq!(of_code(code.as_str()), *of);
            prop_assert!(*of >= 10 && count * 5 >= of * 3);
        }
        let weight = |description: &Concentration| {
            let here: u32 = by_code_and_domain.iter().filter(|((_, domain), _)| *domain == table.domain_name(description.domain)).map(|(_, n)| n).sum();
            let others = f64::from(by_code_and_domain.values().sum::<u32>() - description.code_total);
            f64::from(description.count) - f64::from(description.code_total) * f64::from(here - description.count) / others.max(1.0)
        };
        for pair in found.windows(2) {
            prop_assert!(weight(&pair[0]) >= weight(&pair[1]) - 1.0);
        }
    }
}

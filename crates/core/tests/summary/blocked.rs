//! Domains by family, a provider that blocks most messages, and what to check then.

use crate::support::table_of;
use bounces_core::{
    BounceCode, BounceTable, CodeCounts, DomainId, ProviderFamily,
    summary::{
        BlockedCheck::{
            self, AuthenticateDomain, AvoidFreeMailFrom, Complaints, FreeMailFrom, PostmasterPage,
        },
        BlockedConcentration, MailHost, MailHostCount, blocked_checks, blocked_concentration,
        from_domain, group_by_family,
    },
};
use proptest::prelude::*;

type Rows<'a> = &'a [(u32, &'a str, &'a str)];

/// The mail hosts of a report, as `Microsoft 12 (2, outlook.com 8)`.
fn hosts(rows: Rows<'_>) -> Vec<String> {
    let table = table_of(rows);
    let counts = table.domains().map(|domain| (domain, table.domain_counts(domain)));
    let description = |host: MailHostCount| {
        let name = match host.host {
            MailHost::Family(family) => format!("{family:?}"),
            MailHost::Domain(domain) => table.domain_name(domain).to_owned(),
        };
        let largest = table.domain_name(host.largest_domain);
        format!("{name} {} ({}, {largest} {})", host.total(), host.domains, host.largest_rows)
    };
    group_by_family(&table, counts).into_iter().map(description).collect()
}

/// The concentration of blocked rows.
fn found(table: &BounceTable) -> Option<BlockedConcentration> {
    let blocked = |counts: CodeCounts| counts[usize::from(BounceCode::Blocked.index())];
    let counts = table.domains().map(|domain| (domain, blocked(table.domain_counts(domain))));
    blocked_concentration(table, counts, blocked(table.code_counts()))
}

/// What to check in a report.
fn checks(rows: Rows<'_>, from_domain: Option<&str>) -> Vec<BlockedCheck> {
    blocked_checks(found(&table_of(rows)).as_ref(), from_domain)
}

/// The same, as `7 of 12 at Microsoft`.
fn concentration(rows: Rows<'_>) -> Option<String> {
    let table = table_of(rows);
    let found = found(&table)?;
    let name = match found.host.host {
        MailHost::Family(family) => format!("{family:?}"),
        MailHost::Domain(domain) => table.domain_name(domain).to_owned(),
    };
    Some(format!("{} of {} at {name}", found.count(), found.blocked))
}

#[test]
fn the_domains_of_a_family_are_one_place() {
    let rows = [
        (4, "Z", "hotmail.com"),
        (9, "B", "company.example"),
        (8, "B", "outlook.com"),
        (3, "B", "googlemail.com"),
        (3, "Z", "acme.example"),
        (2, "B", "gmail.com"),
    ];
    assert_eq!(
        hosts(&rows),
        [
            "Microsoft 12 (2, outlook.com 8)",
            "company.example 9 (1, company.example 9)",
            "Google 5 (2, googlemail.com 3)",
            "acme.example 3 (1, acme.example 3)",
        ]
    );
}

#[test]
fn domains_without_rows_are_no_place() {
    let table = table_of(&[(1, "B", "gmail.com"), (1, "B", "a.example")]);
    let counts = table.domains().map(|domain| (domain, [0; 8]));
    assert_eq!(group_by_family(&table, counts), []);
}

#[test]
fn a_family_that_blocks_most_has_the_concentration() {
    let rows = [
        (4, "Z", "outlook.com"),
        (3, "Z", "hotmail.co.uk"),
        (5, "Z", "company.example"),
        (80, "B", "gmail.com"),
        (90, "B", "outlook.com"),
    ];
    assert_eq!(concentration(&rows).as_deref(), Some("7 of 12 at Microsoft"));
    let table = table_of(&rows);
    let found = found(&table).expect("a concentration");
    assert_eq!(table.domain_name(found.host.largest_domain), "outlook.com");
    assert_eq!((found.host.largest_rows, found.host.domains), (4, 2), "only blocked rows count");
}

#[test]
fn a_domain_without_a_family_may_have_the_concentration() {
    let rows = [(6, "Z", "company.example"), (5, "Z", "gmail.com")];
    assert_eq!(concentration(&rows).as_deref(), Some("6 of 11 at company.example"));
}

#[test]
fn half_of_the_blocked_rows_or_fewer_than_five_are_no_concentration() {
    assert_eq!(concentration(&[(5, "Z", "gmail.com"), (5, "Z", "outlook.com")]), None);
    assert_eq!(concentration(&[(4, "Z", "gmail.com")]), None);
    assert_eq!(concentration(&[(5, "Z", "gmail.com")]).as_deref(), Some("5 of 5 at Google"));
    // Three of five blocked addresses have no domain.
    assert_eq!(concentration(&[(2, "Z", "gmail.com"), (3, "Z", "")]), None);
    assert_eq!(concentration(&[(50, "B", "gmail.com")]), None);
}

#[test]
fn the_checks_of_blocked_messages_begin_with_the_known_cause() {
    let rows = [(9, "Z", "outlook.com"), (1, "Z", "gmail.com")];
    let page = PostmasterPage(ProviderFamily::Microsoft);
    for free in ["gmail.com", "GMX.de"] {
        assert_eq!(checks(&rows, Some(free)), [FreeMailFrom, AuthenticateDomain, Complaints, page]);
    }
    let own = Some("harbourandpine.example");
    assert_eq!(checks(&rows, own), [AuthenticateDomain, Complaints, page]);
    assert_eq!(checks(&rows, None), [AuthenticateDomain, AvoidFreeMailFrom, Complaints, page]);
}

#[test]
fn the_from_domain_is_behind_the_last_at_sign() {
    assert_eq!(from_domain(" \"a@b\"@GMX.de "), Some("GMX.de"));
    for unknown in ["", "news", "news@"] {
        assert_eq!(from_domain(unknown), None);
    }
}

#[test]
fn every_check_has_a_source() {
    let page = PostmasterPage(ProviderFamily::Google);
    for check in [FreeMailFrom, AuthenticateDomain, AvoidFreeMailFrom, Complaints, page] {
        let (name, url) = check.source().expect("a source");
        assert!(!name.is_empty() && url.starts_with("https://"), "{check:?}");
    }
    assert_eq!(PostmasterPage(ProviderFamily::Proton).source(), None);
}

#[test]
fn a_postmaster_page_is_shown_only_of_a_provider_that_blocks_most_and_has_one() {
    let checks = |rows: Rows<'_>| checks(rows, Some("company.example"));
    let without = [AuthenticateDomain, Complaints];
    assert_eq!(checks(&[(5, "Z", "gmail.com"), (5, "Z", "outlook.com")]), without);
    assert_eq!(checks(&[(9, "Z", "company.example")]), without);
    assert_eq!(checks(&[(9, "Z", "proton.me")]), without);
}

proptest! {
    #[test]
    fn the_places_have_all_rows(
        rows in prop::collection::vec(
            (1_u32..9, "[BZV]", "(gmail|googlemail|outlook|hotmail|aol|acme)\\.(com|de)"),
            0..20,
        )
    ) {
        let rows: Vec<_> =
            rows.iter().map(|(count, code, domain)| (*count, &**code, &**domain)).collect();
        let table = table_of(&rows);
        let counts = |domain: DomainId| (domain, table.domain_counts(domain));
        let hosts = group_by_family(&table, table.domains().map(counts));
        let sum: u32 = hosts.iter().map(MailHostCount::total).sum();
        prop_assert_eq!(sum as usize, table.len());
        let domains: usize = hosts.iter().map(|host| host.domains).sum();
        prop_assert_eq!(domains, table.domains().len());
        prop_assert!(hosts.is_sorted_by(|a, b| a.total() >= b.total()));
    }
}

//! Filters by code, domain and time.

use crate::support::{emails, row, table_of, table_of_emails};
use bounces_core::{BounceCode, BounceTable, ProviderFamily, Query, Timestamp};

fn some_rows() -> BounceTable {
    table_of(vec![
        row("adele@example.com", "", "B", "2026-11-12T09:41:00Z"),
        row("bola@Example.com", "Bola", "Q", "2026-11-12T09:41:00Z"),
        row("carla@mail.example.com", "Zoë", "Z", "2026-11-12T09:40:00Z"),
        row("emi@example.jp", "adele", "Z", "no date"),
        row("nowhere", "", "", "2026-11-11T23:59:59.999Z"),
    ])
}

fn with_codes(codes: &[BounceCode<'_>]) -> Query {
    Query { codes: codes.iter().copied().collect(), ..Query::default() }
}

fn between(from: Option<&str>, before: Option<&str>) -> Query {
    let [from, before] =
        [from, before].map(|text| text.map(|text| Timestamp::parse(text).expect("a moment")));
    Query { from, before, ..Query::default() }
}

#[test]
fn a_code_filter_matches_only_its_codes() {
    let table = some_rows();
    assert_eq!(
        emails(&table, &with_codes(&[BounceCode::Blocked])),
        ["carla@mail.example.com", "emi@example.jp"]
    );
    assert_eq!(
        emails(&table, &with_codes(&[BounceCode::Unknown(""), BounceCode::NonExistent])),
        ["adele@example.com", "bola@Example.com", "nowhere"]
    );
    assert_eq!(emails(&table, &with_codes(&[BounceCode::Full])), <[&str; 0]>::default());
    assert_eq!(emails(&table, &with_codes(&[])).len(), 5);
}

#[test]
fn a_domain_filter_matches_only_its_domain_and_ignores_case() {
    let table = some_rows();
    let for_domain = |domain: &str| Query { domain: Some(domain.to_owned()), ..Query::default() };
    assert_eq!(
        emails(&table, &for_domain("EXAMPLE.com")),
        ["adele@example.com", "bola@Example.com"]
    );
    assert_eq!(emails(&table, &for_domain("example")), <[&str; 0]>::default());
    assert_eq!(emails(&table, &for_domain("")), <[&str; 0]>::default());
}

#[test]
fn a_provider_filter_matches_all_domains_of_its_family() {
    let emails_of = ["a@gmail.com", "b@Hotmail.com", "c@live.co.uk", "d@outlook.example", "e"];
    let table = table_of_emails(emails_of);
    let of = |provider| Query { provider: Some(provider), ..Query::default() };
    assert_eq!(emails(&table, &of(ProviderFamily::Microsoft)), ["b@Hotmail.com", "c@live.co.uk"]);
    assert_eq!(emails(&table, &of(ProviderFamily::Yahoo)), <[&str; 0]>::default());
    let with_domain =
        Query { domain: Some("hotmail.com".to_owned()), ..of(ProviderFamily::Microsoft) };
    assert_eq!(emails(&table, &with_domain), ["b@Hotmail.com"], "both have to match");
    assert!(!of(ProviderFamily::Google).is_unfiltered());
}

#[test]
fn a_time_range_includes_its_start_and_excludes_its_end() {
    let table = some_rows();
    let moment = Some("2026-11-12T09:40:00Z");
    let later = Some("2026-11-12T09:41:00Z");
    assert_eq!(emails(&table, &between(moment, later)), ["carla@mail.example.com"]);
    assert_eq!(
        emails(&table, &between(moment, None)),
        ["adele@example.com", "bola@Example.com", "carla@mail.example.com"]
    );
    assert_eq!(emails(&table, &between(None, moment)), ["nowhere"]);
    assert_eq!(emails(&table, &between(later, moment)), <[&str; 0]>::default());
}

#[test]
fn a_row_without_a_date_matches_no_time_range() {
    let table = some_rows();
    let ever = between(Some("0001-01-01"), Some("9999-12-31"));
    assert!(!emails(&table, &ever).contains(&"emi@example.jp"));
    assert!(emails(&table, &Query::default()).contains(&"emi@example.jp"));
}

#[test]
fn a_row_must_pass_all_filters() {
    let query = Query {
        domain: Some("example.com".to_owned()),
        search: "bola".to_owned(),
        ..with_codes(&[BounceCode::Unknown("")])
    };
    assert_eq!(emails(&some_rows(), &query), ["bola@Example.com"]);
    let other = Query { search: "adele".to_owned(), ..query };
    assert_eq!(emails(&some_rows(), &other), <[&str; 0]>::default());
}

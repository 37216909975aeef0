//! Facet counts by code and by domain. `steps` compares them with a naive oracle.

use crate::support::{answered, row, table_of};
use bounces_core::{BounceCode, BounceTable, CodePointRules, DomainId, Query, QueryEngine};

fn some_rows() -> BounceTable {
    table_of(vec![
        row("adele@example.com", "Anna", "B", ""),
        row("bola@example.com", "Bola", "Z", ""),
        row("carla@example.com", "Anna", "Z", ""),
        row("emi@example.jp", "Anna", "F", ""),
        row("nowhere", "Anna", "F", ""),
    ])
}

fn count(engine: &QueryEngine, code: BounceCode<'_>) -> u32 {
    engine.code_counts()[usize::from(code.index())]
}

fn domain(table: &BounceTable, name: &str) -> DomainId {
    table.find_domain(name).expect("a domain of the table")
}

#[test]
fn code_counts_follow_all_filters_except_the_one_by_code() {
    let table = some_rows();
    let query = Query {
        codes: [BounceCode::Full].into_iter().collect(),
        domain: Some("example.com".to_owned()),
        search: "anna".to_owned(),
        ..Query::default()
    };
    let engine = answered(&table, &query, &CodePointRules);
    assert!(engine.rows().is_empty());
    assert_eq!(count(&engine, BounceCode::NonExistent), 1);
    assert_eq!(count(&engine, BounceCode::Blocked), 1);
    assert_eq!(count(&engine, BounceCode::Full), 0);
}

#[test]
fn domain_counts_follow_all_filters_except_the_one_by_domain() {
    let table = some_rows();
    let query = Query {
        codes: [BounceCode::Full, BounceCode::Blocked].into_iter().collect(),
        domain: Some("example.jp".to_owned()),
        ..Query::default()
    };
    let engine = answered(&table, &query, &CodePointRules);
    let count = |name, code: BounceCode<'_>| {
        engine.domain_counts(domain(&table, name))[usize::from(code.index())]
    };
    assert_eq!(count("example.com", BounceCode::Blocked), 2);
    assert_eq!(count("example.com", BounceCode::NonExistent), 0);
    assert_eq!(count("example.jp", BounceCode::Full), 1);
}

#[test]
fn counts_belong_to_the_last_complete_result() {
    let mut table = some_rows();
    let mut engine = answered(&table, &Query::default(), &CodePointRules);
    assert_eq!(engine.code_counts(), table.code_counts());
    crate::support::append(&mut table, vec![row("new@new.example", "", "V", "")]);
    assert_eq!(count(&engine, BounceCode::Vacation), 0);
    assert_eq!(engine.domain_counts(domain(&table, "new.example")), [0; 8]);
    engine.update(&table, &Query::default());
    assert_eq!(engine.code_counts(), table.code_counts());
    assert_eq!(engine.domain_counts(domain(&table, "new.example")), [0, 0, 0, 0, 0, 0, 1, 0]);
}

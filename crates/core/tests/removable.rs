//! The filter "recommended for removal": it matches exactly the rows that are counted.

use bounces_core::{
    BounceCode, BounceTable, CodePointRules, Query, QueryEngine, QueryProgress, RowId,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

/// Code, domain, present address, day of deletion.
type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);

fn page_of(rows: &[Row]) -> BouncesPage<'static> {
    let row = |(code, domain, current, deleted): &Row| TrackingActivity {
        email_address: Some(format!("a@{domain}").into()),
        bounce_code: Some((*code).into()),
        current_email_address: current.map(Into::into),
        deleted_at: deleted.map(Into::into),
        ..TrackingActivity::default()
    };
    BouncesPage { tracking_activities: rows.iter().map(row).collect(), ..BouncesPage::default() }
}

/// Answers a query in small steps.
fn find(engine: &mut QueryEngine, table: &BounceTable, query: &Query) -> Vec<RowId> {
    while engine.advance(table, query, &CodePointRules, 3) == QueryProgress::InProgress {}
    let mut rows = engine.rows().to_vec();
    rows.sort_unstable();
    rows
}

fn removable() -> Query {
    Query { removable_only: true, ..Query::default() }
}

#[test]
fn corrected_and_deleted_contacts_and_other_codes_do_not_match() {
    let rows = [
        ("B", "example.com", None, None),
        ("S", "example.com", None, Some("2026-11-14")),
        ("D", "example.com", Some("b@example.com"), None),
        ("F", "example.com", None, None),
        ("V", "example.com", None, None),
        ("D", "example.com", Some("a@example.com"), None),
        ("S", "example.com", None, None),
        ("B", "example.com", None, Some("no day")),
        ("Q", "example.com", None, None),
    ];
    let mut table = BounceTable::default();
    table.append(&page_of(&rows));
    let mut engine = QueryEngine::default();
    assert_eq!(find(&mut engine, &table, &removable()), [0, 5, 6].map(RowId));
    assert_eq!(table.removable(), 3);
    assert_eq!(find(&mut engine, &table, &Query::default()).len(), rows.len());
}

#[test]
fn the_filter_makes_a_query_filtered() {
    assert!(!removable().is_unfiltered());
}

fn some_row() -> impl Strategy<Value = Row> {
    let code = prop::sample::select(vec!["B", "S", "D", "F", "Z", "X", "V", "", "Q"]);
    let domain = prop::sample::select(vec!["example.com", "example.org"]);
    let current = prop::sample::select(vec![None, Some("new@example.com")]);
    let deleted = prop::sample::select(vec![None, Some("2026-11-14")]);
    (code, domain, current, deleted)
}

fn some_query() -> impl Strategy<Value = Query> {
    let codes = prop::sample::subsequence(BounceCode::ALL.to_vec(), 0..3);
    let domain = prop::sample::select(vec![None, Some("example.com".to_owned())]);
    (codes, domain, any::<bool>()).prop_map(|(codes, domain, removable_only)| Query {
        codes: codes.into_iter().collect(),
        domain,
        removable_only,
        ..Query::default()
    })
}

/// Whether a row passes all filters except one.
fn passes(table: &BounceTable, query: &Query, row: RowId, except: &str) -> bool {
    let domain = table.domain(row).map(|domain| table.domain_name(domain));
    (except == "codes" || query.codes.is_empty() || query.codes.contains(table.code(row)))
        && (except == "domain" || query.domain.is_none() || query.domain.as_deref() == domain)
        && (!query.removable_only || table.is_removable(row))
}

proptest! {
    #[test]
    fn rows_and_facets_equal_a_naive_oracle_while_pages_arrive_and_queries_change(
        steps in prop::collection::vec((prop::collection::vec(some_row(), 0..12), some_query()), 1..6)
    ) {
        let mut table = BounceTable::default();
        let mut engine = QueryEngine::default();
        for (rows, query) in steps {
            table.append(&page_of(&rows));
            let found = find(&mut engine, &table, &query);
            let naive: Vec<_> = table.rows().filter(|row| passes(&table, &query, *row, "")).collect();
            prop_assert_eq!(found, naive);
            let with = |code: BounceCode<'_>, except| {
                let rows = table.rows().filter(|row| table.code(*row).index() == code.index());
                rows.filter(|row| passes(&table, &query, *row, except)).count()
            };
            let counts = engine.code_counts().map(|count| count as usize);
            prop_assert_eq!(counts, BounceCode::ALL.map(|code| with(code, "codes")));
            let all = table.rows().filter(|row| table.is_removable(*row)).count();
            prop_assert_eq!(table.removable() as usize, all);
            if query == removable() {
                prop_assert_eq!(engine.rows().len(), all);
            }
        }
    }
}

//! Sorting and filtering, against the naive way.

use bounces_core::{
    BounceCode, BounceTable, CodeSet, Column, Direction, Query, RowId, RowOrder, SortKey,
    Timestamp,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;
use std::cmp::Ordering;

fn table_of(rows: Vec<TrackingActivity<'static>>) -> BounceTable {
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities: rows, ..BouncesPage::default() });
    table
}

fn row(email: &str, name: &str, code: &str, time: &str) -> TrackingActivity<'static> {
    TrackingActivity {
        email_address: Some(email.to_owned().into()),
        first_name: Some(name.to_owned().into()),
        bounce_code: Some(code.to_owned().into()),
        created_time: Some(time.to_owned().into()),
        ..TrackingActivity::default()
    }
}

fn emails<'a>(table: &'a BounceTable, query: &Query) -> Vec<&'a str> {
    let mut order = RowOrder::default();
    order.update(table, query);
    order.rows().iter().map(|row| table.email(*row)).collect()
}

fn by(column: Column, direction: Direction) -> Query {
    Query { sort: SortKey { column, direction }, ..Query::default() }
}

fn some_rows() -> BounceTable {
    table_of(vec![
        row("Carla@example.org", "Zoë", "Z", "2026-11-12T09:40:00Z"),
        row("adele@example.com", "", "B", "2026-11-12T09:41:00Z"),
        row("emi@example.jp", "adele", "Z", "no date"),
        row("bola@example.com", "Bola", "Q", "2026-11-12T09:41:00Z"),
    ])
}

#[test]
fn sorting_by_email_ignores_case() {
    assert_eq!(
        emails(&some_rows(), &by(Column::Email, Direction::Ascending)),
        ["adele@example.com", "bola@example.com", "Carla@example.org", "emi@example.jp"]
    );
}

#[test]
fn sorting_by_date_keeps_equal_rows_in_order_both_ways() {
    let table = some_rows();
    assert_eq!(
        emails(&table, &by(Column::Date, Direction::Descending)),
        ["adele@example.com", "bola@example.com", "Carla@example.org", "emi@example.jp"]
    );
    assert_eq!(
        emails(&table, &by(Column::Date, Direction::Ascending)),
        ["Carla@example.org", "adele@example.com", "bola@example.com", "emi@example.jp"]
    );
}

#[test]
fn rows_without_a_value_come_last_in_both_directions() {
    let table = some_rows();
    for direction in [Direction::Ascending, Direction::Descending] {
        assert_eq!(emails(&table, &by(Column::Name, direction)).last(), Some(&"adele@example.com"));
        assert_eq!(emails(&table, &by(Column::Date, direction)).last(), Some(&"emi@example.jp"));
    }
}

#[test]
fn sorting_by_reason_begins_with_the_most_severe() {
    let table =
        table_of("VXZFDSBQ".chars().map(|code| row("", "", &code.to_string(), "")).collect());
    let mut order = RowOrder::default();
    order.update(&table, &by(Column::Reason, Direction::Ascending));
    let codes: String = order.rows().iter().map(|row| table.code(*row).as_str()).collect();
    assert_eq!(codes, "BSDFZXVQ");
}

#[test]
fn a_filter_by_code_shows_those_codes_only() {
    let table = some_rows();
    let codes = |codes: &[BounceCode<'_>]| Query {
        codes: codes.iter().copied().collect(),
        ..Query::default()
    };
    assert_eq!(
        emails(&table, &codes(&[BounceCode::Blocked])),
        ["Carla@example.org", "emi@example.jp"]
    );
    assert_eq!(emails(&table, &codes(&[BounceCode::Unknown("")])), ["bola@example.com"]);
    assert_eq!(emails(&table, &codes(&[BounceCode::Full])), <[&str; 0]>::default());
    assert_eq!(emails(&table, &codes(&[])).len(), 4);
}

#[test]
fn pressing_a_header_sorts_naturally_first_and_then_turns_round() {
    let by_email = SortKey::default().pressed(Column::Email);
    assert_eq!(by_email.direction, Direction::Ascending);
    assert_eq!(by_email.pressed(Column::Email).direction, Direction::Descending);
    assert_eq!(by_email.pressed(Column::Date), SortKey::default());
}

#[test]
fn a_set_of_codes_toggles_its_members() {
    let set = CodeSet::EMPTY.toggled(BounceCode::Full).toggled(BounceCode::Unknown("Q"));
    assert_eq!(set.iter().collect::<Vec<_>>(), [BounceCode::Full, BounceCode::Unknown("")]);
    assert!(set.toggled(BounceCode::Full).toggled(BounceCode::Unknown("")).is_empty());
}

/// Sorts and filters as the documentation says, one row at a time, without ranks.
fn naive(table: &BounceTable, query: &Query) -> Vec<RowId> {
    fn last<T: Ord>(a: Option<T>, b: Option<T>, direction: Direction) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if direction == Direction::Ascending => a.cmp(&b),
            (Some(a), Some(b)) => b.cmp(&a),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
    let text = |text: &str| {
        Some(text.chars().flat_map(char::to_lowercase).collect::<String>())
            .filter(|text| !text.is_empty())
    };
    let SortKey { column, direction } = query.sort;
    let mut rows: Vec<_> = (0..).map(RowId).take(table.len()).collect();
    rows.retain(|row| query.codes.is_empty() || query.codes.contains(table.code(*row)));
    rows.sort_by(|a, b| match column {
        Column::Email => last(text(table.email(*a)), text(table.email(*b)), direction),
        Column::Name => last(text(table.name(*a)), text(table.name(*b)), direction),
        Column::Reason => {
            last(Some(table.code(*a).index()), Some(table.code(*b).index()), direction)
        }
        Column::Date => last(table.time(*a), table.time(*b), direction),
    });
    rows
}

fn any_rows() -> impl Strategy<Value = Vec<TrackingActivity<'static>>> {
    let text = prop_oneof!["[abAB]{0,3}", "[äÄßẞİıéÉ佐]{0,3}", ".{0,4}"];
    let code = prop_oneof!["[BDFSVXZbq]{0,1}", ".{0,3}"];
    let time = prop_oneof![
        "2026-11-(0|1|2|3)[0-9]T09:4[0-3]:00(Z|\\+01:00)",
        Just(String::new()),
        Just("2026-02-30".to_owned())
    ];
    prop::collection::vec((text.clone(), text, code, time), 0..40).prop_map(|rows| {
        rows.iter().map(|(email, name, code, time)| row(email, name, code, time)).collect()
    })
}

fn any_query() -> impl Strategy<Value = Query> {
    let column = prop::sample::select(&Column::ALL);
    let direction = prop::sample::select(&[Direction::Ascending, Direction::Descending]);
    let codes = prop::sample::subsequence(BounceCode::ALL.to_vec(), 0..4);
    (column, direction, codes).prop_map(|(column, direction, codes)| Query {
        codes: codes.into_iter().collect(),
        sort: SortKey { column, direction },
    })
}

proptest! {
    #[test]
    fn order_equals_the_naive_way(rows in any_rows(), query in any_query()) {
        let table = table_of(rows);
        let mut order = RowOrder::default();
        order.update(&table, &query);
        prop_assert_eq!(order.rows(), naive(&table, &query));
    }

    #[test]
    fn order_stays_right_while_pages_arrive_and_queries_change(
        pages in prop::collection::vec((any_rows(), any_query()), 1..6)
    ) {
        let mut table = BounceTable::default();
        let mut order = RowOrder::default();
        for (rows, query) in pages {
            table.append(&BouncesPage { tracking_activities: rows, ..BouncesPage::default() });
            order.update(&table, &query);
            prop_assert_eq!(order.rows(), naive(&table, &query));
        }
    }

    #[test]
    fn a_table_gives_back_what_was_put_in(rows in any_rows()) {
        let table = table_of(rows.clone());
        prop_assert_eq!(table.len(), rows.len());
        for (id, row) in (0..).map(RowId).zip(&rows) {
            prop_assert_eq!(Some(table.email(id)), row.email_address.as_deref().map(str::trim));
            prop_assert_eq!(Some(table.name(id)), row.first_name.as_deref().map(str::trim));
            prop_assert_eq!(Some(table.code(id)), row.bounce_code.as_deref().map(BounceCode::parse));
            prop_assert_eq!(table.time(id), row.created_time.as_deref().and_then(Timestamp::parse));
        }
    }
}

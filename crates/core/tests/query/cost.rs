//! The cost of a query: what is reused, and what is done again.

use crate::support::{Row, append, by, row};
use bounces_core::{
    BounceCode, BounceTable, CodePointRules, LocaleRules, Query, QueryEngine, QueryProgress,
    SeededRng, SortColumn, SortDirection, Weight,
};
use std::cell::RefCell;

const BUDGET: usize = 100;

/// Rows in descending order of time, with addresses in random order.
fn random_rows(count: usize) -> Vec<Row> {
    let mut rng = SeededRng::new(1);
    let row = |index: usize| {
        let email = format!("{:x}@example.com", rng.next_u64());
        let minute = 60 * 24 - 1 - index / 10;
        let time = format!("2026-11-12T{:02}:{:02}:00Z", minute / 60, minute % 60);
        row(&email, "", if index.is_multiple_of(2) { "B" } else { "Z" }, &time)
    };
    (0..count).map(row).collect()
}

/// A table of 10,000 rows, and the rows of one more page.
fn table_and_page() -> (BounceTable, Vec<Row>) {
    let mut rows = random_rows(10_100);
    let page = rows.split_off(10_000);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    (table, page)
}

fn sorted_by(column: SortColumn, direction: SortDirection) -> Query {
    by(&[(column, direction)])
}

/// How many steps with [`BUDGET`] rows of work a query takes.
fn steps(engine: &mut QueryEngine, table: &BounceTable, query: &Query) -> usize {
    let mut steps = 1;
    while engine.advance(table, query, &CodePointRules, BUDGET) == QueryProgress::InProgress {
        steps += 1;
        assert!(steps < 10_000, "the query does not end");
    }
    steps
}

#[test]
fn a_page_of_older_rows_extends_the_order_by_date() {
    let (mut table, page) = table_and_page();
    let mut engine = QueryEngine::default();
    assert!(steps(&mut engine, &table, &Query::default()) > 200);
    append(&mut table, page);
    assert!(steps(&mut engine, &table, &Query::default()) <= 4);
    assert_eq!(engine.rows().len(), 10_100);
}

#[test]
fn any_number_of_older_rows_extends_the_order_by_date() {
    let mut rows = random_rows(6_000);
    let rest = rows.split_off(2_000);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    let mut engine = QueryEngine::default();
    // Filtering, appending to the order, and collecting.
    let first = steps(&mut engine, &table, &Query::default());
    assert!(first <= 3 * 2_000 / BUDGET + 1, "{first} steps");
    append(&mut table, rest);
    let next = steps(&mut engine, &table, &Query::default());
    assert!(next <= 3 * 4_000 / BUDGET + 1, "{next} steps");
    assert_eq!(engine.rows(), table.rows().collect::<Vec<_>>());
}

#[test]
fn a_page_is_merged_into_a_sorted_column() {
    let (mut table, page) = table_and_page();
    let query = sorted_by(SortColumn::Email, SortDirection::Ascending);
    let mut engine = QueryEngine::default();
    let first = steps(&mut engine, &table, &query);
    append(&mut table, page);
    // Filtering and merging the page, then collecting all rows in their new order.
    let next = steps(&mut engine, &table, &query);
    assert!(next <= 10_100 / BUDGET + 4, "{next} steps");
    assert!(first > next + 100, "{first} steps");
}

/// How many steps a sorted table takes when new rows are added.
fn steps_to_add(new: usize, known: usize) -> usize {
    let mut rows = random_rows(known + new);
    let rest = rows.split_off(known);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    let query = sorted_by(SortColumn::Email, SortDirection::Ascending);
    let mut engine = QueryEngine::default();
    steps(&mut engine, &table, &query);
    append(&mut table, rest);
    steps(&mut engine, &table, &query)
}

#[test]
fn up_to_512_rows_are_merged_into_any_table() {
    assert!(steps_to_add(100, 100) <= 4);
    assert!(steps_to_add(512, 100) <= 15);
    assert!(steps_to_add(513, 100) > 16, "more rows are sorted again");
}

#[test]
fn up_to_an_eighth_of_the_rows_is_merged() {
    let [filter, merge, collect] = [6, 2, 54];
    assert!(steps_to_add(600, 4_800) <= filter + merge + collect + 1);
    assert!(steps_to_add(601, 4_800) > 100, "more rows are sorted again");
}

#[test]
fn many_new_rows_are_sorted_again_instead_of_merged_one_by_one() {
    let mut rows = random_rows(6_000);
    let rest = rows.split_off(2_000);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    let query = sorted_by(SortColumn::Email, SortDirection::Ascending);
    let mut engine = QueryEngine::default();
    steps(&mut engine, &table, &query);
    append(&mut table, rest);
    let again = steps(&mut engine, &table, &query);
    let mut from_scratch = QueryEngine::default();
    let sorted = steps(&mut from_scratch, &table, &query);
    // Only filtering the first rows is saved.
    assert_eq!(again, sorted - 2_000 / BUDGET);
    assert_eq!(engine.rows(), from_scratch.rows());
}

#[test]
fn changes_of_filters_and_direction_sort_nothing() {
    let (table, _) = table_and_page();
    let ascending = sorted_by(SortColumn::Email, SortDirection::Ascending);
    let mut engine = QueryEngine::default();
    steps(&mut engine, &table, &ascending);
    let descending = sorted_by(SortColumn::Email, SortDirection::Descending);
    assert!(steps(&mut engine, &table, &descending) <= 10_000 / BUDGET + 1);
    let codes = [BounceCode::Blocked].into_iter().collect();
    let filtered = Query { codes, ..descending };
    assert!(steps(&mut engine, &table, &filtered) <= 2 * 10_000 / BUDGET + 1);
    assert_eq!(engine.rows().len(), 5_000);
}

#[test]
fn a_change_of_the_sort_filters_nothing() {
    let (table, _) = table_and_page();
    let mut engine = QueryEngine::default();
    let codes = [BounceCode::Blocked].into_iter().collect();
    let by_date = Query { codes, ..Query::default() };
    steps(&mut engine, &table, &by_date);
    let by_reason = Query { codes, ..sorted_by(SortColumn::Reason, SortDirection::Ascending) };
    steps(&mut engine, &table, &by_reason);
    assert!(steps(&mut engine, &table, &by_date) <= 10_000 / BUDGET + 1);
}

/// Rules that record what they are asked.
#[derive(Default)]
struct RecordingRules {
    folded: RefCell<Vec<String>>,
    weighted: RefCell<Vec<String>>,
}

impl LocaleRules for RecordingRules {
    fn fold(&self, text: &str) -> String {
        self.folded.borrow_mut().push(text.to_owned());
        CodePointRules.fold(text)
    }

    fn collation_weights(&self, characters: &[char]) -> Vec<Weight> {
        self.weighted.borrow_mut().push(characters.iter().collect());
        CodePointRules.collation_weights(characters)
    }

    fn same_base(&self, a: &str, b: &str) -> bool {
        CodePointRules.same_base(a, b)
    }
}

#[test]
fn a_locale_is_asked_again_only_about_new_characters() {
    let mut table = BounceTable::default();
    let mut engine = QueryEngine::default();
    let rules = RecordingRules::default();
    let query =
        Query { search: "é".to_owned(), ..sorted_by(SortColumn::Name, SortDirection::Ascending) };
    let mut add_and_query = |name: &str| {
        append(&mut table, vec![row("", name, "", "")]);
        engine.advance(&table, &query, &rules, usize::MAX);
    };
    add_and_query("aé");
    add_and_query("éa");
    add_and_query("ß");
    add_and_query("aß");
    assert_eq!(*rules.folded.borrow(), ["é\n", "ß\n"]);
    assert_eq!(*rules.weighted.borrow(), ["aé", "aßé"]);
}

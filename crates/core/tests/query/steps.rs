//! However the work is cut up, and whatever changes in between: it ends with the same rows.

use crate::{
    icu::Icu,
    naive::{self, Naive},
    support::{Row, any_query, any_row, any_text, append, by, row},
};
use bounces_core::{
    BounceTable, CodePointRules, Query, QueryProgress, RowId, RowOrder, SortColumn, SortDirection,
};
use proptest::prelude::*;

/// What may happen between two steps.
#[derive(Clone, Debug)]
enum Event {
    Append(Vec<Row>),
    Ask(Query),
    Work(usize),
    Prepare(SortColumn, usize),
}

fn any_event(text: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => prop::collection::vec(any_row(text), 0..40).prop_map(Event::Append),
        2 => any_query().prop_map(Event::Ask),
        4 => (0_usize..60).prop_map(Event::Work),
        1 => (prop::sample::select(&SortColumn::ALL), 0_usize..60)
            .prop_map(|(column, budget)| Event::Prepare(column, budget)),
    ]
}

fn check(
    order: &RowOrder,
    table: &BounceTable,
    query: &Query,
    language: &dyn Naive,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(order.rows(), naive::rows(table, query, language));
    prop_assert_eq!(order.code_counts(), naive::code_counts(table, query, language));
    let domains: Vec<_> = table.domains().map(|domain| order.domain_counts(domain)).collect();
    prop_assert_eq!(domains, naive::domain_counts(table, query, language));
    Ok(())
}

fn play(events: Vec<Event>, language: &dyn Naive) -> Result<(), TestCaseError> {
    let mut table = BounceTable::default();
    let mut query = Query::default();
    let mut order = RowOrder::default();
    // The last ones see to it that there is something to check.
    for event in events.into_iter().chain([Event::Work(usize::MAX), Event::Work(1)]) {
        match event {
            Event::Append(rows) => append(&mut table, rows),
            Event::Ask(other) => query = other,
            Event::Prepare(column, budget) => {
                let former = (order.rows().to_vec(), order.code_counts());
                order.warm_up(&table, column, language, budget);
                prop_assert_eq!((order.rows().to_vec(), order.code_counts()), former);
            }
            Event::Work(budget) => {
                let former = (order.rows().to_vec(), order.code_counts());
                match order.advance(&table, &query, language, budget) {
                    QueryProgress::Done => check(&order, &table, &query, language)?,
                    QueryProgress::InProgress => {
                        prop_assert_ne!(budget, usize::MAX);
                        prop_assert_eq!((order.rows().to_vec(), order.code_counts()), former);
                    }
                }
            }
        }
    }
    Ok(())
}

thread_local! {
    static GERMAN: Icu = Icu::of("de");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_steps_end_with_the_rows_of_the_naive_way(
        events in prop::collection::vec(any_event(any_text()), 0..30)
    ) {
        play(events, &CodePointRules)?;
    }

    #[test]
    fn any_steps_end_with_the_rows_of_the_naive_way_in_german(
        events in prop::collection::vec(any_event("[abABäÄéÉeøsSßıi0-9 .’佐]{0,4}"), 0..40)
    ) {
        GERMAN.with(|german| play(events, german))?;
    }
}

/// Rows with few values, in no order.
fn shuffled_rows(count: u32) -> Vec<Row> {
    let value = |number: u32| (number.wrapping_mul(2_654_435_761) >> 12) % 5_000;
    (0..count)
        .map(|number| {
            let value = value(number);
            let (name, code) = (["Zoë", "adele", "Bola", ""][value as usize % 4], "BSDFZXV?");
            let code = &code[value as usize % 8..=value as usize % 8];
            let email = format!("{}.sample{value}@{}.de", &name[..name.len().min(2)], value % 7);
            row(&email, name, code, &format!("2026-11-12T{:02}:00:00Z", value % 24))
        })
        .collect()
}

#[test]
fn tables_of_many_chunks_are_found_in_small_steps_while_they_grow() {
    let mut rows = shuffled_rows(10_000);
    let later = rows.split_off(7_000);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    let mut order = RowOrder::default();
    let mut queries =
        SortColumn::ALL.map(|column| by(&[(column, SortDirection::Ascending)])).to_vec();
    queries.push(by(&[
        (SortColumn::Reason, SortDirection::Descending),
        (SortColumn::Name, SortDirection::Ascending),
        (SortColumn::Date, SortDirection::Ascending),
    ]));
    queries.push(Query {
        search: "SAMPLE4 zo".to_owned(),
        ..by(&[(SortColumn::Email, SortDirection::Descending)])
    });
    for query in &queries {
        finish(&mut order, &table, query, 700);
        assert_eq!(order.rows(), naive::rows(&table, query, &CodePointRules));
    }
    for page in later.chunks(500) {
        append(&mut table, page.to_vec());
        finish(&mut order, &table, &queries[0], 100);
    }
    for query in &queries {
        finish(&mut order, &table, query, 700);
        assert_eq!(order.rows(), naive::rows(&table, query, &CodePointRules));
    }
}

fn finish(order: &mut RowOrder, table: &BounceTable, query: &Query, budget: usize) {
    for _ in 0..1_000_000 {
        if order.advance(table, query, &CodePointRules, budget) == QueryProgress::Done {
            return;
        }
    }
    panic!("no end of {query:?}");
}

#[test]
fn characters_that_come_while_rows_are_sorted_are_sorted_right() {
    let names = |names: [&str; 600]| names.map(|name| row("", name, "", "")).to_vec();
    let mut table = BounceTable::default();
    append(&mut table, names(["b"; 600]));
    let query = by(&[(SortColumn::Name, SortDirection::Ascending)]);
    let mut order = RowOrder::default();
    assert_eq!(order.advance(&table, &query, &CodePointRules, 900), QueryProgress::InProgress);
    append(&mut table, names(["a"; 600]));
    finish(&mut order, &table, &query, 900);
    assert_eq!((order.rows()[0], order.rows()[599]), (RowId(600), RowId(1199)));
}

#[test]
fn the_former_rows_stay_until_the_new_ones_are_found() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(100));
    let mut order = RowOrder::default();
    finish(&mut order, &table, &Query::default(), usize::MAX);
    let former = order.rows().to_vec();
    let query = Query { search: "zo".to_owned(), ..Query::default() };
    assert_eq!(order.advance(&table, &query, &CodePointRules, 50), QueryProgress::InProgress);
    assert_eq!(order.rows(), former);
    finish(&mut order, &table, &query, 50);
    assert!(!order.rows().is_empty() && order.rows().len() < 100);
}

#[test]
fn a_sort_that_was_prepared_takes_the_steps_of_a_walk_alone() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(10_000));
    let query = by(&[(SortColumn::Email, SortDirection::Descending)]);
    let steps_after = |prepared: bool| {
        let mut order = RowOrder::default();
        finish(&mut order, &table, &Query::default(), 100);
        while prepared
            && order.warm_up(&table, SortColumn::Email, &CodePointRules, 100)
                == QueryProgress::InProgress
        {}
        let steps = (0..1_000)
            .find(|_| order.advance(&table, &query, &CodePointRules, 100) == QueryProgress::Done)
            .expect("an end");
        assert_eq!(order.rows(), naive::rows(&table, &query, &CodePointRules));
        steps
    };
    assert!(steps_after(true) <= 10_000 / 100);
    assert!(steps_after(false) > 2 * steps_after(true));
}

#[test]
fn what_is_found_already_takes_no_step() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(5_000));
    let query = by(&[
        (SortColumn::Email, SortDirection::Ascending),
        (SortColumn::Date, SortDirection::Descending),
    ]);
    let mut order = RowOrder::default();
    finish(&mut order, &table, &query, usize::MAX);
    assert_eq!(order.advance(&table, &query, &CodePointRules, 0), QueryProgress::Done);
}

//! Budgets: the result does not depend on how the work is divided, nor on changes in between.

use crate::{
    icu::Icu,
    naive::{self, Naive},
    support::{Row, any_query, any_row, any_text, append, by, row},
};
use bounces_core::{
    BounceCode, BounceTable, CodePointRules, ContactId, Query, QueryEngine, QueryProgress, RowId,
    SortColumn, SortDirection, Suggestions, Timestamp, Uuid,
    history::{EarlierBounces, EarlierEmail},
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

/// An event between two steps.
#[derive(Clone, Debug)]
enum Event {
    Append(Vec<Row>),
    SetQuery(Query),
    Work(usize),
    WarmUp(SortColumn, usize),
    Suggest,
    /// An earlier email is read: how often each row's contact bounced in one of two, by row.
    EarlierBounces(Vec<(usize, usize, BounceCode<'static>)>),
}

fn any_event(text: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => prop::collection::vec(any_row(text), 0..40).prop_map(Event::Append),
        2 => any_query().prop_map(Event::SetQuery),
        1 => Just(Event::Suggest),
        1 => any_earlier().prop_map(Event::EarlierBounces),
        4 => (0_usize..60).prop_map(Event::Work),
        1 => (prop::sample::select(&SortColumn::ALL), 0_usize..60)
            .prop_map(|(column, budget)| Event::WarmUp(column, budget)),
    ]
}

fn any_earlier() -> impl Strategy<Value = Vec<(usize, usize, BounceCode<'static>)>> {
    let bounce = (0_usize..2, 0_usize..60, prop::sample::select(&BounceCode::ALL));
    prop::collection::vec(bounce, 0..30)
}

/// Reads two earlier emails, in which the contacts of some rows bounced. Each row has its own.
fn read_earlier(table: &mut BounceTable, bounces: &[(usize, usize, BounceCode<'_>)]) {
    let contact = |row: usize| ContactId::parse(&row.to_string());
    let rows: Vec<_> = (0..table.len()).map(contact).collect();
    let sent = Timestamp::from_milliseconds(0);
    let email = EarlierEmail { campaign: Uuid::NIL, sent };
    let mut earlier = EarlierBounces::new(rows.len(), &[email, email], 2);
    earlier.add_contacts(rows.into_iter());
    for (email, row, code) in bounces {
        let bounce = TrackingActivity {
            contact_id: Some(row.to_string().into()),
            bounce_code: Some(code.as_str().into()),
            ..TrackingActivity::default()
        };
        let tracking_activities = vec![bounce];
        earlier.append(*email, &BouncesPage { tracking_activities, ..BouncesPage::default() });
    }
    earlier.finish(0, true);
    earlier.finish(1, true);
    table.set_earlier(earlier);
}

fn check(
    engine: &QueryEngine,
    table: &BounceTable,
    suggestions: &Suggestions,
    query: &Query,
    locale: &dyn Naive,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(engine.rows(), naive::rows_with(table, suggestions, query, locale));
    prop_assert_eq!(engine.code_counts(), naive::code_counts(table, suggestions, query, locale));
    prop_assert_eq!(engine.step_counts(), naive::step_counts(table, suggestions, query, locale));
    let periods = naive::period_counts(table, suggestions, query, locale);
    prop_assert_eq!(engine.period_counts(), periods);
    prop_assert_eq!(
        engine.repeats_count(),
        naive::repeats_count(table, suggestions, query, locale)
    );
    let all = naive::repeats_count(table, suggestions, &Query::default(), locale);
    prop_assert_eq!(engine.repeats_total(), all);
    let all = naive::step_counts(table, suggestions, &Query::default(), locale);
    prop_assert_eq!(engine.step_totals(), all);
    prop_assert_eq!(engine.step_totals().iter().sum::<u32>() as usize, table.len());
    prop_assert_eq!(engine.step_domains(), naive::step_domains(table, suggestions));
    let domains: Vec<_> = table.domains().map(|domain| engine.domain_counts(domain)).collect();
    prop_assert_eq!(domains, naive::domain_counts(table, suggestions, query, locale));
    Ok(())
}

fn replay(events: Vec<Event>, locale: &dyn Naive) -> Result<(), TestCaseError> {
    let mut table = BounceTable::default();
    let mut query = Query::default();
    let mut engine = QueryEngine::default();
    let mut suggestions = Suggestions::default();
    // The last events guarantee a complete result to check.
    let last = [Event::Suggest, Event::Work(usize::MAX), Event::Work(1)];
    for event in events.into_iter().chain(last) {
        match event {
            Event::Append(rows) => append(&mut table, rows),
            Event::SetQuery(other) => query = other,
            Event::EarlierBounces(bounces) => read_earlier(&mut table, &bounces),
            Event::Suggest => {
                suggestions.update(&table);
                engine.set_typo_domains(suggestions.typo_domains());
            }
            Event::WarmUp(column, budget) => {
                let previous = (engine.rows().to_vec(), engine.code_counts());
                engine.warm_up(&table, column, locale, budget);
                prop_assert_eq!((engine.rows().to_vec(), engine.code_counts()), previous);
            }
            Event::Work(budget) => {
                let previous = (engine.rows().to_vec(), engine.code_counts());
                match engine.advance(&table, &query, locale, budget) {
                    QueryProgress::Done => check(&engine, &table, &suggestions, &query, locale)?,
                    QueryProgress::InProgress => {
                        prop_assert_ne!(budget, usize::MAX);
                        prop_assert_eq!((engine.rows().to_vec(), engine.code_counts()), previous);
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
    fn any_sequence_of_steps_ends_with_the_rows_of_a_naive_oracle(
        events in prop::collection::vec(any_event(any_text()), 0..30)
    ) {
        replay(events, &CodePointRules)?;
    }

    #[test]
    fn any_sequence_of_steps_ends_with_the_rows_of_a_naive_oracle_in_german(
        events in prop::collection::vec(any_event("[abABäÄéÉeøsSßıi0-9 .’佐]{0,4}"), 0..40)
    ) {
        GERMAN.with(|german| replay(events, german))?;
    }
}

/// Rows with few distinct values, unordered.
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
fn tables_of_many_chunks_are_queried_in_small_steps_while_they_grow() {
    let mut rows = shuffled_rows(10_000);
    let later = rows.split_off(7_000);
    let mut table = BounceTable::default();
    append(&mut table, rows);
    let mut engine = QueryEngine::default();
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
        finish(&mut engine, &table, query, 700);
        assert_eq!(engine.rows(), naive::rows(&table, query, &CodePointRules));
    }
    for page in later.chunks(500) {
        append(&mut table, page.to_vec());
        finish(&mut engine, &table, &queries[0], 100);
    }
    for query in &queries {
        finish(&mut engine, &table, query, 700);
        assert_eq!(engine.rows(), naive::rows(&table, query, &CodePointRules));
    }
}

fn finish(engine: &mut QueryEngine, table: &BounceTable, query: &Query, budget: usize) {
    for _ in 0..1_000_000 {
        if engine.advance(table, query, &CodePointRules, budget) == QueryProgress::Done {
            return;
        }
    }
    panic!("{query:?} does not end");
}

#[test]
fn characters_that_arrive_during_a_sort_are_sorted_correctly() {
    let names = |names: [&str; 600]| names.map(|name| row("", name, "", "")).to_vec();
    let mut table = BounceTable::default();
    append(&mut table, names(["b"; 600]));
    let query = by(&[(SortColumn::Name, SortDirection::Ascending)]);
    let mut engine = QueryEngine::default();
    assert_eq!(engine.advance(&table, &query, &CodePointRules, 900), QueryProgress::InProgress);
    append(&mut table, names(["a"; 600]));
    finish(&mut engine, &table, &query, 900);
    assert_eq!((engine.rows()[0], engine.rows()[599]), (RowId(600), RowId(1199)));
}

#[test]
fn keys_do_not_change_during_a_sort() {
    let names: Vec<_> = ["b", "c"].repeat(600).iter().map(|name| row("", name, "", "")).collect();
    let mut table = BounceTable::default();
    append(&mut table, names);
    let query = by(&[(SortColumn::Name, SortDirection::Ascending)]);
    let mut engine = QueryEngine::default();
    // Filters all rows and reads the keys of the first half.
    assert_eq!(engine.advance(&table, &query, &CodePointRules, 1_800), QueryProgress::InProgress);
    // A frequent new character changes the codes of all others. One row is merged, not sorted.
    append(&mut table, vec![row("", &"a".repeat(600), "", "")]);
    finish(&mut engine, &table, &query, 100);
    assert_eq!(engine.rows(), naive::rows(&table, &query, &CodePointRules));
}

#[test]
fn the_previous_rows_are_kept_until_the_new_result_is_complete() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(100));
    let mut engine = QueryEngine::default();
    finish(&mut engine, &table, &Query::default(), usize::MAX);
    let previous = engine.rows().to_vec();
    let query = Query { search: "zo".to_owned(), ..Query::default() };
    assert_eq!(engine.advance(&table, &query, &CodePointRules, 50), QueryProgress::InProgress);
    assert_eq!(engine.rows(), previous);
    finish(&mut engine, &table, &query, 50);
    assert!(!engine.rows().is_empty() && engine.rows().len() < 100);
}

#[test]
fn after_a_warm_up_a_sort_only_has_to_collect_its_rows() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(10_000));
    let query = by(&[(SortColumn::Email, SortDirection::Descending)]);
    let steps_after = |is_warm: bool| {
        let mut engine = QueryEngine::default();
        finish(&mut engine, &table, &Query::default(), 100);
        while is_warm
            && engine.warm_up(&table, SortColumn::Email, &CodePointRules, 100)
                == QueryProgress::InProgress
        {}
        let steps = (0..1_000)
            .find(|_| engine.advance(&table, &query, &CodePointRules, 100) == QueryProgress::Done)
            .expect("the query ends");
        assert_eq!(engine.rows(), naive::rows(&table, &query, &CodePointRules));
        steps
    };
    assert!(steps_after(true) <= 10_000 / 100);
    assert!(steps_after(false) > 2 * steps_after(true));
}

#[test]
fn a_cached_result_takes_no_step() {
    let mut table = BounceTable::default();
    append(&mut table, shuffled_rows(5_000));
    let query = by(&[
        (SortColumn::Email, SortDirection::Ascending),
        (SortColumn::Date, SortDirection::Descending),
    ]);
    let mut engine = QueryEngine::default();
    finish(&mut engine, &table, &query, usize::MAX);
    assert_eq!(engine.advance(&table, &query, &CodePointRules, 0), QueryProgress::Done);
}

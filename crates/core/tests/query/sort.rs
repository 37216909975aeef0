//! Sorting by one column and by several.

use crate::{
    naive,
    support::{answered, any_query, any_row, any_text, by, emails, row, table_of, table_of_emails},
};
use bounces_core::{BounceTable, CodePointRules, Query, SortColumn, SortDirection};
use proptest::prelude::*;

fn some_rows() -> BounceTable {
    table_of(vec![
        row("Carla@example.org", "Zoë", "Z", "2026-11-12T09:40:00Z"),
        row("adele@example.com", "", "B", "2026-11-12T09:41:00Z"),
        row("emi@example.jp", "adele", "Z", "no date"),
        row("bola@example.com", "Bola", "Q", "2026-11-12T09:41:00Z"),
    ])
}

#[test]
fn rows_are_sorted_newest_first_by_default() {
    assert_eq!(
        emails(&some_rows(), &Query::default()),
        ["adele@example.com", "bola@example.com", "Carla@example.org", "emi@example.jp"]
    );
}

proptest! {
    #[test]
    fn all_rows_have_the_order_of_the_result_without_its_filters(
        table in proptest::collection::vec(any_row(any_text()), 0..40).prop_map(table_of),
        query in any_query(),
    ) {
        let unfiltered = Query { sort: query.sort.clone(), ..Query::default() };
        let expected = answered(&table, &unfiltered, &CodePointRules);
        prop_assert_eq!(answered(&table, &query, &CodePointRules).all_rows(), expected.rows());
    }
}

#[test]
fn sorting_by_email_ignores_case() {
    assert_eq!(
        emails(&some_rows(), &by(&[(SortColumn::Email, SortDirection::Ascending)])),
        ["adele@example.com", "bola@example.com", "Carla@example.org", "emi@example.jp"]
    );
}

#[test]
fn sorting_by_date_keeps_equal_rows_in_order_in_both_directions() {
    let table = some_rows();
    assert_eq!(
        emails(&table, &by(&[(SortColumn::Date, SortDirection::Descending)])),
        ["adele@example.com", "bola@example.com", "Carla@example.org", "emi@example.jp"]
    );
    assert_eq!(
        emails(&table, &by(&[(SortColumn::Date, SortDirection::Ascending)])),
        ["Carla@example.org", "adele@example.com", "bola@example.com", "emi@example.jp"]
    );
}

#[test]
fn dates_of_any_century_and_millisecond_are_sorted() {
    let times = [
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "2026-11-12T09:41:00.001Z",
        "2026-11-12T09:41:00.002Z",
        "1969-12-31T23:59:59.999Z",
        "2026-11-12T09:41:00.000Z",
    ];
    // Enough rows for a sort; fewer are merged by comparing them.
    let rows = times.repeat(100);
    let table = table_of(rows.iter().map(|time| row(time, "", "", time)).collect());
    let mut expected = rows;
    expected.sort_unstable();
    let ascending = by(&[(SortColumn::Date, SortDirection::Ascending)]);
    assert_eq!(emails(&table, &ascending), expected);
    expected.reverse();
    assert_eq!(emails(&table, &Query::default()), expected);
}

#[test]
fn rows_without_a_value_come_last_in_both_directions() {
    let table = some_rows();
    for direction in [SortDirection::Ascending, SortDirection::Descending] {
        let by_name = emails(&table, &by(&[(SortColumn::Name, direction)]));
        assert_eq!(by_name.last(), Some(&"adele@example.com"));
        let by_date = emails(&table, &by(&[(SortColumn::Date, direction)]));
        assert_eq!(by_date.last(), Some(&"emi@example.jp"));
    }
}

#[test]
fn rows_without_a_value_are_sorted_by_the_next_column() {
    let table = table_of(vec![
        row("c@x.de", "", "", ""),
        row("a@x.de", "", "", ""),
        row("b@x.de", "Bola", "", ""),
    ]);
    for direction in [SortDirection::Ascending, SortDirection::Descending] {
        let query =
            by(&[(SortColumn::Name, direction), (SortColumn::Email, SortDirection::Ascending)]);
        assert_eq!(emails(&table, &query), ["b@x.de", "a@x.de", "c@x.de"]);
    }
}

#[test]
fn sorting_by_reason_begins_with_the_most_severe() {
    let rows = "VXZFDSBQ".chars().map(|code| row("", "", &code.to_string(), ""));
    let table = table_of(rows.collect());
    let engine =
        answered(&table, &by(&[(SortColumn::Reason, SortDirection::Ascending)]), &CodePointRules);
    let codes: String = engine.rows().iter().map(|row| table.code(*row).as_str()).collect();
    assert_eq!(codes, "BSDFZXVQ");
}

#[test]
fn equal_rows_are_sorted_by_the_second_column_and_otherwise_keep_their_order() {
    use SortColumn::{Email, Name, Reason};
    use SortDirection::{Ascending, Descending};
    let table = table_of(vec![
        row("1@x.de", "Bola", "Z", "2026-11-12T09:40:00Z"),
        row("2@x.de", "Ada", "Z", "2026-11-12T09:41:00Z"),
        row("3@x.de", "Bola", "B", "2026-11-12T09:42:00Z"),
        row("4@x.de", "Ada", "Z", "2026-11-12T09:41:00Z"),
    ]);
    assert_eq!(
        emails(&table, &by(&[(Reason, Ascending), (Name, Ascending)])),
        ["3@x.de", "2@x.de", "4@x.de", "1@x.de"]
    );
    assert_eq!(
        emails(&table, &by(&[(Name, Descending), (Reason, Descending), (Email, Descending)])),
        ["1@x.de", "3@x.de", "4@x.de", "2@x.de"]
    );
}

#[test]
fn texts_with_a_long_common_prefix_are_distinguished() {
    let [short, long] = [70, 3_000].map(|length| "anna".repeat(length));
    let texts = [format!("{long}b"), format!("{short}b"), format!("{long}A"), format!("{long}a")];
    let table = table_of_emails(texts.iter().map(String::as_str));
    assert_eq!(
        emails(&table, &by(&[(SortColumn::Email, SortDirection::Ascending)])),
        [&*texts[3], &texts[2], &texts[0], &texts[1]]
    );
}

#[test]
fn an_empty_table_has_no_rows_in_any_order() {
    for column in SortColumn::ALL {
        let sort =
            [(column, SortDirection::Ascending), (SortColumn::Date, SortDirection::Ascending)];
        assert_eq!(emails(&BounceTable::default(), &by(&sort)), <[&str; 0]>::default());
    }
}

proptest! {
    #[test]
    fn the_order_equals_that_of_a_naive_oracle(
        rows in prop::collection::vec(any_row(any_text()), 0..80), query in any_query()
    ) {
        let table = table_of(rows);
        let engine = answered(&table, &query, &CodePointRules);
        prop_assert_eq!(engine.rows(), naive::rows(&table, &query, &CodePointRules));
    }
}

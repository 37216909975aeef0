//! Tables and queries for tests: made by hand, and generated.

use bounces_core::{
    BounceCode, BounceTable, CodePointRules, LocaleRules, NextStep, ProviderFamily, Query,
    QueryEngine, QueryProgress, SortColumn, SortDirection, SortKey, SortKeys, Timestamp,
    time::MILLISECONDS_PER_DAY,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

pub(crate) type Row = TrackingActivity<'static>;

pub(crate) fn row(email: &str, name: &str, code: &str, time: &str) -> Row {
    TrackingActivity {
        email_address: Some(email.to_owned().into()),
        first_name: Some(name.to_owned().into()),
        bounce_code: Some(code.to_owned().into()),
        created_time: Some(time.to_owned().into()),
        ..TrackingActivity::default()
    }
}

pub(crate) fn append(table: &mut BounceTable, rows: Vec<Row>) {
    table.append(&BouncesPage { tracking_activities: rows, ..BouncesPage::default() });
}

pub(crate) fn table_of(rows: Vec<Row>) -> BounceTable {
    let mut table = BounceTable::default();
    append(&mut table, rows);
    table
}

/// A table whose rows have only these addresses.
pub(crate) fn table_of_emails<'a>(emails: impl IntoIterator<Item = &'a str>) -> BounceTable {
    table_of(emails.into_iter().map(|email| row(email, "", "", "")).collect())
}

/// A table whose rows have only these names.
pub(crate) fn table_of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> BounceTable {
    table_of(names.into_iter().map(|name| row("", name, "", "")).collect())
}

/// Answers a query in one step.
pub(crate) fn answered(
    table: &BounceTable,
    query: &Query,
    locale: &dyn LocaleRules,
) -> QueryEngine {
    let mut engine = QueryEngine::default();
    assert_eq!(engine.advance(table, query, locale, usize::MAX), QueryProgress::Done);
    engine
}

/// The addresses of the matching rows, with the order of code points.
pub(crate) fn emails<'a>(table: &'a BounceTable, query: &Query) -> Vec<&'a str> {
    let engine = answered(table, query, &CodePointRules);
    engine.rows().iter().map(|row| table.email(*row)).collect()
}

/// All rows, sorted by these columns.
pub(crate) fn by(keys: &[(SortColumn, SortDirection)]) -> Query {
    let keys =
        keys.iter().map(|(column, direction)| SortKey { column: *column, direction: *direction });
    Query { sort: SortKeys::new(keys), ..Query::default() }
}

/// Few distinct values, so that rows are often equal and queries often match.
pub(crate) fn any_row(text: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Row> {
    let email = prop_oneof![
        4 => (text.clone(), r"(x\.de|X\.DE|y\.org|münchen\.de)").prop_map(|(local, domain)| format!("{local}@{domain}")),
        1 => (text.clone(), r"(gmail\.com|Googlemail\.com|web\.de|gmx\.net)").prop_map(|(local, domain)| format!("{local}@{domain}")),
        1 => text.clone(),
    ];
    let code = prop_oneof![4 => "[BDFSVXZbq]{0,1}", 1 => ".{0,3}"];
    let time = prop_oneof![
        4 => "2026-11-(0|1|2|3)[0-9]T09:4[0-3]:00(Z|\\+01:00)",
        1 => Just(String::new()),
        1 => Just("2026-02-30".to_owned())
    ];
    (email, text, code, time).prop_map(|(email, name, code, time)| row(&email, &name, &code, &time))
}

/// Texts that differ in accents and case, and some arbitrary ones.
pub(crate) fn any_text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        4 => "[abAB]{0,3}",
        2 => "[aäÄßẞsSİıiéÉeł佐Σςσ’'ﬁＡ ]{0,4}",
        1 => ".{0,4}",
        1 => Just("a".repeat(90)),
    ]
}

pub(crate) fn any_query() -> impl Strategy<Value = Query> {
    let direction = prop::sample::select(&[SortDirection::Ascending, SortDirection::Descending]);
    let key = (prop::sample::select(&SortColumn::ALL), direction)
        .prop_map(|(column, direction)| SortKey { column, direction });
    let sort = prop::collection::vec(key, 1..=3).prop_map(SortKeys::new);
    let codes = prop::sample::subsequence(BounceCode::ALL.to_vec(), 0..4);
    let search = prop_oneof![
        2 => Just(String::new()),
        3 => "[abäAesßiıfſ ]{0,3}",
        1 => "(x\\.de|a @|@Y|é É|\u{301}|a\u{301}|Σ|münchen)",
    ];
    let domain = prop::option::weighted(0.3, r"(x\.de|Y\.org|münchen\.de|nowhere)");
    let moment = || {
        let days = (1_i64..31).prop_map(|day| 1_793_491_200_000 + day * MILLISECONDS_PER_DAY);
        prop::option::weighted(0.3, days.prop_map(Timestamp::from_milliseconds))
    };
    let provider = prop::option::weighted(0.2, prop::sample::select(&ProviderFamily::ALL[..5]));
    let only = (prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    let step = prop::option::weighted(0.3, prop::sample::select(&NextStep::ALL));
    let (hosts, times) = ((domain, provider), (moment(), moment(), moment()));
    (codes, search, hosts, times, only, step, sort).prop_map(
        |(codes, search, (domain, provider), (from, before, sent), only, step, sort)| {
            let (removable_only, repeats_only) = only;
            Query {
                codes: codes.into_iter().collect(),
                search,
                domain,
                provider,
                from,
                before,
                sent,
                removable_only,
                step,
                repeats_only,
                sort,
            }
        },
    )
}

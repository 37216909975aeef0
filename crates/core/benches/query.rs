//! Benchmarks of queries: sort, search and filters, also while pages arrive.

use crate::support::{PAGE_SIZE, SIZES, page, table};
use bounces_core::{
    BounceCode, BounceTable, Query, QueryEngine, SortColumn, SortDirection, SortKey, SortKeys,
    Timestamp,
};
use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, measurement::WallTime};

fn by(keys: &[(SortColumn, SortDirection)]) -> Query {
    let keys =
        keys.iter().map(|(column, direction)| SortKey { column: *column, direction: *direction });
    Query { sort: SortKeys::new(keys), ..Query::default() }
}

fn ordered(table: &BounceTable, query: &Query) -> QueryEngine {
    let mut engine = QueryEngine::default();
    engine.update(table, query);
    engine
}

/// Measures the change from one query to another.
fn measure_change(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    table: &BounceTable,
    [from, to]: [&Query; 2],
) {
    let engine = ordered(table, from);
    group.bench_function(BenchmarkId::new(name, table.len()), |bencher| {
        bencher.iter_batched_ref(
            || engine.clone(),
            |engine| engine.update(table, to),
            BatchSize::PerIteration,
        );
    });
}

pub(crate) fn sort(criterion: &mut Criterion) {
    use SortColumn::{Email, Name, Reason};
    use SortDirection::{Ascending, Descending};
    let mut group = criterion.benchmark_group("sort");
    group.sample_size(10);
    let all = Query::default();
    for table in SIZES.map(table) {
        for (name, keys) in [
            ("email", &[(Email, Ascending)][..]),
            ("name", &[(Name, Ascending)]),
            ("reason", &[(Reason, Ascending)]),
            ("reason, then name", &[(Reason, Ascending), (Name, Ascending)]),
        ] {
            measure_change(&mut group, name, &table, [&all, &by(keys)]);
        }
        // Rows are in the order of their dates already, so this measures the initial order of a report.
        group.bench_function(BenchmarkId::new("date", table.len()), |bencher| {
            bencher.iter(|| ordered(&table, &all));
        });
        let reversed = [&by(&[(Email, Ascending)]), &by(&[(Email, Descending)])];
        measure_change(&mut group, "email, reversed", &table, reversed);
    }
}

pub(crate) fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10);
    let search_for = |text: &str| Query {
        search: text.to_owned(),
        ..by(&[(SortColumn::Email, SortDirection::Ascending)])
    };
    for table in SIZES.map(table) {
        for (name, from, to) in [
            ("one letter", "", "e"),
            ("common word", "", "gmail"),
            ("rare word", "", "carter77"),
            ("word with an accent", "", "müller"),
            ("two words", "", "anna outlook"),
            ("additional letter", "carter7", "carter77"),
            ("cleared", "carter77", ""),
        ] {
            measure_change(&mut group, name, &table, [&search_for(from), &search_for(to)]);
        }
    }
}

pub(crate) fn filter(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("filter");
    group.sample_size(10);
    let all = by(&[(SortColumn::Email, SortDirection::Ascending)]);
    for table in SIZES.map(table) {
        let code = Query { codes: [BounceCode::Blocked].into_iter().collect(), ..all.clone() };
        let domain = Query { domain: Some("outlook.com".to_owned()), ..all.clone() };
        let range = Query {
            from: Timestamp::parse("2026-11-12T12:00:00Z"),
            before: Timestamp::parse("2026-11-14"),
            ..all.clone()
        };
        let both = Query { codes: code.codes, ..domain.clone() };
        measure_change(&mut group, "code", &table, [&all, &code]);
        measure_change(&mut group, "domain", &table, [&all, &domain]);
        measure_change(&mut group, "date", &table, [&all, &range]);
        measure_change(&mut group, "code and domain", &table, [&domain, &both]);
    }
}

pub(crate) fn additional_page(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("additional page");
    group.sample_size(10);
    for size in SIZES {
        let before = table(size);
        let mut after = before.clone();
        after.append(&page(size..size + PAGE_SIZE, size + PAGE_SIZE));
        for (name, query) in [
            ("sorted by date", Query::default()),
            ("sorted by email", by(&[(SortColumn::Email, SortDirection::Ascending)])),
            ("searched", Query { search: "gmail".to_owned(), ..Query::default() }),
        ] {
            let engine = ordered(&before, &query);
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter_batched_ref(
                    || engine.clone(),
                    |engine| engine.update(&after, &query),
                    BatchSize::PerIteration,
                );
            });
        }
    }
}

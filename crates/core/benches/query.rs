//! How long a query takes: sort, search, filters, and what they cost while pages arrive.

use crate::support::{PAGE, SIZES, page, table};
use bounces_core::{
    BounceCode, BounceTable, Query, RowOrder, SortColumn, SortDirection, SortKey, SortKeys,
    Timestamp,
};
use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, measurement::WallTime};

fn by(keys: &[(SortColumn, SortDirection)]) -> Query {
    let keys =
        keys.iter().map(|(column, direction)| SortKey { column: *column, direction: *direction });
    Query { sort: SortKeys::new(keys), ..Query::default() }
}

fn ordered(table: &BounceTable, query: &Query) -> RowOrder {
    let mut order = RowOrder::default();
    order.update(table, query);
    order
}

/// Measures how long it takes from the order of one query to that of another.
fn from_to(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    table: &BounceTable,
    [from, to]: [&Query; 2],
) {
    let order = ordered(table, from);
    group.bench_function(BenchmarkId::new(name, table.len()), |bencher| {
        bencher.iter_batched_ref(
            || order.clone(),
            |order| order.update(table, to),
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
            from_to(&mut group, name, &table, [&all, &by(keys)]);
        }
        // Rows stand by date already: what is measured is the first order of a report.
        group.bench_function(BenchmarkId::new("date", table.len()), |bencher| {
            bencher.iter(|| ordered(&table, &all));
        });
        let turned = [&by(&[(Email, Ascending)]), &by(&[(Email, Descending)])];
        from_to(&mut group, "email, turned round", &table, turned);
    }
}

pub(crate) fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10);
    let searched = |text: &str| Query {
        search: text.to_owned(),
        ..by(&[(SortColumn::Email, SortDirection::Ascending)])
    };
    for table in SIZES.map(table) {
        for (name, from, to) in [
            ("one letter", "", "e"),
            ("a word that many have", "", "gmail"),
            ("a word that few have", "", "carter77"),
            ("a word with an accent", "", "müller"),
            ("two words", "", "anna outlook"),
            ("one letter more", "carter7", "carter77"),
            ("none any more", "carter77", ""),
        ] {
            from_to(&mut group, name, &table, [&searched(from), &searched(to)]);
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
        from_to(&mut group, "code", &table, [&all, &code]);
        from_to(&mut group, "domain", &table, [&all, &domain]);
        from_to(&mut group, "date", &table, [&all, &range]);
        from_to(&mut group, "code beside a domain", &table, [&domain, &both]);
    }
}

pub(crate) fn arrive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one page more");
    group.sample_size(10);
    for size in SIZES {
        let former = table(size);
        let mut longer = former.clone();
        longer.append(&page(size..size + PAGE, size + PAGE));
        for (name, query) in [
            ("by date", Query::default()),
            ("by email", by(&[(SortColumn::Email, SortDirection::Ascending)])),
            ("searched", Query { search: "gmail".to_owned(), ..Query::default() }),
        ] {
            let order = ordered(&former, &query);
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter_batched_ref(
                    || order.clone(),
                    |order| order.update(&longer, &query),
                    BatchSize::PerIteration,
                );
            });
        }
    }
}

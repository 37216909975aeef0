//! Benchmarks of joining the bounces of an earlier email with the contacts of a report: all of them bounced
//! in both, which is the most work.

use crate::support::{SIZES, pages, table};
use bounces_core::{
    Timestamp, Uuid,
    history::{EarlierBounces, EarlierEmail, MAX_EMAILS},
};
use criterion::{BenchmarkId, Criterion, Throughput};

fn emails() -> Vec<EarlierEmail> {
    let sent = Timestamp::from_milliseconds(0);
    vec![EarlierEmail { campaign: Uuid::NIL, sent }; MAX_EMAILS]
}

pub(crate) fn join(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("history");
    group.sample_size(10);
    for size in SIZES {
        let (table, pages) = (table(size), pages(size).collect::<Vec<_>>());
        let index = || {
            let mut earlier = EarlierBounces::new(table.len(), &emails(), MAX_EMAILS);
            earlier.add_contacts(table.contacts());
            earlier
        };
        let earlier = index();
        group.throughput(Throughput::Elements(u64::from(size)));
        group.bench_function(BenchmarkId::new("index", size), |bencher| {
            bencher.iter_with_large_drop(index);
        });
        group.bench_function(BenchmarkId::new("join one email", size), |bencher| {
            bencher.iter_batched_ref(
                || earlier.clone(),
                |earlier| {
                    earlier.begin(0);
                    for page in &pages {
                        earlier.append(0, page);
                    }
                    earlier.finish(0, true);
                },
                criterion::BatchSize::LargeInput,
            );
        });
        let mut read = earlier.clone();
        for email in 0..MAX_EMAILS {
            for page in &pages {
                read.append(email, page);
            }
            read.finish(email, true);
        }
        group.bench_function(BenchmarkId::new("rules of all rows", size), |bencher| {
            bencher.iter(|| table.rows().map(|row| u32::from(read.recent(row).any)).sum::<u32>());
        });
    }
}

//! Benchmarks of decoding pages and appending them to the table.

use crate::support::{SIZES, pages};
use bounces_core::{BounceTable, wire::decode_page};
use criterion::{BenchmarkId, Criterion, Throughput};

pub(crate) fn decode(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    group.sample_size(10);
    for size in SIZES {
        let responses: Vec<_> =
            pages(size).filter_map(|page| serde_json::to_vec(&page).ok()).collect();
        group.throughput(Throughput::Bytes(
            responses.iter().map(|response| response.len() as u64).sum(),
        ));
        group.bench_function(BenchmarkId::new("pages", size), |bencher| {
            bencher.iter(|| {
                let pages = responses.iter().filter_map(|response| decode_page(response).ok());
                pages.map(|page| page.tracking_activities.len()).sum::<usize>()
            });
        });
    }
}

pub(crate) fn append(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("append");
    group.sample_size(10);
    for size in SIZES {
        let pages: Vec<_> = pages(size).collect();
        group.throughput(Throughput::Elements(u64::from(size)));
        group.bench_function(BenchmarkId::new("pages", size), |bencher| {
            bencher.iter_with_large_drop(|| {
                let mut table = BounceTable::default();
                for page in &pages {
                    table.append(page);
                }
                table
            });
        });
    }
}

//! Benchmarks of summaries, suggestions and exports.

use crate::support::{PAGE_SIZE, SIZES, page, table};
use bounces_core::{
    BounceCode, BounceTable, CodeSet, Export, ExportField, Group, NextStep, Suggestions, Timestamp,
    ViewState,
    export::{CsvLabels, ExportMetadata},
    summary::{Discrepancy, Summary, TopDomains, group_by_family},
    wire::{BouncesPage, StatsCounts, TrackingActivity},
};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use std::hint::black_box;

pub(crate) fn summary(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("summary");
    group.sample_size(20);
    for table in SIZES.map(table) {
        let stats = StatsCounts { em_bounces: Some(1), ..StatsCounts::default() };
        group.bench_function(BenchmarkId::new("counts", table.len()), |bencher| {
            bencher.iter(|| {
                let summary = Summary::from_rows(black_box(&table), Some(1));
                (summary, Discrepancy::between(&stats, &table, CodeSet::EMPTY))
            });
        });
        group.bench_function(BenchmarkId::new("top domains", table.len()), |bencher| {
            let counts = |domain| (domain, table.domain_counts(domain));
            bencher.iter(|| TopDomains::new(table.domains().map(counts), 8));
        });
        group.bench_function(BenchmarkId::new("provider families", table.len()), |bencher| {
            let counts = |domain| (domain, table.domain_counts(domain));
            bencher.iter(|| group_by_family(&table, table.domains().map(counts)));
        });
    }
}

/// A table with as many domains as is realistic: three rows per domain.
fn table_of_companies(count: u32) -> BounceTable {
    let row = |number: u32| TrackingActivity {
        email_address: Some(format!("a@{:x}-{}.example", number % (count / 3), "works").into()),
        bounce_code: Some("B".into()),
        ..TrackingActivity::default()
    };
    let mut table = BounceTable::default();
    let tracking_activities = (0..count).map(row).collect();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    table
}

fn suggestions(table: &BounceTable) -> Suggestions {
    let mut suggestions = Suggestions::default();
    suggestions.update(table);
    suggestions
}

pub(crate) fn suggest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("suggest");
    group.sample_size(10);
    for (name, make) in [
        ("mixed domains", table as fn(u32) -> BounceTable),
        ("company domains", table_of_companies),
    ] {
        for (size, mut table) in SIZES.map(|size| (size, make(size))) {
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| suggestions(&table));
            });
            let known = suggestions(&table);
            table.append(&page(size..size + PAGE_SIZE, size + PAGE_SIZE));
            group.bench_function(
                BenchmarkId::new(format!("{name}, additional page"), size),
                |bencher| {
                    bencher.iter_batched_ref(
                        || known.clone(),
                        |known| known.update(&table),
                        BatchSize::PerIteration,
                    );
                },
            );
        }
    }
}

pub(crate) fn export(criterion: &mut Criterion) {
    let labels = CsvLabels {
        headings: ExportField::ALL.map(|column| format!("{column:?}")),
        reasons: BounceCode::ALL.map(|code| format!("Non-existent address {}", code.as_str())),
        groups: Group::ALL.map(|group| format!("{group:?}")),
        steps: NextStep::ALL.map(|step| format!("Step {}", step.id())),
        unknown_date: "unknown date".to_owned(),
        yes: "yes".to_owned(),
        no: "no".to_owned(),
        metadata: ["Campaign", "Filters", "Exported at", "Completeness"]
            .map(|column| (column.to_owned(), format!("{column} of November")))
            .into(),
    };
    let metadata = ExportMetadata {
        campaign_activity_id: String::new(),
        campaign: None,
        view: ViewState::default(),
        exported_at: Timestamp::from_milliseconds(0),
        is_complete: true,
        rows_read: 0,
        rows_expected: None,
    };
    let mut group = criterion.benchmark_group("export");
    group.sample_size(10);
    for table in SIZES.map(table) {
        let suggestions = suggestions(&table);
        let length = |mut export: Export| {
            let blocks = std::iter::from_fn(|| export.next_block(&table, &suggestions));
            blocks.map(|block| block.len() as u64).sum::<u64>()
        };
        let csv = || length(Export::csv(table.rows().collect(), &labels));
        let json = || length(Export::json(table.rows().collect(), &metadata));
        for (name, write) in [("csv", &csv as &dyn Fn() -> u64), ("json", &json)] {
            group.throughput(Throughput::Bytes(write()));
            group.bench_function(BenchmarkId::new(name, table.len()), |bencher| {
                bencher.iter(write);
            });
        }
    }
}

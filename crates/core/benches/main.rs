//! Benchmarks of core at 10,000, 100,000 and 1,000,000 rows. Run all with `cargo bench -p bounces-core`,
//! or some with a filter, such as `cargo bench -p bounces-core -- sort/email`.

mod history;
mod query;
mod rules;
mod support;
mod table;

use criterion::{criterion_group, criterion_main};

criterion_group!(table, table::decode, table::append);
criterion_group!(query, query::sort, query::search, query::filter, query::additional_page);
criterion_group!(rules, rules::summary, rules::suggest, rules::export);
criterion_group!(earlier, history::join);
criterion_main!(table, query, rules, earlier);

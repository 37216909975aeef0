//! How long core takes, at 10,000, 100,000 and 1,000,000 rows: `cargo bench -p bounces-core`, and for
//! some of it `cargo bench -p bounces-core -- sort/email`. What is measured stands in the modules.

mod query;
mod rules;
mod support;
mod table;

use criterion::{criterion_group, criterion_main};

criterion_group!(table, table::decode, table::append);
criterion_group!(query, query::sort, query::search, query::filter, query::arrive);
criterion_group!(rules, rules::summary, rules::suggest, rules::export);
criterion_main!(table, query, rules);

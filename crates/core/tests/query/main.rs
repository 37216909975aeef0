//! Tests of the query engine: matching rows, their order, facets and budgets.

mod collation;
mod cost;
mod facets;
mod filter;
mod icu;
mod locale_rules;
mod naive;
mod query;
mod search;
mod sort;
mod steps;
mod support;

//! Which rows a query gives, in which order.

mod collation;
mod facets;
mod filter;
mod icu;
mod naive;
mod query;
mod search;
mod sort;
mod steps;
mod support;

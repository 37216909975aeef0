//! Tests of the summary: counts, discrepancies, domains, blocked messages and the send schedule.

mod blocked;
mod counts;
mod discrepancy;
mod domains;
mod schedule;
mod support;

//! Tests of the summary: counts, discrepancies, domains and the send schedule.

mod counts;
mod discrepancy;
mod domains;
mod schedule;
mod support;

//! Differences between the statistics and the rows.
//!
//! The upstream counts them independently, and they differ for a while after a send. Neither is
//! wrong, so the widget shows both.

use super::counts::{documented_codes, stats_count, total};
use crate::{BounceCode, BounceTable, CodeSet, wire::StatsCounts};

/// The counts of the statistics and of the rows, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// Bounces according to the statistics; `None` if they do not count them.
    pub stats: Option<u64>,
    /// Rows in the table.
    pub rows: u64,
    /// Rows that could not be read, which may explain a part of the difference.
    pub unreadable_rows: u64,
    /// The codes whose counts differ, the most severe first; empty if only the totals differ.
    pub codes: Vec<CodeDiscrepancy>,
}

/// A code whose counts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeDiscrepancy {
    /// The code. It is documented, because the statistics count no others.
    pub code: BounceCode<'static>,
    /// Bounces according to the statistics.
    pub stats: u64,
    /// Rows in the table.
    pub rows: u64,
}

impl Discrepancy {
    /// Compares the statistics with the rows, which must be complete. `None` if they agree as far
    /// as the statistics count.
    ///
    /// If the host restricted the report to some `codes`, only these are compared.
    pub fn between(stats: &StatsCounts, table: &BounceTable, codes: CodeSet) -> Option<Self> {
        let code_counts = table.code_counts();
        let rows_with = |code: BounceCode<'_>| u64::from(code_counts[usize::from(code.index())]);
        let differing: Vec<_> = documented_codes(codes)
            .filter_map(|code| {
                let (stats, rows) = (stats_count(stats, code)?, rows_with(code));
                (stats != rows).then_some(CodeDiscrepancy { code, stats, rows })
            })
            .collect();
        let stats = total(stats, codes);
        let rows = if codes.is_empty() {
            code_counts.into_iter().map(u64::from).sum()
        } else {
            documented_codes(codes).map(rows_with).sum()
        };
        let totals_differ = stats.is_some_and(|stats| stats != rows);
        (totals_differ || !differing.is_empty()).then(|| Self {
            stats,
            rows,
            unreadable_rows: table.unreadable_rows().try_into().unwrap_or(u64::MAX),
            codes: differing,
        })
    }
}

//! Whether the statistics and the rows say the same, and what each says if not.
//!
//! The upstream counts both apart, and they differ for a while after a send. Neither is wrong, so
//! both are shown.

use super::{counted_codes, stats_count, total};
use crate::{BounceCode, BounceTable, CodeSet, wire::StatsCounts};

/// What the statistics say and what the rows say, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// Bounces as the statistics count them; `None` if they do not.
    pub stats: Option<u64>,
    /// Rows in the table.
    pub rows: u64,
    /// Rows that could not be read, and may explain some of the difference.
    pub unreadable_rows: u64,
    /// The codes whose counts differ, the most severe first; empty if only the totals do.
    pub codes: Vec<CodeDiscrepancy>,
}

/// A code whose counts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeDiscrepancy {
    /// The code, one that is documented: the statistics count no other.
    pub code: BounceCode<'static>,
    /// Bounces as the statistics count them.
    pub stats: u64,
    /// Rows in the table.
    pub rows: u64,
}

impl Discrepancy {
    /// Compares the statistics with all rows, which have to be complete. `None` if they agree, as
    /// far as the statistics say anything.
    ///
    /// If the host restricted the report to some `codes`, only these are compared.
    pub fn between(stats: &StatsCounts, table: &BounceTable, codes: CodeSet) -> Option<Self> {
        let code_counts = table.code_counts();
        let rows_with = |code: BounceCode<'_>| u64::from(code_counts[usize::from(code.index())]);
        let differing: Vec<_> = counted_codes(codes)
            .filter_map(|code| {
                let (stats, rows) = (stats_count(stats, code)?, rows_with(code));
                (stats != rows).then_some(CodeDiscrepancy { code, stats, rows })
            })
            .collect();
        let stats = total(stats, codes);
        let rows = if codes.is_empty() {
            code_counts.into_iter().map(u64::from).sum()
        } else {
            counted_codes(codes).map(rows_with).sum()
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

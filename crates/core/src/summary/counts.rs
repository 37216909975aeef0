//! Counts of the upstream's statistics, by code.

use crate::{BounceCode, CodeCounts, CodeSet, wire::StatsCounts};

/// How many bounces with a code the statistics count, if they do.
pub fn stats_count(stats: &StatsCounts, code: BounceCode<'_>) -> Option<u64> {
    match code {
        BounceCode::NonExistent => stats.em_bounces_nonexistent_address,
        BounceCode::Suspended => stats.em_bounces_suspended,
        BounceCode::Undeliverable => stats.em_bounces_undeliverable,
        BounceCode::Full => stats.em_bounces_mailbox_full,
        BounceCode::Blocked => stats.em_bounces_blocked,
        BounceCode::Other => stats.em_bounces_other,
        BounceCode::Vacation => stats.em_bounces_vacation,
        BounceCode::Unknown(_) => None,
    }
}

/// How many bounces with each code the statistics count, while rows are missing; only those of a
/// restricted report. They do not count undocumented codes.
///
/// `None` if a count is missing, or if `rows` has more rows with a code already: then the statistics
/// are older than the rows.
pub fn stats_by_code(stats: &StatsCounts, codes: CodeSet, rows: &CodeCounts) -> Option<CodeCounts> {
    let mut counts = CodeCounts::default();
    for code in documented_codes(codes) {
        let index = usize::from(code.index());
        counts[index] = u32::try_from(stats_count(stats, code)?).ok()?;
    }
    counts.iter().zip(rows).all(|(count, rows)| count >= rows).then_some(counts)
}

/// All bounces, or those with the codes of a restricted report.
pub(super) fn total(stats: &StatsCounts, codes: CodeSet) -> Option<u64> {
    let sum = sum_of(stats, codes, |_| true);
    if codes.is_empty() { stats.em_bounces.or(sum) } else { sum }
}

/// The bounces with certain codes; `None` if one of the counts is missing.
pub(super) fn sum_of(
    stats: &StatsCounts,
    codes: CodeSet,
    is_included: impl Fn(BounceCode<'static>) -> bool,
) -> Option<u64> {
    let included = documented_codes(codes).filter(|code| is_included(*code));
    included
        .map(|code| stats_count(stats, code))
        .try_fold(0, |sum: u64, count| sum.checked_add(count?))
}

/// The codes that the statistics count; of a restricted report, only those of `codes`.
pub(super) fn documented_codes(codes: CodeSet) -> impl Iterator<Item = BounceCode<'static>> {
    let documented = BounceCode::ALL.into_iter().filter(|code| *code != BounceCode::Unknown(""));
    documented.filter(move |code| codes.is_empty() || codes.contains(*code))
}

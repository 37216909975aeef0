//! Marks: the one thing worth knowing about a domain in the list of domains.

use super::mail_hosts::MailHost;
use crate::{BounceCode, BounceTable, CodeCounts, Suggestions};

/// What is remarkable about a domain or a provider family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainMark<'a> {
    /// It is probably mistyped, and this domain was meant.
    LooksLike(&'a str),
    /// One reason has most of its rows, and far more than elsewhere.
    Reason {
        /// The reason. It is documented.
        code: BounceCode<'static>,
        /// Its rows with this reason.
        rows: u32,
    },
}

/// Fewer rows than this may have any distribution of reasons by coincidence.
const MIN_ROWS: u64 = 20;

impl<'a> DomainMark<'a> {
    /// The mark of a domain or a family, if it has one. A likely typo comes first, because it
    /// explains its bounces.
    ///
    /// A reason is remarkable if it has 60 % of the rows, which are 20 or more, and at least twice
    /// its share of all rows. `codes` are the rows of the mail host, `all_codes` those of all hosts
    /// under the same filters.
    pub fn new(
        table: &'a BounceTable,
        suggestions: &Suggestions,
        host: MailHost,
        codes: &CodeCounts,
        all_codes: &CodeCounts,
    ) -> Option<Self> {
        let intended = match host {
            MailHost::Domain(domain) => suggestions.for_domain(table, domain),
            MailHost::Family(_) => None,
        };
        intended.map(Self::LooksLike).or_else(|| Self::of_reason(codes, all_codes))
    }

    fn of_reason(codes: &CodeCounts, all_codes: &CodeCounts) -> Option<Self> {
        let [rows, all_rows] = [codes, all_codes].map(sum);
        if rows < MIN_ROWS {
            return None;
        }
        let (code, (count, all)) = BounceCode::ALL
            .into_iter()
            .filter(|code| *code != BounceCode::Unknown(""))
            .zip(codes.iter().zip(all_codes))
            .max_by_key(|(_, (count, _))| **count)?;
        let [with_code, all_with_code] = [*count, *all].map(u64::from);
        let is_remarkable =
            with_code * 5 >= rows * 3 && with_code * all_rows >= 2 * all_with_code * rows;
        is_remarkable.then_some(Self::Reason { code, rows: *count })
    }
}

fn sum(counts: &CodeCounts) -> u64 {
    counts.iter().copied().map(u64::from).sum()
}

//! The domains with the most bounces, and unusual concentrations at one domain.

use crate::{BounceCode, BounceTable, DomainId, Group};
use std::cmp::Reverse;

/// How many rows a domain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomainCount {
    /// The domain.
    pub domain: DomainId,
    /// Its rows in each group, by [`Group::index`].
    pub groups: [u32; Group::ALL.len()],
}

impl DomainCount {
    /// All its rows.
    pub fn total(&self) -> u32 {
        self.groups.iter().sum()
    }
}

/// The domains with the most rows, and how many others there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopDomains {
    /// The domains with the most rows, in descending order. Domains with equal counts are in the
    /// order of their first rows.
    pub top: Vec<DomainCount>,
    /// How many more domains have rows.
    pub more_domains: usize,
    /// How many rows those have.
    pub more_rows: u64,
}

impl TopDomains {
    /// The top `limit` domains. Domains without rows, which a filter may leave, do not count.
    ///
    /// The counts come from [`BounceTable::domain_counts`], or from
    /// [`RowOrder::domain_counts`](crate::RowOrder::domain_counts) to reflect the filters.
    pub fn new(
        counts: impl IntoIterator<Item = (DomainId, [u32; Group::ALL.len()])>,
        limit: usize,
    ) -> Self {
        let counts = counts.into_iter().map(|(domain, groups)| DomainCount { domain, groups });
        let has_rows = |count: &DomainCount| count.groups.iter().any(|rows| *rows > 0);
        Self::select(counts.filter(has_rows).collect(), limit)
    }

    fn select(mut all: Vec<DomainCount>, limit: usize) -> Self {
        let rank = |count: &DomainCount| (Reverse(count.total()), count.domain);
        // Sorting a few is cheap, sorting a hundred thousand after each key press is not.
        if limit < all.len() {
            all.select_nth_unstable_by_key(limit, rank);
        }
        let rest = all.split_off(limit.min(all.len()));
        all.sort_unstable_by_key(rank);
        Self {
            top: all,
            more_domains: rest.len(),
            more_rows: rest.iter().map(|count| u64::from(count.total())).sum(),
        }
    }
}

/// An unusual share of a code at one domain: "22 of 26 blocked are at outlook.com".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concentration {
    /// The code, which is documented and not [`BounceCode::Vacation`].
    pub code: BounceCode<'static>,
    /// The domain that most rows with this code have.
    pub domain: DomainId,
    /// The rows with this code at this domain.
    pub count: u32,
    /// All rows with this code.
    pub code_total: u32,
}

/// A code with fewer rows than this has no concentrations, because they may be coincidence.
const MIN_ROWS: u32 = 10;

/// The concentrations among all rows, in descending order of weight, which is how many more rows
/// the domain has than it would have if the code were distributed like the others.
///
/// A domain has a concentration of a code if the code has at least ten rows, at least three in five
/// of them are at the domain, and that is at least one and a half times the domain's share of the
/// rows with other codes. So a domain with most rows of every code has none, nor has the only
/// domain of a report. Delivered messages (`V`) and undocumented codes require no action and are
/// not reported.
///
/// It reads all rows (3 ms natively for a million): call it when rows were added, not when
/// something is drawn.
pub fn concentrations(table: &BounceTable) -> Vec<Concentration> {
    let mut counts = vec![[0_u32; BounceCode::ALL.len()]; table.domains().len()];
    for chunk in table.chunks() {
        for (code, domain) in chunk.codes().iter().zip(chunk.domains()) {
            if let Some(counts) = counts.get_mut(*domain as usize) {
                counts[usize::from(*code)] += 1;
            }
        }
    }
    let mut weighted: Vec<(Reverse<i64>, Concentration)> = BounceCode::ALL
        .into_iter()
        .filter(|code| code.group() != Group::Delivered && *code != BounceCode::Unknown(""))
        .filter_map(|code| concentration_of(code, table, &counts))
        .collect();
    weighted.sort_by_key(|(weight, _)| *weight);
    weighted.into_iter().map(|(_, concentration)| concentration).collect()
}

/// The concentration of a code, if it has one, and its weight. `counts` has the rows of each domain
/// and code.
fn concentration_of(
    code: BounceCode<'static>,
    table: &BounceTable,
    counts: &[[u32; BounceCode::ALL.len()]],
) -> Option<(Reverse<i64>, Concentration)> {
    let index = usize::from(code.index());
    let code_total = table.code_counts()[index];
    let (domain, counts) = table.domains().zip(counts).max_by_key(|(_, counts)| counts[index])?;
    let count = counts[index];
    let [with_code, with_code_here, all_here] =
        [code_total, count, counts.iter().sum()].map(|rows: u32| i64::from(rows));
    let others = i64::try_from(table.len()).ok()? - with_code;
    let others_here = all_here - with_code_here;
    let is_concentrated = code_total >= MIN_ROWS
        && with_code_here * 5 >= with_code * 3
        && with_code_here * others * 2 >= with_code * others_here * 3
        && all_here < with_code + others;
    // In thousandths of a row: integers give the same order on every machine.
    let expected = with_code * (others_here * 1000 / others.max(1));
    let weight = Reverse(with_code_here * 1000 - expected);
    is_concentrated.then_some((weight, Concentration { code, domain, count, code_total }))
}

//! Where the bounces are: the domains that have most of them, and what stands out at one.

use crate::{BounceCode, BounceTable, DomainId, Group};
use std::cmp::Reverse;

/// How many rows of a domain there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomainCount {
    /// The domain.
    pub domain: DomainId,
    /// Its rows in each group, in the order of [`Group::ALL`].
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
    /// The domains with the most rows, those first. Of two with as many rows, the one comes first
    /// whose first row does.
    pub top: Vec<DomainCount>,
    /// How many more domains have rows.
    pub more_domains: usize,
    /// How many rows those have.
    pub more_rows: u64,
}

impl TopDomains {
    /// The first `most` of some domains. Those without rows, as a filter leaves them, do not count.
    ///
    /// The counts come from [`BounceTable::domain_counts`], or from
    /// [`RowOrder::domain_counts`](crate::RowOrder::domain_counts) if they are to follow the
    /// filters.
    pub fn new(
        counts: impl IntoIterator<Item = (DomainId, [u32; Group::ALL.len()])>,
        most: usize,
    ) -> Self {
        let counts = counts.into_iter().map(|(domain, groups)| DomainCount { domain, groups });
        Self::sorted(
            counts.filter(|count| count.groups.iter().any(|rows| *rows > 0)).collect(),
            most,
        )
    }

    fn sorted(mut all: Vec<DomainCount>, most: usize) -> Self {
        let place = |count: &DomainCount| (Reverse(count.total()), count.domain);
        // Sorting the few is cheap, sorting a hundred thousand after each key press is not.
        if most < all.len() {
            all.select_nth_unstable_by_key(most, place);
        }
        let rest = all.split_off(most.min(all.len()));
        all.sort_unstable_by_key(place);
        Self {
            top: all,
            more_domains: rest.len(),
            more_rows: rest.iter().map(|count| u64::from(count.total())).sum(),
        }
    }
}

/// Something that stands out: "22 of 26 blocked are at outlook.com".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concentration {
    /// Why they bounced, one of the documented codes but not [`BounceCode::Vacation`].
    pub code: BounceCode<'static>,
    /// Where most of them are.
    pub domain: DomainId,
    /// The rows with this code at this domain.
    pub count: u32,
    /// All rows with this code.
    pub code_total: u32,
}

/// With fewer rows than this of a code, most of them at one domain are no surprise.
const LEAST_ROWS: u32 = 10;

/// What stands out among all rows, the weightiest first: that has the most rows beyond those that
/// would be there if the code were like the others.
///
/// A domain stands out for a code if the code has at least ten rows, at least three
/// in five of them are at the domain, and that share is at least one and a half times the domain's
/// share of all rows with other codes. So a domain that has most of everything does not stand out,
/// nor does the only domain there is. Delivered messages (`V`) and undocumented codes call for no
/// action and never stand out.
///
/// One pass over all rows (3 ms natively for a million): to be called when rows were added, not when
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
    let mut found: Vec<(Reverse<i64>, Concentration)> = BounceCode::ALL
        .into_iter()
        .filter(|code| code.group() != Group::Delivered && *code != BounceCode::Unknown(""))
        .filter_map(|code| stands_out(code, table, &counts))
        .collect();
    found.sort_by_key(|(weight, _)| *weight);
    found.into_iter().map(|(_, concentration)| concentration).collect()
}

/// The domain that stands out for a code, if there is one, and its weight.
fn stands_out(
    code: BounceCode<'static>,
    table: &BounceTable,
    counts: &[[u32; BounceCode::ALL.len()]],
) -> Option<(Reverse<i64>, Concentration)> {
    let place = usize::from(code.index());
    let of = table.code_counts()[place];
    let (domain, counts) = table.domains().zip(counts).max_by_key(|(_, counts)| counts[place])?;
    let count = counts[place];
    let [rows, count_of_rows, all_here] =
        [of, count, counts.iter().sum()].map(|rows: u32| i64::from(rows));
    let others = i64::try_from(table.len()).ok()? - rows;
    let others_here = all_here - count_of_rows;
    let stands_out = of >= LEAST_ROWS
        && count_of_rows * 5 >= rows * 3
        && count_of_rows * others * 2 >= rows * others_here * 3
        && all_here < rows + others;
    // In thousandths of a row: integers give the same order on every machine.
    let expected = rows * (others_here * 1000 / others.max(1));
    let weight = Reverse(count_of_rows * 1000 - expected);
    stands_out.then_some((weight, Concentration { code, domain, count, code_total: of }))
}

//! Bounce rates as whole numbers, so that a rule holds exactly at its limit.

use crate::{BounceCode, CodeCounts};

/// A share in millionths: 34,900 is 3.49 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u32);

impl Rate {
    const WHOLE: u64 = 1_000_000;

    /// The rate of this many millionths.
    pub const fn from_millionths(millionths: u32) -> Self {
        Self(millionths)
    }

    /// In millionths.
    pub const fn millionths(self) -> u32 {
        self.0
    }

    /// As a fraction: 0.0349 is 3.49 %.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 1e6
    }

    /// `part` of `whole`, rounded; `None` if `whole` is 0. A part that exceeds the whole counts as the
    /// whole.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        let millionths = u128::from(part.min(whole)) * u128::from(Self::WHOLE);
        let rounded = (millionths + u128::from(whole / 2)).checked_div(u128::from(whole))?;
        u32::try_from(rounded).ok().map(Self)
    }

    /// The rate of hard bounces as Amazon SES counts them: non-existent and suspended addresses. `None` if nothing was
    /// sent.
    pub fn of_hard_bounces(counts: &CodeCounts, sent: u64) -> Option<Self> {
        let count = |code: BounceCode<'_>| u64::from(counts[usize::from(code.index())]);
        Self::of(count(BounceCode::NonExistent) + count(BounceCode::Suspended), sent)
    }

    /// The median: the middle one, or the mean of the two in the middle, rounded. `None` if there are
    /// no rates.
    pub fn median(mut rates: Vec<Self>) -> Option<Self> {
        rates.sort_unstable();
        let upper = rates.get(rates.len() / 2)?.0;
        let lower = rates[(rates.len() - 1) / 2].0;
        Some(Self(lower + (upper - lower).div_ceil(2)))
    }
}

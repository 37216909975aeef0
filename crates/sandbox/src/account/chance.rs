//! Chance that is the same every time: numbers that only depend on what they are for.

/// The chance of one row: each question (`lane`) has an answer of its own.
#[derive(Clone, Copy)]
pub(super) struct Chance {
    seed: u64,
}

impl Chance {
    /// The chance of row `index` in what `seed` names.
    pub(super) fn of(seed: u64, index: u32) -> Self {
        Self { seed: mix(seed ^ mix(u64::from(index))) }
    }

    /// 64 bits for a question.
    pub(super) fn bits(self, lane: u64) -> u64 {
        mix(self.seed ^ mix(lane.wrapping_add(0x5a4d_b0c5)))
    }

    /// A number below `end`, which must not be 0.
    pub(super) fn below(self, lane: u64, end: u64) -> u64 {
        // The bias is below 2⁻³² for every `end` here.
        ((self.bits(lane) >> 32) * end) >> 32
    }

    /// True in `percent` of 100 cases.
    pub(super) fn percent(self, lane: u64, percent: u64) -> bool {
        self.below(lane, 100) < percent
    }

    /// One of `choices`; `None` of none.
    pub(super) fn one_of<T: Copy>(self, lane: u64, choices: &[T]) -> Option<T> {
        let index = self.below(lane, choices.len() as u64);
        usize::try_from(index).ok().and_then(|index| choices.get(index)).copied()
    }

    /// One of `choices`, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(self, lane: u64, choices: &[(u64, T)]) -> Option<T> {
        let mut left = self.below(lane, choices.iter().map(|(weight, _)| weight).sum());
        let chosen = choices.iter().find(|(weight, _)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        chosen.map(|(_, choice)| *choice)
    }
}

/// The last step of `SplitMix64`, by Sebastiano Vigna (public domain).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

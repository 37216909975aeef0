//! A deterministic random number generator. Each draw depends only on the seed, the row and the
//! stream, so rows can be generated in any order.

/// The generator of one row. Draws from different streams are independent.
#[derive(Clone, Copy)]
pub(super) struct SeededRng {
    seed: u64,
}

impl SeededRng {
    /// The generator of row `index` under `seed`.
    pub(super) fn for_row(seed: u64, index: u32) -> Self {
        Self { seed: mix(seed ^ mix(u64::from(index))) }
    }

    /// 64 random bits of a stream.
    pub(super) fn bits(self, stream: u64) -> u64 {
        mix(self.seed ^ mix(stream.wrapping_add(0x5a4d_b0c5)))
    }

    /// A number below `end`, which must not be 0.
    pub(super) fn below(self, stream: u64, end: u64) -> u64 {
        // The bias is below 2⁻³² for every `end` in use.
        ((self.bits(stream) >> 32) * end) >> 32
    }

    /// True with a probability of `percent` %.
    pub(super) fn percent(self, stream: u64, percent: u64) -> bool {
        self.below(stream, 100) < percent
    }

    /// A uniform choice; `None` if there are no choices.
    pub(super) fn choose<T: Copy>(self, stream: u64, choices: &[T]) -> Option<T> {
        let index = self.below(stream, choices.len() as u64);
        usize::try_from(index).ok().and_then(|index| choices.get(index)).copied()
    }

    /// A choice with a probability proportional to its weight.
    pub(super) fn choose_weighted<T: Copy>(self, stream: u64, choices: &[(u64, T)]) -> Option<T> {
        let mut remaining = self.below(stream, choices.iter().map(|(weight, _)| weight).sum());
        let chosen = choices.iter().find(|(weight, _)| {
            let is_chosen = remaining < *weight;
            remaining = remaining.saturating_sub(*weight);
            is_chosen
        });
        chosen.map(|(_, choice)| *choice)
    }
}

/// The output function of `SplitMix64` by Sebastiano Vigna (public domain).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

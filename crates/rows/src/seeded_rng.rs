//! A seeded pseudo-random number generator for sample data that is the same in every run, and its
//! `SplitMix64` mixing function. Not for secrets.

/// A pseudo-random number generator: equal seeds give equal numbers.
#[derive(Clone, Copy, Debug)]
pub struct SeededRng {
    state: u64,
}

impl SeededRng {
    /// A generator whose numbers depend on `seed` alone.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// An independent generator. Its numbers depend on this one's present state and on `stream`,
    /// so a value stays the same when the code before it draws more numbers or fewer.
    #[must_use]
    pub const fn stream(self, stream: u64) -> Self {
        Self { state: self.state ^ mix(stream) }
    }

    /// The next 64 random bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.state = mix(self.state);
        self.state
    }

    /// A number below `end`, which must not be 0 or exceed 2³².
    pub const fn below(&mut self, end: u64) -> u64 {
        // The bias is at most `end` / 2³².
        ((self.next_u64() >> 32) * end) >> 32
    }

    /// True in `percent` of 100 cases.
    pub const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; `None` if there are none.
    pub fn choose<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let index = usize::try_from(self.below(choices.len() as u64));
        index.ok().and_then(|index| choices.get(index)).copied()
    }

    /// One of `choices` with probabilities in proportion to their weights; `None` if no weight is
    /// above 0.
    pub fn choose_weighted<T: Copy>(&mut self, choices: &[(u64, T)]) -> Option<T> {
        let mut rest = self.below(choices.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in choices {
            if rest < *weight {
                return Some(*choice);
            }
            rest -= weight;
        }
        None
    }
}

/// The mixing step of `SplitMix64` by Sebastiano Vigna (public domain): after it, each bit of the
/// input has flipped about half of the bits.
pub const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

//! Writes symbols as bits, as few as need be, that compare as the symbols do. What the symbols are,
//! `collation` knows.

/// The bits of a symbol. No code begins with another one, and codes compare as their symbols do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    bits: u64,
    length: u32,
}

impl Code {
    /// How many bits it has.
    pub(super) fn length(self) -> u32 {
        self.length
    }

    fn followed_by(self, bit: u64) -> Self {
        Self { bits: self.bits << 1 | bit, length: self.length + 1 }
    }
}

/// The codes of symbols of which each occurs about so often: the oftener, the shorter. It is an
/// alphabetic code found by halving, which is at most two bits longer than the best of any order.
pub(super) fn codes(counts: &[u64]) -> Vec<Code> {
    // What is rarer than this would have codes longer than a window.
    let rarest = (counts.iter().sum::<u64>() >> 16).max(1);
    let counts: Vec<u64> = counts.iter().map(|count| *count.max(&rarest)).collect();
    let mut codes = Vec::with_capacity(counts.len());
    halve(&counts, Code::default(), &mut codes);
    codes
}

fn halve(counts: &[u64], code: Code, codes: &mut Vec<Code>) {
    if counts.len() < 2 {
        codes.extend(counts.iter().map(|_| code));
        return;
    }
    let total: u64 = counts.iter().sum();
    let mut twice_left = 0;
    let stand_left = counts.iter().take_while(|count| {
        twice_left += 2 * **count;
        twice_left - **count <= total
    });
    let (left, right) = counts.split_at(stand_left.count().clamp(1, counts.len() - 1));
    halve(left, code.followed_by(0), codes);
    halve(right, code.followed_by(1), codes);
}

/// A part of a row of codes, written one after another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// How many bits come before it.
    before: u32,
    bits: u64,
    /// How many of its bits are not known.
    missing: u32,
}

impl Part {
    /// The part of so many bits that is behind so many others like it.
    pub(super) fn new(behind: u32, bits: u32) -> Self {
        Self { before: behind * bits, bits: 0, missing: bits }
    }

    /// Adds a code that comes next; `true` when the part is full.
    #[inline]
    pub(super) fn add(&mut self, Code { bits, length }: Code) -> bool {
        if self.before >= length {
            self.before -= length;
            return false;
        }
        let length = length - self.before;
        let bits = bits & ((1 << length) - 1);
        self.before = 0;
        let beyond = length.saturating_sub(self.missing);
        self.bits = self.bits << (length - beyond) | bits >> beyond;
        self.missing -= length - beyond;
        self.missing == 0
    }

    /// Its bits, of which those that are behind the last code are 0.
    pub(super) fn finish(self) -> u64 {
        self.bits.checked_shl(self.missing).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Part, codes};
    use proptest::prelude::*;

    fn binary(code: Code) -> String {
        (0..code.length)
            .rev()
            .map(|place| if code.bits >> place & 1 == 1 { '1' } else { '0' })
            .collect()
    }

    #[test]
    fn what_occurs_often_has_a_short_code() {
        let codes: Vec<String> = codes(&[1, 1, 8, 1, 1]).into_iter().map(binary).collect();
        assert_eq!(codes[2].len(), 2);
        assert!(codes.iter().all(|code| code.len() <= 4), "{codes:?}");
    }

    proptest! {
        #[test]
        fn codes_compare_as_their_symbols_and_none_begins_with_another(
            counts in prop::collection::vec(prop_oneof![0_u64..5, 0..1_000_000_000_u64], 2..200)
        ) {
            let codes: Vec<String> = codes(&counts).into_iter().map(binary).collect();
            prop_assert_eq!(codes.len(), counts.len());
            for pair in codes.windows(2) {
                prop_assert!(pair[0] < pair[1] && !pair[1].starts_with(&pair[0]), "{:?}", pair);
            }
            prop_assert!(codes.iter().all(|code| code.len() < 32));
        }

        #[test]
        fn parts_are_those_of_all_bits(
            lengths in prop::collection::vec(0_u32..20, 0..40), bits in 32_u32..=64
        ) {
            let written: Vec<Code> = (1_u64..)
                .zip(&lengths)
                .map(|(number, length)| Code { bits: number * 77_777 % (1 << length), length: *length })
                .collect();
            let mut all: String = written.iter().copied().map(binary).collect();
            all.push_str(&"0".repeat(128));
            for (behind, expected) in all.as_bytes().chunks_exact(bits as usize).enumerate() {
                let mut part = Part::new(u32::try_from(behind).unwrap_or(0), bits);
                let _ = written.iter().any(|code| part.add(*code));
                let expected = std::str::from_utf8(expected).unwrap_or_default();
                prop_assert_eq!(u64::from_str_radix(expected, 2), Ok(part.finish()));
            }
        }
    }
}

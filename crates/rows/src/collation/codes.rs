//! Encodes symbols as bit strings that compare as the symbols do, in few bits. What the symbols
//! mean is defined in `collation`.

/// The bits of a symbol. No code is a prefix of another, and codes compare as their symbols do.
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

    fn append_bit(self, bit: u64) -> Self {
        Self { bits: self.bits << 1 | bit, length: self.length + 1 }
    }
}

/// The codes of symbols with these frequencies: frequent symbols get short codes. It is an
/// alphabetic code found by bisection, at most two bits longer on average than the best code
/// without an order.
pub(super) fn codes(counts: &[u64]) -> Vec<Code> {
    // Symbols that are rarer than this would have codes longer than a window.
    let rarest = (counts.iter().sum::<u64>() >> 16).max(1);
    let counts: Vec<u64> = counts.iter().map(|count| *count.max(&rarest)).collect();
    let mut codes = Vec::with_capacity(counts.len());
    build_codes(&counts, Code::default(), &mut codes);
    codes
}

/// Splits symbols into two halves of about equal frequency, recursively; each half appends a bit
/// to `prefix`.
fn build_codes(counts: &[u64], prefix: Code, codes: &mut Vec<Code>) {
    if counts.len() < 2 {
        codes.extend(counts.iter().map(|_| prefix));
        return;
    }
    let total: u64 = counts.iter().sum();
    let mut twice_left = 0;
    let in_left_half = counts.iter().take_while(|count| {
        twice_left += 2 * **count;
        twice_left - **count <= total
    });
    // Neither half is empty, because no count is 0.
    let (left, right) = counts.split_at(in_left_half.count());
    build_codes(left, prefix.append_bit(0), codes);
    build_codes(right, prefix.append_bit(1), codes);
}

/// A window of a sequence of codes, which is filled code by code.
#[derive(Clone, Copy, Debug)]
pub(super) struct BitWindow {
    /// How many bits come before the window.
    skipped: u32,
    bits: u64,
    /// How many bits of the window are not filled.
    missing: u32,
}

impl BitWindow {
    /// The window of `bits` bits with this index.
    pub(super) fn new(index: u32, bits: u32) -> Self {
        Self { skipped: index * bits, bits: 0, missing: bits }
    }

    /// Adds the next code of the sequence; `true` when the window is full.
    #[inline]
    pub(super) fn push(&mut self, Code { bits, length }: Code) -> bool {
        if self.skipped >= length {
            self.skipped -= length;
            return false;
        }
        let length = length - self.skipped;
        let bits = bits & ((1 << length) - 1);
        self.skipped = 0;
        let beyond = length.saturating_sub(self.missing);
        self.bits = self.bits << (length - beyond) | bits >> beyond;
        self.missing -= length - beyond;
        self.missing == 0
    }

    /// The bits of the window. Those after the last code are 0.
    pub(super) fn finish(self) -> u64 {
        self.bits.checked_shl(self.missing).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{BitWindow, Code, codes};
    use proptest::prelude::*;

    fn binary(code: Code) -> String {
        (0..code.length)
            .rev()
            .map(|bit| if code.bits >> bit & 1 == 1 { '1' } else { '0' })
            .collect()
    }

    #[test]
    fn frequent_symbols_have_short_codes() {
        let codes: Vec<String> = codes(&[1, 1, 8, 1, 1]).into_iter().map(binary).collect();
        assert_eq!(codes[2].len(), 2);
        assert!(codes.iter().all(|code| code.len() <= 4), "{codes:?}");
    }

    #[test]
    fn the_lengths_of_codes_depend_on_the_frequencies() {
        let lengths = |counts: &[u64]| -> Vec<usize> {
            codes(counts).into_iter().map(|code| binary(code).len()).collect()
        };
        assert_eq!(lengths(&[5; 8]), [3; 8]);
        assert_eq!(lengths(&[1000, 1, 1, 1, 1, 1, 1, 1])[0], 1);
        assert_eq!(lengths(&[8, 4, 2, 1, 1]), [1, 2, 3, 4, 4]);
        assert_eq!(lengths(&[3, 3]), [1, 1]);
        assert_eq!(lengths(&[1, 2, 1]), [2, 2, 1]);
        assert_eq!(lengths(&[3]), [0]);
        assert!(lengths(&[]).is_empty());
        // Rare symbols count as one in 65,536, so that all codes fit into a window.
        let mut skewed = vec![0; 40];
        skewed[0] = u64::from(u32::MAX);
        let skewed = lengths(&skewed);
        assert_eq!(skewed[0], 1);
        assert!(skewed[1..].iter().all(|length| (6..=7).contains(length)), "{skewed:?}");
    }

    proptest! {
        #[test]
        fn codes_compare_as_their_symbols_and_no_code_is_a_prefix_of_another(
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
        fn windows_are_slices_of_all_bits(
            lengths in prop::collection::vec(0_u32..20, 0..40), bits in 32_u32..=64
        ) {
            let written: Vec<Code> = (1_u64..)
                .zip(&lengths)
                .map(|(number, length)| Code { bits: number * 77_777 % (1 << length), length: *length })
                .collect();
            let mut all: String = written.iter().copied().map(binary).collect();
            all.push_str(&"0".repeat(128));
            for (index, expected) in all.as_bytes().chunks_exact(bits as usize).enumerate() {
                let mut window = BitWindow::new(u32::try_from(index).unwrap_or(0), bits);
                let _ = written.iter().any(|code| window.push(*code));
                let expected = std::str::from_utf8(expected).unwrap_or_default();
                prop_assert_eq!(u64::from_str_radix(expected, 2), Ok(window.finish()));
            }
        }
    }
}

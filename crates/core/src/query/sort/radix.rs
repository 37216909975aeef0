//! Sorts numbers, in steps that can be interrupted. What the numbers are, `sort` knows.
//!
//! A radix sort in place from the top (American flag sort), of which small parts are left to
//! `sort_unstable`.

use crate::query::budget::Budget;
use std::ops::Range;

/// Up to so many numbers are sorted in one step, which takes about a millisecond.
const SMALL: usize = 1 << 15;

/// A sort of a part of some numbers that is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct RadixSort {
    /// Parts that are left to sort, whose numbers differ only in bits below the shift plus 8.
    parts: Vec<(Range<usize>, u32)>,
}

impl RadixSort {
    /// Begins to sort a part of the numbers.
    pub(super) fn begin(&mut self, numbers: &[u64], part: Range<usize>) {
        let part_of = &numbers[part.clone()];
        let differing = match part_of {
            [first, rest @ ..] if !part_of.is_sorted() => {
                rest.iter().fold(0, |differing, number| differing | first ^ number)
            }
            _ => return,
        };
        let top = u64::BITS - differing.leading_zeros();
        self.parts.push((part, top.saturating_sub(8)));
    }

    /// Goes on; `true` when the part is sorted.
    pub(super) fn advance(&mut self, numbers: &mut [u64], budget: &mut Budget) -> bool {
        while let Some((part, shift)) = self.parts.pop() {
            budget.spend(part.len());
            let start = part.start;
            let numbers = &mut numbers[part];
            if numbers.len() <= SMALL {
                numbers.sort_unstable();
            } else {
                let mut from = start;
                for end in partition(numbers, shift).map(|end| start + end) {
                    if end - from > 1 && shift > 0 {
                        self.parts.push((from..end, shift.saturating_sub(8)));
                    }
                    from = end;
                }
            }
            if budget.is_spent() {
                break;
            }
        }
        self.parts.is_empty()
    }
}

/// Moves numbers into the order of the eight bits from `shift` on. Gives where each value ends.
fn partition(numbers: &mut [u64], shift: u32) -> [usize; 256] {
    let digit = |number: u64| (number >> shift & 0xff) as usize;
    let mut ends = [0; 256];
    for number in &*numbers {
        ends[digit(*number)] += 1;
    }
    let mut heads = [0; 256];
    let mut end = 0;
    for (head, count) in heads.iter_mut().zip(&mut ends) {
        *head = end;
        end += *count;
        *count = end;
    }
    for value in 0..256 {
        while heads[value] < ends[value] {
            let at = digit(numbers[heads[value]]);
            if at != value {
                numbers.swap(heads[value], heads[at]);
            }
            heads[at] += 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::{Budget, RadixSort, SMALL};

    /// Numbers in no order, of so many bits.
    fn numbers(count: usize, bits: u32) -> Vec<u64> {
        let mut number = 1_u64;
        let next = |_| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            number >> (u64::BITS - bits)
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn numbers_are_sorted_however_many_and_however_wide_they_are() {
        for (count, bits) in
            [(0, 64), (1, 64), (300, 3), (SMALL * 3, 64), (SMALL * 9, 20), (SMALL * 2, 2)]
        {
            let mut sorted = numbers(count, bits);
            let mut expected = sorted.clone();
            expected.sort_unstable();
            let mut radix = RadixSort::default();
            radix.begin(&sorted, 0..count);
            let mut steps = 0;
            while !radix.advance(&mut sorted, &mut Budget::new(1)) {
                steps += 1;
                assert!(steps < 10_000, "no end");
            }
            assert_eq!(sorted, expected, "{count} numbers of {bits} bits");
        }
    }

    #[test]
    fn numbers_beside_the_part_stay_where_they_are() {
        let mut sorted = vec![9, 3, 1, 2, 0];
        let mut radix = RadixSort::default();
        radix.begin(&sorted, 1..4);
        assert!(radix.advance(&mut sorted, &mut Budget::new(1)));
        assert_eq!(sorted, [9, 1, 2, 3, 0]);
    }
}

//! Sorts numbers in steps that can be interrupted: a radix sort in place from the highest byte
//! (American flag sort) that leaves small parts to `sort_unstable`. What the numbers mean is
//! defined in `column_sort`.

use crate::query::budget::Budget;
use std::ops::Range;

/// The largest part that is sorted in one step, which takes about a millisecond.
const SMALL: usize = 1 << 15;

/// The state of an interrupted sort.
#[derive(Clone, Debug, Default)]
pub(super) struct RadixSort {
    /// The parts that are left to sort, each with a shift: its numbers differ only in the bits below
    /// shift + 8.
    parts: Vec<(Range<usize>, u32)>,
}

impl RadixSort {
    /// Starts to sort a part of the numbers.
    pub(super) fn begin(&mut self, numbers: &[u64], part: Range<usize>) {
        let values = &numbers[part.clone()];
        let differing = match values {
            [first, rest @ ..] if !values.is_sorted() => {
                rest.iter().fold(0, |differing, number| differing | first ^ number)
            }
            _ => return,
        };
        let top = u64::BITS - differing.leading_zeros();
        self.parts.push((part, top.saturating_sub(8)));
    }

    /// Continues; `true` when the part is sorted.
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

/// Moves numbers into the order of the byte at `shift`. Returns where each byte's numbers end.
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
            let target = digit(numbers[heads[value]]);
            if target != value {
                numbers.swap(heads[value], heads[target]);
            }
            heads[target] += 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::{Budget, RadixSort, SMALL};
    use crate::SeededRng;

    /// Random numbers of some bits.
    fn numbers(count: usize, bits: u32) -> Vec<u64> {
        let mut rng = SeededRng::new(1);
        (0..count).map(|_| rng.next_u64() >> (u64::BITS - bits)).collect()
    }

    #[test]
    fn numbers_of_any_count_and_width_are_sorted() {
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
                assert!(steps < 10_000, "the sort does not end");
            }
            assert_eq!(sorted, expected, "{count} numbers of {bits} bits");
        }
    }

    #[test]
    fn the_highest_differing_bit_is_found_whatever_the_first_number_is() {
        for first in [0, u64::MAX] {
            let mut sorted = numbers(SMALL * 3, 40);
            sorted[0] = first;
            let mut expected = sorted.clone();
            expected.sort_unstable();
            let mut radix = RadixSort::default();
            radix.begin(&sorted, 0..SMALL * 3);
            while !radix.advance(&mut sorted, &mut Budget::new(1)) {}
            assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn sorted_numbers_need_no_work() {
        let mut radix = RadixSort::default();
        radix.begin(&[1, 2, 2, 3], 0..4);
        assert!(radix.parts.is_empty());
        radix.begin(&[1, 3, 2, 3], 1..3);
        assert_eq!(radix.parts, [(1..3, 0)]);
    }

    #[test]
    fn numbers_outside_the_part_are_not_moved() {
        let mut sorted = vec![9, 3, 1, 2, 0];
        let mut radix = RadixSort::default();
        radix.begin(&sorted, 1..4);
        assert!(radix.advance(&mut sorted, &mut Budget::new(1)));
        assert_eq!(sorted, [9, 1, 2, 3, 0]);
    }
}

//! A set of places, as bits. What it means that a place is in the set, its owner knows.

use std::{iter, ops::Range};

/// A bit for each place.
#[derive(Clone, Debug, Default)]
pub(crate) struct BitSet(Vec<u64>);

impl BitSet {
    /// The empty set, of so many places.
    pub(crate) fn none_of(places: usize) -> Self {
        Self(vec![0; places.div_ceil(64)])
    }

    pub(crate) fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    pub(crate) fn insert(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Inserts all places of a range, a word at a time.
    pub(crate) fn insert_all(&mut self, places: Range<usize>) {
        let mut place = places.start;
        while place < places.end {
            let end = (place / 64 * 64 + 64).min(places.end);
            let low = u64::MAX << (place % 64);
            let high = u64::MAX >> (63 - (end - 1) % 64);
            self.0[place / 64] |= low & high;
            place = end;
        }
    }

    pub(crate) fn remove(&mut self, place: usize) {
        self.0[place / 64] &= !(1 << (place % 64));
    }

    /// The first place of the set that is not before `place`.
    pub(crate) fn next(&self, place: usize) -> Option<usize> {
        let mut word = place / 64;
        let mut rest = self.0.get(word)? & u64::MAX << (place % 64);
        while rest == 0 {
            word += 1;
            rest = *self.0.get(word)?;
        }
        Some(word * 64 + rest.trailing_zeros() as usize)
    }

    /// The places of the set, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        iter::successors(self.next(0), |place| self.next(place + 1))
    }

    /// How many places the set has.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Takes out the places that the other set does not have.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BitSet;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_range_is_inserted_as_its_places_are(before: Vec<u8>, start in 0_usize..300, length in 0_usize..300) {
            let mut all = BitSet::none_of(600);
            for place in &before {
                all.insert((*place).into());
            }
            let mut single = all.clone();
            all.insert_all(start..start + length);
            (start..start + length).for_each(|place| single.insert(place));
            prop_assert_eq!(all.0, single.0);
        }
    }
}

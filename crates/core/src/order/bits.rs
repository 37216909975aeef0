//! A set of places, as bits. What it means that a place is in the set, its owner knows.

use std::iter;

/// A bit for each place.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, of so many places.
    pub(super) fn none_of(places: usize) -> Self {
        Self(vec![0; places.div_ceil(64)])
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    pub(super) fn insert(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    pub(super) fn remove(&mut self, place: usize) {
        self.0[place / 64] &= !(1 << (place % 64));
    }

    /// The first place of the set that is not before `place`.
    pub(super) fn next(&self, place: usize) -> Option<usize> {
        let mut word = place / 64;
        let mut rest = self.0.get(word)? & u64::MAX << (place % 64);
        while rest == 0 {
            word += 1;
            rest = *self.0.get(word)?;
        }
        Some(word * 64 + rest.trailing_zeros() as usize)
    }

    /// The places of the set, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        iter::successors(self.next(0), |place| self.next(place + 1))
    }

    /// How many places the set has.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Takes out the places that the other set does not have.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }
}

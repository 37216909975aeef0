//! A set of small numbers, one bit each. What a number stands for is defined by its owner.

use std::{iter, ops::Range};

/// A set of indexes.
#[derive(Clone, Debug, Default)]
pub(crate) struct BitSet {
    words: Vec<u64>,
}

impl BitSet {
    /// An empty set with room for the indexes below `capacity`.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { words: vec![0; capacity.div_ceil(64)] }
    }

    /// Makes room for the indexes below `capacity`.
    pub(crate) fn grow(&mut self, capacity: usize) {
        self.words.resize(self.words.len().max(capacity.div_ceil(64)), 0);
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Inserts an index, for which there must be room.
    pub(crate) fn insert(&mut self, index: usize) {
        self.words[index / 64] |= 1 << (index % 64);
    }

    /// Inserts all indexes of a range, a word at a time. There must be room for them.
    pub(crate) fn insert_range(&mut self, indexes: Range<usize>) {
        let mut index = indexes.start;
        while index < indexes.end {
            let end = (index / 64 * 64 + 64).min(indexes.end);
            let from_start = u64::MAX << (index % 64);
            let to_end = u64::MAX >> (63 - (end - 1) % 64);
            self.words[index / 64] |= from_start & to_end;
            index = end;
        }
    }

    /// Removes an index, for which there must be room.
    pub(crate) fn remove(&mut self, index: usize) {
        self.words[index / 64] &= !(1 << (index % 64));
    }

    /// The first member that is at least `index`.
    pub(crate) fn next_from(&self, index: usize) -> Option<usize> {
        let mut position = index / 64;
        let mut rest = self.words.get(position)? & u64::MAX << (index % 64);
        while rest == 0 {
            position += 1;
            rest = *self.words.get(position)?;
        }
        Some(position * 64 + rest.trailing_zeros() as usize)
    }

    /// The members in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        iter::successors(self.next_from(0), |index| self.next_from(index + 1))
    }

    /// How many members there are.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Removes the members that the other set, which has the same capacity, does not have.
    pub(crate) fn intersect_with(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BitSet;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set_of(indexes: &BTreeSet<usize>) -> BitSet {
        let mut set = BitSet::with_capacity(300);
        for index in indexes {
            set.insert(*index);
        }
        set
    }

    #[test]
    fn a_set_grows_and_never_shrinks() {
        let mut set = BitSet::default();
        assert!(!set.contains(64));
        set.grow(65);
        set.insert(64);
        set.grow(1);
        assert!(set.contains(64));
        assert!(!set.contains(128), "beyond the capacity");
        assert_eq!(set.words.len(), 2);
        assert_eq!(BitSet::with_capacity(128).words.len(), 2);
    }

    proptest! {
        #[test]
        fn inserting_a_range_equals_inserting_its_indexes(
            before: Vec<u8>, start in 0_usize..300, length in 0_usize..300
        ) {
            let mut at_once = BitSet::with_capacity(600);
            for index in &before {
                at_once.insert((*index).into());
            }
            let mut one_by_one = at_once.clone();
            at_once.insert_range(start..start + length);
            (start..start + length).for_each(|index| one_by_one.insert(index));
            prop_assert_eq!(at_once.words, one_by_one.words);
        }

        #[test]
        fn a_bit_set_equals_a_tree_set(
            members in prop::collection::btree_set(0_usize..300, 0..40),
            others in prop::collection::btree_set(0_usize..300, 0..40),
            index in 0_usize..300,
        ) {
            let mut set = set_of(&members);
            prop_assert_eq!(set.iter().collect::<BTreeSet<_>>(), members.clone());
            prop_assert_eq!(set.count(), members.len());
            prop_assert_eq!(set.contains(index), members.contains(&index));
            prop_assert_eq!(set.next_from(index), members.range(index..).next().copied());
            set.intersect_with(&set_of(&others));
            prop_assert_eq!(set.iter().collect::<BTreeSet<_>>(), &members & &others);
            set.remove(index);
            prop_assert!(!set.contains(index));
        }
    }
}

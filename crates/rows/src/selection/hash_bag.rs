//! A multiset of hashes. What is hashed is defined in `selection`.

use crate::seeded_rng;

/// About how many hashes a bucket has: few enough to compare with all of them.
const BUCKET_SIZE: usize = 256;

/// A multiset of hashes: a hash that was added twice can be removed twice.
///
/// With a million hashes, the probability that another row's hash is among them is 10⁻¹³.
#[derive(Clone, Debug, Default)]
pub(super) struct HashBag {
    /// The upper bits of a hash select its bucket. A power of two, or none.
    buckets: Vec<Vec<u64>>,
    len: usize,
}

impl HashBag {
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Makes room for more hashes. Without it, none can be added.
    pub(super) fn reserve(&mut self, additional: usize) {
        let buckets = ((self.len + additional) / BUCKET_SIZE).next_power_of_two();
        if buckets > self.buckets.len() {
            let previous = std::mem::replace(&mut self.buckets, vec![Vec::new(); buckets]);
            self.len = 0;
            for hash in previous.into_iter().flatten() {
                self.add(hash);
            }
        }
    }

    pub(super) fn add(&mut self, hash: u64) {
        if let Some(bucket) = self.bucket(hash) {
            bucket.push(hash);
            self.len += 1;
        }
    }

    /// Removes a hash; `false` if it is not in the bag.
    pub(super) fn remove(&mut self, hash: u64) -> bool {
        let Some(bucket) = self.bucket(hash) else { return false };
        let Some(index) = bucket.iter().position(|one| *one == hash) else { return false };
        bucket.swap_remove(index);
        self.len -= 1;
        true
    }

    fn bucket(&mut self, hash: u64) -> Option<&mut Vec<u64>> {
        let mask = self.buckets.len().checked_sub(1)?;
        self.buckets.get_mut((hash >> 32) as usize & mask)
    }
}

/// A hash of a text or an id.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words
        .iter()
        .fold(bytes.len() as u64, |hash, word| add_word(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| add_word(hash, u64::from(*byte)))
}

/// Adds a word to a hash.
pub(super) fn add_word(hash: u64, word: u64) -> u64 {
    seeded_rng::mix(hash ^ word)
}

#[cfg(test)]
mod tests {
    use super::{BUCKET_SIZE, HashBag, add_word, hash_bytes};

    fn hashes(count: u64) -> impl Iterator<Item = u64> {
        (0..count).map(|number| add_word(0, number))
    }

    #[test]
    fn a_hash_can_be_removed_as_often_as_it_was_added() {
        let mut bag = HashBag::default();
        bag.add(1);
        assert!(bag.is_empty(), "there is no room without a reservation");
        bag.reserve(3);
        for hash in [1, 1, 2] {
            bag.add(hash);
        }
        assert_eq!(bag.len(), 3);
        assert_eq!([1, 1, 1, 2, 2].map(|hash| bag.remove(hash)), [true, true, false, true, false]);
        assert!(bag.is_empty());
    }

    #[test]
    fn hashes_are_spread_over_buckets_of_limited_size() {
        let mut bag = HashBag::default();
        bag.reserve(1_000);
        hashes(1_000).for_each(|hash| bag.add(hash));
        assert_eq!(bag.buckets.len(), 4);
        bag.reserve(9_000);
        assert_eq!(bag.buckets.len(), 64, "10,000 hashes need 40 buckets");
        assert_eq!(bag.len(), 1_000);
        hashes(10_000).skip(1_000).for_each(|hash| bag.add(hash));
        assert!(bag.buckets.iter().all(|bucket| bucket.len() < BUCKET_SIZE));
        assert_eq!(hashes(10_000).filter(|hash| bag.remove(*hash)).count(), 10_000);
        assert!(bag.is_empty());
    }

    #[test]
    fn texts_of_different_bytes_or_lengths_have_different_hashes() {
        let texts =
            ["", "\0", "a", "b", "ab", "ba", "12345678", "12345678\0", "123456789", "123456798"];
        for (index, text) in texts.iter().enumerate() {
            for other in &texts[..index] {
                assert_ne!(hash_bytes(text.as_bytes()), hash_bytes(other.as_bytes()));
            }
        }
        assert_ne!(hash_bytes(&[0; 8]), hash_bytes(&[0; 16]));
    }
}

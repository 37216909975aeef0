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

//! Rows that are remembered without their table, by a hash of what they are recognized by.

use crate::seeded_rng;

/// Rows in a bucket, about: few enough to look at all of them.
const BUCKET_ROWS: usize = 256;

/// A bag of hashes: what was added twice can be taken twice.
///
/// Of a million rows in it, one in 10¹³ that is not shares its hash with one that is.
#[derive(Clone, Debug, Default)]
pub(super) struct HashBag {
    /// Each hash lies in the bucket that its upper bits name. There is a power of two of them, or none.
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

    /// Gets ready for so many rows more.
    pub(super) fn make_room(&mut self, rows: usize) {
        let buckets = ((self.len + rows) / BUCKET_ROWS).next_power_of_two();
        if buckets > self.buckets.len() {
            let former = std::mem::replace(&mut self.buckets, vec![Vec::new(); buckets]);
            self.len = 0;
            for hash in former.into_iter().flatten() {
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

    /// Whether a hash was in it; it is not any more.
    pub(super) fn take(&mut self, hash: u64) -> bool {
        let Some(bucket) = self.bucket(hash) else { return false };
        let Some(place) = bucket.iter().position(|one| *one == hash) else { return false };
        bucket.swap_remove(place);
        self.len -= 1;
        true
    }

    fn bucket(&mut self, hash: u64) -> Option<&mut Vec<u64>> {
        let last = self.buckets.len().checked_sub(1)?;
        self.buckets.get_mut((hash >> 32) as usize & last)
    }
}

/// A hash of a text or an id.
pub(super) fn hash_words(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash =
        words.iter().fold(bytes.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
}

/// Adds a word to a hash.
pub(super) fn mix(hash: u64, word: u64) -> u64 {
    seeded_rng::mix(hash ^ word)
}

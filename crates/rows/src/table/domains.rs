//! The dictionary of domains: each name once, and how many rows of each code it has.

use crate::{BounceCode, CodeCounts};

/// A domain of a [`BounceTable`](crate::BounceTable): its index among the domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainId(pub u32);

/// Names in ASCII lower case, found by a hash table with linear probing.
#[derive(Clone, Debug, Default)]
pub(super) struct DomainDictionary {
    /// All names, without separators.
    names: String,
    /// Where in `names` each name ends.
    ends: Vec<usize>,
    counts: Vec<CodeCounts>,
    /// Domain ids plus one, or 0 for a free slot. A power of two, of which at most half is used.
    slots: Vec<u32>,
}

impl DomainDictionary {
    /// Counts a row of a domain, which is added if it is new.
    pub(super) fn add(&mut self, name: &str, code: BounceCode<'_>) -> DomainId {
        if self.slots.len() <= self.ends.len() * 2 {
            self.grow();
        }
        let slot = self.slot(name);
        if self.slots[slot] == 0 {
            self.names.extend(name.chars().map(|character| character.to_ascii_lowercase()));
            self.ends.push(self.names.len());
            self.counts.push(CodeCounts::default());
            // There are no more domains than rows, of which there are at most 2³¹.
            self.slots[slot] = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        }
        let domain = DomainId(self.slots[slot] - 1);
        self.counts[domain.0 as usize][usize::from(code.index())] += 1;
        domain
    }

    pub(super) fn find(&self, name: &str) -> Option<DomainId> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot(name)].checked_sub(1).map(DomainId)
    }

    pub(super) fn name(&self, domain: DomainId) -> &str {
        let domain = domain.0 as usize;
        let start = domain.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.names[start..self.ends[domain]]
    }

    pub(super) fn counts(&self, domain: DomainId) -> CodeCounts {
        self.counts[domain.0 as usize]
    }

    pub(super) fn ids(&self) -> impl ExactSizeIterator<Item = DomainId> + use<> {
        (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).map(DomainId)
    }

    /// The slot of a domain, or the free one for it.
    fn slot(&self, name: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name) & mask;
        loop {
            match self.slots[slot].checked_sub(1) {
                Some(id) if !self.name(DomainId(id)).eq_ignore_ascii_case(name) => {
                    slot = (slot + 1) & mask;
                }
                Some(_) | None => return slot,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for domain in self.ids() {
            let slot = self.slot(self.name(domain));
            self.slots[slot] = domain.0 + 1;
        }
    }
}

/// FNV-1a of the ASCII lower case, with the high bits folded into the low ones.
fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    });
    (hash ^ hash >> 15) as usize
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_low_bits_of_hashes_are_evenly_distributed() {
        let mut slots = [0; 64];
        for number in 0..6_400 {
            slots[hash(&format!("mail{number}.example.com")) & 63] += 1;
        }
        assert!(slots.iter().all(|count| (50..150).contains(count)), "{slots:?}");
    }

    #[test]
    fn a_hash_ignores_ascii_case() {
        assert_eq!(hash("Example.COM"), hash("example.com"));
        assert_ne!(hash("example.com"), hash("example.org"));
    }
}

//! The contacts of a report, numbered.

use super::ContactId;
use crate::seeded_rng::mix;

/// A contact in 16 bytes. Ids that are not UUIDs are hashed: the upstream has none of them.
fn key(contact: &ContactId) -> u128 {
    match contact {
        ContactId::Uuid(uuid) => uuid.as_u128(),
        // FNV-1a.
        ContactId::Text(text) => {
            text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
                (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
            })
        }
    }
}

/// The contacts of a report: a hash table with open addressing.
#[derive(Clone, Debug, Default)]
pub(super) struct ContactIndex {
    keys: Vec<u128>,
    /// The number of a contact plus 1; 0 is empty. A power of two, at most three quarters full.
    slots: Vec<u32>,
}

impl ContactIndex {
    /// An index for at most this many contacts.
    pub(super) fn with_capacity(contacts: usize) -> Self {
        let slots = (contacts + contacts / 3 + 1).next_power_of_two();
        Self { keys: Vec::with_capacity(contacts), slots: vec![0; slots] }
    }

    /// How many contacts there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a contact, from 0; a new one is added.
    pub(super) fn add(&mut self, contact: &ContactId) -> u32 {
        let key = key(contact);
        self.slot_of(key).unwrap_or_else(|slot| {
            let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            self.keys.push(key);
            self.slots[slot] = number.saturating_add(1);
            number
        })
    }

    /// The number of a contact, from 0.
    pub(super) fn find(&self, contact: &ContactId) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slot_of(key(contact)).ok()
    }

    /// The number of the contact with this key, or the slot for it.
    fn slot_of(&self, key: u128) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let [high, low] = [key >> 64, key & u128::from(u64::MAX)];
        let hash = mix(u64::try_from(high ^ low).unwrap_or_default());
        let mut slot = usize::try_from(hash & mask as u64).unwrap_or_default();
        loop {
            match self.slots[slot].checked_sub(1) {
                None => return Err(slot),
                Some(number) if self.keys[number as usize] == key => return Ok(number),
                Some(_) => slot = (slot + 1) & mask,
            }
        }
    }

    /// The bytes of its lists.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        16 * self.keys.capacity() + 4 * self.slots.capacity()
    }
}

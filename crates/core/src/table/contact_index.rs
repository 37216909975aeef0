//! The contacts of a report, numbered.

use super::ContactId;
use crate::{BounceTable, seeded_rng::mix};

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
    pub(super) fn of(table: &BounceTable) -> Self {
        let capacity = (table.len() + table.len() / 3 + 1).next_power_of_two();
        let mut index = Self { keys: Vec::with_capacity(table.len()), slots: vec![0; capacity] };
        for row in table.rows() {
            if let Some(contact) = table.contact_id(row) {
                index.insert(key(&contact));
            }
        }
        index
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    fn insert(&mut self, key: u128) {
        if let Err(slot) = self.slot_of(key) {
            self.keys.push(key);
            self.slots[slot] = u32::try_from(self.keys.len()).unwrap_or_default();
        }
    }

    /// The number of a contact, from 0.
    pub(super) fn find(&self, contact: &ContactId) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        self.slot_of(key(contact)).ok()
    }

    /// The number of the contact with this key, or the slot for it.
    fn slot_of(&self, key: u128) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let [high, low] = [key >> 64, key & u128::from(u64::MAX)];
        let hash = mix(u64::try_from(high ^ low).unwrap_or_default());
        let mut slot = usize::try_from(hash & mask as u64).unwrap_or_default();
        loop {
            match self.slots[slot].checked_sub(1) {
                None => return Err(slot),
                Some(number) if self.keys[number as usize] == key => return Ok(number as usize),
                Some(_) => slot = (slot + 1) & mask,
            }
        }
    }
}

//! A chunk of 4,096 rows in columnar form. What concerns all rows of a table is in `table`.

use super::domains::DomainId;
use crate::Uuid;

/// The rows of a full chunk. A power of two, so that columns that double as they grow end up full.
pub(crate) const CHUNK_ROWS: usize = 4096;

/// Marks an address without a domain in the domain column.
const NO_DOMAIN: u32 = u32::MAX;

/// At most [`CHUNK_ROWS`] rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chunk {
    /// The address and name of each row, without separators.
    text: String,
    /// Where in `text` a row's address ends, and where its name ends.
    ends: Vec<[u32; 2]>,
    codes: Vec<u8>,
    times: Vec<i64>,
    domains: Vec<u32>,
    contacts: Vec<Uuid>,
}

impl Chunk {
    /// An empty chunk with the capacity of a full one. Growing step by step would fragment the
    /// memory, which wasm never returns.
    pub(super) fn with_capacity_of(full: &Self) -> Self {
        let length = full.text.len();
        Self {
            text: String::with_capacity(length + length / 16),
            ends: Vec::with_capacity(CHUNK_ROWS),
            codes: Vec::with_capacity(CHUNK_ROWS),
            times: Vec::with_capacity(CHUNK_ROWS),
            domains: Vec::with_capacity(CHUNK_ROWS),
            contacts: Vec::with_capacity(CHUNK_ROWS),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.codes.len() == CHUNK_ROWS
    }

    /// Appends the texts of a row; `None` if they do not fit. The name comes in parts.
    pub(super) fn push_text(&mut self, email: &str, name: [&str; 3]) -> Option<()> {
        let email_end = u32::try_from(self.text.len() + email.len()).ok()?;
        let name_length: usize = name.iter().map(|part| part.len()).sum();
        let name_end = email_end.checked_add(u32::try_from(name_length).ok()?)?;
        self.text.push_str(email);
        for part in name {
            self.text.push_str(part);
        }
        self.ends.push([email_end, name_end]);
        Some(())
    }

    /// Appends the other values of the row whose texts were appended last.
    pub(super) fn push_values(
        &mut self,
        code: u8,
        time: i64,
        domain: Option<DomainId>,
        contact: Uuid,
    ) {
        self.codes.push(code);
        self.times.push(time);
        self.domains.push(domain.map_or(NO_DOMAIN, |DomainId(domain)| domain));
        self.contacts.push(contact);
        if self.is_full() {
            self.text.shrink_to_fit();
        }
    }

    /// Addresses and names of all rows, without separators.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where in the text each row's address ends, and where its name ends.
    pub(crate) fn ends(&self) -> &[[u32; 2]] {
        &self.ends
    }

    /// Where in the text a row begins. The row after the last one begins where the text ends.
    pub(crate) fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.ends[before][1] as usize)
    }

    pub(crate) fn email(&self, index: usize) -> &str {
        &self.text[self.start(index)..self.ends[index][0] as usize]
    }

    /// The address in UTF-8. It saves the check for character boundaries, which matters when all
    /// addresses are read.
    pub(crate) fn email_bytes(&self, index: usize) -> &[u8] {
        &self.text.as_bytes()[self.start(index)..self.ends[index][0] as usize]
    }

    pub(crate) fn name_bytes(&self, index: usize) -> &[u8] {
        let [email_end, name_end] = self.ends[index];
        &self.text.as_bytes()[email_end as usize..name_end as usize]
    }

    pub(crate) fn name(&self, index: usize) -> &str {
        let [email_end, name_end] = self.ends[index];
        &self.text[email_end as usize..name_end as usize]
    }

    /// The [`BounceCode::index`](crate::BounceCode::index) of each row's code.
    pub(crate) fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// Milliseconds, or [`NO_TIME`](super::NO_TIME).
    pub(crate) fn times(&self) -> &[i64] {
        &self.times
    }

    /// Numbers of [`DomainId`]s, or a number that no domain has.
    pub(crate) fn domains(&self) -> &[u32] {
        &self.domains
    }

    pub(super) fn domain(&self, index: usize) -> Option<DomainId> {
        Some(self.domains[index]).filter(|domain| *domain != NO_DOMAIN).map(DomainId)
    }

    pub(super) fn contact(&self, index: usize) -> Uuid {
        self.contacts[index]
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        BounceTable,
        wire::{BouncesPage, TrackingActivity},
    };

    #[test]
    fn a_hundred_thousand_rows_fit_into_eight_megabytes() {
        let row = |number: u32| TrackingActivity {
            contact_id: Some(format!("98edac88-f4bc-408c-9e64-{number:012x}").into()),
            email_address: Some(format!("anna.sample{number}@gmail.com").into()),
            first_name: Some("Anna".into()),
            last_name: Some("Gallardo".into()),
            bounce_code: Some("B".into()),
            created_time: Some("2026-11-12T09:41:00.000Z".into()),
            ..TrackingActivity::default()
        };
        let mut table = BounceTable::default();
        for page in 0..200 {
            let tracking_activities = (page * 500..(page + 1) * 500).map(row).collect();
            table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
        }
        let bytes: usize = table
            .chunks()
            .iter()
            .map(|chunk| {
                chunk.text.capacity()
                    + chunk.ends.capacity() * 8
                    + chunk.codes.capacity()
                    + chunk.times.capacity() * 8
                    + chunk.domains.capacity() * 4
                    + chunk.contacts.capacity() * 16
            })
            .sum();
        assert!(bytes < 8_000_000, "{bytes} bytes");
    }
}

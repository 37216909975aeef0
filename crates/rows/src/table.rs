//! The rows of a report in columnar form. Filtering and sorting them is done in `query`.

mod alphabet;
mod chunk;
mod contact;
mod contact_index;
mod domains;
mod earlier_bounces;
mod row_id;
mod sparse_column;

pub(crate) use alphabet::Alphabet;
pub(crate) use chunk::{CHUNK_ROWS, Chunk};
pub use contact::ContactId;
pub use domains::DomainId;
pub use earlier_bounces::{
    EarlierBounce, EarlierBounces, EarlierEmail, EarlierOutcome, MAX_EMAILS, RULE_EMAILS,
    RecentBounces,
};
pub use row_id::RowId;

use crate::{
    BounceCode, CodeCounts, CodeSet, Timestamp,
    wire::{BouncesPage, TrackingActivity},
};
use domains::DomainDictionary;
use sparse_column::SparseColumn;
use std::{mem, ops::Range};

/// The rows read so far, the newest bounce first, as the upstream sends them.
///
/// The columns in which every row has a value are stored in chunks of 4,096 rows, so that
/// appending never copies existing rows: a million rows grow in steps of 300 KB. The columns in
/// which few rows have a value are lists sorted by row. A [`RowId`] belongs to the table that has
/// the row; another table may panic.
#[derive(Clone, Debug, Default)]
pub struct BounceTable {
    chunks: Vec<Chunk>,
    len: usize,
    domains: DomainDictionary,
    /// Contact ids that are not UUIDs.
    text_contact_ids: SparseColumn<Box<str>>,
    /// Where first names end that do not end at the first space of the name.
    first_name_ends: SparseColumn<u32>,
    unknown_codes: SparseColumn<Box<str>>,
    current_addresses: SparseColumn<Box<str>>,
    deletions: SparseColumn<Option<Timestamp>>,
    email_alphabet: Alphabet,
    name_alphabet: Alphabet,
    code_counts: [u32; BounceCode::ALL.len()],
    removable: u32,
    unreadable_rows: usize,
    earlier: EarlierBounces,
}

/// Marks a row without a time in the time column. RFC 3339 cannot express it.
pub(crate) const NO_TIME: i64 = i64::MIN;

/// The maximum number of rows: the sorted index needs one bit of a row's id.
const MAX_ROWS: usize = 1 << 31;

impl BounceTable {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows in the order of appending.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowId> + use<> {
        (0..u32::try_from(self.len).unwrap_or(u32::MAX)).map(RowId)
    }

    /// Appends the rows of a page.
    pub fn append(&mut self, page: &BouncesPage<'_>) {
        self.append_rest(page, 0);
    }

    /// Appends a page but for its first rows, which were appended before.
    pub fn append_rest(&mut self, page: &BouncesPage<'_>, skip: usize) {
        self.unreadable_rows += page.unreadable_rows;
        for row in page.tracking_activities.iter().skip(skip) {
            if self.push(row).is_none() {
                self.unreadable_rows += 1;
            }
        }
    }

    /// `None` if the row does not fit: after 2³¹ rows, or 4 GiB of text in a chunk.
    fn push(&mut self, row: &TrackingActivity<'_>) -> Option<()> {
        let id = RowId(u32::try_from(self.len).ok().filter(|_| self.len < MAX_ROWS)?);
        let [email, first, last, current, contact] = [
            &row.email_address,
            &row.first_name,
            &row.last_name,
            &row.current_email_address,
            &row.contact_id,
        ]
        .map(|field| field.as_deref().unwrap_or_default().trim());
        match self.chunks.last() {
            Some(chunk) if !chunk.is_full() => {}
            Some(full) => self.chunks.push(Chunk::with_capacity_of(full)),
            None => self.chunks.push(Chunk::default()),
        }
        let space = if first.is_empty() || last.is_empty() { "" } else { " " };
        let chunk = self.chunks.last_mut()?;
        chunk.push_text(email, [first, space, last])?;
        self.len += 1;

        let uuid = contact::parse_uuid(contact);
        let time = row.created_time.as_deref().and_then(Timestamp::parse);
        let code = BounceCode::parse(row.bounce_code.as_deref().unwrap_or_default());
        let domain = email.rsplit_once('@').filter(|(_, domain)| !domain.is_empty());
        let domain = domain.map(|(_, domain)| self.domains.add(domain, code));
        chunk.push_values(
            code.index(),
            time.map_or(NO_TIME, Timestamp::milliseconds),
            domain,
            uuid.unwrap_or(contact::NO_UUID),
        );

        self.email_alphabet.add(email);
        self.name_alphabet.add(first);
        self.name_alphabet.add(space);
        self.name_alphabet.add(last);
        self.code_counts[usize::from(code.index())] += 1;
        if let BounceCode::Unknown(text) = code
            && !text.is_empty()
        {
            self.unknown_codes.push(id, text.into());
        }
        if uuid.is_none() && !contact.is_empty() {
            self.text_contact_ids.push(id, contact.into());
        }
        if first.contains(' ') || (first.is_empty() && !last.is_empty()) {
            self.first_name_ends.push(id, u32::try_from(first.len()).unwrap_or(u32::MAX));
        }
        let is_corrected = !current.is_empty() && current != email;
        if is_corrected {
            self.current_addresses.push(id, current.into());
        }
        let deletion = row.deleted_at.as_deref().filter(|day| !day.is_empty());
        if let Some(day) = deletion {
            self.deletions.push(id, Timestamp::parse(day));
        }
        let has_code = CodeSet::RECOMMENDED_FOR_REMOVAL.contains(code);
        self.removable += u32::from(has_code && !is_corrected && deletion.is_none());
        Some(())
    }

    /// The address that bounced; empty if the upstream sent none.
    pub fn email(&self, row: RowId) -> &str {
        let (chunk, index) = self.locate(row);
        chunk.email(index)
    }

    /// First and last name; empty if the upstream sent neither.
    pub fn name(&self, row: RowId) -> &str {
        let (chunk, index) = self.locate(row);
        chunk.name(index)
    }

    /// First name and last name; each is empty if the upstream did not send it.
    pub fn names(&self, row: RowId) -> (&str, &str) {
        let name = self.name(row);
        let end = match self.first_name_ends.get(row) {
            Some(end) => *end as usize,
            None => name.find(' ').unwrap_or(name.len()),
        };
        let (first, last) = name.split_at_checked(end).unwrap_or((name, ""));
        (first, last.strip_prefix(' ').unwrap_or(last))
    }

    /// Why it bounced.
    pub fn code(&self, row: RowId) -> BounceCode<'_> {
        let code = BounceCode::ALL[usize::from(self.code_index(row))];
        if let BounceCode::Unknown(_) = code {
            return BounceCode::Unknown(self.unknown_codes.get(row).map_or("", AsRef::as_ref));
        }
        code
    }

    /// When it bounced; `None` if the upstream sent no date, or an impossible one.
    pub fn time(&self, row: RowId) -> Option<Timestamp> {
        let (chunk, index) = self.locate(row);
        let milliseconds = chunk.times()[index];
        (milliseconds != NO_TIME).then(|| Timestamp::from_milliseconds(milliseconds))
    }

    /// The domain of the address, which is the part after its last `@`; `None` if there is none.
    pub fn domain(&self, row: RowId) -> Option<DomainId> {
        let (chunk, index) = self.locate(row);
        chunk.domain(index)
    }

    /// A domain's name, in ASCII lower case.
    pub fn domain_name(&self, domain: DomainId) -> &str {
        self.domains.name(domain)
    }

    /// The domain with this name, ignoring ASCII case; `None` if no row has it.
    pub fn find_domain(&self, name: &str) -> Option<DomainId> {
        self.domains.find(name)
    }

    /// All domains, in the order of their first rows.
    pub fn domains(&self) -> impl ExactSizeIterator<Item = DomainId> + use<> {
        self.domains.ids()
    }

    /// How many rows of a domain have each code, by [`BounceCode::index`].
    pub fn domain_counts(&self, domain: DomainId) -> CodeCounts {
        self.domains.counts(domain)
    }

    /// The contact whose address bounced. Several rows can have the same contact.
    pub fn contact_id(&self, row: RowId) -> Option<ContactId> {
        let (chunk, index) = self.locate(row);
        match chunk.contact(index) {
            contact::NO_UUID => self.text_contact_ids.get(row).cloned().map(ContactId::Text),
            uuid => Some(ContactId::Uuid(uuid)),
        }
    }

    /// The contact's present address, if it was corrected since.
    pub fn current_address(&self, row: RowId) -> Option<&str> {
        self.current_addresses.get(row).map(AsRef::as_ref)
    }

    /// Whether the contact was deleted since, and when, if the upstream's date could be parsed.
    pub fn deletion(&self, row: RowId) -> Option<Option<Timestamp>> {
        self.deletions.get(row).copied()
    }

    /// Whether the contact of a row was corrected or deleted since.
    pub fn is_resolved(&self, row: RowId) -> bool {
        self.current_addresses.get(row).is_some() || self.deletions.get(row).is_some()
    }

    /// The resolved rows among those with these indexes; a row may occur twice.
    pub(crate) fn resolved_rows(&self, rows: Range<usize>) -> impl Iterator<Item = RowId> {
        let [start, end] =
            [rows.start, rows.end].map(|row| RowId(u32::try_from(row).unwrap_or(u32::MAX)));
        self.current_addresses.rows_in(start..end).chain(self.deletions.rows_in(start..end))
    }

    /// How many rows have each code, by [`BounceCode::index`].
    pub fn code_counts(&self) -> [u32; BounceCode::ALL.len()] {
        self.code_counts
    }

    /// How many rows are recommended for removal: those with a code of
    /// [`CodeSet::RECOMMENDED_FOR_REMOVAL`] whose contact was neither corrected nor deleted since.
    pub fn removable(&self) -> u32 {
        self.removable
    }

    /// Whether a row is recommended for removal, see [`BounceTable::removable`].
    pub fn is_removable(&self, row: RowId) -> bool {
        CodeSet::RECOMMENDED_FOR_REMOVAL.contains_index(self.code_index(row))
            && !self.is_resolved(row)
    }

    /// How many rows could not be read and are not in the table.
    pub fn unreadable_rows(&self) -> usize {
        self.unreadable_rows
    }

    /// Who of the contacts bounced in earlier emails. Without any, nothing is known.
    pub fn earlier(&self) -> &EarlierBounces {
        &self.earlier
    }

    /// The same, to add pages of earlier emails.
    pub fn earlier_mut(&mut self) -> &mut EarlierBounces {
        &mut self.earlier
    }

    /// Replaces what is known of earlier emails.
    pub fn set_earlier(&mut self, earlier: EarlierBounces) {
        self.earlier = earlier.newer_than(&self.earlier);
    }

    /// The contact of each row, in order.
    pub fn contacts(&self) -> impl ExactSizeIterator<Item = Option<ContactId>> {
        self.rows().map(|row| self.contact_id(row))
    }

    /// Adds the contacts of the next rows, at most `budget`, to what is known of earlier emails;
    /// `true` when it has those of all rows.
    pub fn index_earlier(&mut self, budget: usize) -> bool {
        let mut earlier = mem::take(&mut self.earlier);
        earlier.add_contacts(self.contacts().skip(earlier.rows_added()).take(budget));
        self.earlier = earlier;
        self.earlier.rows_added() >= self.len
    }

    pub(crate) fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    pub(crate) fn email_alphabet(&self) -> &Alphabet {
        &self.email_alphabet
    }

    pub(crate) fn name_alphabet(&self) -> &Alphabet {
        &self.name_alphabet
    }

    pub(crate) fn code_index(&self, row: RowId) -> u8 {
        let (chunk, index) = self.locate(row);
        chunk.codes()[index]
    }

    /// The chunk that has a row, and the row's index in it.
    pub(crate) fn locate(&self, row: RowId) -> (&Chunk, usize) {
        let row = row.0 as usize;
        (&self.chunks[row / CHUNK_ROWS], row % CHUNK_ROWS)
    }
}

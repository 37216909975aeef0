//! The rows of a report, by column. How they are sorted and filtered stands in `order`.

mod alphabet;
mod chunk;
mod contact;
mod domains;
mod sparse_column;

pub(crate) use alphabet::Alphabet;
pub(crate) use chunk::{CHUNK_ROWS, Chunk};
pub use contact::ContactId;
pub use domains::DomainId;

use crate::{
    BounceCode, CodeSet, Group, Timestamp,
    wire::{BouncesPage, TrackingActivity},
};
use domains::DomainDictionary;
use sparse_column::SparseColumn;

/// A row of a [`BounceTable`]: its place in the order in which rows were appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// The rows read so far, newest bounce first as the upstream gives them.
///
/// Columns that every row has lie in chunks of 4,096 rows, so that appending never copies what is
/// there: a million rows grow in steps of 300 KB. What few rows have lies in lists sorted by row.
/// A [`RowId`] belongs to the table that has that row; with another table it may panic.
#[derive(Clone, Debug, Default)]
pub struct BounceTable {
    chunks: Vec<Chunk>,
    len: usize,
    domains: DomainDictionary,
    /// Contact ids that are no UUID.
    odd_contacts: SparseColumn<Box<str>>,
    /// Where first names end that do not end at the first space of the name.
    first_name_ends: SparseColumn<u32>,
    unknown_codes: SparseColumn<Box<str>>,
    current_addresses: SparseColumn<Box<str>>,
    deletions: SparseColumn<Option<Timestamp>>,
    email_alphabet: Alphabet,
    name_alphabet: Alphabet,
    code_counts: [u32; 8],
    removable: u32,
    unreadable_rows: usize,
}

/// What a row has in the column of times where there is none; RFC 3339 cannot write it.
pub(crate) const NO_TIME: i64 = i64::MIN;

/// The most rows that a table takes: `order` needs one bit of a row's number for itself.
const MOST_ROWS: usize = 1 << 31;

impl BounceTable {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows, as they were appended.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowId> + use<> {
        (0..u32::try_from(self.len).unwrap_or(u32::MAX)).map(RowId)
    }

    /// Adds the rows of a page behind those that are there.
    pub fn append(&mut self, page: &BouncesPage<'_>) {
        self.unreadable_rows += page.unreadable_rows;
        for row in &page.tracking_activities {
            if self.push(row).is_none() {
                self.unreadable_rows += 1;
            }
        }
    }

    /// `None` if there is no room for the row: after 2³¹ of them, or 4 GiB of text in a chunk.
    fn push(&mut self, row: &TrackingActivity<'_>) -> Option<()> {
        let id = RowId(u32::try_from(self.len).ok().filter(|_| self.len < MOST_ROWS)?);
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
            Some(full) => self.chunks.push(Chunk::like(full)),
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
        let domain = domain.map(|(_, domain)| self.domains.add(domain, code.group()));
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
            self.odd_contacts.push(id, contact.into());
        }
        if first.contains(' ') || (first.is_empty() && !last.is_empty()) {
            self.first_name_ends.push(id, u32::try_from(first.len()).unwrap_or(u32::MAX));
        }
        let corrected = !current.is_empty() && current != email;
        if corrected {
            self.current_addresses.push(id, current.into());
        }
        let deletion = row.deleted_at.as_deref().filter(|day| !day.is_empty());
        if let Some(day) = deletion {
            self.deletions.push(id, Timestamp::parse(day));
        }
        let removable = CodeSet::RECOMMENDED_FOR_REMOVAL.contains(code);
        self.removable += u32::from(removable && !corrected && deletion.is_none());
        Some(())
    }

    /// The address that bounced; empty if the upstream gave none.
    pub fn email(&self, row: RowId) -> &str {
        let (chunk, place) = self.place(row);
        chunk.email(place)
    }

    /// First and last name; empty if the upstream gave neither.
    pub fn name(&self, row: RowId) -> &str {
        let (chunk, place) = self.place(row);
        chunk.name(place)
    }

    /// First name and last name apart, each empty if the upstream did not give it.
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

    /// When it bounced; `None` if the upstream gave no date, or an impossible one.
    pub fn time(&self, row: RowId) -> Option<Timestamp> {
        let (chunk, place) = self.place(row);
        let milliseconds = chunk.times()[place];
        (milliseconds != NO_TIME).then(|| Timestamp::from_milliseconds(milliseconds))
    }

    /// The domain of the address: what stands after its last `@`. `None` if nothing does.
    pub fn domain(&self, row: RowId) -> Option<DomainId> {
        let (chunk, place) = self.place(row);
        chunk.domain(place)
    }

    /// A domain's name, in ASCII lower case.
    pub fn domain_name(&self, domain: DomainId) -> &str {
        self.domains.name(domain)
    }

    /// The domain of that name, blind to ASCII case; `None` if no row has it.
    pub fn find_domain(&self, name: &str) -> Option<DomainId> {
        self.domains.named(name)
    }

    /// All domains, in the order of the rows that brought them.
    pub fn domains(&self) -> impl ExactSizeIterator<Item = DomainId> + use<> {
        self.domains.ids()
    }

    /// How many rows of a domain are in each group, in the order of [`Group::ALL`].
    pub fn domain_counts(&self, domain: DomainId) -> [u32; Group::ALL.len()] {
        self.domains.counts(domain)
    }

    /// The contact whose address bounced. MultiKeySort rows may have the same one.
    pub fn contact_id(&self, row: RowId) -> Option<ContactId> {
        let (chunk, place) = self.place(row);
        match chunk.contact(place) {
            contact::NO_UUID => self.odd_contacts.get(row).cloned().map(ContactId::Text),
            uuid => Some(ContactId::Uuid(uuid)),
        }
    }

    /// The contact's address today, if it was corrected since.
    pub fn current_address(&self, row: RowId) -> Option<&str> {
        self.current_addresses.get(row).map(AsRef::as_ref)
    }

    /// Whether the contact was deleted since, and when, if that could be read.
    pub fn deletion(&self, row: RowId) -> Option<Option<Timestamp>> {
        self.deletions.get(row).copied()
    }

    /// How many rows have each code, in the order of [`BounceCode::ALL`].
    pub fn code_counts(&self) -> [u32; 8] {
        self.code_counts
    }

    /// How many rows are recommended for removal: those with a code of
    /// [`CodeSet::RECOMMENDED_FOR_REMOVAL`] whose contact was neither corrected nor deleted since.
    pub fn removable(&self) -> u32 {
        self.removable
    }

    /// Whether a row is one of those that [`BounceTable::removable`] counts.
    pub fn is_removable(&self, row: RowId) -> bool {
        CodeSet::RECOMMENDED_FOR_REMOVAL.contains_index(self.code_index(row))
            && self.current_addresses.get(row).is_none()
            && self.deletions.get(row).is_none()
    }

    /// How many rows could not be read, and are not in the table.
    pub fn unreadable_rows(&self) -> usize {
        self.unreadable_rows
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
        let (chunk, place) = self.place(row);
        chunk.codes()[place]
    }

    pub(crate) fn place(&self, row: RowId) -> (&Chunk, usize) {
        let row = row.0 as usize;
        (&self.chunks[row / CHUNK_ROWS], row % CHUNK_ROWS)
    }
}

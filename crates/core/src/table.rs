//! The rows of a report, by column. How they are sorted and filtered stands in `order`.

use crate::{
    BounceCode, Timestamp,
    wire::{BouncesPage, TrackingActivity},
};
use std::ops::Range;

/// A row of a [`BounceTable`]: its place in the order in which rows were appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// The rows read so far, newest bounce first as the upstream gives them.
///
/// Texts that every row has lie in one arena; what few rows have lies in lists sorted by row.
#[derive(Clone, Debug, Default)]
pub struct BounceTable {
    /// Address and name of each row, one after another.
    text: String,
    /// Where in `text` a row's address ends, and where its name does.
    ends: Vec<[u32; 2]>,
    codes: Vec<u8>,
    /// Milliseconds, or [`NO_TIME`].
    times: Vec<i64>,
    unknown_codes: Sparse<Box<str>>,
    current_addresses: Sparse<Box<str>>,
    deletions: Sparse<Option<Timestamp>>,
    code_counts: [u32; 8],
    skipped: usize,
}

/// Stands in the column of times where there is none; RFC 3339 cannot write it.
const NO_TIME: i64 = i64::MIN;

impl BounceTable {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Adds the rows of a page behind those that are there.
    pub fn append(&mut self, page: &BouncesPage<'_>) {
        let rows = &page.tracking_activities;
        self.skipped += page.skipped;
        self.ends.reserve(rows.len());
        self.codes.reserve(rows.len());
        self.times.reserve(rows.len());
        for row in rows {
            if self.push(row).is_none() {
                self.skipped += 1;
            }
        }
    }

    /// `None` if there is no room for the row, after 4 GiB of text.
    fn push(&mut self, row: &TrackingActivity<'_>) -> Option<()> {
        let id = RowId(u32::try_from(self.len()).ok()?);
        let [email, first, last, current] =
            [&row.email_address, &row.first_name, &row.last_name, &row.current_email_address]
                .map(|field| field.as_deref().unwrap_or_default().trim());
        let space = if first.is_empty() || last.is_empty() { "" } else { " " };
        let email_end = u32::try_from(self.text.len() + email.len()).ok()?;
        let name_length = first.len() + space.len() + last.len();
        let name_end = email_end.checked_add(u32::try_from(name_length).ok()?)?;

        for part in [email, first, space, last] {
            self.text.push_str(part);
        }
        self.ends.push([email_end, name_end]);
        let time = row.created_time.as_deref().and_then(Timestamp::parse);
        self.times.push(time.map_or(NO_TIME, Timestamp::milliseconds));
        let code = BounceCode::parse(row.bounce_code.as_deref().unwrap_or_default());
        self.codes.push(code.index());
        self.code_counts[usize::from(code.index())] += 1;
        if let BounceCode::Unknown(text) = code
            && !text.is_empty()
        {
            self.unknown_codes.push(id, text.into());
        }
        if !current.is_empty() && current != email {
            self.current_addresses.push(id, current.into());
        }
        if let Some(day) = row.deleted_at.as_deref().filter(|day| !day.is_empty()) {
            self.deletions.push(id, Timestamp::parse(day));
        }
        Some(())
    }

    /// The address that bounced; empty if the upstream gave none.
    pub fn email(&self, row: RowId) -> &str {
        &self.text[self.email_range(row)]
    }

    /// First and last name; empty if the upstream gave neither.
    pub fn name(&self, row: RowId) -> &str {
        let [email_end, name_end] = self.ends[row.0 as usize];
        &self.text[email_end as usize..name_end as usize]
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
        let milliseconds = self.times[row.0 as usize];
        (milliseconds != NO_TIME).then(|| Timestamp::from_milliseconds(milliseconds))
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

    /// How many rows could not be read, and are not in the table.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    pub(crate) fn code_index(&self, row: RowId) -> u8 {
        self.codes[row.0 as usize]
    }

    fn email_range(&self, row: RowId) -> Range<usize> {
        let start = row.0.checked_sub(1).map_or(0, |before| self.ends[before as usize][1]);
        start as usize..self.ends[row.0 as usize][0] as usize
    }
}

/// A column that few rows have, sorted by row since rows are only appended.
#[derive(Clone, Debug)]
struct Sparse<T>(Vec<(RowId, T)>);

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Sparse<T> {
    fn push(&mut self, row: RowId, value: T) {
        self.0.push((row, value));
    }

    fn get(&self, row: RowId) -> Option<&T> {
        let place = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&self.0[place].1)
    }
}

//! Finds the rows whose address or name has some text in it. Which filters there are stands in `filter`.
//!
//! The text of a chunk is searched as a whole, in an ASCII lower-case copy that is made when it is
//! needed and lies in the processor's cache: a copy of all texts would take as much memory as the
//! texts themselves, and would be searched no faster. Only texts that are not ASCII are kept
//! folded. A word found in a whole chunk counts if it lies within one address or one name.

use crate::{
    BounceTable, Language,
    folding::Folding,
    table::{CHUNK_ROWS, Chunk},
};
use memchr::memmem::Finder;
use std::ops::Range;

/// A bit for each row of a chunk.
pub(super) type Marks = [u64; CHUNK_ROWS / 64];

/// What rows are searched with.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    words: Vec<Box<str>>,
    finders: Vec<Finder<'static>>,
    folding: Folding,
    /// One for each chunk, as far as it was searched.
    folded: Vec<Folded>,
    lower_case: Vec<u8>,
}

/// The folded texts of a chunk, of those that are not ASCII.
#[derive(Clone, Debug, Default)]
struct Folded {
    /// How many rows of the chunk were looked at.
    rows: usize,
    text: String,
    /// Where in `text` the texts end, each of an address or of a name.
    ends: Vec<u32>,
    /// The row of each text.
    places: Vec<u16>,
}

impl Search {
    /// What is searched for.
    pub(super) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    pub(super) fn folding(&self) -> &Folding {
        &self.folding
    }

    /// Searches for other words. Gives how they differ from the former ones.
    pub(super) fn set_text(&mut self, text: &str, language: &dyn Language) -> Change {
        self.folding.learn(text.chars(), language);
        let mut folded = String::new();
        self.folding.fold_into(text, &mut folded);
        let words: Vec<Box<str>> = folded.split_whitespace().map(Into::into).collect();
        if words == self.words {
            return Change::None;
        }
        let is_longer = |old: &Box<str>| words.iter().any(|new| new.contains(&**old));
        let change = if !self.words.is_empty() && self.words.iter().all(is_longer) {
            Change::Narrower
        } else {
            Change::Other
        };
        self.finders = words.iter().map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
        self.words = words;
        change
    }

    /// Learns how the texts of a table fold, if there is anything to search for.
    pub(super) fn learn(&mut self, table: &BounceTable, language: &dyn Language) {
        if !self.words.is_empty() {
            for alphabet in [table.email_alphabet(), table.name_alphabet()] {
                self.folding.learn(alphabet.beyond_ascii().iter().copied(), language);
            }
        }
    }

    /// Marks those of some rows of a chunk that have all words. Each row has all of no words.
    pub(super) fn mark(&mut self, table: &BounceTable, chunk: usize, rows: Range<usize>) -> Marks {
        let mut found = [u64::MAX; CHUNK_ROWS / 64];
        if self.words.is_empty() {
            return found;
        }
        let number = chunk;
        let chunk = &table.chunks()[number];
        self.fold(number, chunk, rows.end);
        let text = chunk.start(rows.start)..chunk.start(rows.end);
        lower_case(&chunk.text().as_bytes()[text.clone()], &mut self.lower_case);
        let folded = &self.folded[number];
        for finder in &self.finders {
            let mut marks = [0; CHUNK_ROWS / 64];
            if finder.needle().is_ascii() {
                mark_in_chunk(&mut marks, finder, &self.lower_case, text.start, chunk, &rows);
            }
            folded.mark(&mut marks, finder, &rows);
            for (found, marks) in found.iter_mut().zip(marks) {
                *found &= marks;
            }
        }
        found
    }

    /// Folds the texts of a chunk that are not ASCII, up to a row.
    fn fold(&mut self, number: usize, chunk: &Chunk, end: usize) {
        if self.folded.len() <= number {
            self.folded.resize_with(number + 1, Folded::default);
        }
        let folded = &mut self.folded[number];
        for row in folded.rows..end {
            for text in [chunk.email(row), chunk.name(row)] {
                if !text.is_ascii() {
                    self.folding.fold_into(text, &mut folded.text);
                    // A folded text is at most a few times as long as a text of at most 4 GiB.
                    folded.ends.push(u32::try_from(folded.text.len()).unwrap_or(u32::MAX));
                    folded.places.push(u16::try_from(row).unwrap_or(u16::MAX));
                }
            }
        }
        folded.rows = folded.rows.max(end);
    }
}

/// How words differ from the former ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Not at all.
    None,
    /// Whatever has the new ones has the former ones too.
    Narrower,
    /// In another way.
    Other,
}

impl Folded {
    fn mark(&self, marks: &mut Marks, finder: &Finder<'_>, rows: &Range<usize>) {
        let first = self.places.partition_point(|place| usize::from(*place) < rows.start);
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let text = &self.text.as_bytes()[start..];
        let (mut at, mut entry) = (0, first);
        while let Some(found) = finder.find(&text[at..]) {
            let from = start + at + found;
            let to = from + finder.needle().len();
            entry += self.ends[entry..].partition_point(|end| (*end as usize) <= from);
            let place = usize::from(self.places[entry]);
            if place >= rows.end {
                return;
            }
            let end = self.ends[entry] as usize;
            at = if to <= end {
                marks[place / 64] |= 1 << (place % 64);
                end - start
            } else {
                from + 1 - start
            };
        }
    }
}

/// Marks the rows of which an address or a name has the word, which is ASCII.
fn mark_in_chunk(
    marks: &mut Marks,
    finder: &Finder<'_>,
    lower_case: &[u8],
    start: usize,
    chunk: &Chunk,
    rows: &Range<usize>,
) {
    let ends = &chunk.ends()[..rows.end];
    let (mut at, mut place) = (0, rows.start);
    while let Some(found) = finder.find(&lower_case[at..]) {
        let from = start + at + found;
        let to = from + finder.needle().len();
        place = row_at(ends, place, from);
        let [email_end, name_end] = ends[place].map(|end| end as usize);
        let end = if from < email_end { email_end } else { name_end };
        at = if to <= end {
            marks[place / 64] |= 1 << (place % 64);
            name_end - start
        } else {
            from + 1 - start
        };
    }
}

/// The row, from `place` on, in which a byte of the text stands.
fn row_at(ends: &[[u32; 2]], place: usize, byte: usize) -> usize {
    let is_before = |[_, end]: &[u32; 2]| *end as usize <= byte;
    // Words are found either in most rows or in few: look near first, then further and further.
    let mut near = 1;
    let mut start = place;
    while ends.get(start + near - 1).is_some_and(is_before) {
        start += near;
        near *= 2;
    }
    let end = ends.len().min(start + near);
    start + ends[start..end].partition_point(is_before)
}

/// The ASCII lower case of some text, eight bytes at a time.
fn lower_case(text: &[u8], lower_case: &mut Vec<u8>) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    lower_case.clear();
    lower_case.reserve(text.len());
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        // The high bit of each byte: from `A` on, beyond `Z`, and whether it is ASCII.
        let low = word & !HIGH;
        let from_a = low + (0x80 - u64::from(b'A')) * ONES;
        let beyond_z = low + (0x7f - u64::from(b'Z')) * ONES;
        let is_upper = (from_a ^ beyond_z) & !word & HIGH;
        lower_case.extend_from_slice(&(word | is_upper >> 2).to_le_bytes());
    }
    lower_case.extend(rest.iter().map(u8::to_ascii_lowercase));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lower_case_is_that_of_the_standard_library(text: Vec<u8>) {
            let mut found = vec![7];
            super::lower_case(&text, &mut found);
            prop_assert_eq!(found, text.to_ascii_lowercase());
        }

        #[test]
        fn the_row_of_a_byte_is_the_first_that_ends_behind_it(
            lengths in prop::collection::vec(0_u32..5, 1..80), start in 0_usize..80
        ) {
            let mut end = 0;
            let ends: Vec<[u32; 2]> = lengths.iter().map(|length| { end += length; [end; 2] }).collect();
            for byte in 0..end as usize {
                let expected = ends.iter().position(|[_, end]| *end as usize > byte).unwrap();
                if start <= expected {
                    prop_assert_eq!(super::row_at(&ends, start, byte), expected);
                }
            }
        }
    }
}

//! Text search: the rows whose address or name contains some words.
//!
//! The text of a chunk is searched as a whole, in an ASCII lower-case copy that is made on demand
//! and stays in the processor's cache: a copy of all texts would take as much memory as the texts,
//! and would not be faster to search. Only texts that are not ASCII are kept in folded form. A
//! match in a whole chunk counts if it is within one address or one name.

use super::budget::Budget;
use crate::{
    BounceTable, LocaleRules,
    bit_set::BitSet,
    folding::Folding,
    table::{CHUNK_ROWS, Chunk},
};
use memchr::memmem::Finder;
use std::{cmp::Reverse, ops::Range};

/// The words of a search, and what searching a table needs.
#[derive(Clone, Debug, Default)]
pub(super) struct TextSearch {
    words: Vec<Box<str>>,
    finders: Vec<Finder<'static>>,
    folding: Folding,
    /// By chunk, as far as the table was searched.
    folded: Vec<FoldedChunk>,
    lower_case: Vec<u8>,
}

/// The folded texts of a chunk, of those that are not ASCII.
#[derive(Clone, Debug, Default)]
struct FoldedChunk {
    /// How many rows of the chunk were folded.
    rows: usize,
    text: String,
    /// Where in `text` the texts end. Each is an address or a name.
    ends: Vec<u32>,
    /// The row of each text.
    row_indexes: Vec<u16>,
}

impl TextSearch {
    /// The words, the longest first.
    pub(super) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    pub(super) fn folding(&self) -> &Folding {
        &self.folding
    }

    /// Replaces the words, and compares them with the previous ones.
    pub(super) fn set_text(&mut self, text: &str, locale: &dyn LocaleRules) -> SearchChange {
        self.folding.register_characters(text.chars(), locale);
        let mut folded = String::new();
        self.folding.fold_into(text, &mut folded);
        let mut words: Vec<Box<str>> = folded.split_whitespace().map(Into::into).collect();
        // Long words are rare, so they leave few rows to the others.
        words.sort_by_key(|word| Reverse(word.len()));
        if words == self.words {
            return SearchChange::Unchanged;
        }
        let is_narrowed = !self.words.is_empty()
            && self.words.iter().all(|old| words.iter().any(|new| new.contains(&**old)));
        self.finders = words.iter().map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
        self.words = words;
        if is_narrowed { SearchChange::Narrowed } else { SearchChange::Replaced }
    }

    /// Registers the characters of a table for folding, if there is anything to search for.
    pub(super) fn register_characters(&mut self, table: &BounceTable, locale: &dyn LocaleRules) {
        if !self.words.is_empty() {
            self.register_alphabets(table, locale);
        }
    }

    fn register_alphabets(&mut self, table: &BounceTable, locale: &dyn LocaleRules) {
        for alphabet in [table.email_alphabet(), table.name_alphabet()] {
            self.folding.register_characters(alphabet.beyond_ascii(), locale);
        }
    }

    /// Folds the texts of a table before they are searched; `true` when that is done.
    pub(super) fn warm_up(
        &mut self,
        table: &BounceTable,
        locale: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.register_alphabets(table, locale);
        let is_folded =
            |(folded, chunk): &(&FoldedChunk, &Chunk)| folded.rows == chunk.codes().len();
        let mut index = self.folded.iter().zip(table.chunks()).take_while(is_folded).count();
        while let Some(chunk) = table.chunks().get(index) {
            if budget.is_spent() {
                return false;
            }
            let start = self.folded.get(index).map_or(0, |folded| folded.rows);
            let end = chunk.codes().len().min(start + budget.up_to(CHUNK_ROWS));
            self.fold_chunk(index, chunk, end);
            budget.spend(end - start);
            if end == chunk.codes().len() {
                index += 1;
            }
        }
        true
    }

    /// Removes from `matches`, a subset of a chunk's rows, those that lack a word.
    pub(super) fn retain_matches(
        &mut self,
        table: &BounceTable,
        chunk_index: usize,
        rows: &Range<usize>,
        matches: &mut BitSet,
    ) {
        let chunk = &table.chunks()[chunk_index];
        self.fold_chunk(chunk_index, chunk, rows.end);
        let Self { finders, lower_case, folded, .. } = self;
        let mut lower_case = LowerCase { text: lower_case, rows: 0..0 };
        for finder in &*finders {
            let mut with_word = BitSet::with_capacity(CHUNK_ROWS);
            let mut search = |rows: &Range<usize>| {
                folded[chunk_index].search(finder, rows, &mut with_word);
                if finder.needle().is_ascii() {
                    let text = lower_case.of(chunk, rows);
                    search_chunk(finder, chunk, text, rows, &mut with_word);
                }
            };
            // Few candidates are faster to search one by one.
            if matches.count() < rows.len() / 16 {
                matches.iter().for_each(|row| search(&(row..row + 1)));
            } else {
                search(rows);
            }
            matches.intersect_with(&with_word);
        }
    }

    /// Folds the texts of a chunk that are not ASCII, up to a row.
    fn fold_chunk(&mut self, chunk_index: usize, chunk: &Chunk, end: usize) {
        if self.folded.len() <= chunk_index {
            self.folded.resize_with(chunk_index + 1, FoldedChunk::default);
        }
        let folded = &mut self.folded[chunk_index];
        for row in folded.rows..end {
            for text in [chunk.email(row), chunk.name(row)] {
                if !text.is_ascii() {
                    self.folding.fold_into(text, &mut folded.text);
                    // A folded text is at most a few times as long as a text of at most 4 GiB.
                    folded.ends.push(u32::try_from(folded.text.len()).unwrap_or(u32::MAX));
                    folded.row_indexes.push(u16::try_from(row).unwrap_or(u16::MAX));
                }
            }
        }
        folded.rows = folded.rows.max(end);
    }
}

/// How the words of a search differ from the previous ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchChange {
    Unchanged,
    /// Every match of the new words is a match of the previous ones.
    Narrowed,
    Replaced,
}

impl FoldedChunk {
    /// Inserts into `found` the rows whose folded address or name contains the word.
    fn search(&self, finder: &Finder<'_>, rows: &Range<usize>, found: &mut BitSet) {
        let [first, last] = [rows.start, rows.end]
            .map(|row| self.row_indexes.partition_point(|index| usize::from(*index) < row));
        let end_of = |text: usize| self.ends[text] as usize;
        let start = first.checked_sub(1).map_or(0, end_of);
        let end = last.checked_sub(1).map_or(0, end_of);
        let text = &self.text.as_bytes()[start..end];
        search_texts(
            finder,
            text,
            start,
            last - first,
            |text| [end_of(first + text); 2],
            |text| found.insert(usize::from(self.row_indexes[first + text])),
        );
    }
}

/// The lower-case text of some rows, in a buffer that is reused.
struct LowerCase<'a> {
    text: &'a mut Vec<u8>,
    rows: Range<usize>,
}

impl LowerCase<'_> {
    /// The lower-case text of these rows of a chunk.
    fn of(&mut self, chunk: &Chunk, rows: &Range<usize>) -> &[u8] {
        if self.rows != *rows {
            let text = chunk.start(rows.start)..chunk.start(rows.end);
            // Two plain passes, because the compiler vectorizes each of them.
            self.text.clear();
            self.text.extend_from_slice(&chunk.text().as_bytes()[text]);
            self.text.make_ascii_lowercase();
            self.rows = rows.clone();
        }
        self.text
    }
}

/// Inserts into `found` the rows whose address or name contains the word, which is ASCII.
fn search_chunk(
    finder: &Finder<'_>,
    chunk: &Chunk,
    lower_case: &[u8],
    rows: &Range<usize>,
    found: &mut BitSet,
) {
    let start = chunk.start(rows.start);
    let ends = |row: usize| chunk.ends()[rows.start + row].map(|end| end as usize);
    search_texts(finder, lower_case, start, rows.len(), ends, |row| found.insert(rows.start + row));
}

/// Reports the rows of which one of two texts contains the word. `text` holds the texts of all rows
/// without separators and begins at the offset `start`; `ends` gives the offsets at which those of
/// a row end, counted from the first row.
fn search_texts(
    finder: &Finder<'_>,
    text: &[u8],
    start: usize,
    rows: usize,
    ends: impl Fn(usize) -> [usize; 2],
    mut report: impl FnMut(usize),
) {
    let (mut offset, mut row) = (start, 0);
    while let Some(found) = text.get(offset - start..).and_then(|text| finder.find(text)) {
        let from = offset + found;
        row = first_from(row, rows, |row| ends(row)[1] > from);
        if row == rows {
            return;
        }
        let [first, last] = ends(row);
        let end = if from < first { first } else { last };
        offset = if from + finder.needle().len() <= end {
            report(row);
            last
        } else {
            from + 1
        };
    }
}

/// The first row from `start` on for which `holds`, which then holds for all rows after it; `end`
/// if there is none. Gallops, because the row is usually near.
fn first_from(start: usize, end: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut step) = (start, 1);
    while low + step <= end && !holds(low + step - 1) {
        low += step;
        step *= 2;
    }
    let mut high = end.min(low + step);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

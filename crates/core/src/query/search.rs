//! Finds the rows whose address or name has some text in it. Which filters there are stands in
//! `filter`.
//!
//! The text of a chunk is searched as a whole, in an ASCII lower-case copy that is made when it is
//! needed and lies in the processor's cache: a copy of all texts would take as much memory as the
//! texts themselves, and would be searched no faster. Only texts that are not ASCII are kept
//! folded. A word found in a whole chunk counts if it lies within one address or one name.

use super::budget::Budget;
use crate::{
    BounceTable, LocaleRules,
    bit_set::BitSet,
    folding::Folding,
    table::{CHUNK_ROWS, Chunk},
};
use memchr::memmem::Finder;
use std::{cmp::Reverse, ops::Range};

/// What rows are searched with.
#[derive(Clone, Debug, Default)]
pub(super) struct TextSearch {
    words: Vec<Box<str>>,
    finders: Vec<Finder<'static>>,
    folding: Folding,
    /// One for each chunk, as far as it was searched.
    folded: Vec<FoldedChunk>,
    lower_case: Vec<u8>,
}

/// The folded texts of a chunk, of those that are not ASCII.
#[derive(Clone, Debug, Default)]
struct FoldedChunk {
    /// How many rows of the chunk were looked at.
    rows: usize,
    text: String,
    /// Where in `text` the texts end, each of an address or of a name.
    ends: Vec<u32>,
    /// The row of each text.
    places: Vec<u16>,
}

impl TextSearch {
    /// What is searched for.
    pub(super) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    pub(super) fn folding(&self) -> &Folding {
        &self.folding
    }

    /// Searches for other words. Gives how they differ from the former ones.
    pub(super) fn set_text(&mut self, text: &str, language: &dyn LocaleRules) -> SearchChange {
        self.folding.learn(text.chars(), language);
        let mut folded = String::new();
        self.folding.fold_into(text, &mut folded);
        let mut words: Vec<Box<str>> = folded.split_whitespace().map(Into::into).collect();
        // Long words are rare: what they leave for the others is little.
        words.sort_by_key(|word| Reverse(word.len()));
        if words == self.words {
            return SearchChange::None;
        }
        let is_narrower = !self.words.is_empty()
            && self.words.iter().all(|old| words.iter().any(|new| new.contains(&**old)));
        let change = if is_narrower { SearchChange::Narrower } else { SearchChange::Other };
        self.finders = words.iter().map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
        self.words = words;
        change
    }

    /// Learns how the texts of a table fold, if there is anything to search for.
    pub(super) fn learn(&mut self, table: &BounceTable, language: &dyn LocaleRules) {
        if !self.words.is_empty() {
            self.learn_all(table, language);
        }
    }

    fn learn_all(&mut self, table: &BounceTable, language: &dyn LocaleRules) {
        for alphabet in [table.email_alphabet(), table.name_alphabet()] {
            self.folding.learn(alphabet.beyond_ascii(), language);
        }
    }

    /// Folds the texts of a table, so that no search has to; `true` when that is done.
    pub(super) fn prepare(
        &mut self,
        table: &BounceTable,
        language: &dyn LocaleRules,
        budget: &mut Budget,
    ) -> bool {
        self.learn_all(table, language);
        let is_folded =
            |(folded, chunk): &(&FoldedChunk, &Chunk)| folded.rows == chunk.codes().len();
        let mut number = self.folded.iter().zip(table.chunks()).take_while(is_folded).count();
        while let Some(chunk) = table.chunks().get(number) {
            if budget.is_spent() {
                return false;
            }
            let start = self.folded.get(number).map_or(0, |folded| folded.rows);
            let end = chunk.codes().len().min(start + budget.share(CHUNK_ROWS));
            self.fold(number, chunk, end);
            budget.spend(end - start);
            if end == chunk.codes().len() {
                number += 1;
            }
        }
        true
    }

    /// Takes out of `found`, which are some of the rows of a chunk, those that lack a word.
    pub(super) fn keep_found(
        &mut self,
        table: &BounceTable,
        number: usize,
        rows: &Range<usize>,
        found: &mut BitSet,
    ) {
        if self.words.is_empty() {
            return;
        }
        let chunk = &table.chunks()[number];
        self.fold(number, chunk, rows.end);
        let Self { finders, lower_case, folded, .. } = self;
        let mut lower_case = LowerCase { text: lower_case, rows: 0..0 };
        for finder in &*finders {
            let mut marks = BitSet::none_of(CHUNK_ROWS);
            let mut mark = |rows: &Range<usize>| {
                folded[number].mark(&mut marks, finder, rows);
                if finder.needle().is_ascii() {
                    lower_case.of(chunk, rows);
                    mark_in_chunk(&mut marks, finder, lower_case.text, chunk, rows);
                }
            };
            // Looking at single rows is worth while if there are few of them.
            if found.count() < rows.len() / 16 {
                found.iter().for_each(|row| mark(&(row..row + 1)));
            } else {
                mark(rows);
            }
            found.intersect(&marks);
        }
    }

    /// Folds the texts of a chunk that are not ASCII, up to a row.
    fn fold(&mut self, number: usize, chunk: &Chunk, end: usize) {
        if self.folded.len() <= number {
            self.folded.resize_with(number + 1, FoldedChunk::default);
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
pub(super) enum SearchChange {
    /// Not at all.
    None,
    /// Whatever has the new ones has the former ones too.
    Narrower,
    /// In another way.
    Other,
}

impl FoldedChunk {
    /// Marks the rows of which a folded text has the word.
    fn mark(&self, marks: &mut BitSet, finder: &Finder<'_>, rows: &Range<usize>) {
        let [first, last] = [rows.start, rows.end]
            .map(|row| self.places.partition_point(|place| usize::from(*place) < row));
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let end = last.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let text = &self.text.as_bytes()[start..end];
        let ends = |text: usize| [self.ends[first + text] as usize; 2];
        mark_texts(finder, text, start, last - first, ends, |text| {
            marks.insert(usize::from(self.places[first + text]));
        });
    }
}

/// The lower case of the text of some rows, which is made when it is asked for.
struct LowerCase<'a> {
    text: &'a mut Vec<u8>,
    rows: Range<usize>,
}

impl LowerCase<'_> {
    /// Has it be that of these rows.
    fn of(&mut self, chunk: &Chunk, rows: &Range<usize>) {
        if self.rows != *rows {
            let text = chunk.start(rows.start)..chunk.start(rows.end);
            // Two plain passes: the compiler has each take sixteen bytes at a time.
            self.text.clear();
            self.text.extend_from_slice(&chunk.text().as_bytes()[text]);
            self.text.make_ascii_lowercase();
            self.rows = rows.clone();
        }
    }
}

/// Marks the rows of which an address or a name has the word, which is ASCII.
fn mark_in_chunk(
    marks: &mut BitSet,
    finder: &Finder<'_>,
    lower_case: &[u8],
    chunk: &Chunk,
    rows: &Range<usize>,
) {
    let start = chunk.start(rows.start);
    let ends = |row: usize| chunk.ends()[rows.start + row].map(|end| end as usize);
    mark_texts(finder, lower_case, start, rows.len(), ends, |row| marks.insert(rows.start + row));
}

/// Marks the rows of which one of two texts has the word. The texts of all rows stand one after
/// another and begin at `start`; `ends` says where those of a row end, counted from the first one.
fn mark_texts(
    finder: &Finder<'_>,
    text: &[u8],
    start: usize,
    rows: usize,
    ends: impl Fn(usize) -> [usize; 2],
    mut mark: impl FnMut(usize),
) {
    let (mut at, mut row) = (start, 0);
    while let Some(found) = text.get(at - start..).and_then(|text| finder.find(text)) {
        let from = at + found;
        row = first_from(row, rows, |row| ends(row)[1] > from);
        if row == rows {
            return;
        }
        let [first, last] = ends(row);
        let end = if from < first { first } else { last };
        at = if from + finder.needle().len() <= end {
            mark(row);
            last
        } else {
            from + 1
        };
    }
}

/// The first row from `start` on for which something holds, as it does for all behind it; `end` if
/// it holds for none. One that is near is found in a few steps.
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

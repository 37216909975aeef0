//! Folds text for searching, character by character. The search itself is in `query::search`.
//!
//! A character folds as its [`LocaleRules`] define, then:
//! - letters that Unicode does not decompose become the ASCII letters of CLDR's Latin-ASCII
//!   transform (`ß` → `ss`, `ø` → `o`, `ł` → `l`, see [`WITHOUT_DECOMPOSITION`]);
//! - a final sigma becomes a sigma, because a character is folded without its neighbors;
//! - curly apostrophes and typographic hyphens become those of a keyboard.
//!
//! Without combining marks, nothing else depends on neighbors, so the fold of a text is the
//! concatenation of the folds of its characters.

use crate::LocaleRules;
use std::ops::Range;

const WITHOUT_DECOMPOSITION: [(char, &str); 19] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('ŋ', "n"),
    ('œ', "oe"),
    ('ŧ', "t"),
    ('ς', "σ"),
    ('\u{2010}', "-"),
    ('\u{2011}', "-"),
    ('\u{2013}', "-"),
    ('\u{2018}', "'"),
    ('\u{2019}', "'"),
    ('\u{2bc}', "'"),
];

/// The folds of the characters beyond ASCII that were registered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folding {
    /// Sorted by character.
    folds: Vec<(char, Box<str>)>,
}

impl Folding {
    /// Asks for the folds of characters that were not registered before.
    pub(crate) fn register_characters(
        &mut self,
        characters: impl IntoIterator<Item = char>,
        locale: &dyn LocaleRules,
    ) {
        let is_new = |character: &char| !character.is_ascii() && self.find(*character).is_err();
        let mut new: Vec<char> = characters.into_iter().filter(is_new).collect();
        if new.is_empty() {
            return;
        }
        new.sort_unstable();
        new.dedup();
        let mut list = String::with_capacity(new.len() * 4);
        for character in &new {
            list.push(*character);
            list.push('\n');
        }
        let folded = locale.fold(&list);
        let folded = folded.split('\n').map(without_decomposition);
        self.folds.extend(new.into_iter().zip(folded));
        self.folds.sort_unstable_by_key(|(character, _)| *character);
    }

    /// Appends the fold of a text whose characters are registered.
    pub(crate) fn fold_into(&self, text: &str, folded: &mut String) {
        for character in text.chars() {
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase());
            } else if let Ok(index) = self.find(character) {
                folded.push_str(&self.folds[index].1);
            } else {
                folded.push(character);
            }
        }
    }

    /// Where some folded words occur in a text, as ranges of bytes that begin and end with whole
    /// characters: in order, and one for occurrences that overlap or touch.
    pub(crate) fn highlight_ranges(&self, text: &str, words: &[Box<str>]) -> Vec<Range<usize>> {
        let mut folded = String::with_capacity(text.len());
        // By byte of the folded text: the range in the text that it comes from.
        let mut origins: Vec<Range<usize>> = Vec::with_capacity(text.len());
        for (start, character) in text.char_indices() {
            let end = start + character.len_utf8();
            let folded_before = folded.len();
            self.fold_into(&text[start..end], &mut folded);
            if folded.len() == folded_before {
                // A combining accent belongs to the character before it.
                let letter = origins.iter_mut().rev().take_while(|origin| origin.end == start);
                letter.for_each(|origin| origin.end = end);
            }
            origins.resize(folded.len(), start..end);
        }
        let matches = words.iter().flat_map(|word| folded.match_indices(&**word));
        let mut ranges: Vec<_> = matches
            .filter(|(_, word)| !word.is_empty())
            .map(|(start, word)| origins[start].start..origins[start + word.len() - 1].end)
            .collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        ranges.dedup_by(|next, previous| {
            let touches = next.start <= previous.end;
            previous.end = if touches { previous.end.max(next.end) } else { previous.end };
            touches
        });
        ranges
    }

    fn find(&self, character: char) -> Result<usize, usize> {
        self.folds.binary_search_by_key(&character, |(known, _)| *known)
    }
}

fn without_decomposition(folded: &str) -> Box<str> {
    let mut text = String::with_capacity(folded.len());
    for character in folded.chars() {
        match WITHOUT_DECOMPOSITION.iter().find(|(letter, _)| *letter == character) {
            Some((_, letters)) => text.push_str(letters),
            None => text.push(character),
        }
    }
    text.into()
}

//! Sort keys for texts, made of what a [`Language`] says of single characters.
//!
//! Texts compare by three levels (Unicode Technical Standard 10): letters, then accents, then
//! case. A level is a sequence of weights, and is read in windows of as many weights as fit into
//! some bits of a `u64`, so that a sort compares numbers and seldom looks further than two windows.
//!
//! What holds: the order of the letters of a language (`ä` with `a` in German, after `z` in
//! Swedish; `ñ` after `n` in Spanish), punctuation before digits before letters, scripts in
//! CLDR's order, characters that do not count, and `ß`, `æ`, `œ` and their like as two letters in
//! languages for which they are. What does not, because it takes more than one character to know:
//! contractions (`ch` in Czech and Slovak, `dz` and `sz` in Hungarian, `aa` in Danish), Thai and Lao
//! vowels written before their consonant, the Japanese length mark, and accents compared from the
//! end (Canadian French). A letter written as base and combining accent sorts with its letter,
//! beside the accented one rather than among them.

use crate::{Language, Weight, table::Alphabet};
use std::cmp::Ordering;

/// Letters that are two letters in most languages; `same_base` tells in which.
const TWO_LETTERS: [(char, &str); 9] = [
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ĳ', "ij"),
];

/// What texts are compared by, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Letters.
    Primary,
    /// Accents.
    Secondary,
    /// Case, and other variants.
    Tertiary,
}

/// A part of a text's sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) level: Level,
    /// How many windows of the level come before.
    pub(crate) index: u32,
}

impl Window {
    pub(crate) const FIRST: Self = Self { level: Level::Primary, index: 0 };

    #[must_use]
    pub(crate) fn following(self) -> Self {
        Self { index: self.index + 1, ..self }
    }
}

/// A character as one or two weights, numbered without gaps.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    first: Weight,
    second: Option<Weight>,
}

/// The sort keys of texts that are written with some alphabet.
#[derive(Clone, Debug)]
pub(crate) struct Collation {
    ascii: [Letters; 128],
    /// Sorted by character.
    others: Vec<(char, Letters)>,
    /// Whether every ASCII character of the alphabet has a primary weight.
    plain_ascii: bool,
    /// How many bits a weight of each level needs.
    widths: [u32; 3],
    /// How many characters the alphabet has.
    characters: usize,
}

impl Default for Collation {
    /// Of no alphabet.
    fn default() -> Self {
        let others = Vec::new();
        let widths = [1; 3];
        Self { ascii: [Letters::default(); 128], others, plain_ascii: true, widths, characters: 0 }
    }
}

impl Collation {
    pub(crate) fn of(alphabet: &Alphabet, language: &dyn Language) -> Self {
        let mut characters = alphabet.characters();
        let of_alphabet = characters.len();
        let mut two_letters = Vec::new();
        for (character, letters) in TWO_LETTERS {
            if characters[..of_alphabet].binary_search(&character).is_ok()
                && language.same_base(character.encode_utf8(&mut [0; 4]), letters)
            {
                two_letters.push((character, letters));
                characters.extend(letters.chars());
            }
        }
        characters.sort_unstable();
        characters.dedup();
        let weights = numbered(language.weigh(&characters), &characters);

        let most = |part: fn(&Weight) -> u32| weights.iter().map(part).max().unwrap_or_default();
        // Of the second of two letters: it comes after the same letters written apart.
        let apart = most(|weight| weight.tertiary) + 1;
        let weight_of = |character: char| {
            let place = characters.binary_search(&character).ok();
            place.and_then(|place| weights.get(place)).copied().unwrap_or_default()
        };
        let letters_of = |character: &char| {
            let two = two_letters.iter().find(|(two, _)| two == character);
            let mut letters = two.map_or("", |(_, letters)| letters).chars().map(weight_of);
            match (letters.next(), letters.next()) {
                (Some(first), Some(second)) => {
                    Letters { first, second: Some(Weight { tertiary: apart, ..second }) }
                }
                _ => Letters { first: weight_of(*character), second: None },
            }
        };
        let mut ascii = [Letters::default(); 128];
        let mut others = Vec::new();
        let mut plain_ascii = true;
        for character in &characters {
            let letters = letters_of(character);
            match ascii.get_mut(*character as usize) {
                Some(place) => {
                    *place = letters;
                    plain_ascii &= letters.first.primary != 0;
                }
                None => others.push((*character, letters)),
            }
        }
        let bits = |most: u32| u32::BITS - most.leading_zeros();
        let widths = [
            bits(most(|weight| weight.primary)).max(1),
            bits(most(|weight| weight.secondary) + 1),
            bits(apart + 1),
        ];
        Self { ascii, others, plain_ascii, widths, characters: of_alphabet }
    }

    /// Whether it was made of the alphabet as it is now; alphabets only grow.
    pub(crate) fn is_of(&self, alphabet: &Alphabet) -> bool {
        self.characters == alphabet.len()
    }

    /// A part of a text's sort key, in the lower `bits` bits. Texts whose keys differ in a window
    /// compare as those; texts whose keys are equal compare as in the [next](Self::next) window.
    pub(crate) fn key(&self, text: &str, window: Window, bits: u32) -> u64 {
        let width = self.width(window.level);
        let fitting = (bits / width).max(1);
        let start = window.index as usize * fitting as usize;
        let key = |weights: &mut dyn Iterator<Item = u32>| {
            let weights = weights.skip(start).take(fitting as usize);
            let (key, taken) = weights
                .fold((0, 0), |(key, taken), weight| (key << width | u64::from(weight), taken + 1));
            if taken == 0 { 0 } else { key << (width * (fitting - taken)) }
        };
        match window.level {
            Level::Primary if self.plain_ascii => self
                .key_of_ascii(text.as_bytes(), start, fitting, width)
                .unwrap_or_else(|| key(&mut self.primaries(text))),
            Level::Primary => key(&mut self.primaries(text)),
            Level::Secondary => key(&mut marks(self.weights(text).map(|weight| weight.secondary))),
            Level::Tertiary => key(&mut marks(self.weights(text).map(|weight| weight.tertiary))),
        }
    }

    /// Where to look next when texts have the same key; `None` if they are equal.
    pub(crate) fn next(&self, window: Window, key: u64) -> Option<Window> {
        // A level ends with a weight of 0, which is also what its rest is filled with.
        if key & ((1 << self.width(window.level)) - 1) != 0 {
            return Some(window.following());
        }
        let level = match window.level {
            Level::Primary => Level::Secondary,
            Level::Secondary => Level::Tertiary,
            Level::Tertiary => return None,
        };
        Some(Window { level, index: 0 })
    }

    /// Compares whole texts.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        let mut window = Some(Window::FIRST);
        while let Some(here) = window {
            let [a, b] = [a, b].map(|text| self.key(text, here, u64::BITS));
            if a != b {
                return a.cmp(&b);
            }
            window = self.next(here, a);
        }
        Ordering::Equal
    }

    fn width(&self, level: Level) -> u32 {
        match level {
            Level::Primary => self.widths[0],
            Level::Secondary => self.widths[1],
            Level::Tertiary => self.widths[2],
        }
    }

    /// What `key` gives for primary weights, if all that it needs of the text is ASCII.
    #[inline]
    fn key_of_ascii(&self, text: &[u8], start: usize, fitting: u32, width: u32) -> Option<u64> {
        let end = text.len().min(start + fitting as usize);
        if !text[..end].is_ascii() {
            return None;
        }
        let window = text.get(start..end).unwrap_or_default();
        let key = window.iter().fold(0, |key, byte| {
            key << width | u64::from(self.ascii[usize::from(byte & 0x7f)].first.primary)
        });
        let missing = fitting as usize - window.len();
        Some(if window.is_empty() { 0 } else { key << (width as usize * missing) })
    }

    fn primaries(&self, text: &str) -> impl Iterator<Item = u32> {
        self.weights(text).map(|weight| weight.primary).filter(|primary| *primary != 0)
    }

    /// The weights of a text's characters, but for those that do not count at all.
    fn weights(&self, text: &str) -> impl Iterator<Item = Weight> + Clone {
        let letters = text.chars().map(|character| match self.ascii.get(character as usize) {
            Some(letters) => *letters,
            None => self.beyond_ascii(character),
        });
        letters
            .flat_map(|letters| [Some(letters.first), letters.second])
            .flatten()
            .filter(|weight| *weight != Weight::default())
    }

    fn beyond_ascii(&self, character: char) -> Letters {
        let place = self.others.binary_search_by_key(&character, |(known, _)| *known).ok();
        place.map(|place| self.others[place].1).unwrap_or_default()
    }
}

/// Weights of the second or third level: from 1, and none behind the last that is not common.
fn marks(weights: impl Iterator<Item = u32> + Clone) -> impl Iterator<Item = u32> {
    let mut length = 0;
    for (place, weight) in weights.clone().enumerate() {
        if weight != 0 {
            length = place + 1;
        }
    }
    weights.take(length).map(|weight| weight + 1)
}

/// The same weights, each level numbered without gaps, so that few bits are enough.
fn numbered(mut weights: Vec<Weight>, characters: &[char]) -> Vec<Weight> {
    // A language that forgets characters sorts them by their code points.
    let forgotten = characters.iter().skip(weights.len());
    let of_code_point =
        |character: &char| Weight { primary: u32::from(*character) + 1, ..Weight::default() };
    weights.extend(forgotten.map(of_code_point).collect::<Vec<_>>());
    weights.truncate(characters.len());
    let parts: [fn(&mut Weight) -> &mut u32; 3] = [
        |weight| &mut weight.primary,
        |weight| &mut weight.secondary,
        |weight| &mut weight.tertiary,
    ];
    for part in parts {
        let mut values: Vec<u32> = weights.iter_mut().map(|weight| *part(weight)).collect();
        values.push(0);
        values.sort_unstable();
        values.dedup();
        for weight in &mut weights {
            let value = part(weight);
            let number = values.binary_search(value).unwrap_or_default();
            *value = u32::try_from(number).unwrap_or(u32::MAX);
        }
    }
    weights
}

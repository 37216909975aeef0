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
use std::{cmp::Ordering, mem};

/// Characters that are two letters in most languages; [`Language::same_base`] tells in which.
const TWO_LETTERS: [(char, &str, Unlike); 9] = [
    ('ß', "ss", Unlike::Accent),
    ('ẞ', "SS", Unlike::Accent),
    ('æ', "ae", Unlike::Accent),
    ('Æ', "AE", Unlike::Accent),
    ('œ', "oe", Unlike::Accent),
    ('Œ', "OE", Unlike::Accent),
    ('ﬁ', "fi", Unlike::Case),
    ('ﬂ', "fl", Unlike::Case),
    ('ĳ', "ij", Unlike::Case),
];

/// By what a character comes after its two letters written apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unlike {
    Accent,
    Case,
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
    ascii: [Weight; 128],
    /// Sorted by character.
    others: Vec<(char, Letters)>,
    /// Whether every ASCII character of the alphabet has a primary weight.
    plain_ascii: bool,
    /// How many bits a weight needs.
    width: u32,
    /// How many characters the alphabet has.
    characters: usize,
}

impl Default for Collation {
    /// Of no alphabet.
    fn default() -> Self {
        let others = Vec::new();
        Self { ascii: [Weight::default(); 128], others, plain_ascii: true, width: 1, characters: 0 }
    }
}

impl Collation {
    pub(crate) fn of(alphabet: &Alphabet, language: &dyn Language) -> Self {
        let mut characters = alphabet.characters();
        let of_alphabet = characters.len();
        let two_letters = TWO_LETTERS.into_iter().filter(|(character, letters, _)| {
            characters.binary_search(character).is_ok()
                && language.same_base(character.encode_utf8(&mut [0; 4]), letters)
        });
        let two_letters: Vec<_> = two_letters.collect();
        characters.extend(two_letters.iter().flat_map(|(_, letters, _)| letters.chars()));
        characters.sort_unstable();
        characters.dedup();
        let weights = numbered(language.weigh(&characters), &characters);

        let most = |part: fn(&Weight) -> u32| weights.iter().map(part).max().unwrap_or_default();
        let (accent, case) =
            (most(|weight| weight.secondary) + 1, most(|weight| weight.tertiary) + 1);
        let weight_of = |character: char| {
            let place = characters.binary_search(&character).ok();
            place.and_then(|place| weights.get(place)).copied().unwrap_or_default()
        };
        let letters_of = |character: char| {
            let two = two_letters.iter().find(|(two, ..)| *two == character);
            let Some((_, letters, unlike)) = two else {
                return Letters { first: weight_of(character), second: None };
            };
            let mut letters = letters.chars().map(weight_of);
            let first = letters.next().unwrap_or_default();
            let second = letters.next().map(|second| match unlike {
                Unlike::Accent => Weight { secondary: accent, ..second },
                Unlike::Case => Weight { tertiary: case, ..second },
            });
            Letters { first, second }
        };
        let mut ascii = [Weight::default(); 128];
        let mut others = Vec::new();
        let mut plain_ascii = true;
        for character in &characters {
            let letters = letters_of(*character);
            match ascii.get_mut(*character as usize) {
                Some(place) => {
                    *place = letters.first;
                    plain_ascii &= letters.first.primary != 0;
                }
                None => others.push((*character, letters)),
            }
        }
        // Marks are counted from 1.
        let most = most(|weight| weight.primary).max(accent + 1).max(case + 1);
        let width = u32::BITS - most.leading_zeros();
        Self { ascii, others, plain_ascii, width, characters: of_alphabet }
    }

    /// Whether it was made of the alphabet as it is now; alphabets only grow.
    pub(crate) fn is_of(&self, alphabet: &Alphabet) -> bool {
        self.characters == alphabet.len()
    }

    /// A window of a text's sort key, in the lower `bits` bits: the first one, or that which comes
    /// behind so many others. Texts compare as their first windows that differ.
    #[inline]
    pub(crate) fn key(&self, text: &str, window: u32, bits: u32) -> u64 {
        let fitting = self.fitting(bits);
        let start = window as usize * fitting;
        // Most often all of it is primary weights of ASCII, which need not be looked for.
        match text.as_bytes().get(start..start + fitting) {
            Some(part) if self.plain_ascii && text.is_ascii() => {
                part.iter().fold(0, |key, byte| {
                    key << self.width | u64::from(self.ascii[usize::from(byte & 0x7f)].primary)
                })
            }
            Some(_) | None => self.key_of_any(text, start, fitting),
        }
    }

    fn key_of_any(&self, text: &str, start: usize, fitting: usize) -> u64 {
        let (mut key, mut place) = (0, 0);
        self.spell(text, |weight| {
            if (start..start + fitting).contains(&place) {
                key = key << self.width | u64::from(weight);
            }
            place += 1;
        });
        let missing = (start + fitting).saturating_sub(place).min(fitting);
        key.checked_shl(self.width * u32::try_from(missing).unwrap_or(u32::MAX)).unwrap_or(0)
    }

    /// Whether texts can still differ that are the same up to a window, which is `key`.
    pub(crate) fn goes_on(&self, text: &str, window: u32, key: u64, bits: u32) -> bool {
        // Levels end with a 0, and so do windows that are not full.
        if key & ((1 << self.width) - 1) != 0 {
            return true;
        }
        let mut weights = 0;
        self.spell(text, |_| weights += 1);
        weights > (window as usize + 1) * self.fitting(bits)
    }

    /// Compares whole texts.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        let first = |text| self.key(text, 0, u64::BITS);
        let all = |text| {
            let mut weights = Vec::new();
            self.spell(text, |weight| weights.push(weight));
            weights
        };
        first(a).cmp(&first(b)).then_with(|| all(a).cmp(&all(b)))
    }

    /// How many weights fit into so many bits.
    fn fitting(&self, bits: u32) -> usize {
        (bits / self.width).max(1) as usize
    }

    /// Gives the weights of a text's sort key to `take`: those of each level, and a 0 between levels.
    fn spell(&self, text: &str, mut take: impl FnMut(u32)) {
        self.weigh(text, |weight| {
            if weight.primary != 0 {
                take(weight.primary);
            }
        });
        for level in [|weight: Weight| weight.secondary, |weight: Weight| weight.tertiary] {
            take(0);
            // Weights that are not common are counted from 2; behind the last of them are none.
            let mut common = 0;
            self.weigh(text, |weight| match level(weight) {
                0 => common += 1,
                mark => {
                    (0..mem::take(&mut common)).for_each(|_| take(1));
                    take(mark + 1);
                }
            });
        }
    }

    /// Gives the weights of a text's characters to `take`, but for those that do not count at all.
    fn weigh(&self, text: &str, mut take: impl FnMut(Weight)) {
        let mut take_counting = |weight: Weight| {
            if weight != Weight::default() {
                take(weight);
            }
        };
        for character in text.chars() {
            if let Some(weight) = self.ascii.get(character as usize) {
                take_counting(*weight);
            } else if let Ok(place) = self.others.binary_search_by_key(&character, |other| other.0)
            {
                let Letters { first, second } = self.others[place].1;
                take_counting(first);
                second.into_iter().for_each(&mut take_counting);
            }
        }
    }
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

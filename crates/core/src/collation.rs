//! Sort keys for texts, made of what a [`LocaleRules`] says of single characters.
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

mod codes;
mod letters;

use crate::{LocaleRules, Weight, table::Alphabet};
use codes::{Code, Part, codes};
use letters::{Letters, letters};
use std::{cmp::Ordering, mem, str};

/// The sort keys of texts that are written with some alphabet.
#[derive(Clone, Debug)]
pub(crate) struct Collation {
    ascii: [Weight; 128],
    /// The codes of primary weights of ASCII, empty for those that have none.
    ascii_codes: [Code; 128],
    /// Sorted by character.
    others: Vec<(char, Letters)>,
    /// The codes of each level: of its end, then of its symbols.
    codes: [Vec<Code>; 3],
    /// How many characters the alphabet has.
    characters: usize,
}

/// What texts are compared by, one after another: letters, accents, and case with other variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Primary,
    Secondary,
    Tertiary,
}

/// Where a level ends.
const END: u32 = 0;

/// A letter without an accent on the second level, in lower case on the third.
const COMMON: u32 = 1;

impl Collation {
    pub(crate) fn of(alphabet: &Alphabet, language: &dyn LocaleRules) -> Self {
        let (characters, counts): (Vec<_>, Vec<_>) = alphabet.characters().unzip();
        let letters = letters(&characters, language);
        let codes = codes_of_levels(&letters, &counts);
        let mut ascii = [Weight::default(); 128];
        let mut ascii_codes = [Code::default(); 128];
        let mut others = Vec::new();
        for (character, letters) in characters.iter().zip(letters) {
            let place = *character as usize;
            match (ascii.get_mut(place), ascii_codes.get_mut(place)) {
                (Some(weight), Some(code)) => {
                    *weight = letters.first;
                    if letters.first.primary != END {
                        *code = codes[0][letters.first.primary as usize];
                    }
                }
                _ => others.push((*character, letters)),
            }
        }
        Self { ascii, ascii_codes, others, codes, characters: characters.len() }
    }

    /// Whether it was made of the alphabet as it is now; alphabets only grow.
    pub(crate) fn is_of(&self, alphabet: &Alphabet) -> bool {
        self.characters == alphabet.len()
    }

    /// A window of the sort key of a text in UTF-8, in the lower `bits` bits: the first one, or that
    /// behind so many others. Texts compare as their first windows that differ.
    pub(crate) fn key(&self, text: &[u8], window: u32, bits: u32) -> u64 {
        let mut part = Part::new(window, bits);
        // Most often nothing is needed but primary weights of ASCII.
        for byte in text {
            let Some(code) = self.ascii_codes.get(usize::from(*byte)) else {
                part = Part::new(window, bits);
                self.spell(text, |level, symbol| part.add(self.code(level, symbol)));
                return part.finish();
            };
            if part.add(*code) {
                return part.finish();
            }
        }
        self.spell_marks(text, |level, symbol| part.add(self.code(level, symbol)));
        part.finish()
    }

    /// Whether texts can still differ that are the same up to a window, as this text is.
    pub(crate) fn goes_on(&self, text: &[u8], window: u32, bits: u32) -> bool {
        let mut length = 0;
        let end = (window + 1) * bits;
        self.spell(text, |level, symbol| {
            length += self.code(level, symbol).length();
            length > end
        });
        length > end
    }

    /// Compares whole texts in UTF-8.
    pub(crate) fn compare(&self, a: &[u8], b: &[u8]) -> Ordering {
        let first = |text| self.key(text, 0, u64::BITS);
        let all = |text| {
            let mut symbols = Vec::new();
            self.spell(text, |_, symbol| {
                symbols.push(symbol);
                false
            });
            symbols
        };
        first(a).cmp(&first(b)).then_with(|| all(a).cmp(&all(b)))
    }

    fn code(&self, level: Level, symbol: u32) -> Code {
        let [primary, secondary, tertiary] = &self.codes;
        let codes = match level {
            Level::Primary => primary,
            Level::Secondary => secondary,
            Level::Tertiary => tertiary,
        };
        codes.get(symbol as usize).copied().unwrap_or_default()
    }

    /// Gives the symbols of a text's sort key to `take`, until it has enough; `true` if it has.
    fn spell(&self, text: &[u8], mut take: impl FnMut(Level, u32) -> bool) -> bool {
        let of_letter = |Weight { primary, .. }| primary != END && take(Level::Primary, primary);
        self.weigh(text, of_letter) || self.spell_marks(text, take)
    }

    /// The same for what stands behind the letters of the sort key.
    fn spell_marks(&self, text: &[u8], mut take: impl FnMut(Level, u32) -> bool) -> bool {
        take(Level::Primary, END)
            || self
                .weigh(text, marks(|weight| weight.secondary, |mark| take(Level::Secondary, mark)))
            || take(Level::Secondary, END)
            || self.weigh(text, marks(|weight| weight.tertiary, |mark| take(Level::Tertiary, mark)))
            || take(Level::Tertiary, END)
    }

    /// Gives the weights of a text's characters to `take`, but for those that do not count at all.
    fn weigh(&self, text: &[u8], mut take: impl FnMut(Weight) -> bool) -> bool {
        let mut take = |weight: Weight| weight != Weight::default() && take(weight);
        if text.is_ascii() {
            return text.iter().any(|byte| take(self.ascii[usize::from(byte & 0x7f)]));
        }
        str::from_utf8(text).unwrap_or_default().chars().any(|character| {
            if let Some(weight) = self.ascii.get(character as usize) {
                return take(*weight);
            }
            let place = self.others.binary_search_by_key(&character, |(known, _)| *known);
            let letters = place.map(|place| self.others[place].1).unwrap_or_default();
            take(letters.first) || letters.second.is_some_and(&mut take)
        })
    }
}

/// Takes weights and gives their marks, but for common ones behind the last that is not.
fn marks(
    mark_of: impl Fn(Weight) -> u32,
    mut take: impl FnMut(u32) -> bool,
) -> impl FnMut(Weight) -> bool {
    let mut common = 0;
    move |weight| match mark_of(weight) {
        0 => {
            common += 1;
            false
        }
        mark => (0..mem::take(&mut common)).any(|_| take(COMMON)) || take(COMMON + mark),
    }
}

/// The codes of each level, for characters that occur so often.
fn codes_of_levels(letters: &[Letters], counts: &[u64]) -> [Vec<Code>; 3] {
    let symbols: Vec<(Weight, u64)> = letters
        .iter()
        .zip(counts)
        .flat_map(|(letters, count)| {
            let weights = [Some(letters.first), letters.second];
            weights.into_iter().flatten().map(|weight| (weight, *count))
        })
        .collect();
    // About so many texts there are.
    let ends = counts.iter().sum::<u64>() / 16;
    let count = |first: &[u64], symbol_of: fn(Weight) -> u32| {
        let mut counts = first.to_vec();
        for (weight, count) in &symbols {
            let symbol = symbol_of(*weight) as usize;
            counts.resize(counts.len().max(symbol + 1), 0);
            counts[symbol] += count;
        }
        counts
    };
    let of_marks = |mut counts: Vec<u64>| {
        // Common marks stand before others only.
        counts[COMMON as usize] = counts[COMMON as usize + 1..].iter().sum::<u64>() * 4;
        counts
    };
    let primaries = count(&[ends], |weight| weight.primary);
    let secondaries = of_marks(count(&[ends, 0], |weight| COMMON + weight.secondary));
    let tertiaries = of_marks(count(&[ends, 0], |weight| COMMON + weight.tertiary));
    [primaries, secondaries, tertiaries].map(|counts| codes(&counts))
}

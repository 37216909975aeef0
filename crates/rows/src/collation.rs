//! Sort keys of texts, computed from the weights that [`LocaleRules`] give single characters.
//!
//! Texts compare by three levels (Unicode Technical Standard 10): letters, accents and case. Each
//! level is a sequence of weights. It is encoded as bits and read in windows that fit into a `u64`,
//! so that a sort compares numbers and rarely needs more than two windows.
//!
//! Supported: the order of a language's letters (`ä` with `a` in German, after `z` in Swedish; `ñ`
//! after `n` in Spanish), punctuation before digits before letters, scripts in CLDR's order,
//! ignored characters, and `ß`, `æ`, `œ` and similar characters as two letters in the languages
//! where they are. Not supported, because it depends on more than one character: contractions
//! (`ch` in Czech and Slovak, `dz` and `sz` in Hungarian, `aa` in Danish), Thai and Lao vowels
//! written before their consonant, the Japanese length mark, and accents compared from the end
//! (Canadian French). A letter written as base and combining accent sorts beside the accented
//! letters, not among them.

mod codes;
mod letters;

use crate::{LocaleRules, Weight, table::Alphabet};
use codes::{BitWindow, Code, codes};
use letters::{Letters, letters};
use std::{cmp::Ordering, mem, str};

/// Computes the sort keys of texts that use the characters of an alphabet.
#[derive(Clone, Debug)]
pub(crate) struct Collation {
    ascii: [Weight; 128],
    /// The codes of the primary weights of ASCII; empty for characters without one.
    ascii_codes: [Code; 128],
    /// The characters beyond ASCII, sorted.
    others: Vec<(char, Letters)>,
    /// By level: the code of its end, then those of its symbols.
    codes: [Vec<Code>; 3],
    /// How many characters the alphabet had.
    characters: usize,
}

/// The levels of a comparison, the most significant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Primary,
    Secondary,
    Tertiary,
}

/// The symbol that ends a level.
const END: u32 = 0;

/// The symbol of a letter without an accent on the second level, in lower case on the third.
const COMMON: u32 = 1;

impl Collation {
    pub(crate) fn new(alphabet: &Alphabet, locale: &dyn LocaleRules) -> Self {
        let (characters, counts): (Vec<_>, Vec<_>) = alphabet.characters().unzip();
        let letters = letters(&characters, locale);
        let codes = codes_of_levels(&letters, &counts);
        let mut ascii = [Weight::default(); 128];
        let mut ascii_codes = [Code::default(); 128];
        let mut others = Vec::new();
        for (character, letters) in characters.iter().zip(letters) {
            let index = *character as usize;
            match (ascii.get_mut(index), ascii_codes.get_mut(index)) {
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

    /// Whether it covers the alphabet as it is now. Alphabets only grow.
    pub(crate) fn is_current(&self, alphabet: &Alphabet) -> bool {
        self.characters == alphabet.len()
    }

    /// One window of the sort key of a text in UTF-8, by its index, in the lower `bits` bits. Texts
    /// compare as their first windows that differ.
    pub(crate) fn key(&self, text: &[u8], window: u32, bits: u32) -> u64 {
        let mut key = BitWindow::new(window, bits);
        // Most windows need only primary weights of ASCII.
        for byte in text {
            let Some(code) = self.ascii_codes.get(usize::from(*byte)) else {
                key = BitWindow::new(window, bits);
                self.emit_symbols(text, &mut |level, symbol| key.push(self.code(level, symbol)));
                return key.finish();
            };
            if key.push(*code) {
                return key.finish();
            }
        }
        self.emit_marks(text, &mut |level, symbol| key.push(self.code(level, symbol)));
        key.finish()
    }

    /// Whether texts that equal this one up to a window may still differ from it.
    pub(crate) fn has_more(&self, text: &[u8], window: u32, bits: u32) -> bool {
        let mut length = 0;
        let end = (window + 1) * bits;
        self.emit_symbols(text, &mut |level, symbol| {
            length += self.code(level, symbol).length();
            length > end
        })
    }

    /// Compares whole texts in UTF-8.
    pub(crate) fn compare(&self, a: &[u8], b: &[u8]) -> Ordering {
        let first_window = |text| self.key(text, 0, u64::BITS);
        let symbols = |text| {
            let mut symbols = Vec::new();
            self.emit_symbols(text, &mut |_, symbol| {
                symbols.push(symbol);
                false
            });
            symbols
        };
        first_window(a).cmp(&first_window(b)).then_with(|| symbols(a).cmp(&symbols(b)))
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

    /// Emits the symbols of a text's sort key until `emit` returns `true`, and returns whether it
    /// did. It is compiled once: `emit` is called for few symbols of most texts.
    fn emit_symbols(&self, text: &[u8], emit: &mut dyn FnMut(Level, u32) -> bool) -> bool {
        let primary = |Weight { primary, .. }| primary != END && emit(Level::Primary, primary);
        self.any_weight(text, primary) || self.emit_marks(text, emit)
    }

    /// Emits the symbols after those of the letters: the end of the first level, then accents and
    /// cases.
    fn emit_marks(&self, text: &[u8], emit: &mut dyn FnMut(Level, u32) -> bool) -> bool {
        emit(Level::Primary, END)
            || self.any_weight(
                text,
                marks(|weight| weight.secondary, |mark| emit(Level::Secondary, mark)),
            )
            || emit(Level::Secondary, END)
            || self.any_weight(
                text,
                marks(|weight| weight.tertiary, |mark| emit(Level::Tertiary, mark)),
            )
            || emit(Level::Tertiary, END)
    }

    /// Whether `predicate` holds for any weight of a text's characters, in order. Ignored characters
    /// have none.
    fn any_weight(&self, text: &[u8], mut predicate: impl FnMut(Weight) -> bool) -> bool {
        let mut holds = |weight: Weight| weight != Weight::default() && predicate(weight);
        if text.is_ascii() {
            return text.iter().any(|byte| holds(self.ascii[usize::from(byte & 0x7f)]));
        }
        str::from_utf8(text).unwrap_or_default().chars().any(|character| {
            if let Some(weight) = self.ascii.get(character as usize) {
                return holds(*weight);
            }
            let index = self.others.binary_search_by_key(&character, |(known, _)| *known);
            let letters = index.map(|index| self.others[index].1).unwrap_or_default();
            holds(letters.first) || letters.second.is_some_and(&mut holds)
        })
    }
}

/// Turns weights into the marks of a level, without the common ones after the last other one.
fn marks(
    mark_of: impl Fn(Weight) -> u32,
    mut emit: impl FnMut(u32) -> bool,
) -> impl FnMut(Weight) -> bool {
    let mut common = 0;
    move |weight| match mark_of(weight) {
        0 => {
            common += 1;
            false
        }
        mark => (0..mem::take(&mut common)).any(|_| emit(COMMON)) || emit(COMMON + mark),
    }
}

/// The codes of each level, given how often each character occurs.
fn codes_of_levels(letters: &[Letters], counts: &[u64]) -> [Vec<Code>; 3] {
    let symbols: Vec<(Weight, u64)> = letters
        .iter()
        .zip(counts)
        .flat_map(|(letters, count)| {
            let weights = [Some(letters.first), letters.second];
            weights.into_iter().flatten().map(|weight| (weight, *count))
        })
        .collect();
    // An estimate of the number of texts.
    let ends = counts.iter().sum::<u64>() / 16;
    let count_symbols = |initial: &[u64], symbol_of: fn(Weight) -> u32| {
        let mut counts = initial.to_vec();
        for (weight, count) in &symbols {
            let symbol = symbol_of(*weight) as usize;
            counts.resize(counts.len().max(symbol + 1), 0);
            counts[symbol] += count;
        }
        counts
    };
    let marks = |mut counts: Vec<u64>| {
        // Common marks are written only before others.
        counts[COMMON as usize] = counts[COMMON as usize + 1..].iter().sum::<u64>() * 4;
        counts
    };
    let primaries = count_symbols(&[ends], |weight| weight.primary);
    let secondaries = marks(count_symbols(&[ends, 0], |weight| COMMON + weight.secondary));
    let tertiaries = marks(count_symbols(&[ends, 0], |weight| COMMON + weight.tertiary));
    [primaries, secondaries, tertiaries].map(|counts| codes(&counts))
}

#[cfg(test)]
mod tests {
    use super::Collation;
    use crate::{
        BounceTable, CodePointRules,
        wire::{BouncesPage, TrackingActivity},
    };

    /// The collation of a table with these addresses.
    fn collation_of(emails: &[&str]) -> Collation {
        let row = |email: &&str| TrackingActivity {
            email_address: Some((*email).to_owned().into()),
            ..TrackingActivity::default()
        };
        let mut table = BounceTable::default();
        let tracking_activities = emails.iter().map(row).collect();
        table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
        Collation::new(table.email_alphabet(), &CodePointRules)
    }

    /// How many bits the whole sort key of a text has.
    fn length(collation: &Collation, text: &[u8]) -> u32 {
        let mut length = 0;
        collation.emit_symbols(text, &mut |level, symbol| {
            length += collation.code(level, symbol).length();
            false
        });
        length
    }

    #[test]
    fn a_text_has_more_until_the_window_that_ends_its_key() {
        let text = "anna.gallardo@example.com";
        let collation = collation_of(&[text, "Bola", "Ägir"]);
        let text = text.as_bytes();
        let length = length(&collation, text);
        assert!((66..=128).contains(&length), "{length} bits");
        assert!(collation.has_more(text, 0, 64));
        assert!(!collation.has_more(text, 1, 64));
        let half = length.div_ceil(2);
        assert!(!collation.has_more(text, 1, half));
        assert!(collation.has_more(text, 1, half - 1));
        assert!(collation.has_more(text, 0, half));
        assert_ne!(collation.key(text, 1, half), 0);
        assert_eq!(collation.key(text, 2, half), 0, "nothing is left for a third window");
    }

    #[test]
    fn frequent_letters_have_short_codes() {
        let frequent = "e".repeat(1_000);
        let collation = collation_of(&["abcdefgh", "ijklmnop", &frequent]);
        let length = |letter: u8| length(&collation, &[letter]);
        for rare in *b"dfp" {
            assert!(length(b'e') + 2 <= length(rare), "{} {}", length(b'e'), length(rare));
        }
    }

    #[test]
    fn a_key_ends_exactly_with_its_window() {
        let collation = collation_of(&["ab", "ba", "abc"]);
        let (mut text, mut bits) = (String::new(), 0);
        while bits < 33 {
            text.push('a');
            bits = length(&collation, text.as_bytes());
        }
        assert!(bits <= 64, "{bits} bits");
        assert!(!collation.has_more(text.as_bytes(), 0, bits));
        assert!(collation.has_more(text.as_bytes(), 0, bits - 1));
    }
}

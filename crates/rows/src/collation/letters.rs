//! The weights of characters, as one letter or two. How texts compare is defined in `collation`.

use crate::{LocaleRules, Weight};

/// Characters that are two letters in most languages; [`LocaleRules::same_base`] decides whether
/// they are in the present one.
const TWO_LETTERS: [(char, &str, TieBreakLevel); 9] = [
    ('ß', "ss", TieBreakLevel::Accent),
    ('ẞ', "SS", TieBreakLevel::Accent),
    ('æ', "ae", TieBreakLevel::Accent),
    ('Æ', "AE", TieBreakLevel::Accent),
    ('œ', "oe", TieBreakLevel::Accent),
    ('Œ', "OE", TieBreakLevel::Accent),
    ('ﬁ', "fi", TieBreakLevel::Case),
    ('ﬂ', "fl", TieBreakLevel::Case),
    ('ĳ', "ij", TieBreakLevel::Case),
];

/// The level on which a character differs from its two letters, and comes after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TieBreakLevel {
    Accent,
    Case,
}

/// A character as one weight or two. Weights are consecutive numbers, from 1 for letters and from 0
/// for accents and cases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) first: Weight,
    pub(super) second: Option<Weight>,
}

/// The letters of distinct, sorted characters in a locale.
pub(super) fn letters(characters: &[char], locale: &dyn LocaleRules) -> Vec<Letters> {
    let two_letters = TWO_LETTERS.into_iter().filter(|(character, letters, _)| {
        characters.binary_search(character).is_ok()
            && locale.same_base(character.encode_utf8(&mut [0; 4]), letters)
    });
    let two_letters: Vec<_> = two_letters.collect();
    let mut weighted = characters.to_vec();
    weighted.extend(two_letters.iter().flat_map(|(_, letters, _)| letters.chars()));
    weighted.sort_unstable();
    weighted.dedup();
    let weights = compact_weights(locale.collation_weights(&weighted), &weighted);
    let weight_of = |character: char| {
        let index = weighted.binary_search(&character).ok();
        index.and_then(|index| weights.get(index)).copied().unwrap_or_default()
    };
    let max = |level: fn(&Weight) -> u32| weights.iter().map(level).max().unwrap_or_default();
    let (accent, case) = (max(|weight| weight.secondary) + 1, max(|weight| weight.tertiary) + 1);
    let letters_of = |character: &char| {
        let two = two_letters.iter().find(|(two, ..)| two == character);
        let Some((_, letters, level)) = two else {
            return Letters { first: weight_of(*character), second: None };
        };
        let mut letters = letters.chars().map(weight_of);
        let first = letters.next().unwrap_or_default();
        let second = letters.next().map(|second| match level {
            TieBreakLevel::Accent => Weight { secondary: accent, ..second },
            TieBreakLevel::Case => Weight { tertiary: case, ..second },
        });
        Letters { first, second }
    };
    characters.iter().map(letters_of).collect()
}

/// Replaces the weights of each level by consecutive numbers, so that few bits are enough.
fn compact_weights(mut weights: Vec<Weight>, characters: &[char]) -> Vec<Weight> {
    // Characters for which a locale gives no weight sort by their code points.
    let without_weight = characters.iter().skip(weights.len());
    let by_code_point =
        |character: &char| Weight { primary: u32::from(*character) + 1, ..Weight::default() };
    weights.extend(without_weight.map(by_code_point).collect::<Vec<_>>());
    weights.truncate(characters.len());
    let levels: [fn(&mut Weight) -> &mut u32; 3] = [
        |weight| &mut weight.primary,
        |weight| &mut weight.secondary,
        |weight| &mut weight.tertiary,
    ];
    for level in levels {
        let mut values: Vec<u32> = weights.iter_mut().map(|weight| *level(weight)).collect();
        values.push(0);
        values.sort_unstable();
        values.dedup();
        for weight in &mut weights {
            let value = level(weight);
            let number = values.binary_search(value).unwrap_or_default();
            *value = u32::try_from(number).unwrap_or(u32::MAX);
        }
    }
    weights
}

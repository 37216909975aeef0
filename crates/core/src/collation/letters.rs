//! What characters weigh, as one letter or two. How texts made of them compare, `collation` knows.

use crate::{LocaleRules, Weight};

/// Characters that are two letters in most languages; [`LocaleRules::same_base`] tells in which.
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

/// A character as one or two weights, numbered without gaps from 1 for letters, from 0 for accents
/// and cases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) first: Weight,
    pub(super) second: Option<Weight>,
}

/// What distinct and sorted characters are in a language.
pub(super) fn letters(characters: &[char], language: &dyn LocaleRules) -> Vec<Letters> {
    let two_letters = TWO_LETTERS.into_iter().filter(|(character, letters, _)| {
        characters.binary_search(character).is_ok()
            && language.same_base(character.encode_utf8(&mut [0; 4]), letters)
    });
    let two_letters: Vec<_> = two_letters.collect();
    let mut weighed = characters.to_vec();
    weighed.extend(two_letters.iter().flat_map(|(_, letters, _)| letters.chars()));
    weighed.sort_unstable();
    weighed.dedup();
    let weights = numbered(language.weigh(&weighed), &weighed);
    let weight_of = |character: char| {
        let place = weighed.binary_search(&character).ok();
        place.and_then(|place| weights.get(place)).copied().unwrap_or_default()
    };
    let most = |part: fn(&Weight) -> u32| weights.iter().map(part).max().unwrap_or_default();
    let (accent, case) = (most(|weight| weight.secondary) + 1, most(|weight| weight.tertiary) + 1);
    let letters_of = |character: &char| {
        let two = two_letters.iter().find(|(two, ..)| two == character);
        let Some((_, letters, unlike)) = two else {
            return Letters { first: weight_of(*character), second: None };
        };
        let mut letters = letters.chars().map(weight_of);
        let first = letters.next().unwrap_or_default();
        let second = letters.next().map(|second| match unlike {
            Unlike::Accent => Weight { secondary: accent, ..second },
            Unlike::Case => Weight { tertiary: case, ..second },
        });
        Letters { first, second }
    };
    characters.iter().map(letters_of).collect()
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

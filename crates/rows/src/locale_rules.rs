//! What depends on a language and is not known to this crate: which characters are equal, and
//! which comes first.
//!
//! The wasm contains no Unicode tables, because the browser has them. [`LocaleRules`] are asked
//! about single characters only, a few hundred in a report of a million rows. What follows for
//! texts is computed in `folding` (searching) and `collation` (sorting).

/// Facts about characters, asked once for each that occurs in a report.
pub trait LocaleRules {
    /// Folds text so that it can be found regardless of accents and case: compatibility
    /// decomposition (NFKD, Unicode Standard Annex 15), then no characters of the general category
    /// Mark, then lower case without tailoring. In a browser:
    /// `text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()`.
    ///
    /// The text is a list of characters beyond ASCII, one per line. Line feeds are kept.
    fn fold(&self, text: &str) -> String;

    /// The collation weights of distinct characters, one for each. In a browser: sort them with an
    /// `Intl.Collator`, then number them so that each differs from the previous one in what
    /// collators of sensitivity `base`, `accent` and `variant` distinguish.
    fn collation_weights(&self, characters: &[char]) -> Vec<Weight>;

    /// Whether two texts differ in accents and case at most: whether an `Intl.Collator` of
    /// sensitivity `base` considers them equal.
    fn same_base(&self, a: &str, b: &str) -> bool;
}

/// The collation weight of a character (Unicode Technical Standard 10).
///
/// Texts compare by the primary weights of their characters, then by the secondary, then by the
/// tertiary ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weight {
    /// The letter; 0 if the character is ignored, as a combining accent is.
    pub primary: u32,
    /// The accent among those of the letter; 0 if none.
    pub secondary: u32,
    /// The case or variant among those of the letter and accent; 0 for the first one.
    pub tertiary: u32,
}

/// Rules without a language: letters are in the order of their code points, lower and upper case
/// together, and an accented letter is another letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodePointRules;

impl LocaleRules for CodePointRules {
    fn fold(&self, text: &str) -> String {
        text.chars().flat_map(char::to_lowercase).collect()
    }

    fn collation_weights(&self, characters: &[char]) -> Vec<Weight> {
        let weight = |character: &char| {
            let mut lower_case = character.to_lowercase();
            let lower = lower_case.next().filter(|_| lower_case.next().is_none());
            let letter = lower.unwrap_or(*character);
            Weight {
                primary: u32::from(letter) + 1,
                secondary: 0,
                tertiary: u32::from(letter != *character),
            }
        };
        characters.iter().map(weight).collect()
    }

    fn same_base(&self, a: &str, b: &str) -> bool {
        a == b
    }
}

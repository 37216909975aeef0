//! What a language knows and this crate does not: which letters are the same, and which comes first.
//!
//! No table of Unicode stands in the wasm, since the browser has one. A [`LocaleRules`] is asked about
//! single characters only, a few hundred in a report of a million rows; what follows from them for
//! texts is worked out here (`folding` for searching, `collation` for sorting).

/// What is to be known of characters, asked once for each that occurs in a report.
pub trait LocaleRules {
    /// Folds text so that it can be found whatever its accents and its case are: compatibility
    /// decomposition (NFKD, Unicode Standard Annex 15), then no characters of the general category
    /// Mark, then lower case without tailoring. In a browser:
    /// `text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()`.
    ///
    /// The text is a list of characters beyond ASCII, one a line. Line feeds stay as they are.
    fn fold(&self, text: &str) -> String;

    /// Weighs distinct characters, one weight for each, as the language sorts them. In a browser:
    /// sort them with an `Intl.Collator`, then number them so that each differs from the one
    /// before in what a collator of sensitivity `base`, `accent` or `variant` sees.
    fn weigh(&self, characters: &[char]) -> Vec<Weight>;

    /// Whether two texts differ in accents and case at most, if at all: for an `Intl.Collator` of
    /// sensitivity `base`, whether they are equal.
    fn same_base(&self, a: &str, b: &str) -> bool;
}

/// What a character weighs in the order of texts (Unicode Technical Standard 10).
///
/// Texts compare by the primary weights of their characters, then by the secondary ones, then by
/// the tertiary ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weight {
    /// Which letter it is; 0 if it does not count, as a combining accent does not.
    pub primary: u32,
    /// Which accent it has among those of its letter; 0 if none.
    pub secondary: u32,
    /// Which case or variant it is among those of its letter and accent; 0 if the first.
    pub tertiary: u32,
}

/// No language in particular: letters stand in the order of their code points, lower case and
/// upper case together, and an accent makes another letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodePointRules;

impl LocaleRules for CodePointRules {
    fn fold(&self, text: &str) -> String {
        text.chars().flat_map(char::to_lowercase).collect()
    }

    fn weigh(&self, characters: &[char]) -> Vec<Weight> {
        let weigh = |character: &char| {
            let mut lower_case = character.to_lowercase();
            let lower = lower_case.next().filter(|_| lower_case.next().is_none());
            let letter = lower.unwrap_or(*character);
            Weight {
                primary: u32::from(letter) + 1,
                secondary: 0,
                tertiary: u32::from(letter != *character),
            }
        };
        characters.iter().map(weigh).collect()
    }

    fn same_base(&self, a: &str, b: &str) -> bool {
        a == b
    }
}

//! Folding and collation by the rules of a locale.

use bounces_core::{LocaleRules, Weight};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    #[wasm_bindgen(js_name = fold)]
    fn fold_characters(characters: &str) -> String;
    #[wasm_bindgen(js_name = collationWeights)]
    fn collation_weights(locale: &str, characters: &str) -> Vec<u32>;
    #[wasm_bindgen(js_name = sameBase)]
    fn have_same_base(locale: &str, a: &str, b: &str) -> bool;
}

/// The rules of a locale, by the browser's `Intl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IntlCollator {
    pub(crate) locale: String,
}

impl LocaleRules for IntlCollator {
    fn fold(&self, text: &str) -> String {
        fold_characters(text)
    }

    fn collation_weights(&self, characters: &[char]) -> Vec<Weight> {
        let characters: String = characters.iter().collect();
        let weights = collation_weights(&self.locale, &characters);
        let (weights, _) = weights.as_chunks::<3>();
        let weight = |[primary, secondary, tertiary]: &[u32; 3]| Weight {
            primary: *primary,
            secondary: *secondary,
            tertiary: *tertiary,
        };
        weights.iter().map(weight).collect()
    }

    fn same_base(&self, a: &str, b: &str) -> bool {
        have_same_base(&self.locale, a, b)
    }
}

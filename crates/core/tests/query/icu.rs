//! The rules that a browser would give, by ICU4X.

use bounces_core::{LocaleRules, Weight};
use icu_collator::{
    Collator, CollatorBorrowed,
    options::{CollatorOptions, Strength},
};
use icu_locale_core::Locale;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup},
};
use std::cmp::Ordering;

/// The rules of a CLDR locale, with weights as [`LocaleRules::collation_weights`] suggests for an
/// `Intl.Collator`.
pub(crate) struct Icu {
    base: CollatorBorrowed<'static>,
    accent: CollatorBorrowed<'static>,
    variant: CollatorBorrowed<'static>,
}

impl Icu {
    pub(crate) fn of(locale: &str) -> Self {
        let locale: Locale = locale.parse().expect("a locale");
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new((&locale).into(), options).expect("data of the locale")
        };
        Self {
            base: collator(Strength::Primary),
            accent: collator(Strength::Secondary),
            variant: collator(Strength::Tertiary),
        }
    }

    /// Compares whole texts by ICU.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.variant.compare(a, b)
    }
}

/// NFKD without marks, in lower case.
pub(crate) fn fold(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned();
    let is_mark =
        |character: &char| GeneralCategoryGroup::Mark.contains(categories.get(*character));
    decomposed.chars().filter(|character| !is_mark(character)).collect::<String>().to_lowercase()
}

impl LocaleRules for Icu {
    fn fold(&self, text: &str) -> String {
        fold(text)
    }

    fn collation_weights(&self, characters: &[char]) -> Vec<Weight> {
        let texts: Vec<String> = characters.iter().map(char::to_string).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by(|a, b| self.variant.compare(&texts[*a], &texts[*b]));
        let mut weights = vec![Weight::default(); texts.len()];
        let (mut previous, mut weight) = ("", Weight::default());
        for index in order {
            let text = &*texts[index];
            if self.base.compare(previous, text).is_ne() {
                weight = Weight { primary: weight.primary + 1, ..Weight::default() };
            } else if self.accent.compare(previous, text).is_ne() {
                weight = Weight { secondary: weight.secondary + 1, tertiary: 0, ..weight };
            } else if self.variant.compare(previous, text).is_ne() {
                weight.tertiary += 1;
            }
            weights[index] = weight;
            previous = text;
        }
        weights
    }

    fn same_base(&self, a: &str, b: &str) -> bool {
        self.base.compare(a, b).is_eq()
    }
}

//! The rules without a language.

use bounces_core::{CodePointRules, LocaleRules, Weight};

#[test]
fn letters_are_weighted_by_code_point_and_then_by_case() {
    let weight = |primary, tertiary| Weight { primary, secondary: 0, tertiary };
    let weights = CodePointRules.collation_weights(&['\0', 'A', 'a', 'ä', 'Ä']);
    assert_eq!(
        weights,
        [weight(1, 0), weight(98, 1), weight(98, 0), weight(229, 0), weight(229, 1)]
    );
}

#[test]
fn a_letter_whose_lower_case_is_two_characters_has_its_own_weight() {
    let weights = CodePointRules.collation_weights(&['İ', 'i']);
    assert_eq!(weights[0], Weight { primary: 0x131, ..Weight::default() });
    assert_ne!(weights[0].primary, weights[1].primary);
}

#[test]
fn text_is_folded_to_lower_case_and_keeps_its_accents() {
    assert_eq!(CodePointRules.fold("Ä\nİ\n"), "ä\ni\u{307}\n");
    assert!(CodePointRules.same_base("a", "a"));
    assert!(!CodePointRules.same_base("a", "ä"));
}

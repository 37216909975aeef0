//! Searching addresses and names, ignoring case and accents.

use crate::{
    icu::{self, Icu},
    naive::Naive,
    support::{answered, any_text, append, row, table_of, table_of_emails, table_of_names},
};
use bounces_core::{BounceTable, CodePointRules, Query, QueryEngine, QueryProgress};
use proptest::prelude::*;
use std::ops::Range;

fn searched(text: &str) -> Query {
    Query { search: text.to_owned(), ..Query::default() }
}

fn german() -> Icu {
    Icu::of("de")
}

/// Whether a search finds a name.
fn finds(search: &str, name: &str) -> bool {
    let table = table_of_names([name, "somebody else"]);
    let engine = answered(&table, &searched(search), &german());
    engine.rows().iter().any(|row| table.name(*row) == name)
}

/// The parts of a text that are highlighted.
fn highlighted<'a>(search: &str, text: &'a str) -> Vec<&'a str> {
    let engine = answered(&table_of_names([text]), &searched(search), &german());
    engine.highlight_ranges(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn accents_and_case_are_ignored_in_search_and_text() {
    for search in ["é", "É", "e", "E", "e\u{301}", "ê"] {
        for name in ["René", "RENÉ", "rene", "Rene\u{301}", "RENÈ"] {
            assert!(finds(search, name), "{search} in {name}");
        }
    }
    assert!(!finds("ren", "Rayna"));
}

#[test]
fn letters_without_decomposition_are_found_by_keyboard_letters() {
    for (name, search) in [
        ("Weiß", "weiss"),
        ("WEISS", "weiß"),
        ("STRAẞE", "strasse"),
        ("Søren", "soren"),
        ("Łukasz", "lukasz"),
        ("Œuvrard", "oeuvrard"),
        ("Æsa", "aesa"),
        ("Þór", "thor"),
        ("Đorđe", "dorde"),
        ("O’Neill", "o'neill"),
        ("Smith‑Jones", "smith-jones"),
    ] {
        assert!(finds(search, name), "{search} in {name}");
        assert!(finds(name, name), "{name} in itself");
    }
    // The alternative German spelling of these is a different word.
    assert!(!finds("mueller", "Müller"));
}

#[test]
fn turkish_letters_are_found_by_the_letters_of_other_languages() {
    for name in ["İpek", "ipek", "Ipek", "ıpek"] {
        for search in ["ipek", "IPEK", "İPEK", "ıpek"] {
            assert!(finds(search, name), "{search} in {name}");
        }
    }
}

#[test]
fn compatibility_characters_are_equal() {
    assert!(finds("fiona", "ﬁona"));
    assert!(finds("ﬁona", "Fiona"));
    assert!(finds("anna", "Ａｎｎａ"));
    assert!(finds("ＡＮＮＡ", "Anna"));
    assert!(finds("ﾀﾅｶ", "タナカ"));
    assert!(finds("12", "①②"));
}

#[test]
fn all_forms_of_the_greek_sigma_are_equal() {
    assert!(finds("ΝΙΚΟΣ", "Νίκος"));
    assert!(finds("νικοσ", "ΝΊΚΟΣ"));
}

#[test]
fn japanese_is_found_as_it_is_written() {
    assert!(finds("藤", "佐藤 健太"));
    assert!(finds("佐藤　健", "佐藤 健太"), "an ideographic space is a space");
    assert!(finds("ガ", "カ\u{3099}"));
    assert!(!finds("佐木", "佐藤"));
}

#[test]
fn all_words_must_occur_in_the_address_or_the_name_in_any_order() {
    let table = table_of(vec![
        row("anna@gmail.com", "Anna Weiß", "", ""),
        row("weiss@gmail.com", "Bola", "", ""),
        row("carla@yahoo.com", "Anna Weiß", "", ""),
    ]);
    let count = |search: &str| answered(&table, &searched(search), &german()).rows().len();
    assert_eq!(count("weiss gmail"), 2);
    assert_eq!(count("gmail  weiß ANNA"), 1);
    assert_eq!(count(" anna "), 2);
    assert_eq!(count("anna bola"), 0);
}

#[test]
fn a_word_does_not_match_across_two_texts() {
    let table = table_of(vec![row("anna@x.de", "Bola", "", ""), row("é@x.de", "é", "", "")]);
    for search in ["debola", "@x.deb", "bolae", "dee", "bolaé"] {
        assert!(answered(&table, &searched(search), &german()).rows().is_empty(), "{search}");
    }
    assert_eq!(answered(&table, &searched("x.de"), &german()).rows().len(), 2);
}

#[test]
fn a_word_is_found_in_the_text_after_one_that_ends_with_its_beginning() {
    let table = table_of_emails(["xa", "aab"]);
    assert_eq!(answered(&table, &searched("aab"), &CodePointRules).rows().len(), 1);
    let table = table_of_emails(["éa", "aéb"]);
    assert_eq!(answered(&table, &searched("aeb"), &german()).rows().len(), 1);
}

#[test]
fn combining_marks_alone_are_not_a_word() {
    assert!(finds("\u{301}", "Anna"));
    assert!(finds("anna \u{301}", "Anna"));
}

#[test]
fn a_longer_word_narrows_the_result_even_before_the_first_search_is_done() {
    let emails: Vec<String> = (0..9_000).map(|number| format!("anna{number}@x.de")).collect();
    let table = table_of_emails(emails.iter().map(String::as_str));
    let mut engine = QueryEngine::default();
    for (search, budget, expected) in [
        ("anna1", usize::MAX, Some(1_111)),
        ("anna12", 100, None),
        ("anna123", 5_000, None),
        ("anna123@", usize::MAX, Some(1)),
        ("anna12", usize::MAX, Some(111)),
        ("nna1 x.de", usize::MAX, Some(1_111)),
        ("", usize::MAX, Some(9_000)),
    ] {
        let progress = engine.advance(&table, &searched(search), &CodePointRules, budget);
        assert_eq!(progress == QueryProgress::Done, expected.is_some(), "{search}");
        if let Some(expected) = expected {
            assert_eq!(engine.rows().len(), expected, "{search}");
        }
    }
}

#[test]
fn rows_that_are_added_later_may_have_new_characters() {
    let mut table = BounceTable::default();
    append(&mut table, vec![row("", "Ärger", "", "")]);
    let mut engine = QueryEngine::default();
    engine.advance(&table, &searched("sore"), &german(), usize::MAX);
    append(&mut table, vec![row("", "Sörens", "", "")]);
    engine.advance(&table, &searched("sore"), &german(), usize::MAX);
    assert_eq!(engine.rows().len(), 1);
}

#[test]
fn highlights_cover_whole_characters() {
    assert_eq!(highlighted("rene", "Anna-René Renée"), ["René", "René"]);
    assert_eq!(highlighted("s", "Weiß"), ["ß"]);
    assert_eq!(highlighted("eis", "Weiß"), ["eiß"]);
    assert_eq!(highlighted("i", "ﬁona"), ["ﬁ"]);
    assert_eq!(highlighted("藤健", "佐藤健太"), ["藤健"]);
    assert_eq!(highlighted("", "Anna"), <[&str; 0]>::default());
}

#[test]
fn a_combining_accent_is_highlighted_with_its_letter() {
    assert_eq!(highlighted("e", "Rene\u{301}e"), ["e", "e\u{301}e"]);
    assert_eq!(highlighted("n", "Rene\u{301}"), ["n"]);
}

#[test]
fn overlapping_words_are_highlighted_once() {
    assert_eq!(highlighted("anna nab", "annabel anna"), ["annab", "anna"]);
    assert_eq!(highlighted("ann a", "anna"), ["anna"]);
}

/// Whether a word is highlighted in one of the texts of a row that contain it.
fn is_highlighted(word: &str, texts: [&str; 2], ranges: &[Vec<Range<usize>>; 2]) -> bool {
    texts.iter().zip(ranges).any(|(text, ranges)| {
        ranges.iter().any(|range| german().fold_all(&text[range.clone()]).contains(word))
    })
}

proptest! {
    #[test]
    fn a_search_equals_a_naive_oracle_and_highlights_its_matches(
        texts in prop::collection::vec((any_text(), any_text()), 0..40),
        search in prop_oneof!["[abäAesßiıfﬁ ]{0,3}", ".{0,2}"],
    ) {
        let language = german();
        let table = table_of(texts.iter().map(|(email, name)| row(email, name, "", "")).collect());
        let engine = answered(&table, &searched(&search), &language);
        let folded = language.fold_all(&search);
        let words: Vec<&str> = folded.split_whitespace().collect();
        for row in table.rows() {
            let texts = [table.email(row), table.name(row)];
            let has = |word: &&str| texts.iter().any(|text| language.fold_all(text).contains(*word));
            prop_assert_eq!(engine.rows().contains(&row), words.iter().all(has));
            let ranges = texts.map(|text| engine.highlight_ranges(text));
            for word in words.iter().filter(|word| has(word)) {
                prop_assert!(is_highlighted(word, texts, &ranges), "{} in {:?}", word, texts);
            }
            for (text, range) in texts.iter().zip(&ranges).flat_map(|(text, ranges)| {
                ranges.iter().map(move |range| (text, range.clone()))
            }) {
                let highlighted = language.fold_all(&text[range]);
                prop_assert!(words.iter().any(|word| highlighted.contains(word)));
            }
        }
    }

    #[test]
    fn the_fold_of_a_text_is_that_of_its_characters(text in "\\PC{0,12}") {
        let one_by_one: String = text
            .chars()
            .map(|character| icu::fold(&character.to_string()))
            .collect();
        let of_all = icu::fold(&text);
        prop_assert_eq!(one_by_one.replace('ς', "σ"), of_all.replace('ς', "σ"));
    }
}

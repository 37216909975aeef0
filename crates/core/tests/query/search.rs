//! Searching addresses and names, blind to case and accents.

use crate::{
    icu::{self, Icu},
    naive::Naive,
    support::{any_text, append, found, row, table_of, table_of_emails, table_of_names},
};
use bounces_core::{BounceTable, CodePointRules, Query, QueryProgress, RowOrder};
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
    let order = found(&table, &searched(search), &german());
    order.rows().iter().any(|row| table.name(*row) == name)
}

/// The parts of a text that are marked.
fn marked<'a>(search: &str, text: &'a str) -> Vec<&'a str> {
    let order = found(&table_of_names([text]), &searched(search), &german());
    order.highlight_ranges(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn accents_and_case_do_not_count_on_either_side() {
    for search in ["é", "É", "e", "E", "e\u{301}", "ê"] {
        for name in ["René", "RENÉ", "rene", "Rene\u{301}", "RENÈ"] {
            assert!(finds(search, name), "{search} in {name}");
        }
    }
    assert!(!finds("ren", "Rayna"));
}

#[test]
fn letters_that_unicode_does_not_decompose_are_found_by_those_of_a_keyboard() {
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
    // German has another spelling for these, which is another word all the same.
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
fn compatible_characters_are_the_same() {
    assert!(finds("fiona", "ﬁona"));
    assert!(finds("ﬁona", "Fiona"));
    assert!(finds("anna", "Ａｎｎａ"));
    assert!(finds("ＡＮＮＡ", "Anna"));
    assert!(finds("ﾀﾅｶ", "タナカ"));
    assert!(finds("12", "①②"));
}

#[test]
fn greek_sigmas_are_the_same_wherever_they_stand() {
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
fn all_words_have_to_occur_in_any_order_in_address_or_name() {
    let table = table_of(vec![
        row("anna@gmail.com", "Anna Weiß", "", ""),
        row("weiss@gmail.com", "Bola", "", ""),
        row("carla@yahoo.com", "Anna Weiß", "", ""),
    ]);
    let count = |search: &str| found(&table, &searched(search), &german()).rows().len();
    assert_eq!(count("weiss gmail"), 2);
    assert_eq!(count("gmail  weiß ANNA"), 1);
    assert_eq!(count(" anna "), 2);
    assert_eq!(count("anna bola"), 0);
}

#[test]
fn a_word_is_not_found_across_texts() {
    let table = table_of(vec![row("anna@x.de", "Bola", "", ""), row("é@x.de", "é", "", "")]);
    for search in ["debola", "@x.deb", "bolae", "dee", "bolaé"] {
        assert!(found(&table, &searched(search), &german()).rows().is_empty(), "{search}");
    }
    assert_eq!(found(&table, &searched("x.de"), &german()).rows().len(), 2);
}

#[test]
fn a_word_that_begins_at_the_end_of_one_text_is_found_in_the_next() {
    let table = table_of_emails(["xa", "aab"]);
    assert_eq!(found(&table, &searched("aab"), &CodePointRules).rows().len(), 1);
    let table = table_of_emails(["éa", "aéb"]);
    assert_eq!(found(&table, &searched("aeb"), &german()).rows().len(), 1);
}

#[test]
fn marks_alone_are_no_word() {
    assert!(finds("\u{301}", "Anna"));
    assert!(finds("anna \u{301}", "Anna"));
}

#[test]
fn a_longer_word_narrows_what_was_found_even_before_all_was_searched() {
    let emails: Vec<String> = (0..9_000).map(|number| format!("anna{number}@x.de")).collect();
    let table = table_of_emails(emails.iter().map(String::as_str));
    let mut order = RowOrder::default();
    for (search, budget, expected) in [
        ("anna1", usize::MAX, Some(1_111)),
        ("anna12", 100, None),
        ("anna123", 5_000, None),
        ("anna123@", usize::MAX, Some(1)),
        ("anna12", usize::MAX, Some(111)),
        ("nna1 x.de", usize::MAX, Some(1_111)),
        ("", usize::MAX, Some(9_000)),
    ] {
        let progress = order.advance(&table, &searched(search), &CodePointRules, budget);
        assert_eq!(progress == QueryProgress::Done, expected.is_some(), "{search}");
        if let Some(expected) = expected {
            assert_eq!(order.rows().len(), expected, "{search}");
        }
    }
}

#[test]
fn rows_that_come_later_are_searched_with_characters_that_were_not_met_before() {
    let mut table = BounceTable::default();
    append(&mut table, vec![row("", "Ärger", "", "")]);
    let mut order = RowOrder::default();
    order.advance(&table, &searched("sore"), &german(), usize::MAX);
    append(&mut table, vec![row("", "Sörens", "", "")]);
    order.advance(&table, &searched("sore"), &german(), usize::MAX);
    assert_eq!(order.rows().len(), 1);
}

#[test]
fn what_was_found_is_marked_in_whole_characters() {
    assert_eq!(marked("rene", "Anna-René Renée"), ["René", "René"]);
    assert_eq!(marked("s", "Weiß"), ["ß"]);
    assert_eq!(marked("eis", "Weiß"), ["eiß"]);
    assert_eq!(marked("i", "ﬁona"), ["ﬁ"]);
    assert_eq!(marked("藤健", "佐藤健太"), ["藤健"]);
    assert_eq!(marked("", "Anna"), <[&str; 0]>::default());
}

#[test]
fn a_combining_accent_is_marked_with_its_letter() {
    assert_eq!(marked("e", "Rene\u{301}e"), ["e", "e\u{301}e"]);
    assert_eq!(marked("n", "Rene\u{301}"), ["n"]);
}

#[test]
fn words_that_overlap_are_marked_once_and_all_are_marked() {
    assert_eq!(marked("anna nab", "annabel anna"), ["annab", "anna"]);
    assert_eq!(marked("ann a", "anna"), ["anna"]);
}

/// The texts of a row that a search found are marked somewhere, for each word.
fn is_marked_for(word: &str, texts: [&str; 2], ranges: &[Vec<Range<usize>>; 2]) -> bool {
    texts.iter().zip(ranges).any(|(text, ranges)| {
        ranges.iter().any(|range| german().fold_all(&text[range.clone()]).contains(word))
    })
}

proptest! {
    #[test]
    fn search_equals_the_naive_way_and_marks_what_it_found(
        texts in prop::collection::vec((any_text(), any_text()), 0..40),
        search in prop_oneof!["[abäAesßiıfﬁ ]{0,3}", ".{0,2}"],
    ) {
        let language = german();
        let table = table_of(texts.iter().map(|(email, name)| row(email, name, "", "")).collect());
        let order = found(&table, &searched(&search), &language);
        let folded = language.fold_all(&search);
        let words: Vec<&str> = folded.split_whitespace().collect();
        for row in table.rows() {
            let texts = [table.email(row), table.name(row)];
            let has = |word: &&str| texts.iter().any(|text| language.fold_all(text).contains(*word));
            prop_assert_eq!(order.rows().contains(&row), words.iter().all(has));
            let ranges = texts.map(|text| order.highlight_ranges(text));
            for word in words.iter().filter(|word| has(word)) {
                prop_assert!(is_marked_for(word, texts, &ranges), "{} in {:?}", word, texts);
            }
            for (text, range) in texts.iter().zip(&ranges).flat_map(|(text, ranges)| {
                ranges.iter().map(move |range| (text, range.clone()))
            }) {
                let marked = language.fold_all(&text[range]);
                prop_assert!(words.iter().any(|word| marked.contains(word)));
            }
        }
    }

    #[test]
    fn a_text_folds_as_its_characters_do(text in "\\PC{0,12}") {
        let one_by_one: String = text
            .chars()
            .map(|character| icu::fold(&character.to_string()))
            .collect();
        let of_all = icu::fold(&text);
        prop_assert_eq!(one_by_one.replace('ς', "σ"), of_all.replace('ς', "σ"));
    }
}

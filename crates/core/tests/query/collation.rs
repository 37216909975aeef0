//! The order of names in several languages, compared with ICU's order by CLDR's rules.

use crate::{
    icu::Icu,
    support::{answered, by, table_of_names},
};
use bounces_core::{SortColumn, SortDirection};
use proptest::prelude::*;

/// Names in the order of the table.
fn sorted<'a>(locale: &str, names: &[&'a str]) -> Vec<&'a str> {
    let table = table_of_names(names.iter().copied());
    let query = by(&[(SortColumn::Name, SortDirection::Ascending)]);
    let engine = answered(&table, &query, &Icu::of(locale));
    engine.rows().iter().map(|row| names[row.0 as usize]).collect()
}

/// Names in the order of ICU.
fn sorted_by_icu<'a>(locale: &str, names: &[&'a str]) -> Vec<&'a str> {
    let language = Icu::of(locale);
    let mut names = names.to_vec();
    names.sort_by(|a, b| language.compare(a, b));
    names
}

const GERMAN: [&str; 30] = [
    "Weiß",
    "Weiss",
    "WEISS",
    "Weis",
    "Weise",
    "Weißer",
    "Weisser",
    "Zöller",
    "Zoller",
    "Zollner",
    "Ärger",
    "Arger",
    "Arndt",
    "Öztürk",
    "Oswald",
    "Ozturk",
    "Müller",
    "Muller",
    "Mueller",
    "MÜLLER",
    "Muster",
    "Straße",
    "Strasse",
    "Strass",
    "Strauß",
    "Jürgen",
    "Jurgen",
    "von der Heide",
    "Von der Heide",
    "Großmann",
];

const SPANISH: [&str; 22] = [
    "Nuñez",
    "Nunez",
    "Núñez",
    "Nuzzo",
    "Ñandú",
    "Nando",
    "Ñ",
    "Ozores",
    "Peña",
    "Pena",
    "Penya",
    "Peñalver",
    "Llorente",
    "Lopez",
    "López",
    "Luz",
    "Chávez",
    "Chavez",
    "Cuevas",
    "Íñigo",
    "Iñigo",
    "Inigo",
];

const JAPANESE: [&str; 24] = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "渡辺",
    "伊藤",
    "山本",
    "中村",
    "さとう",
    "すずき",
    "サトウ",
    "スズキ",
    "ｻﾄｳ",
    "がく",
    "かく",
    "カク",
    "きゃく",
    "きやく",
    "あい",
    "アイ",
    "はは",
    "ばば",
    "ぱぱ",
    "Tanaka",
];

const OTHERS: [(&str, &[&str]); 6] = [
    ("sv", &["Åberg", "Aberg", "Zetterlund", "Ärling", "Öberg", "Oberg", "Wall", "Vall", "Wallin"]),
    ("da", &["Ærø", "Åse", "Øster", "Zahle", "Aero", "Oster"]),
    ("fr", &["cote", "côte", "coté", "côté", "Cote", "Œuvrard", "Oeuvrard", "Odile", "Ofelie"]),
    ("pl", &["Łukasz", "Lukasz", "Luzak", "Żak", "Źrebiec", "Zak", "Zych", "Ćwikła", "Cwikla"]),
    ("tr", &["Işık", "Isik", "İpek", "Ipek", "Çelik", "Celik", "Cuma", "Öz", "Oz", "Ğ", "G", "H"]),
    (
        "en",
        &[
            "O’Neill",
            "O'Neill",
            "ONeill",
            "O Neill",
            "Smith-Jones",
            "Smith Jones",
            "2nd",
            "10th",
            "Æsop",
            "Aesop",
            "Afton",
            "ﬁn",
            "fin",
            "Fin",
            "fiona",
        ],
    ),
];

#[test]
fn german_names_are_sorted_as_in_german() {
    assert_eq!(sorted("de", &GERMAN), sorted_by_icu("de", &GERMAN));
    let umlauts_with_their_letters = ["Arger", "Ärger", "Arndt"];
    assert_eq!(sorted("de", &["Arndt", "Ärger", "Arger"]), umlauts_with_their_letters);
}

#[test]
fn spanish_names_are_sorted_as_in_spanish() {
    assert_eq!(sorted("es", &SPANISH), sorted_by_icu("es", &SPANISH));
    assert_eq!(sorted("es", &["Ñandú", "Ozores", "Nuzzo"]), ["Nuzzo", "Ñandú", "Ozores"]);
}

#[test]
fn japanese_names_are_sorted_as_in_japanese() {
    assert_eq!(sorted("ja", &JAPANESE), sorted_by_icu("ja", &JAPANESE));
    assert_eq!(sorted("ja", &["鈴木", "佐藤", "すずき"]), ["すずき", "佐藤", "鈴木"]);
}

#[test]
fn names_are_sorted_as_in_other_languages() {
    for (locale, names) in OTHERS {
        assert_eq!(sorted(locale, names), sorted_by_icu(locale, names), "{locale}");
    }
}

#[test]
fn equal_names_keep_their_order() {
    let table = table_of_names(["b", "a", "b", "a"]);
    for (direction, rows) in
        [(SortDirection::Ascending, [1, 3, 0, 2]), (SortDirection::Descending, [0, 2, 1, 3])]
    {
        let engine = answered(&table, &by(&[(SortColumn::Name, direction)]), &Icu::of("de"));
        assert_eq!(engine.rows().iter().map(|row| row.0).collect::<Vec<_>>(), rows);
    }
}

proptest! {
    #[test]
    fn names_are_sorted_as_by_icu(
        locale in prop::sample::select(&["de", "es", "ja", "sv", "en", "pl"][..]),
        names in prop::collection::vec("[a-eA-EäÄéèÉñÑößsSłø0-9 .’'-]{1,5}|[あいカガかがサさザ佐藤鈴木]{1,4}", 0..30),
    ) {
        let names: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        prop_assert_eq!(sorted(locale, &names), sorted_by_icu(locale, &names));
    }
}

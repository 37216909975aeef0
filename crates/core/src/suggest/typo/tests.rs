//! Which edits of names, dots and suffixes count as typos.

use super::{
    Confidence::{self, Company, MajorProvider, Provider},
    Domain, are_adjacent_keys, look_alike, typo_distance,
};

fn distance(typed: &str, intended: &str, confidence: Confidence) -> Option<u8> {
    typo_distance(&Domain::new(typed), &Domain::new(intended), confidence)
}

/// Checks the distance of names at the same suffix.
fn check(names: &[(&str, &str, Confidence, Option<u8>)]) {
    for (typed, intended, confidence, expected) in names {
        let [with_suffix, intended] = [typed, intended].map(|name| format!("{name}.example"));
        let found = distance(&with_suffix, &intended, *confidence);
        assert_eq!(found, *expected, "{typed}, {confidence:?}");
    }
}

#[test]
fn swapped_neighbors_are_a_typo_in_names_of_four_letters() {
    check(&[
        ("abdc", "abcd", Company, Some(1)),
        ("bacd", "abcd", Company, Some(1)),
        ("acb", "abc", Company, None),
        ("acb", "abc", MajorProvider, None),
        ("abxdcy", "abcdxy", Company, None),
    ]);
}

#[test]
fn a_letter_pressed_twice_is_a_typo_in_any_name() {
    check(&[
        ("abb", "ab", Company, Some(1)),
        ("aab", "ab", Company, Some(1)),
        ("axb", "ab", MajorProvider, None),
    ]);
}

#[test]
fn an_additional_adjacent_key_is_a_typo_in_long_or_major_names() {
    check(&[
        // `w` is beside `e`.
        ("abcdwef", "abcdef", Company, None),
        ("abcdwef", "abcdef", Provider, None),
        ("abcdwef", "abcdef", MajorProvider, Some(1)),
        ("abcdwefg", "abcdefg", Company, Some(1)),
        ("abcdewfg", "abcdefg", Company, Some(1)),
        ("abcdefp", "abcdef", MajorProvider, None),
        ("abcdefgp", "abcdefg", Company, None),
        // A plural, although `s` is beside `d`.
        ("abcefgds", "abcefgd", Company, None),
        ("abcefgds", "abcefgd", MajorProvider, Some(1)),
        ("abcefgda", "abcefgd", Company, None),
        ("abcefgsd", "abcefgd", Company, Some(1)),
    ]);
}

#[test]
fn a_missing_letter_is_a_typo_in_long_major_or_doubled_names() {
    check(&[
        ("abcdeg", "abcdefg", Company, Some(1)),
        ("abcdf", "abcdef", Company, None),
        ("abcdf", "abcdef", MajorProvider, Some(1)),
        ("abcd", "abccd", Company, Some(1)),
        ("abc", "abcc", Company, None),
        ("bcdefgh", "abcdefgh", MajorProvider, None),
        ("abcdefg", "abcdefgs", Company, None),
        ("abcdefs", "abcdefss", Company, Some(1)),
        ("abcdefg", "abcdefgs", MajorProvider, Some(1)),
        ("abcdefs", "abcdefgs", Company, Some(1)),
    ]);
}

#[test]
fn a_wrong_letter_is_a_typo_if_it_is_close_and_the_name_is_long_or_major() {
    check(&[
        ("abcdwfg", "abcdefg", Company, Some(1)),
        ("abcwef", "abceef", Company, None),
        ("abcdpfg", "abcdefg", Company, None),
        ("abcwfg", "abcefg", MajorProvider, Some(1)),
        ("abcpfg", "abcefg", MajorProvider, None),
        ("abkdefg", "abcdefg", Company, Some(1)),
        ("qbcdefg", "abcdefg", MajorProvider, None),
        ("sabcdefg", "aabcdefg", MajorProvider, None),
        // Repeated, before and after.
        ("abbdfg", "abxdfg", MajorProvider, Some(1)),
        ("abddfg", "abxdfg", MajorProvider, Some(1)),
        ("abbdfgh", "abxdfgh", Company, None),
        // Vowels.
        ("abadfg", "abydfg", MajorProvider, Some(1)),
        ("abadfgh", "abydfgh", Provider, None),
        ("abadfg", "abhdfg", MajorProvider, None),
    ]);
}

#[test]
fn two_edits_are_a_typo_in_names_of_nine_letters_with_the_same_ends() {
    check(&[
        ("abxdefxhi", "abcdefghi", Provider, Some(2)),
        ("abxdefxhi", "abcdefghi", MajorProvider, Some(2)),
        ("abxdefxhi", "abcdefghi", Company, None),
        ("abxdexgh", "abcdefgh", Provider, None),
        ("abxdefghx", "abcdefghi", Provider, None),
        ("acdefgi", "abcdefghi", Provider, Some(2)),
        ("abxxcdefghi", "abcdefghi", Provider, Some(2)),
        ("abxdxfxhi", "abcdefghi", Provider, None),
        ("abcdefghi", "abcdefghi", Provider, None),
    ]);
}

#[test]
fn dots_may_be_missing_doubled_moved_or_mistyped() {
    for typed in ["gmailcom", "gmail..com", "gmai.lcom", "gmail,com", "gmail;com", "gmail com"] {
        assert_eq!(distance(typed, "gmail.com", MajorProvider), Some(1), "{typed}");
    }
    assert_eq!(distance(".gmail.com", "gmail.com", MajorProvider), Some(1));
    assert_eq!(distance("..gmail.com", "gmail.com", MajorProvider), None);
    assert_eq!(distance("g.mail.com", "gmail.com", MajorProvider), None);
    assert_eq!(distance("gmail.co.m", "gmail.com", MajorProvider), None);
    assert_eq!(distance("gmail.com", "gmail.com", MajorProvider), None);
    assert_eq!(distance("yahoo.couk", "yahoo.co.uk", MajorProvider), Some(1));
}

#[test]
fn a_suffix_may_have_a_typo_in_com_net_or_org() {
    for (typed, intended, expected) in [
        ("abcdef.con", "abcdef.com", Some(1)),
        ("abcdef.nett", "abcdef.net", Some(1)),
        ("abcdef.ogr", "abcdef.org", Some(1)),
        ("abcdef.eud", "abcdef.edu", None),
        ("abcdef.cam", "abcdef.com", None),
        ("abcdef.co", "abcdef.com", None),
        ("abcdef.xyz", "abcdef.com", None),
        ("abcdef.com.br", "abcdef.com", None),
        ("abcdef.con.br", "abcdef.com.br", Some(1)),
        ("abcdef.con.rb", "abcdef.com.br", None),
        ("abcdef.con.nett", "abcdef.com.net", Some(2)),
        // One typo in each part, in names of five letters.
        ("abcdd.con", "abcd.com", None),
        ("abcdee.con", "abcde.com", Some(2)),
    ] {
        assert_eq!(distance(typed, intended, Provider), expected, "{typed}");
    }
    for typed in ["gmail.co", "gmail.cm", "gmail.om", "icloud.co", "googlemail.om"] {
        let (name, _) = typed.split_once('.').expect("a suffix");
        let intended = format!("{name}.com");
        assert_eq!(distance(typed, &intended, MajorProvider), Some(1), "{typed}");
    }
    assert_eq!(distance("hotmail.co", "hotmail.com", MajorProvider), None);
    assert_eq!(distance("gmail.cn", "gmail.com", MajorProvider), None);
    assert_eq!(distance("gmail.ne", "gmail.net", MajorProvider), None);
}

#[test]
fn a_typo_may_follow_an_equal_host() {
    for (typed, intended, expected) in [
        ("mail.abcdegf.com", "mail.abcdefg.com", Some(1)),
        ("a.mail.abcdegf.com", "a.mail.abcdefg.com", Some(1)),
        ("mail.abcdefg.con", "mail.abcdefg.com", Some(1)),
        ("mail.abcdegf.con", "mail.abcdefg.com", Some(2)),
        ("mial.abcdefg.com", "mail.abcdefg.com", Some(1)),
        ("mial.abcdegf.com", "mail.abcdefg.com", None),
        ("mail.abcdxyz.com", "mail.abcdefg.com", None),
        ("mail.abcdegf.de", "mail.abcdefg.com", None),
        ("mail.abcdegf", "mail.abcdefg.com", None),
        // `coom` is a wrong ending.
        ("abcdefg.coom.br", "abcdefg.com.br", Some(1)),
        ("abcdefg.ca.uk", "abcdefg.co.uk", None),
    ] {
        assert_eq!(distance(typed, intended, Company), expected, "{typed}");
    }
}

#[test]
fn the_first_letter_is_in_the_first_or_second_position() {
    assert_eq!(distance("bacdefg.example", "abcdefg.example", Company), Some(1));
    assert_eq!(distance("bcadefg.example", "abcdefg.example", Company), None);
    assert_eq!(distance("xabcdefg.example", "abcdefg.example", MajorProvider), None);
}

#[test]
fn domains_without_a_dot_or_of_very_different_lengths_are_different() {
    assert_eq!(distance("abcdefgg", "abcdefg.example", Company), None);
    assert_eq!(distance("", "abcdefg.example", Company), None);
    assert_eq!(distance("abxxcdefghi.comm", "abcdefghi.com", Provider), Some(3));
    assert_eq!(distance("abcdefg.exampleeee", "abcdefg.example", Company), None);
    assert_eq!(distance("abcdefgh", "abcdefg", Company), None);
}

#[test]
fn keys_are_adjacent_within_a_row_and_to_the_row_below() {
    for (a, b) in [
        ("q", "w"),
        ("q", "1"),
        ("q", "2"),
        ("q", "a"),
        ("s", "w"),
        ("s", "e"),
        ("m", "j"),
        ("m", "k"),
        ("9", "0"),
    ] {
        let [a, b] = [a, b].map(|key| key.as_bytes()[0]);
        assert!(are_adjacent_keys(a, b) && are_adjacent_keys(b, a), "{a} {b}");
    }
    for (a, b) in [
        ("q", "e"),
        ("q", "s"),
        ("a", "e"),
        ("q", "z"),
        ("1", "a"),
        ("q", "q"),
        ("p", "a"),
        ("-", "p"),
        ("ä", "p"),
    ] {
        let [a, b] = [a, b].map(|key| key.as_bytes()[0]);
        assert!(!are_adjacent_keys(a, b) && !are_adjacent_keys(b, a), "{a} {b}");
    }
}

#[test]
fn some_characters_look_or_sound_alike() {
    for (a, b) in [(b'0', b'o'), (b'1', b'l'), (b'1', b'i'), (b'c', b'k')] {
        assert!(look_alike(a, b) && look_alike(b, a));
    }
    assert!(!look_alike(b'i', b'l') && !look_alike(b'0', b'l') && !look_alike(b'c', b'o'));
}

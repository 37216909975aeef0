//! Parsing and writing UUIDs.

use bounces_core::Uuid;
use proptest::prelude::*;

const TEXT: &str = "98edac88-f4bc-408c-9e64-acd890384231";

#[test]
fn letters_of_any_case_are_parsed_and_written_in_lower_case() {
    let uuid = Uuid::from_u128(0x98ed_ac88_f4bc_408c_9e64_acd8_9038_4231);
    assert_eq!(Uuid::parse(TEXT), Some(uuid));
    assert_eq!(Uuid::parse(&TEXT.to_ascii_uppercase()), Some(uuid));
    assert_eq!(uuid.to_string(), TEXT);
    assert_eq!(Uuid::parse("00000000-0000-0000-0000-000000000000"), Some(Uuid::NIL));
}

#[test]
fn any_other_text_is_not_a_uuid() {
    for text in [
        "",
        "98edac88f4bc408c9e64acd890384231",
        "{98edac88-f4bc-408c-9e64-acd890384231}",
        "98edac88-f4bc-408c-9e64-acd89038423",
        "98edac88-f4bc-408c-9e64-acd8903842310",
        "98edac88-f4bc-408c-9e64xacd890384231",
        "98edac8-8f4bc-408c-9e64-acd890384231",
        "98edac88-f4bc-408c-9e64-acd89038423g",
        "98edac88-f4bc-408c-9e64-acd89038423/",
        "98edac88-f4bc-408c-9e64-acd89038423:",
        "98edac88-f4bc-408c-9e64-acd89038423@",
        "98edac88-f4bc-408c-9e64-acd89038423G",
        "98edac88-f4bc-408c-9e64-acd89038423`",
        "98edac88-f4bc-408c-9e64-acd8903842é",
    ] {
        assert_eq!(Uuid::parse(text), None, "{text}");
    }
}

#[test]
fn every_hyphen_has_its_position() {
    for hyphen in [8, 13, 18, 23] {
        let mut text = TEXT.to_owned();
        text.replace_range(hyphen..=hyphen, "0");
        assert_eq!(Uuid::parse(&text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn a_uuid_is_parsed_from_what_it_writes(bits: u128) {
        let uuid = Uuid::from_u128(bits);
        prop_assert_eq!(Uuid::parse(&uuid.to_string()), Some(uuid));
        prop_assert_eq!(uuid.as_u128(), bits);
    }

    #[test]
    fn a_random_uuid_has_version_and_variant_and_keeps_all_other_bits(random: u128) {
        let uuid = Uuid::v4(random);
        let text = uuid.to_string();
        prop_assert_eq!(&text[14..15], "4");
        prop_assert!("89ab".contains(&text[19..20]));
        let fixed = 0xf000 << 64 | 0xc000 << 48;
        prop_assert_eq!(uuid.as_u128() & !fixed, random & !fixed);
    }
}

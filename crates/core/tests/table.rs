//! The table: the values of appended rows, and its counts.

use bounces_core::{
    BounceCode, BounceTable, CodeCounts, CodeSet, ContactId, Group, RowId, Timestamp, Uuid,
    wire::{BouncesPage, TrackingActivity, decode_page},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn table_of(json: &str) -> BounceTable {
    let mut table = BounceTable::default();
    table.append(&decode_page(json.as_bytes()).expect("the JSON is a page"));
    table
}

#[test]
fn the_first_documented_sample_is_one_row_that_was_corrected_and_deleted() {
    let table = table_of(include_str!("fixtures/sample_with_all_fields.json"));
    let row = RowId(0);
    assert_eq!(table.len(), 1);
    assert_eq!(table.email(row), "maddieb@gmail.com");
    assert_eq!(table.name(row), "Maddie Brown");
    assert_eq!(table.code(row), BounceCode::NonExistent);
    assert_eq!(table.time(row), Timestamp::parse("2019-04-25T11:08:00Z"));
    assert_eq!(table.current_address(row), Some("maddie_brown@yahoo.com"));
    assert_eq!(table.deletion(row), Some(Timestamp::parse("2015-08-10")));
}

#[test]
fn the_second_documented_sample_is_two_rows_without_name_and_reason() {
    let table = table_of(include_str!("fixtures/sample_without_codes.json"));
    assert_eq!(table.len(), 2);
    for row in [RowId(0), RowId(1)] {
        assert_eq!(table.email(row), "jake_dodge@jakedodgepancakes.com");
        assert_eq!(table.name(row), "");
        assert_eq!(table.code(row), BounceCode::Unknown(""));
        assert_eq!(table.current_address(row), None);
        assert_eq!(table.deletion(row), None);
    }
    assert_eq!(table.code_counts(), [0, 0, 0, 0, 0, 0, 0, 2]);
}

#[test]
fn a_single_name_has_no_space() {
    let table = table_of(
        r#"{"tracking_activities":[{"first_name":" Ada "},{"last_name":"Lovelace"},{"first_name":"Ada","last_name":"Lovelace"}]}"#,
    );
    assert_eq!(
        [RowId(0), RowId(1), RowId(2)].map(|row| table.name(row)),
        ["Ada", "Lovelace", "Ada Lovelace"]
    );
}

#[test]
fn an_unchanged_present_address_is_not_a_correction() {
    let table = table_of(
        r#"{"tracking_activities":[{"email_address":"a@b.c","current_email_address":"a@b.c"},{"email_address":"a@b.c","current_email_address":""}]}"#,
    );
    assert_eq!([RowId(0), RowId(1)].map(|row| table.current_address(row)), [None, None]);
}

#[test]
fn a_deletion_with_a_malformed_date_is_still_a_deletion() {
    let table =
        table_of(r#"{"tracking_activities":[{"deleted_at":"last week"},{"deleted_at":null}]}"#);
    assert_eq!(table.deletion(RowId(0)), Some(None));
    assert_eq!(table.deletion(RowId(1)), None);
}

#[test]
fn unknown_codes_keep_their_text_and_known_ones_ignore_case() {
    let table = table_of(
        r#"{"tracking_activities":[{"bounce_code":"Q"},{"bounce_code":"b"},{"bounce_code":" z "},{"bounce_code":"BB"},{"bounce_code":"é"}]}"#,
    );
    let codes: Vec<_> = (0..5).map(|row| table.code(RowId(row))).collect();
    assert_eq!(
        codes,
        [
            BounceCode::Unknown("Q"),
            BounceCode::NonExistent,
            BounceCode::Blocked,
            BounceCode::Unknown("BB"),
            BounceCode::Unknown("é"),
        ]
    );
    assert_eq!(table.code_counts(), [1, 0, 0, 0, 1, 0, 0, 3]);
}

#[test]
fn unreadable_rows_are_counted() {
    let table = table_of(r#"{"tracking_activities":[7,{"bounce_code":"B"},null]}"#);
    assert_eq!((table.len(), table.unreadable_rows()), (1, 2));
}

#[test]
fn every_code_has_its_letter_and_its_group() {
    let letters: Vec<_> =
        BounceCode::ALL.iter().map(|code| (code.as_str(), code.group())).collect();
    assert_eq!(
        letters,
        [
            ("B", Group::Hard),
            ("S", Group::Hard),
            ("D", Group::Soft),
            ("F", Group::Soft),
            ("Z", Group::Blocked),
            ("X", Group::Other),
            ("V", Group::Delivered),
            ("", Group::Other),
        ]
    );
    for (index, code) in BounceCode::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(code.index()), index);
    }
}

#[test]
fn the_codes_recommended_for_removal_are_the_upstreams_preset() {
    let letters: String = CodeSet::RECOMMENDED_FOR_REMOVAL.iter().map(BounceCode::as_str).collect();
    assert_eq!(letters, "BSD");
}

#[test]
fn groups_are_listed_in_order() {
    for (index, group) in Group::ALL.into_iter().enumerate() {
        assert_eq!(group.index(), index);
    }
}

#[test]
fn corrected_and_deleted_contacts_are_not_recommended_for_removal() {
    let table = table_of(
        r#"{"tracking_activities":[
            {"bounce_code":"B","email_address":"a@b.c","current_email_address":"a@b.c"},
            {"bounce_code":"S"},
            {"bounce_code":"D"},
            {"bounce_code":"F"},
            {"bounce_code":"V"},
            {"bounce_code":"B","email_address":"a@b.c","current_email_address":"d@b.c"},
            {"bounce_code":"B","deleted_at":"2026-11-12"}]}"#,
    );
    assert_eq!(table.removable(), 3);
    let rows: Vec<_> = table.rows().filter(|row| table.is_removable(*row)).collect();
    assert_eq!(rows, [RowId(0), RowId(1), RowId(2)]);
}

#[test]
fn a_domain_is_the_lower_case_part_after_the_last_at_sign() {
    let table = table_of(
        r#"{"tracking_activities":[
            {"email_address":"ada@Example.COM","bounce_code":"B"},
            {"email_address":"\"a@b\"@example.com","bounce_code":"V"},
            {"email_address":"no domain"},{"email_address":"none@"},{},
            {"email_address":"x@BÜRO.example"}]}"#,
    );
    let names: Vec<_> =
        table.rows().map(|row| table.domain(row).map(|id| table.domain_name(id))).collect();
    let example = Some("example.com");
    assert_eq!(names, [example, example, None, None, None, Some("bÜro.example")]);
    assert_eq!(table.domains().len(), 2);
    let domain = table.find_domain("EXAMPLE.com").expect("rows have this domain");
    assert_eq!(table.domain_counts(domain), [1, 0, 0, 0, 0, 0, 1, 0]);
    assert_eq!(table.find_domain("example.org"), None);
    assert_eq!(BounceTable::default().find_domain("example.org"), None);
}

#[test]
fn a_contact_id_is_a_uuid_or_any_other_text() {
    let table = table_of(
        r#"{"tracking_activities":[
            {"contact_id":"98EDAC88-f4bc-408c-9e64-acd890384231"},
            {"contact_id":"98edac88-f4bc-408c-9e64-acd890384231"},
            {"contact_id":"00000000-0000-0000-0000-000000000000"},
            {"contact_id":"98edac88xf4bc-408c-9e64-acd890384231"},
            {"contact_id":"佐藤"},{"contact_id":""},{}]}"#,
    );
    let ids: Vec<_> =
        table.rows().map(|row| table.contact_id(row).map(|id| id.to_string())).collect();
    let uuid = Some("98edac88-f4bc-408c-9e64-acd890384231");
    assert_eq!(
        ids.iter().map(Option::as_deref).collect::<Vec<_>>(),
        [
            uuid,
            uuid,
            Some("00000000-0000-0000-0000-000000000000"),
            Some("98edac88xf4bc-408c-9e64-acd890384231"),
            Some("佐藤"),
            None,
            None
        ]
    );
    assert_eq!(table.contact_id(RowId(0)), table.contact_id(RowId(1)));
}

#[test]
fn first_and_last_names_are_separated_again() {
    let names = [
        ("Ada", "Lovelace"),
        ("Ada Maria", "Lovelace"),
        ("Ada", "de la Cruz"),
        ("Ada Maria", ""),
        ("", "de la Cruz"),
        ("", "Cruz"),
        ("Ada", ""),
        ("", ""),
    ];
    let row = |(first, last): (&'static str, &'static str)| TrackingActivity {
        first_name: Some(first.into()),
        last_name: Some(last.into()),
        ..TrackingActivity::default()
    };
    let mut table = BounceTable::default();
    let tracking_activities = names.into_iter().map(row).collect();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    for (row, expected) in table.rows().zip(names) {
        assert_eq!(table.names(row), expected);
    }
}

proptest! {
    #[test]
    fn domain_counts_equal_those_of_a_map(
        rows in prop::collection::vec(("[a-cA-C@.é]{0,6}", "[BDFSVXZ]"), 0..300)
    ) {
        let page = rows.iter().map(|(email, code)| TrackingActivity {
            email_address: Some(email.into()),
            bounce_code: Some(code.into()),
            ..TrackingActivity::default()
        });
        let mut table = BounceTable::default();
        table.append(&BouncesPage { tracking_activities: page.collect(), ..BouncesPage::default() });
        let mut expected = BTreeMap::<String, CodeCounts>::new();
        for (email, code) in &rows {
            if let Some((_, domain)) = email.rsplit_once('@').filter(|(_, domain)| !domain.is_empty()) {
                let counts = expected.entry(domain.to_ascii_lowercase()).or_default();
                counts[usize::from(BounceCode::parse(code).index())] += 1;
            }
        }
        let found = table.domains().map(|id| (table.domain_name(id).to_owned(), table.domain_counts(id)));
        prop_assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
        for id in table.domains() {
            prop_assert_eq!(table.find_domain(&table.domain_name(id).to_ascii_uppercase()), Some(id));
        }
    }

    #[test]
    fn a_contact_id_is_parsed_from_its_text(uuid: u128, text in ".{1,40}") {
        let uuid = ContactId::Uuid(Uuid::from_u128(uuid.max(1)));
        prop_assert_eq!(ContactId::parse(&uuid.to_string()), Some(uuid));
        let parsed = ContactId::parse(&text).expect("the text is not empty");
        prop_assert_eq!(ContactId::parse(&parsed.to_string()), Some(parsed));
    }

    #[test]
    fn values_are_kept_across_chunks(extra in 0_u32..9000) {
        let row = |number: u32| TrackingActivity {
            email_address: Some(format!("a{number}@example{}.com", number % 5000).into()),
            first_name: Some(number.to_string().into()),
            ..TrackingActivity::default()
        };
        let mut table = BounceTable::default();
        let tracking_activities = (0..extra).map(row).collect();
        table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
        for row in table.rows() {
            prop_assert_eq!(table.name(row), row.0.to_string());
            prop_assert_eq!(table.email(row), format!("a{}@example{}.com", row.0, row.0 % 5000));
            prop_assert_eq!(table.domain(row).map(|id| id.0), Some(row.0 % 5000));
        }
    }
}

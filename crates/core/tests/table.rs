//! What a table makes of rows.

use bounces_core::{BounceCode, BounceTable, Group, RowId, Timestamp, wire::decode_page};

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
fn one_name_stands_without_a_space_beside_it() {
    let table = table_of(
        r#"{"tracking_activities":[{"first_name":" Ada "},{"last_name":"Lovelace"},{"first_name":"Ada","last_name":"Lovelace"}]}"#,
    );
    assert_eq!(
        [RowId(0), RowId(1), RowId(2)].map(|row| table.name(row)),
        ["Ada", "Lovelace", "Ada Lovelace"]
    );
}

#[test]
fn an_address_that_is_the_same_today_was_not_corrected() {
    let table = table_of(
        r#"{"tracking_activities":[{"email_address":"a@b.c","current_email_address":"a@b.c"},{"email_address":"a@b.c","current_email_address":""}]}"#,
    );
    assert_eq!([RowId(0), RowId(1)].map(|row| table.current_address(row)), [None, None]);
}

#[test]
fn a_deletion_whose_day_cannot_be_read_is_still_one() {
    let table =
        table_of(r#"{"tracking_activities":[{"deleted_at":"last week"},{"deleted_at":null}]}"#);
    assert_eq!(table.deletion(RowId(0)), Some(None));
    assert_eq!(table.deletion(RowId(1)), None);
}

#[test]
fn unknown_codes_keep_their_text_and_known_ones_are_blind_to_case() {
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
fn rows_that_could_not_be_read_are_counted() {
    let table = table_of(r#"{"tracking_activities":[7,{"bounce_code":"B"},null]}"#);
    assert_eq!((table.len(), table.skipped()), (1, 2));
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
    for (place, code) in BounceCode::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(code.index()), place);
    }
}

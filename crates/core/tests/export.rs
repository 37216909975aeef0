//! Exported files, read back by third-party readers.

use bounces_core::{
    BounceCode, BounceTable, Export, ExportField, Group, NextStep, RowId, Suggestions, Timestamp,
    ViewState,
    export::{CsvLabels, ExportMetadata, addresses},
    wire::{BouncesPage, TrackingActivity, decode_page},
};
use proptest::prelude::*;

fn labels() -> CsvLabels {
    CsvLabels {
        headings: ExportField::ALL.map(|column| format!("{column:?}")),
        reasons: BounceCode::ALL.map(|code| format!("Reason {}", code.as_str())),
        groups: Group::ALL.map(|group| format!("{group:?}")),
        steps: NextStep::ALL.map(|step| format!("Step {}", step.id())),
        unknown_date: "unknown date".to_owned(),
        yes: "yes".to_owned(),
        no: "no".to_owned(),
        metadata: vec![
            ("Campaign".to_owned(), "Tea, cake & \"more\"".to_owned()),
            ("Warning".to_owned(), "=partial: 500 of 2,140 rows".to_owned()),
        ],
    }
}

fn metadata() -> ExportMetadata {
    ExportMetadata {
        campaign_activity_id: "98edac88-f4bc-408c-9e64-acd890384231".to_owned(),
        campaign: Some("Tea & \"cake\"".to_owned()),
        view: ViewState::parse("codes=B&sort=email"),
        exported_at: Timestamp::parse("2026-11-12T09:41:00Z").expect("a valid timestamp"),
        is_complete: false,
        rows_read: 500,
        rows_expected: Some(2140),
    }
}

fn table_of(rows: Vec<TrackingActivity<'_>>) -> BounceTable {
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities: rows, ..BouncesPage::default() });
    table
}

fn suggestions_for(table: &BounceTable) -> Suggestions {
    let mut suggestions = Suggestions::default();
    suggestions.update(table);
    suggestions
}

fn write_all(mut export: Export, table: &BounceTable) -> String {
    let suggestions = suggestions_for(table);
    std::iter::from_fn(|| export.next_block(table, &suggestions)).collect()
}

fn csv_of(table: &BounceTable) -> String {
    write_all(Export::csv(table.rows().collect(), &labels()), table)
}

/// All records including the header. Records of another length are an error.
fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("there is a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.expect("every record is as long"))).collect()
}

fn all_fields() -> TrackingActivity<'static> {
    TrackingActivity {
        contact_id: Some("A2FDC285-f4bc-408c-9e64-f3f89038ec82".into()),
        email_address: Some("maddieb@gmial.com".into()),
        first_name: Some("Maddie \"Mad\"".into()),
        last_name: Some("Brown, Jr.".into()),
        bounce_code: Some("b".into()),
        created_time: Some("2019-04-25T13:08:00.000+02:00".into()),
        ..TrackingActivity::default()
    }
}

#[test]
fn a_csv_file_has_a_header_and_its_metadata_in_each_record() {
    let text = csv_of(&table_of(vec![all_fields()]));
    assert_eq!(
        text,
        "\u{feff}Email,FirstName,LastName,Code,Reason,Group,BouncedAt,CurrentAddress,DeletedAt,\
         DidYouMean,RecommendedForRemoval,ContactId,NextStep,BouncedBefore,\
         EarlierEmailsRead,EarlierBounces,Campaign,Warning\r\n\
         maddieb@gmial.com,\"Maddie \"\"Mad\"\"\",\"Brown, Jr.\",B,Reason B,Hard,\
         2019-04-25T11:08:00Z,,,maddieb@gmail.com,yes,a2fdc285-f4bc-408c-9e64-f3f89038ec82,\
         Step fix,,,,\"Tea, cake & \"\"more\"\"\",\"'=partial: 500 of 2,140 rows\"\r\n"
    );
}

#[test]
fn corrections_and_deletions_are_exported() {
    let row = |current: &'static str, deleted: &'static str| TrackingActivity {
        email_address: Some("a@example.com".into()),
        current_email_address: Some(current.into()),
        deleted_at: Some(deleted.into()),
        bounce_code: Some("B".into()),
        ..TrackingActivity::default()
    };
    let table = table_of(vec![
        row("b@example.com", ""),
        row("", "2015-08-10"),
        row("", "2015-08-10T09:41:00+02:00"),
        row("", "last week"),
    ]);
    let since: Vec<_> = records(&csv_of(&table))[1..]
        .iter()
        .map(|record| [7, 8, 10].map(|column: usize| record[column].clone()).join("|"))
        .collect();
    assert_eq!(
        since,
        ["b@example.com||no", "|2015-08-10|no", "|2015-08-10T07:41:00Z|no", "|unknown date|no"]
    );
}

#[test]
fn a_file_has_the_given_rows_in_their_order() {
    let row = |email: &'static str| TrackingActivity {
        email_address: Some(email.into()),
        ..TrackingActivity::default()
    };
    let table = table_of(vec![row("a@example.com"), row("b@example.com"), row("c@example.com")]);
    let text = write_all(Export::csv(vec![RowId(2), RowId(0)], &labels()), &table);
    let emails: Vec<_> = records(&text).into_iter().map(|record| record[0].clone()).collect();
    assert_eq!(emails, ["Email", "c@example.com", "a@example.com"]);
    let nothing = write_all(Export::csv(Vec::new(), &labels()), &table);
    assert_eq!(records(&nothing).len(), 1);
}

#[test]
fn no_cell_is_a_formula() {
    let dangerous = [
        "=1+1", "+49 30", "-2", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", " =1", "\"=1\"", "a;=1",
        "a;\"=1", "a\t@b", "a\r\n+1", "a; -b",
    ];
    for text in dangerous {
        let table = table_of(vec![TrackingActivity {
            email_address: Some(text.into()),
            last_name: Some(text.into()),
            contact_id: Some(text.into()),
            bounce_code: Some(text.into()),
            current_email_address: Some(format!("{text} ").into()),
            ..TrackingActivity::default()
        }]);
        let file = csv_of(&table);
        assert_safe(&file);
        let cell = &records(&file)[1][0];
        assert_ne!(cell, text);
        assert_eq!(cell.replacen('\'', "", 1), text.trim());
    }
    for harmless in ["O'Neil", "a=b", "ada@example.com", "a;b", "1-2", "a + b", "'"] {
        let table = table_of(vec![TrackingActivity {
            email_address: Some(harmless.into()),
            ..TrackingActivity::default()
        }]);
        assert_eq!(records(&csv_of(&table))[1][0], harmless);
    }
    let mark = TrackingActivity {
        email_address: Some("\u{feff}=1".into()),
        ..TrackingActivity::default()
    };
    assert_safe(&csv_of(&table_of(vec![mark])));
    let labels = CsvLabels { yes: "\t1".to_owned(), no: "\r1".to_owned(), ..labels() };
    let table = table_of(vec![all_fields(), TrackingActivity::default()]);
    assert_safe(&write_all(Export::csv(table.rows().collect(), &labels), &table));
}

/// Checks that no cell begins a formula: neither as the file is intended, nor in a program that splits
/// at semicolons, tabs and line breaks and ignores quotes.
fn assert_safe(file: &str) {
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    for cell in records(file).iter().flatten() {
        assert!(!cell.starts_with(formula), "{cell:?}");
    }
    for cell in file.split([';', '\t', '\r', '\n']) {
        let cell = cell.trim_start_matches([' ', '"', '\u{feff}']);
        assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
    }
}

#[test]
fn a_json_file_has_the_upstreams_names_and_its_metadata() {
    let table = table_of(vec![TrackingActivity {
        current_email_address: Some("m@example.com".into()),
        deleted_at: Some("2015-08-10".into()),
        ..all_fields()
    }]);
    let text = write_all(Export::json(table.rows().collect(), &metadata()), &table);
    let expected = serde_json::json!({
        "report": {
            "campaign_activity_id": "98edac88-f4bc-408c-9e64-acd890384231",
            "campaign": "Tea & \"cake\"",
            "view": "codes=B&sort=email",
            "exported_at": "2026-11-12T09:41:00Z",
            "complete": false,
            "rows": 1,
            "rows_read": 500,
            "rows_expected": 2140,
        },
        "tracking_activities": [{
            "contact_id": "a2fdc285-f4bc-408c-9e64-f3f89038ec82",
            "email_address": "maddieb@gmial.com",
            "first_name": "Maddie \"Mad\"",
            "last_name": "Brown, Jr.",
            "bounce_code": "B",
            "current_email_address": "m@example.com",
            "created_time": "2019-04-25T11:08:00Z",
            "deleted_at": "2015-08-10",
            "group": "hard",
            "next_step": "done",
            "recommended_for_removal": false,
        }],
    });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).expect("the file is JSON"),
        expected
    );
}

#[test]
fn a_json_file_omits_unknown_values() {
    let table = table_of(vec![TrackingActivity {
        email_address: Some("ada@gmial.com".into()),
        bounce_code: Some("S".into()),
        ..TrackingActivity::default()
    }]);
    let metadata = ExportMetadata { campaign: None, rows_expected: None, ..metadata() };
    let text = write_all(Export::json(table.rows().collect(), &metadata), &table);
    let value: serde_json::Value = serde_json::from_str(&text).expect("the file is JSON");
    let expected = serde_json::json!([{
        "email_address": "ada@gmial.com",
        "bounce_code": "S",
        "group": "hard",
        "did_you_mean": "ada@gmail.com",
        "next_step": "fix",
        "recommended_for_removal": true,
    }]);
    assert_eq!(value["tracking_activities"], expected);
    assert_eq!(value["report"].get("campaign"), None);
    assert_eq!(value["report"].get("rows_expected"), None);
    let empty = write_all(Export::json(Vec::new(), &metadata), &table);
    let empty: serde_json::Value = serde_json::from_str(&empty).expect("the file is JSON");
    assert_eq!(empty["tracking_activities"], serde_json::json!([]));
}

#[test]
fn rows_for_programs_are_arrays_of_json() {
    let activity =
        || TrackingActivity { email_address: Some("a@example.com".into()), ..all_fields() };
    let table = table_of((0..2_000).map(|_| activity()).collect());
    let mut export = Export::rows(table.rows().collect());
    let suggestions = Suggestions::default();
    let mut counts = Vec::new();
    while let Some(block) = export.next_block(&table, &suggestions) {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&block).expect("a block is JSON");
        assert!(rows.iter().all(|row| row["email_address"] == "a@example.com"));
        counts.push(rows.len());
    }
    assert!(counts.len() > 1, "{counts:?}");
    assert_eq!(counts.iter().sum::<usize>(), 2_000);
    let mut empty = Export::rows(Vec::new());
    assert_eq!(empty.next_block(&table, &suggestions).as_deref(), Some("[]"));
    assert_eq!(empty.next_block(&table, &suggestions), None);
}

#[test]
fn a_large_file_is_written_in_blocks_while_the_table_grows() {
    let row = |number: u32| TrackingActivity {
        email_address: Some(format!("a{number}@example.com").into()),
        ..TrackingActivity::default()
    };
    let mut table = table_of((0..10_000).map(row).collect());
    let rows: Vec<_> = table.rows().collect();
    let suggestions = Suggestions::default();
    for mut export in
        [Export::csv(rows.clone(), &labels()), Export::json(rows.clone(), &metadata())]
    {
        let (mut sizes, mut text) = (Vec::new(), String::new());
        while let Some(block) = export.next_block(&table, &suggestions) {
            sizes.push(block.len());
            text += &block;
            table.append(&BouncesPage { tracking_activities: vec![row(0)], ..Default::default() });
        }
        let (_, full) = sizes.split_last().expect("there is a block");
        assert!(full.len() >= 3, "{sizes:?}");
        assert!(full.iter().all(|size| (131_072..133_000).contains(size)), "{sizes:?}");
        assert_eq!(export.rows_written(), 10_000);
        assert_eq!(export.next_block(&table, &suggestions), None);
        assert_eq!(text.matches("@example.com").count(), 10_000);
    }
}

#[test]
fn addresses_are_written_one_per_line() {
    let row = |email: &'static str| TrackingActivity {
        email_address: Some(email.into()),
        ..TrackingActivity::default()
    };
    let table = table_of(vec![row("a@example.com"), row(""), row("b \r\n@example.com"), row("c")]);
    assert_eq!(addresses(&table, table.rows()), "a@example.com\nb @example.com\nc\n");
    assert_eq!(addresses(&table, [RowId(3), RowId(0)]), "c\na@example.com\n");
    assert_eq!(addresses(&table, []), "");
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z=+@;,\"'\\\\ \t\r\n-]{0,8}", ".{0,8}", "[\u{0}-\u{20}＝＠a]{0,4}"]
}

prop_compose! {
    fn any_row()(
        texts in prop::array::uniform6(any_text()),
        code in "[BDFSVXZ]|",
        time in prop::option::of(0_i64..4_102_444_800_000),
        deleted in prop_oneof!["", "2015-08-10", "2015-08-10T09:41:00Z", "some day"],
    ) -> TrackingActivity<'static> {
        let [email, first, last, current, contact, odd_code] = texts;
        TrackingActivity {
            contact_id: Some(contact.into()),
            email_address: Some(email.into()),
            first_name: Some(first.into()),
            last_name: Some(last.into()),
            bounce_code: Some(if code.is_empty() { odd_code } else { code }.into()),
            current_email_address: Some(current.into()),
            created_time: time.map(|time| Timestamp::from_milliseconds(time).to_string().into()),
            deleted_at: Some(deleted.into()),
            ..TrackingActivity::default()
        }
    }
}

/// A row's values in the upstream's fields.
fn values(table: &BounceTable, row: RowId) -> [String; 7] {
    let (first, last) = table.names(row);
    [
        table.email(row).to_owned(),
        first.to_owned(),
        last.to_owned(),
        table.code(row).as_str().to_owned(),
        table.time(row).map(|time| time.to_string()).unwrap_or_default(),
        table.current_address(row).unwrap_or_default().to_owned(),
        table.contact_id(row).map(|id| id.to_string()).unwrap_or_default(),
    ]
}

proptest! {
    #[test]
    fn a_csv_file_is_parsed_as_its_rows_except_for_apostrophes(rows in prop::collection::vec(any_row(), 0..12)) {
        let table = table_of(rows);
        let file = csv_of(&table);
        assert_safe(&file);
        let records = records(&file);
        prop_assert_eq!(records.len(), table.len() + 1);
        for (row, record) in table.rows().zip(&records[1..]) {
            prop_assert_eq!(record.len(), ExportField::ALL.len() + 2);
            let cells = [0, 1, 2, 3, 6, 7, 11].map(|column: usize| record[column].replace('\'', ""));
            prop_assert_eq!(cells, values(&table, row).map(|value| value.replace('\'', "")));
        }
    }

    #[test]
    fn a_json_file_is_parsed_as_the_same_table(rows in prop::collection::vec(any_row(), 0..12)) {
        let table = table_of(rows);
        let file = write_all(Export::json(table.rows().collect(), &metadata()), &table);
        serde_json::from_str::<serde_json::Value>(&file).expect("the file is JSON");
        let mut read = BounceTable::default();
        read.append(&decode_page(file.as_bytes()).expect("the file is a page"));
        prop_assert_eq!(read.len(), table.len());
        for row in table.rows() {
            prop_assert_eq!(values(&read, row), values(&table, row));
            prop_assert_eq!(read.deletion(row), table.deletion(row));
            prop_assert_eq!(read.is_removable(row), table.is_removable(row));
        }
    }

    #[test]
    fn there_is_one_line_for_each_address(rows in prop::collection::vec(any_row(), 0..12)) {
        let table = table_of(rows);
        let lines = addresses(&table, table.rows());
        let expected = table.rows().filter(|row| !table.email(*row).is_empty()).count();
        prop_assert_eq!(lines.lines().count(), expected);
    }
}

//! Corrections of mistyped addresses, as text and as CSV.

use bounces_core::{
    BounceTable, Export, RowId, Suggestions,
    export::{CorrectionLabels, corrections},
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

/// Address, code, and whether the contact was corrected since.
fn table_of(rows: &[(&str, &str, bool)]) -> (BounceTable, Suggestions) {
    let row = |(address, code, is_corrected): &(&str, &str, bool)| TrackingActivity {
        email_address: Some((*address).to_owned().into()),
        bounce_code: Some((*code).to_owned().into()),
        current_email_address: is_corrected.then(|| "new@example.com".into()),
        ..TrackingActivity::default()
    };
    let tracking_activities = rows.iter().map(row).collect();
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    (table, suggestions)
}

fn csv_of(table: &BounceTable, suggestions: &Suggestions, rows: Vec<RowId>) -> String {
    let labels = CorrectionLabels {
        old_address: "Old address".to_owned(),
        new_address: "New address, to check".to_owned(),
    };
    let mut export = Export::corrections(rows, &labels);
    std::iter::from_fn(|| export.next_block(table, suggestions)).collect()
}

#[test]
fn only_rows_whose_next_step_is_to_fix_a_typo_are_corrected() {
    let (table, suggestions) = table_of(&[
        ("Ada.L@gmial.com", "B", false),
        ("b@gmail.com", "B", false),
        ("c@gmial.com", "Z", false),
        ("d@hotmial.com", "D", false),
        ("e@gmial.com", "B", true),
        ("f@gmial.com", "F", false),
        ("g@yaho.com", "S", false),
    ]);
    assert_eq!(
        corrections(&table, &suggestions, table.rows()),
        "Ada.L@gmial.com\tAda.L@gmail.com\nd@hotmial.com\td@hotmail.com\ng@yaho.com\tg@yahoo.com\n"
    );
    assert_eq!(
        csv_of(&table, &suggestions, table.rows().collect()),
        "\u{feff}Old address,\"New address, to check\"\r\n\
         Ada.L@gmial.com,Ada.L@gmail.com\r\n\
         d@hotmial.com,d@hotmail.com\r\n\
         g@yaho.com,g@yahoo.com\r\n"
    );
}

#[test]
fn the_corrections_have_the_given_rows_in_their_order() {
    let (table, suggestions) =
        table_of(&[("a@gmial.com", "B", false), ("b@gmial.com", "B", false)]);
    let rows = [RowId(1), RowId(0)];
    assert_eq!(
        corrections(&table, &suggestions, rows),
        "b@gmial.com\tb@gmail.com\na@gmial.com\ta@gmail.com\n"
    );
    assert_eq!(corrections(&table, &suggestions, []), "");
    assert!(csv_of(&table, &suggestions, rows.into()).ends_with("a@gmial.com,a@gmail.com\r\n"));
}

#[test]
fn no_cell_is_a_formula() {
    let (table, suggestions) =
        table_of(&[("=1+1@gmial.com", "B", false), ("-a\t=b@gmial.com", "B", false)]);
    let csv = csv_of(&table, &suggestions, table.rows().collect());
    assert!(csv.contains("\r\n'=1+1@gmial.com,'=1+1@gmail.com\r\n"), "{csv}");
    assert!(csv.contains("\r\n\"'-a\t'=b@gmial.com\",\"'-a\t'=b@gmail.com\"\r\n"), "{csv}");
    assert!(
        corrections(&table, &suggestions, table.rows())
            .ends_with("\n-a =b@gmial.com\t-a =b@gmail.com\n")
    );
}

#[test]
fn many_corrections_are_written_in_blocks() {
    let addresses: Vec<_> = (0..9000).map(|number| format!("someone.{number}@gmial.com")).collect();
    let rows: Vec<_> = addresses.iter().map(|address| (address.as_str(), "B", false)).collect();
    let (table, suggestions) = table_of(&rows);
    let mut export = Export::corrections(table.rows().collect(), &CorrectionLabels::default());
    let blocks: Vec<_> = std::iter::from_fn(|| export.next_block(&table, &suggestions)).collect();
    assert!(blocks.len() > 1);
    assert_eq!(blocks.concat().lines().count(), 9001);
    assert_eq!(export.rows_written(), 9000);
}

proptest! {
    #[test]
    fn text_and_file_have_the_same_corrections(
        rows in prop::collection::vec(
            ("[a-c=,;\"]{1,4}@(gmial|gmail|acme)\\.com", "[BSDZ]", any::<bool>()),
            0..20,
        )
    ) {
        let rows: Vec<_> =
            rows.iter().map(|(address, code, flag)| (&**address, &**code, *flag)).collect();
        let (table, suggestions) = table_of(&rows);
        let text = corrections(&table, &suggestions, table.rows());
        let csv = csv_of(&table, &suggestions, table.rows().collect());
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let without_apostrophes = |cell: &str| cell.replace('\'', "");
        let records: Vec<_> = reader.records().map(|record| {
            let record = record.expect("a record");
            format!("{}\t{}", without_apostrophes(&record[0]), without_apostrophes(&record[1]))
        }).collect();
        prop_assert_eq!(text.lines().collect::<Vec<_>>(), records);
        let intended = table.rows().filter_map(|row| suggestions.address(&table, row));
        prop_assert_eq!(text.lines().count(), intended.count());
    }
}

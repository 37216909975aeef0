//! Earlier bounces in CSV and JSON files.

use crate::earlier::{contact, read_some, report};
use bounces_core::{
    BounceTable, Export, Suggestions, Timestamp, ViewState,
    export::{CsvLabels, ExportMetadata},
};

fn text(mut export: Export, table: &BounceTable) -> String {
    let suggestions = Suggestions::default();
    std::iter::from_fn(|| export.next_block(table, &suggestions)).collect()
}

/// The last three cells of the first row, the last one first.
fn csv(table: &BounceTable) -> String {
    let file = text(Export::csv(table.rows().collect(), &CsvLabels::default()), table);
    let row = file.lines().nth(1).expect("a row");
    row.rsplitn(4, ',').take(3).collect::<Vec<_>>().join(" <- ")
}

fn json(table: &BounceTable) -> serde_json::Value {
    let metadata = ExportMetadata {
        campaign_activity_id: String::new(),
        campaign: None,
        view: ViewState::default(),
        exported_at: Timestamp::from_milliseconds(0),
        is_complete: true,
        rows_read: 1,
        rows_expected: None,
    };
    let file = text(Export::json(table.rows().collect(), &metadata), table);
    let mut file: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    file["tracking_activities"][0].take()
}

#[test]
fn files_have_the_number_of_earlier_bounces_and_each_of_them() {
    let table = contact("D", &["D", "-", "V", "F"]);
    assert_eq!(csv(&table), "1970-01-01 D | 1970-01-01 F <- 4 <- 2");
    let row = json(&table);
    assert_eq!(row["bounced_before"], 2);
    assert_eq!(row["earlier_emails_read"], 4);
    let bounces = row["earlier_bounces"].as_array().expect("a list");
    assert_eq!(bounces.len(), 2);
    assert_eq!(bounces[0]["bounce_code"], "D");
    assert_eq!(bounces[0]["created_time"], "1970-01-01T16:40:00Z");
    assert_eq!(bounces[1]["bounce_code"], "F");
    assert_eq!(bounces[0]["campaign_id"], crate::support::campaign(0).to_string());
    assert_eq!(bounces[1]["last_sent_date"], "2024-10-01T00:00:00Z");
}

#[test]
fn contacts_that_did_not_bounce_before_are_told_from_those_of_whom_nothing_is_known() {
    let read = contact("D", &["-", "-"]);
    assert_eq!(csv(&read), " <- 2 <- 0");
    assert_eq!(json(&read)["bounced_before"], 0);
    let unread = report(&[("ada", "D")]);
    assert_eq!(csv(&unread), " <-  <- ");
    assert_eq!(json(&unread).get("bounced_before"), None);
    assert_eq!(json(&unread).get("earlier_emails_read"), None);
    assert_eq!(json(&unread).get("earlier_bounces"), None);
}

#[test]
fn files_tell_out_of_how_many_emails_a_contact_bounced() {
    let ada = |code| vec![("ada".to_owned(), code, Some(1_000))];
    let mut table = report(&[("ada", "D")]);
    // The last two emails are read, of the third only a part, and the fourth not at all.
    read_some(&mut table, 5, &[ada("D"), Vec::new(), ada("F"), ada("D")], &[true, true, false]);
    let row = json(&table);
    assert_eq!((&row["bounced_before"], &row["earlier_emails_read"]), (&2.into(), &3.into()));
    let mut table = report(&[("ada", "D")]);
    read_some(&mut table, 5, &[ada("D")], &[]);
    let row = json(&table);
    assert_eq!((row.get("bounced_before"), &row["earlier_emails_read"]), (None, &0.into()));
}

//! The sandbox's November newsletter, in which half of the obvious typos once had no suggestion.

use bounces_core::{
    BounceTable, RowId, Suggestions,
    wire::{BouncesPage, TrackingActivity},
};

/// The rows of the sandbox's November newsletter: domain, code, rows, and rows of contacts that
/// were corrected or deleted since.
fn november_newsletter() -> Vec<(&'static str, &'static str, u32, u32)> {
    let number = |text: &str| -> u32 { text.parse().expect("a number of rows") };
    let domain = |line: &'static str| {
        let (domain, counts) = line.split_once(' ').expect("a domain with counts");
        counts.split(' ').map(move |count| {
            let (code, count) = count.split_at(1);
            let (rows, resolved) = count.split_once('+').unwrap_or((count, "0"));
            (domain, code, number(rows), number(resolved))
        })
    };
    let lines = include_str!("../fixtures/november_newsletter.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(domain).collect()
}

#[test]
fn the_obvious_typos_of_the_november_newsletter_get_a_suggestion() {
    let mut table = BounceTable::default();
    for (domain, code, rows, resolved) in november_newsletter() {
        let row = |number| TrackingActivity {
            email_address: Some(format!("a{number}@{domain}").into()),
            current_email_address: (number < resolved).then(|| "new@example.com".into()),
            bounce_code: Some(code.into()),
            ..TrackingActivity::default()
        };
        let tracking_activities = (0..rows + resolved).map(row).collect();
        table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    }
    assert_eq!(table.len(), 2_140);
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    let typos = [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("yaho.com", "yahoo.com"),
        ("icluod.com", "icloud.com"),
    ];
    let intended = |row| {
        let domain = table.domain_name(table.domain(row)?);
        typos.iter().find(|(typo, _)| *typo == domain).map(|(_, intended)| *intended)
    };
    let removable = table.rows().filter(|row| table.is_removable(*row));
    let (at_typos, others): (Vec<_>, Vec<_>) = removable.partition(|row| intended(*row).is_some());
    let suggested = |row: &RowId| suggestions.for_row(&table, *row);
    let missed = at_typos.iter().filter(|row| suggested(row) != intended(**row)).count();
    let wrong: Vec<_> = others.iter().filter_map(suggested).collect();
    println!("{missed} of {} rows at obvious typos get no suggestion", at_typos.len());
    assert_eq!(at_typos.len(), 175);
    assert_eq!(missed, 0);
    assert!(wrong.is_empty(), "{wrong:?}");
}

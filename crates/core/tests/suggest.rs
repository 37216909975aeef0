//! Which domain was meant.

use bounces_core::{
    BounceTable, Suggestions,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn append(table: &mut BounceTable, count: u32, code: &str, domain: &str) {
    let row = |number| TrackingActivity {
        email_address: Some(format!("a{number}@{domain}").into()),
        bounce_code: Some(code.to_owned().into()),
        ..TrackingActivity::default()
    };
    let tracking_activities = (0..count).map(row).collect();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
}

/// What is suggested for the last of some rows.
fn suggested(rows: &[(u32, &str, &str)]) -> Option<String> {
    let mut table = BounceTable::default();
    for (count, code, domain) in rows {
        append(&mut table, *count, code, domain);
    }
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    suggestions.for_row(&table, table.rows().last()?).map(str::to_owned)
}

/// What is suggested for a domain of a single row.
fn meant(domain: &str) -> Option<String> {
    suggested(&[(1, "B", domain)])
}

fn lines(fixture: &'static str) -> impl Iterator<Item = &'static str> {
    fixture.lines().filter(|line| !line.starts_with('#'))
}

fn right_domains() -> BTreeSet<&'static str> {
    lines(include_str!("fixtures/right_domains.txt")).flat_map(str::split_whitespace).collect()
}

fn typos() -> Vec<(&'static str, &'static str)> {
    let pair = |line: &'static str| line.split_once(' ').expect("a typo and what was meant");
    lines(include_str!("fixtures/typos.txt")).map(pair).collect()
}

#[test]
fn right_domains_get_no_suggestion() {
    let domains = right_domains();
    assert!(domains.len() >= 300);
    let wrong: Vec<_> =
        domains.iter().filter_map(|domain| Some((domain, meant(domain)?))).collect();
    println!("{} of {} right domains get a suggestion: {wrong:?}", wrong.len(), domains.len());
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn typos_are_found_nine_times_in_ten_and_never_taken_for_something_else() {
    let typos = typos();
    assert!(typos.len() >= 100);
    let answers: Vec<_> = typos.iter().map(|(typo, right)| (typo, right, meant(typo))).collect();
    let is_missed = |answer: &&(&&str, &&str, Option<String>)| answer.2.is_none();
    let missed: Vec<_> = answers.iter().filter(is_missed).map(|(typo, ..)| typo).collect();
    println!("{} of {} typos are missed: {missed:?}", missed.len(), typos.len());
    for (typo, right, meant) in &answers {
        assert!(meant.as_ref().is_none_or(|meant| meant == **right), "{typo}: {meant:?}");
    }
    assert!(missed.len() * 10 <= typos.len(), "{missed:?}");
}

#[test]
fn right_domains_are_not_taken_for_each_other_however_frequent() {
    let domains: Vec<_> = right_domains().into_iter().collect();
    let mut wrong = Vec::new();
    for frequent in domains.chunks(100) {
        let mut table = BounceTable::default();
        for domain in &domains {
            append(&mut table, if frequent.contains(domain) { 50 } else { 1 }, "B", domain);
        }
        let mut suggestions = Suggestions::default();
        suggestions.update(&table);
        wrong.extend(table.domains().filter_map(|domain| {
            let meant = suggestions.for_domain(&table, domain)?;
            Some((table.domain_name(domain).to_owned(), meant.to_owned()))
        }));
    }
    println!("{} pairs of {} right domains: {wrong:?}", wrong.len(), domains.len());
    assert_eq!(wrong, []);
}

#[test]
fn providers_never_suggest_each_other() {
    for domain in [
        "gmx.de",
        "gmx.at",
        "gmx.net",
        "mail.ru",
        "mail.de",
        "aol.com",
        "aon.at",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "ymail.com",
        "gmail.com",
        "hotmail.fr",
        "hotmail.com",
        "live.com",
        "me.com",
        "mac.com",
        "mail.com",
        "email.com",
    ] {
        assert_eq!(meant(domain), None, "{domain}");
        assert_eq!(suggested(&[(500, "B", "gmail.com"), (1, "B", domain)]), None, "{domain}");
    }
}

#[test]
fn another_country_is_no_typo() {
    for domain in
        ["gmail.de", "hotmail.cn", "yahoo.co", "outlook.cm", "web.at", "gmx.fr", "hotmial.de.com"]
    {
        assert_eq!(meant(domain), None, "{domain}");
    }
}

#[test]
fn a_top_level_domain_that_exists_is_no_typo() {
    assert_eq!(meant("gmail.cpm").as_deref(), Some("gmail.com"));
    for domain in ["gmail.cam", "gmail.mom", "comcast.vet", "comcast.new", "yahoo.net"] {
        assert_eq!(meant(domain), None, "{domain}");
    }
}

#[test]
fn a_host_of_another_provider_is_no_typo() {
    assert_eq!(meant("gmai.lcom").as_deref(), Some("gmail.com"));
    assert_eq!(meant("g.mail.com"), None);
}

#[test]
fn a_short_name_may_have_one_slip_a_long_one_two() {
    assert_eq!(meant("aoll.com").as_deref(), Some("aol.com"));
    assert_eq!(meant("aol.con").as_deref(), Some("aol.com"));
    assert_eq!(meant("aoll.con"), None);
    assert_eq!(meant("hormial.com"), None);
    assert_eq!(meant("googelmial.com").as_deref(), Some("googlemail.com"));
}

#[test]
fn another_word_is_no_typo() {
    let with = |right, typed| suggested(&[(20, "B", right), (1, "B", typed)]);
    assert_eq!(with("greenfields.example", "greenfield.example"), None, "a singular");
    assert_eq!(with("greenfield.example", "greenfields.example"), None, "a plural");
    assert_eq!(with("planet.example", "plant.example"), None, "a letter less in a short name");
    assert_eq!(with("planet.example", "planer.example"), None, "the key beside it");
    assert!(with("summit.example", "sumit.example").is_some(), "a letter that was double");
    assert!(with("greenfield.example", "greenfeld.example").is_some());
}

#[test]
fn two_that_are_as_close_get_none() {
    let rows = [
        (20, "B", "westfield.example"),
        (20, "B", "eastfield.example"),
        (1, "B", "wastfield.example"),
    ];
    assert_eq!(suggested(&rows), None);
    // From the one by a swap, from the other by a key pressed twice.
    let close = [(20, "B", "annexe.example"), (1, "B", "annnexe.example")];
    assert_eq!(suggested(&close).as_deref(), Some("annexe.example"));
    let tied =
        [(20, "B", "annexe.example"), (20, "B", "nannexe.example"), (1, "B", "annnexe.example")];
    assert_eq!(suggested(&tied), None);
}

#[test]
fn a_domain_that_is_frequent_in_the_report_may_be_meant_too() {
    let with =
        |count, domain| suggested(&[(count, "B", "stadtwerke-muster.example"), (1, "B", domain)]);
    let right = Some("stadtwerke-muster.example".to_owned());
    assert_eq!(with(5, "stadtwekre-muster.example"), right);
    assert_eq!(with(5, "stadtwerke-mustr.example"), right);
    assert_eq!(with(4, "stadtwekre-muster.example"), None, "too few rows");
    assert_eq!(with(5, "stadtwerke-meister.example"), None, "too far");
    assert_eq!(with(5, "stadtwerke-muster.de"), None, "another top-level domain");
    let in_many = [
        (5, "B", "stadtwerke-muster.example"),
        (996, "B", "example.com"),
        (1, "B", "stadtwekre-muster.example"),
    ];
    assert_eq!(suggested(&in_many), None, "too small a share");
}

#[test]
fn a_typo_has_far_fewer_rows_than_what_was_meant() {
    let with = |typos| {
        suggested(&[
            (20, "B", "stadtwerke-muster.example"),
            (typos, "B", "stadtwekre-muster.example"),
        ])
    };
    assert!(with(4).is_some());
    assert_eq!(with(5), None);
}

#[test]
fn a_frequent_typo_is_not_what_others_may_be_meant_to_be() {
    assert_eq!(
        suggested(&[(9, "B", "gmial.com"), (1000, "B", "example.com"), (1, "B", "gmiial.com")]),
        None
    );
    let chain = [
        (100, "B", "stadtwerke.example"),
        (9, "B", "stadtwekre.example"),
        (1, "B", "stadtwwekre.example"),
    ];
    assert_eq!(suggested(&chain), None);
}

#[test]
fn a_domain_that_is_itself_frequent_is_no_typo() {
    let others = |count| (count, "B", "example.com");
    assert!(suggested(&[others(1), (9, "B", "gmial.com")]).is_some());
    assert_eq!(suggested(&[others(1), (10, "B", "gmial.com")]), None);
    assert_eq!(suggested(&[others(490), (10, "B", "gmial.com")]), None);
    assert!(suggested(&[others(491), (10, "B", "gmial.com")]).is_some());
}

#[test]
fn a_domain_that_took_a_message_or_refused_one_exists() {
    assert!(suggested(&[(1, "F", "gmial.com"), (1, "B", "gmial.com")]).is_some());
    assert_eq!(suggested(&[(1, "V", "gmial.com"), (1, "B", "gmial.com")]), None);
    assert_eq!(suggested(&[(1, "Z", "gmial.com"), (1, "B", "gmial.com")]), None);
}

#[test]
fn only_an_address_that_does_not_exist_gets_a_suggestion() {
    for code in ["B", "S"] {
        assert!(suggested(&[(1, code, "gmial.com")]).is_some());
    }
    for code in ["D", "F", "X", "Q", ""] {
        assert_eq!(suggested(&[(1, code, "gmial.com")]), None);
    }
}

#[test]
fn a_contact_that_was_corrected_or_deleted_needs_none() {
    let row = |current: &'static str, deleted: &'static str| TrackingActivity {
        email_address: Some("Ada.L@gmial.com".into()),
        current_email_address: Some(current.into()),
        deleted_at: Some(deleted.into()),
        bounce_code: Some("B".into()),
        ..TrackingActivity::default()
    };
    let tracking_activities = vec![row("", ""), row("ada@gmail.com", ""), row("", "2026-11-12")];
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    let addresses: Vec<_> = table.rows().map(|row| suggestions.address(&table, row)).collect();
    assert_eq!(addresses, [Some("Ada.L@gmail.com".to_owned()), None, None]);
}

#[test]
fn a_domain_that_is_new_since_the_last_update_has_none_yet() {
    let mut table = BounceTable::default();
    append(&mut table, 1, "B", "gmial.com");
    let domain = table.domains().next().expect("there is one");
    assert_eq!(Suggestions::default().for_domain(&table, domain), None);
}

proptest! {
    #[test]
    fn updates_on_the_way_change_nothing(
        rows in prop::collection::vec(("[BSDZ]", "(abcdef|abcdfe|abcde|abcdeff|gmail|gmial|gmil)\\.(com|con|net)"), 0..80),
        step in 4_usize..40,
    ) {
        let (mut table, mut on_the_way) = (BounceTable::default(), Suggestions::default());
        for page in rows.chunks(step) {
            for (code, domain) in page {
                append(&mut table, 1, code, domain);
            }
            on_the_way.update(&table);
        }
        let mut at_once = Suggestions::default();
        at_once.update(&table);
        for domain in table.domains() {
            prop_assert_eq!(on_the_way.for_domain(&table, domain), at_once.for_domain(&table, domain));
        }
    }

    #[test]
    fn any_domain_is_looked_at(domain in "[a-z0-9.,; é@-]{0,80}") {
        let _ = meant(&domain);
    }
}

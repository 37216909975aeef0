//! Suggestions for mistyped domains.

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

/// The suggestion for the last of some rows.
fn suggested(rows: &[(u32, &str, &str)]) -> Option<String> {
    let mut table = BounceTable::default();
    for (count, code, domain) in rows {
        append(&mut table, *count, code, domain);
    }
    let mut suggestions = Suggestions::default();
    suggestions.update(&table);
    suggestions.for_row(&table, table.rows().last()?).map(str::to_owned)
}

/// The suggestion for the domain of a single row.
fn suggested_for(domain: &str) -> Option<String> {
    suggested(&[(1, "B", domain)])
}

fn lines(fixture: &'static str) -> impl Iterator<Item = &'static str> {
    fixture.lines().filter(|line| !line.starts_with('#'))
}

fn valid_domains() -> BTreeSet<&'static str> {
    lines(include_str!("fixtures/valid_domains.txt")).flat_map(str::split_whitespace).collect()
}

fn typos() -> Vec<(&'static str, &'static str)> {
    let pair = |line: &'static str| line.split_once(' ').expect("a typo and the intended domain");
    lines(include_str!("fixtures/typos.txt")).map(pair).collect()
}

#[test]
fn valid_domains_get_no_suggestion() {
    let domains = valid_domains();
    assert!(domains.len() >= 300);
    let wrong: Vec<_> =
        domains.iter().filter_map(|domain| Some((domain, suggested_for(domain)?))).collect();
    println!("{} of {} valid domains get a suggestion: {wrong:?}", wrong.len(), domains.len());
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn nine_in_ten_typos_are_found_and_none_is_corrected_wrongly() {
    let typos = typos();
    assert!(typos.len() >= 100);
    let suggestions: Vec<_> =
        typos.iter().map(|(typo, intended)| (typo, intended, suggested_for(typo))).collect();
    let is_missed = |result: &&(&&str, &&str, Option<String>)| result.2.is_none();
    let missed: Vec<_> = suggestions.iter().filter(is_missed).map(|(typo, ..)| typo).collect();
    println!("{} of {} typos are missed: {missed:?}", missed.len(), typos.len());
    for (typo, intended, suggestion) in &suggestions {
        assert!(
            suggestion.as_ref().is_none_or(|suggestion| suggestion == **intended),
            "{typo}: {suggestion:?}"
        );
    }
    assert!(missed.len() * 10 <= typos.len(), "{missed:?}");
}

#[test]
fn valid_domains_are_not_taken_for_typos_of_frequent_ones() {
    let domains: Vec<_> = valid_domains().into_iter().collect();
    let mut wrong = Vec::new();
    for frequent in domains.chunks(100) {
        let mut table = BounceTable::default();
        for domain in &domains {
            append(&mut table, if frequent.contains(domain) { 50 } else { 1 }, "B", domain);
        }
        let mut suggestions = Suggestions::default();
        suggestions.update(&table);
        wrong.extend(table.domains().filter_map(|domain| {
            let intended = suggestions.for_domain(&table, domain)?;
            Some((table.domain_name(domain).to_owned(), intended.to_owned()))
        }));
    }
    println!("{} pairs of {} valid domains: {wrong:?}", wrong.len(), domains.len());
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
        assert_eq!(suggested_for(domain), None, "{domain}");
        assert_eq!(suggested(&[(500, "B", "gmail.com"), (1, "B", domain)]), None, "{domain}");
    }
}

#[test]
fn another_country_is_not_a_typo() {
    for domain in
        ["gmail.de", "hotmail.cn", "yahoo.co", "outlook.cm", "web.at", "gmx.fr", "hotmial.de.com"]
    {
        assert_eq!(suggested_for(domain), None, "{domain}");
    }
}

#[test]
fn an_existing_top_level_domain_is_not_a_typo() {
    assert_eq!(suggested_for("gmail.cpm").as_deref(), Some("gmail.com"));
    for domain in ["gmail.cam", "gmail.mom", "comcast.vet", "comcast.new", "yahoo.net"] {
        assert_eq!(suggested_for(domain), None, "{domain}");
    }
}

#[test]
fn a_host_of_another_provider_is_not_a_typo() {
    assert_eq!(suggested_for("gmai.lcom").as_deref(), Some("gmail.com"));
    assert_eq!(suggested_for("g.mail.com"), None);
}

#[test]
fn a_short_name_may_have_one_typo_and_a_long_one_two() {
    assert_eq!(suggested_for("aoll.com").as_deref(), Some("aol.com"));
    assert_eq!(suggested_for("aol.con").as_deref(), Some("aol.com"));
    assert_eq!(suggested_for("aoll.con"), None);
    assert_eq!(suggested_for("hormial.com"), None);
    assert_eq!(suggested_for("googelmial.com").as_deref(), Some("googlemail.com"));
}

#[test]
fn another_word_is_not_a_typo() {
    let with = |right, typed| suggested(&[(20, "B", right), (1, "B", typed)]);
    assert_eq!(with("greenfields.example", "greenfield.example"), None, "a singular");
    assert_eq!(with("greenfield.example", "greenfields.example"), None, "a plural");
    assert_eq!(with("planet.example", "plant.example"), None, "a letter less in a short name");
    assert_eq!(with("planet.example", "planer.example"), None, "the key beside it");
    assert!(with("summit.example", "sumit.example").is_some(), "a letter that was double");
    assert!(with("greenfield.example", "greenfeld.example").is_some());
}

#[test]
fn two_equally_close_domains_give_no_suggestion() {
    let rows = [
        (20, "B", "westfield.example"),
        (20, "B", "eastfield.example"),
        (1, "B", "wastfield.example"),
    ];
    assert_eq!(suggested(&rows), None);
    // A swap away from one, a doubled key away from the other.
    let close = [(20, "B", "annexe.example"), (1, "B", "annnexe.example")];
    assert_eq!(suggested(&close).as_deref(), Some("annexe.example"));
    let tied =
        [(20, "B", "annexe.example"), (20, "B", "nannexe.example"), (1, "B", "annnexe.example")];
    assert_eq!(suggested(&tied), None);
}

#[test]
fn a_frequent_domain_of_the_report_may_be_suggested() {
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
fn a_typo_has_far_fewer_rows_than_the_intended_domain() {
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
fn a_frequent_typo_is_not_suggested() {
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
fn a_similar_domain_with_a_fifth_of_the_rows_is_a_typo_and_one_with_more_may_be_suggested() {
    let with = |similar| {
        suggested(&[
            (20, "B", "stadtwerke.example"),
            (similar, "B", "stadtwekre.example"),
            (1, "B", "stadtwekkre.example"),
        ])
    };
    assert_eq!(with(5).as_deref(), Some("stadtwekre.example"));
    assert_eq!(with(4), None);
}

#[test]
fn a_frequent_domain_is_not_a_typo_unless_it_is_one_slip_from_a_major_provider() {
    let others = |count| (count, "B", "example.com");
    assert!(suggested(&[others(1), (9, "B", "comcasr.net")]).is_some());
    assert_eq!(suggested(&[others(1), (10, "B", "comcasr.net")]), None);
    assert_eq!(suggested(&[others(490), (10, "B", "comcasr.net")]), None);
    assert!(suggested(&[others(491), (10, "B", "comcasr.net")]).is_some());
    assert!(suggested(&[others(1), (500, "B", "gmial.com")]).is_some());
    assert_eq!(suggested(&[others(1), (10, "B", "gmial.con")]), None, "two typos");
}

#[test]
fn a_domain_from_which_auto_replies_come_exists() {
    // Near a provider, one row in 5; near a company, one in 10.
    for (typo, right, one_in) in [
        ("gmial.com", "gmail.com", 5),
        ("comcasr.net", "comcast.net", 5),
        ("stadtwekre.example", "stadtwerke.example", 10),
    ] {
        let with = |rows: u32, replies: u32| {
            suggested(&[(2000, "B", right), (replies, "V", typo), (rows - replies, "B", typo)])
        };
        assert_eq!(with(2, 1), None, "{typo}");
        assert_eq!(with(one_in, 1), None, "{typo}");
        assert_eq!(with(one_in + 1, 1).as_deref(), Some(right), "{typo}");
        assert_eq!(with(2 * one_in, 2), None, "{typo}");
    }
}

#[test]
fn a_few_blocked_rows_do_not_prove_a_domain() {
    let with = |blocked, rows, typo| {
        suggested(&[
            (50, "B", "stadtwerke.example"),
            (blocked, "Z", typo),
            (rows - blocked, "B", typo),
        ])
        .is_some()
    };
    // Near a provider, half of the rows; near a company, a quarter.
    for typo in ["gmial.com", "comcasr.net"] {
        assert!(with(1, 2, typo) && with(3, 6, typo) && !with(2, 3, typo), "{typo}");
    }
    assert!(with(1, 4, "stadtwekre.example") && !with(1, 3, "stadtwekre.example"));
    assert!(suggested(&[(1, "F", "gmial.com"), (1, "B", "gmial.com")]).is_some(), "a full mailbox");
}

#[test]
fn only_an_address_that_may_not_exist_gets_a_suggestion() {
    for code in ["B", "S", "D"] {
        assert!(suggested(&[(1, code, "gmial.com")]).is_some());
    }
    for code in ["F", "X", "Q", ""] {
        assert_eq!(suggested(&[(1, code, "gmial.com")]), None);
    }
}

#[test]
fn a_corrected_or_deleted_contact_gets_no_suggestion() {
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
fn a_domain_that_was_added_since_the_last_update_has_no_suggestion_yet() {
    let mut table = BounceTable::default();
    append(&mut table, 1, "B", "gmial.com");
    let domain = table.domains().next().expect("the table has a domain");
    assert_eq!(Suggestions::default().for_domain(&table, domain), None);
}

proptest! {
    #[test]
    fn intermediate_updates_do_not_change_the_result(
        rows in prop::collection::vec(("[BSDZ]", "(abcdef|abcdfe|abcde|abcdeff|gmail|gmial|gmil)\\.(com|con|net)"), 0..80),
        step in 4_usize..40,
    ) {
        let (mut table, mut intermediate) = (BounceTable::default(), Suggestions::default());
        for page in rows.chunks(step) {
            for (code, domain) in page {
                append(&mut table, 1, code, domain);
            }
            intermediate.update(&table);
        }
        let mut at_once = Suggestions::default();
        at_once.update(&table);
        for domain in table.domains() {
            prop_assert_eq!(intermediate.for_domain(&table, domain), at_once.for_domain(&table, domain));
        }
    }

    #[test]
    fn any_domain_is_accepted(domain in "[a-z0-9.,; é@-]{0,80}") {
        let _ = suggested_for(&domain);
    }
}

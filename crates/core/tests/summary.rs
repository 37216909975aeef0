//! Counts, rates, and where the bounces are.

use bounces_core::{
    BounceCode, BounceTable, CodeSet, DomainId, Group, Timestamp,
    summary::{
        CodeDiscrepancy, Concentration, Discrepancy, RemovableCount, Summary, TopDomains,
        concentrations, is_settling, last_sent_at,
    },
    wire::{BouncesPage, SendHistory, StatsCounts, TrackingActivity},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A table of so many rows with a code at a domain.
fn table_of(rows: &[(u32, &str, &str)]) -> BounceTable {
    let mut table = BounceTable::default();
    for (count, code, domain) in rows {
        let row = |number| TrackingActivity {
            email_address: Some(format!("a{number}@{domain}").into()),
            bounce_code: Some((*code).into()),
            ..TrackingActivity::default()
        };
        let tracking_activities = (0..*count).map(row).collect();
        table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    }
    table
}

fn stats() -> StatsCounts {
    StatsCounts {
        em_sends: Some(12_480),
        em_bounces: Some(214),
        em_bounces_nonexistent_address: Some(60),
        em_bounces_suspended: Some(20),
        em_bounces_undeliverable: Some(30),
        em_bounces_mailbox_full: Some(44),
        em_bounces_blocked: Some(26),
        em_bounces_other: Some(10),
        em_bounces_vacation: Some(24),
    }
}

fn codes(letters: &str) -> CodeSet {
    (0..letters.len()).map(|place| BounceCode::parse(&letters[place..=place])).collect()
}

/// Rows that agree with [`stats`].
fn agreeing() -> BounceTable {
    table_of(&[
        (60, "B", "example.com"),
        (20, "S", "example.com"),
        (30, "D", "example.com"),
        (44, "F", "example.com"),
        (26, "Z", "example.com"),
        (10, "X", "example.com"),
        (24, "V", "example.com"),
    ])
}

#[test]
fn rates_are_counted_with_and_without_auto_replies() {
    let summary = Summary::from_stats(&stats(), CodeSet::EMPTY);
    assert_eq!(summary.not_delivered(), Some(190));
    assert_eq!(summary.bounce_rate(), Some(214.0 / 12_480.0));
    assert_eq!(summary.not_delivered_rate(), Some(190.0 / 12_480.0));
}

#[test]
fn there_is_no_rate_of_nothing_nor_one_above_all() {
    let summary = |sent, bounced| {
        let stats =
            StatsCounts { em_sends: sent, em_bounces: Some(bounced), ..StatsCounts::default() };
        Summary::from_stats(&stats, CodeSet::EMPTY)
    };
    assert_eq!(summary(Some(0), 0).bounce_rate(), None);
    assert_eq!(summary(None, 3).bounce_rate(), None);
    assert_eq!(summary(Some(2), 3).bounce_rate(), None);
    assert_eq!(summary(Some(3), 3).bounce_rate(), Some(1.0));
    assert_eq!(summary(Some(3), 3).not_delivered_rate(), None, "auto-replies are not counted");
}

#[test]
fn more_auto_replies_than_bounces_leave_none_undelivered() {
    let stats =
        StatsCounts { em_bounces: Some(1), em_bounces_vacation: Some(3), ..StatsCounts::default() };
    assert_eq!(Summary::from_stats(&stats, CodeSet::EMPTY).not_delivered(), Some(0));
}

#[test]
fn before_the_rows_the_recommendation_for_removal_is_a_bound() {
    let summary = Summary::from_stats(&stats(), CodeSet::EMPTY);
    assert_eq!(summary.removable, RemovableCount::AtMost(60 + 20 + 30));
    let unknown = StatsCounts { em_bounces_undeliverable: None, ..stats() };
    assert_eq!(Summary::from_stats(&unknown, CodeSet::EMPTY).removable, RemovableCount::Unknown);
}

#[test]
fn the_rows_say_exactly_who_is_recommended_for_removal() {
    let mut table = agreeing();
    let corrected = TrackingActivity {
        bounce_code: Some("B".into()),
        email_address: Some("a@example.com".into()),
        current_email_address: Some("b@example.com".into()),
        ..TrackingActivity::default()
    };
    let tracking_activities = vec![corrected];
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    let expected = Summary {
        sent: Some(12_480),
        bounced: Some(215),
        auto_replies: Some(24),
        removable: RemovableCount::Exactly(110),
    };
    assert_eq!(Summary::from_rows(&table, Some(12_480)), expected);
}

#[test]
fn a_restricted_report_counts_its_codes_only() {
    let summary = Summary::from_stats(&stats(), codes("BZ"));
    assert_eq!(summary.sent, Some(12_480));
    assert_eq!(summary.bounced, Some(86));
    assert_eq!(summary.not_delivered(), Some(86));
    assert_eq!(summary.removable, RemovableCount::AtMost(60));
    let unknown = StatsCounts { em_bounces_blocked: None, ..stats() };
    assert_eq!(Summary::from_stats(&unknown, codes("BZ")).bounced, None);
}

#[test]
fn a_missing_total_is_the_sum_of_the_counts_if_all_are_there() {
    let without_total = StatsCounts { em_bounces: None, ..stats() };
    assert_eq!(Summary::from_stats(&without_total, CodeSet::EMPTY).bounced, Some(214));
    let without_one = StatsCounts { em_bounces_other: None, ..without_total };
    assert_eq!(Summary::from_stats(&without_one, CodeSet::EMPTY).bounced, None);
}

#[test]
fn an_email_settles_for_three_days() {
    let at = |text| Timestamp::parse(text).expect("it is a moment");
    let sent = at("2026-11-12T09:41:00Z");
    assert!(is_settling(sent, sent));
    assert!(is_settling(sent, at("2026-11-15T09:40:59.999Z")));
    assert!(!is_settling(sent, at("2026-11-15T09:41:00Z")));
    assert!(is_settling(sent, at("2026-11-12T09:30:00Z")), "the clock is slow");
    assert!(!is_settling(Timestamp::from_milliseconds(i64::MIN), at("2026-11-12")));
}

#[test]
fn statistics_and_rows_that_agree_call_for_no_word() {
    assert_eq!(Discrepancy::between(&stats(), &agreeing(), CodeSet::EMPTY), None);
    let empty = BounceTable::default();
    assert_eq!(Discrepancy::between(&StatsCounts::default(), &empty, CodeSet::EMPTY), None);
    assert_eq!(Discrepancy::between(&StatsCounts::default(), &agreeing(), CodeSet::EMPTY), None);
}

#[test]
fn a_disagreement_says_both_truths_by_code() {
    let stats = StatsCounts {
        em_bounces: Some(216),
        em_bounces_blocked: Some(29),
        em_bounces_other: Some(9),
        ..stats()
    };
    let gap = |code, stats, rows| CodeDiscrepancy { code, stats, rows };
    assert_eq!(
        Discrepancy::between(&stats, &agreeing(), CodeSet::EMPTY),
        Some(Discrepancy {
            stats: Some(216),
            rows: 214,
            unreadable_rows: 0,
            codes: vec![gap(BounceCode::Blocked, 29, 26), gap(BounceCode::Other, 9, 10)],
        })
    );
}

#[test]
fn codes_may_differ_though_the_totals_agree() {
    let stats = StatsCounts { em_bounces_blocked: Some(27), em_bounces_other: Some(9), ..stats() };
    let disagreement = Discrepancy::between(&stats, &agreeing(), CodeSet::EMPTY);
    let disagreement = disagreement.expect("they differ");
    assert_eq!((disagreement.stats, disagreement.rows), (Some(214), 214));
    assert_eq!(disagreement.codes.len(), 2);
}

#[test]
fn codes_that_the_statistics_do_not_count_are_not_compared() {
    let stats = StatsCounts { em_bounces_blocked: None, ..stats() };
    let mut table = agreeing();
    assert_eq!(Discrepancy::between(&stats, &table, CodeSet::EMPTY), None);
    let undocumented = TrackingActivity { bounce_code: Some("Q".into()), ..Default::default() };
    let page = BouncesPage {
        tracking_activities: vec![undocumented],
        unreadable_rows: 2,
        ..Default::default()
    };
    table.append(&page);
    assert_eq!(
        Discrepancy::between(&stats, &table, CodeSet::EMPTY),
        Some(Discrepancy { stats: Some(214), rows: 215, unreadable_rows: 2, codes: Vec::new() })
    );
}

#[test]
fn of_a_restricted_report_only_its_codes_are_compared() {
    let table = table_of(&[(60, "B", "example.com"), (25, "Z", "example.com")]);
    let disagreement = Discrepancy::between(&stats(), &table, codes("BZ"));
    let blocked = CodeDiscrepancy { code: BounceCode::Blocked, stats: 26, rows: 25 };
    let expected =
        Discrepancy { stats: Some(86), rows: 85, unreadable_rows: 0, codes: vec![blocked] };
    assert_eq!(disagreement, Some(expected));
    assert_eq!(Discrepancy::between(&stats(), &table, codes("B")), None);
}

/// What stands out, as `22 of 26 Z at outlook.com`.
fn notes(rows: &[(u32, &str, &str)]) -> Vec<String> {
    let table = table_of(rows);
    let note = |Concentration { code, domain, count, code_total: of }| {
        format!("{count} of {of} {} at {}", code.as_str(), table.domain_name(domain))
    };
    concentrations(&table).into_iter().map(note).collect()
}

#[test]
fn a_provider_that_blocks_stands_out() {
    let rows = [
        (22, "Z", "outlook.com"),
        (4, "Z", "gmail.com"),
        (5, "B", "outlook.com"),
        (60, "B", "gmail.com"),
    ];
    assert_eq!(notes(&rows), ["60 of 65 B at gmail.com", "22 of 26 Z at outlook.com"]);
}

#[test]
fn a_report_of_one_code_has_something_that_stands_out_too() {
    assert_eq!(
        notes(&[(22, "Z", "outlook.com"), (4, "Z", "gmail.com")]),
        ["22 of 26 Z at outlook.com"]
    );
}

#[test]
fn few_rows_are_no_surprise() {
    let others = (90, "B", "gmail.com");
    assert_eq!(notes(&[(9, "Z", "outlook.com"), others]).len(), 1, "that of the others");
    assert_eq!(notes(&[(10, "Z", "outlook.com"), others]).len(), 2);
}

#[test]
fn less_than_three_in_five_do_not_stand_out() {
    let others = (10, "B", "example.com");
    let with = |here, elsewhere| {
        notes(&[(here, "Z", "outlook.com"), (elsewhere, "Z", "gmail.com"), others])
    };
    assert!(with(60, 40).contains(&"60 of 100 Z at outlook.com".to_owned()));
    assert!(!with(59, 41).iter().any(|note| note.contains('Z')));
}

#[test]
fn a_domain_that_has_most_of_everything_does_not_stand_out() {
    let with = |others_here| {
        let rows = [
            (90, "Z", "gmail.com"),
            (10, "Z", "outlook.com"),
            (others_here, "F", "gmail.com"),
            (100 - others_here, "F", "outlook.com"),
        ];
        notes(&rows).iter().any(|note| note == "90 of 100 Z at gmail.com")
    };
    assert!(with(60));
    assert!(!with(61));
}

#[test]
fn the_only_domain_there_is_does_not_stand_out() {
    assert_eq!(notes(&[(30, "Z", "example.com")]), [""; 0]);
    assert_eq!(notes(&[(30, "Z", "example.com"), (30, "B", "example.com")]), [""; 0]);
    assert_eq!(notes(&[]), [""; 0]);
}

#[test]
fn delivered_and_undocumented_rows_never_stand_out() {
    assert_eq!(
        notes(&[(30, "V", "a.example"), (30, "Q", "b.example"), (1, "B", "c.example")]),
        [""; 0]
    );
}

#[test]
fn rows_without_a_domain_count_among_all() {
    let mut table = table_of(&[(12, "Z", "outlook.com"), (1, "B", "gmail.com")]);
    let nowhere = TrackingActivity { bounce_code: Some("Z".into()), ..Default::default() };
    let page = BouncesPage { tracking_activities: vec![nowhere; 9], ..Default::default() };
    table.append(&page);
    assert_eq!(concentrations(&table), []);
}

#[test]
fn the_rows_beyond_what_was_to_be_expected_come_first() {
    let rows = [
        (100, "F", "gmail.com"),
        (60, "Z", "outlook.com"),
        (20, "Z", "gmail.com"),
        (200, "B", "gmail.com"),
        (200, "B", "example.com"),
    ];
    assert_eq!(notes(&rows), ["60 of 80 Z at outlook.com", "100 of 100 F at gmail.com"]);
}

#[test]
fn the_top_domains_come_by_rows_and_then_as_they_came() {
    let table = table_of(&[
        (1, "B", "one.example"),
        (2, "Z", "two.example"),
        (1, "V", "another.example"),
        (2, "B", "three.example"),
        (1, "F", "three.example"),
    ]);
    let counts = || table.domains().map(|domain| (domain, table.domain_counts(domain)));
    let names = |most| {
        let top = TopDomains::new(counts(), most);
        let names = top.top.iter().map(|count| table.domain_name(count.domain).to_owned());
        (names.collect::<Vec<_>>().join(" "), top.more_domains, top.more_rows)
    };
    assert_eq!(names(0), (String::new(), 4, 7));
    assert_eq!(names(1), ("three.example".to_owned(), 3, 4));
    assert_eq!(names(3), ("three.example two.example one.example".to_owned(), 1, 1));
    let all = "three.example two.example one.example another.example".to_owned();
    assert_eq!(names(4), (all.clone(), 0, 0));
    assert_eq!(names(usize::MAX), (all, 0, 0));
    assert_eq!(TopDomains::new(counts(), 1).top[0].groups, [2, 1, 0, 0, 0]);
}

#[test]
fn a_domain_that_a_filter_left_no_row_is_not_counted() {
    let counts = [(DomainId(0), [0; Group::ALL.len()]), (DomainId(1), [0, 0, 1, 0, 0])];
    let top = TopDomains::new(counts, 5);
    assert_eq!((top.top.len(), top.more_domains), (1, 0));
}

proptest! {
    #[test]
    fn top_domains_are_those_of_a_full_sort(
        counts in prop::collection::vec(prop::array::uniform5(0_u32..4), 0..40),
        most in 0_usize..50,
    ) {
        let counts: Vec<_> = (0..).map(DomainId).zip(counts).collect();
        let mut sorted: Vec<_> = counts
            .iter()
            .map(|(domain, groups)| (*domain, groups.iter().sum::<u32>()))
            .filter(|(_, total)| *total > 0)
            .collect();
        sorted.sort_by_key(|(_, total)| std::cmp::Reverse(*total));
        let top = TopDomains::new(counts, most);
        let rest = sorted.split_off(most.min(sorted.len()));
        let found: Vec<_> = top.top.iter().map(|count| (count.domain, count.total())).collect();
        prop_assert_eq!(found, sorted);
        prop_assert_eq!(top.more_domains, rest.len());
        prop_assert_eq!(top.more_rows, rest.iter().map(|(_, total)| u64::from(*total)).sum::<u64>());
    }

    #[test]
    fn what_stands_out_has_most_of_its_code_and_comes_by_weight(
        rows in prop::collection::vec((1_u32..40, "[BDFSVXZQ]", "[abc]"), 0..12)
    ) {
        let borrowed: Vec<_> = rows.iter().map(|(n, code, domain)| (*n, &**code, &**domain)).collect();
        let table = table_of(&borrowed);
        let mut by_place = BTreeMap::<(&str, &str), u32>::new();
        for (count, code, domain) in &borrowed {
            *by_place.entry((code, domain)).or_default() += count;
        }
        let of_code = |wanted: &str| {
            by_place.iter().filter(|((code, _), _)| *code == wanted).map(|(_, n)| n).sum::<u32>()
        };
        let found = concentrations(&table);
        for Concentration { code, domain, count, code_total: of } in &found {
            prop_assert_eq!(by_place[&(code.as_str(), table.domain_name(*domain))], *count);
            prop_assert_eq!(of_code(code.as_str()), *of);
            prop_assert!(*of >= 10 && count * 5 >= of * 3);
        }
        let weight = |note: &Concentration| {
            let here: u32 = by_place.iter().filter(|((_, domain), _)| *domain == table.domain_name(note.domain)).map(|(_, n)| n).sum();
            let others = f64::from(by_place.values().sum::<u32>() - note.code_total);
            f64::from(note.count) - f64::from(note.code_total) * f64::from(here - note.count) / others.max(1.0)
        };
        for pair in found.windows(2) {
            prop_assert!(weight(&pair[0]) >= weight(&pair[1]) - 1.0);
        }
    }
}

#[test]
fn an_email_was_sent_when_its_last_run_that_did_not_fail_began() {
    let run = |date: &str, status: Option<&str>| SendHistory {
        run_date: Some(date.to_owned()),
        send_status: status.map(str::to_owned),
        count: None,
    };
    let history = [
        run("2026-11-12T09:00:00Z", Some("COMPLETED")),
        run("2026-11-14T08:00:00+02:00", None),
        run("2026-11-20T09:00:00Z", Some("Errored")),
        run("some day", Some("COMPLETED")),
    ];
    assert_eq!(last_sent_at(&history), Timestamp::parse("2026-11-14T06:00:00Z"));
    assert_eq!(last_sent_at(&history[2..]), None);
    assert_eq!(last_sent_at(&[]), None);
}

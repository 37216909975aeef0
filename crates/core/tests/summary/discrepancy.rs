//! Differences between the statistics and the rows.

use crate::support::{agreeing, codes, stats, table_of};
use bounces_core::{
    BounceCode, BounceTable, CodeSet,
    summary::{CodeDiscrepancy, Discrepancy},
    wire::{BouncesPage, StatsCounts, TrackingActivity},
};

#[test]
fn statistics_and_rows_that_agree_have_no_discrepancy() {
    assert_eq!(Discrepancy::between(&stats(), &agreeing(), CodeSet::EMPTY), None);
    let empty = BounceTable::default();
    assert_eq!(Discrepancy::between(&StatsCounts::default(), &empty, CodeSet::EMPTY), None);
    assert_eq!(Discrepancy::between(&StatsCounts::default(), &agreeing(), CodeSet::EMPTY), None);
}

#[test]
fn a_discrepancy_has_both_counts_of_each_code() {
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
fn codes_may_differ_although_the_totals_agree() {
    let stats = StatsCounts { em_bounces_blocked: Some(27), em_bounces_other: Some(9), ..stats() };
    let discrepancy = Discrepancy::between(&stats, &agreeing(), CodeSet::EMPTY);
    let discrepancy = discrepancy.expect("the counts differ");
    assert_eq!((discrepancy.stats, discrepancy.rows), (Some(214), 214));
    assert_eq!(discrepancy.codes.len(), 2);
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
fn a_restricted_report_compares_only_its_codes() {
    let table = table_of(&[(60, "B", "example.com"), (25, "Z", "example.com")]);
    let discrepancy = Discrepancy::between(&stats(), &table, codes("BZ"));
    let blocked = CodeDiscrepancy { code: BounceCode::Blocked, stats: 26, rows: 25 };
    let expected =
        Discrepancy { stats: Some(86), rows: 85, unreadable_rows: 0, codes: vec![blocked] };
    assert_eq!(discrepancy, Some(expected));
    assert_eq!(Discrepancy::between(&stats(), &table, codes("B")), None);
}

//! Counts and rates.

use crate::support::{agreeing, codes, stats};
use bounces_core::{
    CodeCounts, CodeSet,
    summary::{Summary, stats_by_code},
    wire::StatsCounts,
};

#[test]
fn rates_are_given_with_and_without_auto_replies() {
    let summary = Summary::from_stats(&stats(), CodeSet::EMPTY);
    assert_eq!(summary.not_delivered(), Some(190));
    assert_eq!(summary.bounce_rate(), Some(214.0 / 12_480.0));
    assert_eq!(summary.not_delivered_rate(), Some(190.0 / 12_480.0));
}

#[test]
fn there_is_no_rate_without_emails_nor_one_above_1() {
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
fn more_auto_replies_than_bounces_mean_that_all_were_delivered() {
    let stats =
        StatsCounts { em_bounces: Some(1), em_bounces_vacation: Some(3), ..StatsCounts::default() };
    assert_eq!(Summary::from_stats(&stats, CodeSet::EMPTY).not_delivered(), Some(0));
}

#[test]
fn the_rows_give_the_counts_of_a_complete_report() {
    let expected = Summary { sent: Some(12_480), bounced: Some(214), auto_replies: Some(24) };
    assert_eq!(Summary::from_rows(&agreeing(), Some(12_480)), expected);
}

#[test]
fn a_restricted_report_counts_only_its_codes() {
    let summary = Summary::from_stats(&stats(), codes("BZ"));
    assert_eq!(summary.sent, Some(12_480));
    assert_eq!(summary.bounced, Some(86));
    assert_eq!(summary.not_delivered(), Some(86));
    let unknown = StatsCounts { em_bounces_blocked: None, ..stats() };
    assert_eq!(Summary::from_stats(&unknown, codes("BZ")).bounced, None);
}

#[test]
fn a_missing_total_is_the_sum_of_the_counts_if_none_is_missing() {
    let without_total = StatsCounts { em_bounces: None, ..stats() };
    assert_eq!(Summary::from_stats(&without_total, CodeSet::EMPTY).bounced, Some(214));
    let without_one = StatsCounts { em_bounces_other: None, ..without_total };
    assert_eq!(Summary::from_stats(&without_one, CodeSet::EMPTY).bounced, None);
}

#[test]
fn the_statistics_count_by_code_before_the_rows_are_known() {
    let none = CodeCounts::default();
    let all = [60, 20, 30, 44, 26, 10, 24, 0];
    assert_eq!(stats_by_code(&stats(), CodeSet::EMPTY, &none), Some(all));
    assert_eq!(stats_by_code(&stats(), CodeSet::EMPTY, &all), Some(all));
    assert_eq!(stats_by_code(&stats(), codes("BZ"), &none), Some([60, 0, 0, 0, 26, 0, 0, 0]));
    let missing = StatsCounts { em_bounces_other: None, ..stats() };
    assert_eq!(stats_by_code(&missing, CodeSet::EMPTY, &none), None);
    assert_eq!(stats_by_code(&missing, codes("BZ"), &none), Some([60, 0, 0, 0, 26, 0, 0, 0]));
}

#[test]
fn statistics_that_are_older_than_the_rows_are_not_used() {
    let more_blocked = [0, 0, 0, 0, 27, 0, 0, 0];
    assert_eq!(stats_by_code(&stats(), CodeSet::EMPTY, &more_blocked), None);
    let unknown_code = [0, 0, 0, 0, 0, 0, 0, 1];
    assert_eq!(stats_by_code(&stats(), CodeSet::EMPTY, &unknown_code), None);
}

//! The verdict, its limits, and which emails are compared.

use crate::support::{campaign, daily, day, summary};
use bounces_core::{
    BounceCode, Timestamp,
    history::{MAX_BARS, Rate, ReportEmail, SentEmail, Trend, TrendVerdict, earlier_emails},
    wire::{CampaignSummaries, CampaignSummary, decode_summaries},
};
use proptest::prelude::*;

/// A report of campaign 0.
const REPORT: ReportEmail =
    ReportEmail { campaign: Some(campaign(0)), sends: None, is_sending: false };

/// A month after the report's email.
fn trend(summaries: &[CampaignSummary]) -> Trend {
    Trend::new(summaries, &REPORT, day(30))
}

fn earlier(summaries: &[CampaignSummary], count: usize) -> Vec<u128> {
    let emails = earlier_emails(summaries, &REPORT, count);
    emails.iter().map(|email| email.campaign.as_u128() & 0xfff).collect()
}

fn verdict(bounces: &[u64]) -> TrendVerdict {
    trend(&daily(bounces)).verdict
}

fn rate(millionths: u32) -> Rate {
    Rate::from_millionths(millionths)
}

#[test]
fn hard_bounces_are_those_of_non_existent_and_suspended_addresses() {
    for code in BounceCode::ALL {
        let mut counts = [0; BounceCode::ALL.len()];
        counts[usize::from(code.index())] = 3;
        let expected = if ["B", "S"].contains(&code.as_str()) { rate(30_000) } else { rate(0) };
        assert_eq!(Rate::of_hard_bounces(&counts, 100), Some(expected), "{code:?}");
        assert_eq!(Rate::of_hard_bounces(&counts, 0), None);
    }
}

#[test]
fn a_rate_is_unusual_from_a_difference_of_three_tenths_of_a_point() {
    let median = rate(10_000);
    assert_eq!(TrendVerdict::of(rate(13_000), median), TrendVerdict::Higher);
    assert_eq!(TrendVerdict::of(rate(12_999), median), TrendVerdict::Usual);
    assert_eq!(TrendVerdict::of(rate(7_000), median), TrendVerdict::Lower);
    assert_eq!(TrendVerdict::of(rate(7_001), median), TrendVerdict::Usual);
    assert_eq!(TrendVerdict::of(median, median), TrendVerdict::Usual);
}

#[test]
fn a_rate_is_unusual_from_a_fifth_of_the_median() {
    let median = rate(50_000);
    assert_eq!(TrendVerdict::of(rate(60_000), median), TrendVerdict::Higher);
    assert_eq!(TrendVerdict::of(rate(59_999), median), TrendVerdict::Usual);
    assert_eq!(TrendVerdict::of(rate(40_000), median), TrendVerdict::Lower);
    assert_eq!(TrendVerdict::of(rate(40_001), median), TrendVerdict::Usual);
    assert_eq!(TrendVerdict::of(rate(3_000), rate(0)), TrendVerdict::Higher, "of none");
    assert_eq!(TrendVerdict::of(rate(2_999), rate(0)), TrendVerdict::Usual);
}

#[test]
fn there_is_no_verdict_from_fewer_than_four_earlier_emails() {
    assert_eq!(verdict(&[90, 20, 20, 20]), TrendVerdict::TooFew);
    assert_eq!(verdict(&[90, 20, 20, 20, 20]), TrendVerdict::Higher);
    let alone = trend(&daily(&[90]));
    assert_eq!((alone.verdict, alone.median, alone.compared), (TrendVerdict::TooFew, None, 0));
}

#[test]
fn the_median_is_of_the_ten_emails_before() {
    let mut bounces = vec![30];
    bounces.extend([20; 10]);
    bounces.extend([900; 30]);
    let trend = trend(&daily(&bounces));
    assert_eq!((trend.median, trend.compared), (Some(rate(20_000)), 10));
    assert_eq!(trend.bars.len(), MAX_BARS);
    assert_eq!(trend.bars[0].bounces, 900, "the eleventh has a bar");
    assert_eq!(trend.highest(), rate(900_000));
}

#[test]
fn bars_begin_with_the_oldest_and_end_with_the_report() {
    let trend = trend(&daily(&[35, 20, 21, 22, 23]));
    let bounces: Vec<_> = trend.bars.iter().map(|bar| bar.bounces).collect();
    assert_eq!(bounces, [23, 22, 21, 20, 35]);
    assert_eq!(trend.own().map(SentEmail::rate), Some(rate(35_000)));
}

#[test]
fn emails_after_the_report_do_not_count() {
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries.insert(0, summary(50, 1, 1000, 900));
    let trend = trend(&summaries);
    assert_eq!((trend.verdict, trend.bars.len()), (TrendVerdict::Higher, 5));
}

#[test]
fn the_order_of_the_summaries_does_not_matter() {
    let mut summaries = daily(&[35, 20, 21, 22, 23, 24]);
    let before = trend(&summaries);
    summaries.reverse();
    assert_eq!(trend(&summaries), before);
}

#[test]
fn emails_with_fewer_than_50_sends_are_left_out_and_counted() {
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries.push(summary(50, -2, 49, 49));
    summaries.push(summary(51, -3, 50, 1));
    let trend = trend(&summaries);
    assert_eq!((trend.left_out, trend.compared), (1, 5));
    assert!(trend.bars.iter().all(|bar| bar.sends >= 50));
}

#[test]
fn emails_that_are_older_than_all_bars_are_not_counted_as_left_out() {
    let mut summaries = daily(&[20; 12]);
    summaries.push(summary(50, -12, 10, 0));
    assert_eq!(trend(&summaries).left_out, 0);
    summaries.pop();
    summaries.pop();
    summaries.push(summary(50, -12, 10, 0));
    assert_eq!(trend(&summaries).left_out, 1, "there is room for another bar");
}

#[test]
fn an_email_with_few_sends_has_no_verdict() {
    let mut summaries = daily(&[0, 20, 20, 20, 20]);
    summaries[0] = summary(0, 0, 49, 10);
    assert_eq!(trend(&summaries).verdict, TrendVerdict::FewSends);
    summaries[0] = summary(0, 0, 50, 10);
    assert_eq!(trend(&summaries).verdict, TrendVerdict::Higher);
}

#[test]
fn an_email_that_is_not_listed_has_no_verdict_and_no_bars() {
    let summaries = daily(&[20; 8]);
    for campaign in [None, Some(campaign(99))] {
        let report = ReportEmail { campaign, sends: Some(1000), is_sending: false };
        let trend = Trend::new(&summaries, &report, day(30));
        assert_eq!((trend.verdict, trend.own()), (TrendVerdict::NotListed, None));
        assert!(earlier_emails(&summaries, &report, 5).is_empty());
        let verdict =
            |sends| Trend::new(&summaries, &ReportEmail { sends, ..report }, day(30)).verdict;
        let verdicts = [None, Some(50), Some(49), Some(0)].map(verdict);
        let expected = [
            TrendVerdict::NotListed,
            TrendVerdict::NotListed,
            TrendVerdict::FewSends,
            TrendVerdict::FewSends,
        ];
        assert_eq!(verdicts, expected, "few sends are the reason that stays");
    }
}

#[test]
fn while_bounces_may_arrive_only_higher_is_certain() {
    for (own, settled) in
        [(35, TrendVerdict::Higher), (21, TrendVerdict::Usual), (2, TrendVerdict::Lower)]
    {
        let summaries = daily(&[own, 20, 20, 20, 20]);
        let at = |is_sending, now: Timestamp| {
            Trend::new(&summaries, &ReportEmail { is_sending, ..REPORT }, now).verdict
        };
        let early = if settled == TrendVerdict::Higher { settled } else { TrendVerdict::SoFar };
        let last = Timestamp::from_milliseconds(day(3).milliseconds() - 1);
        for now in [day(-1), day(0), day(1), last] {
            assert_eq!(at(false, now), early, "{own} at {now}");
        }
        assert_eq!(at(false, day(3)), settled, "after three days");
        assert_eq!(at(true, day(30)), early, "still being sent");
    }
}

#[test]
fn a_verdict_that_there_is_none_does_not_depend_on_the_time() {
    let verdict = |summaries: &[CampaignSummary]| Trend::new(summaries, &REPORT, day(0)).verdict;
    assert_eq!(verdict(&daily(&[20, 20])), TrendVerdict::TooFew);
    let mut summaries = daily(&[0, 20, 20, 20, 20]);
    summaries[0] = summary(0, 0, 49, 10);
    assert_eq!(verdict(&summaries), TrendVerdict::FewSends);
    assert_eq!(verdict(&summaries[1..]), TrendVerdict::NotListed);
}

#[test]
fn earlier_emails_are_the_last_ones_before_the_report_that_the_trend_compares() {
    let mut summaries = daily(&[35, 20, 21, 22]);
    summaries.push(summary(50, -1, 49, 1));
    summaries.push(summary(51, -2, 50, 1));
    summaries.insert(0, summary(52, 1, 1000, 0));
    assert_eq!(earlier(&summaries, 3), [1, 2, 51]);
    let trend = trend(&summaries);
    let bars: Vec<_> = trend.bars.iter().rev().skip(1).map(|bar| bar.campaign).collect();
    assert_eq!(bars, [1, 2, 51, 3].map(campaign));
}

#[test]
fn a_resend_to_a_few_contacts_does_not_hide_its_email() {
    let mut summaries = daily(&[35, 20, 21]);
    summaries.push(summary(2, -1, 10, 1));
    assert_eq!(earlier(&summaries, 5), [1, 2]);
}

/// A campaign without bounces is not read, and "no bounce reported" is said of it.
#[test]
fn an_earlier_campaign_has_bounces_if_any_of_its_emails_before_the_report_has() {
    let with_resend = |resend| {
        let summaries = [summary(0, 0, 1000, 35), summary(1, -3, 1000, 20), resend];
        earlier_emails(&summaries, &REPORT, 5)
    };
    let earlier = with_resend(summary(1, -1, 80, 0));
    assert_eq!((earlier.len(), earlier[0].sent, earlier[0].bounces > 0), (1, day(-1), true));
    assert!(with_resend(summary(1, -1, 40, 2))[0].bounces > 0);
    let summaries = [
        summary(0, 0, 1000, 35),
        summary(1, -1, 40, 2),
        summary(1, -3, 1000, 0),
        summary(1, 2, 300, 9),
    ];
    assert!(earlier_emails(&summaries, &REPORT, 5)[0].bounces > 0, "by the small resend");
    let summaries = [summary(0, 0, 1000, 35), summary(1, -3, 1000, 0), summary(1, 2, 300, 9)];
    assert_eq!(earlier_emails(&summaries, &REPORT, 5)[0].bounces, 0, "the resend was later");
}

#[test]
fn resends_are_compared_and_earlier_bounces_are_read_once_for_each_campaign() {
    let mut summaries = daily(&[35, 20, 20, 20]);
    summaries.push(summary(1, -9, 300, 6));
    assert_eq!((trend(&summaries).verdict, trend(&summaries).compared), (TrendVerdict::Higher, 4));
    assert_eq!(earlier(&summaries, 5), [1, 2, 3]);
}

#[test]
fn the_report_of_an_email_is_told_from_that_of_its_resend_by_the_number_of_sends() {
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    // Another campaign was sent between the email and its resend.
    summaries.push(summary(9, 1, 1000, 20));
    summaries.push(summary(0, 2, 300, 3));
    let with = |sends| ReportEmail { sends: Some(sends), ..REPORT };
    let primary = Trend::new(&summaries, &with(1001), day(30));
    assert_eq!((primary.verdict, primary.compared), (TrendVerdict::Higher, 4));
    assert_eq!(primary.own().map(|email| email.bounces), Some(35));
    let resend = Trend::new(&summaries, &with(300), day(30));
    assert_eq!((resend.verdict, resend.compared), (TrendVerdict::Lower, 6));
    let earlier = earlier_emails(&summaries, &with(1000), 9);
    assert!(earlier.iter().all(|email| email.campaign != campaign(9)), "that was sent later");
}

/// A campaign whose resend has no summary of its own.
#[test]
fn an_email_is_not_judged_by_the_counts_of_another_one_of_its_campaign() {
    let summaries = daily(&[35, 20, 20, 20, 20]);
    let with = |sends| ReportEmail { sends: Some(sends), ..REPORT };
    let of = |report| Trend::new(&summaries, &report, day(30));
    let (higher, not_listed) = (TrendVerdict::Higher, TrendVerdict::NotListed);
    for (sends, verdict) in
        [(900, higher), (899, not_listed), (1111, higher), (1112, not_listed), (300, not_listed)]
    {
        assert_eq!(of(with(sends)).verdict, verdict, "{sends}");
    }
    assert_eq!(of(with(300)).own(), None, "there is no bar of it either");
    let while_sending = ReportEmail { is_sending: true, ..with(300) };
    assert_eq!(of(while_sending).verdict, higher, "the counts grow at different times");
    let earlier = earlier_emails(&summaries, &with(300), 3);
    let earlier: Vec<_> = earlier.iter().map(|email| email.campaign).collect();
    assert_eq!(earlier, [1, 2, 3].map(campaign), "what came before it is known");
}

#[test]
fn summaries_without_id_date_or_counts_are_left_out() {
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries[1].campaign_id = Some("../secret".into());
    assert_eq!(trend(&summaries).verdict, TrendVerdict::TooFew);
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries[1].last_sent_date = None;
    assert_eq!(trend(&summaries).verdict, TrendVerdict::TooFew);
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries[1].unique_counts.bounces = None;
    assert_eq!(trend(&summaries).verdict, TrendVerdict::TooFew);
    let mut summaries = daily(&[35, 20, 20, 20, 20]);
    summaries[1].unique_counts.sends = Some(0);
    assert_eq!(trend(&summaries).verdict, TrendVerdict::TooFew);
}

#[test]
fn counts_come_as_numbers_or_strings_and_the_percents_as_object_or_array() {
    let summaries = |sends: &str, bounces: &str, percents: &str| -> CampaignSummaries {
        let text = format!(
            r#"{{"bulk_email_campaign_summaries":[{{"campaign_id":"{}","campaign_type":"NEWSLETTER",
            "last_sent_date":"2026-05-03T10:00:00.000Z","unique_counts":{{"sends":{sends},
            "bounces":{bounces},"opens":null}}}},7],"aggregate_percents":{percents},
            "_links":{{"next":null}}}}"#,
            campaign(0)
        );
        decode_summaries(text.as_bytes()).expect("summaries")
    };
    let expected = summaries("1000", "35", r#"{"bounce":3.5}"#);
    assert_eq!(expected.bulk_email_campaign_summaries.len(), 1);
    assert_eq!(expected.bulk_email_campaign_summaries[0].unique_counts.sends, Some(1000));
    assert_eq!(summaries("\"1000\"", "\" 35 \"", r#"[{"bounce":3.5}]"#), expected);
    assert!(decode_summaries(b"7").is_err());
    assert!(decode_summaries(b"{\"bulk_email_campaign_summaries\":7}").is_err());
}

#[test]
fn rates_are_rounded_and_never_above_one() {
    assert_eq!(Rate::of(2, 3), Some(rate(666_667)));
    assert_eq!(Rate::of(1, 3), Some(rate(333_333)));
    assert_eq!(Rate::of(5, 3), Some(rate(1_000_000)));
    assert_eq!(Rate::of(u64::MAX, u64::MAX), Some(rate(1_000_000)));
    assert_eq!(Rate::of(0, 0), None);
    assert!((rate(34_900).fraction() - 0.0349).abs() < 1e-12);
}

#[test]
fn the_median_of_an_even_number_of_rates_is_the_mean_of_the_two_in_the_middle() {
    let median = |rates: &[u32]| Rate::median(rates.iter().map(|one| rate(*one)).collect());
    assert_eq!(median(&[50, 10, 40, 20]), Some(rate(30)));
    assert_eq!(median(&[1, 2]), Some(rate(2)), "rounded");
    assert_eq!(median(&[7, 1, 9]), Some(rate(7)));
    assert_eq!(median(&[]), None);
}

proptest! {
    /// However extreme one earlier email is, the median stays between its neighbors.
    #[test]
    fn one_outlier_cannot_turn_a_verdict_around(
        own in 0_u64..=1000,
        earlier in prop::collection::vec(0_u64..=1000, 4..14),
        outlier in 0_usize..14,
        extreme in prop::sample::select(vec![0_u64, 1000]),
    ) {
        let with = |earlier: &[u64]| {
            let mut bounces = vec![own];
            bounces.extend(earlier);
            trend(&daily(&bounces))
        };
        let before = with(&earlier);
        let mut changed = earlier.clone();
        let outlier = outlier % changed.len();
        changed[outlier] = extreme;
        let after = with(&changed);
        let mut sorted: Vec<_> = earlier.iter().take(10).copied().collect();
        sorted.sort_unstable();
        let middle = sorted.len() / 2;
        let low = sorted[((sorted.len() - 1) / 2).saturating_sub(1)];
        let high = sorted[(middle + 1).min(sorted.len() - 1)];
        let median = after.median.expect("a median").millionths();
        prop_assert!((u32::try_from(low * 1000)?..=u32::try_from(high * 1000)?).contains(&median));
        let opposite = [(TrendVerdict::Higher, TrendVerdict::Lower), (TrendVerdict::Lower, TrendVerdict::Higher)];
        if low == high {
            prop_assert!(!opposite.contains(&(before.verdict, after.verdict)));
            prop_assert_eq!(before.verdict, after.verdict);
        }
    }

    #[test]
    fn the_median_has_half_of_the_rates_on_each_side(
        rates in prop::collection::vec(0_u32..1_000_000, 1..30)
    ) {
        let median = Rate::median(rates.iter().map(|one| rate(*one)).collect()).expect("a median");
        let below = rates.iter().filter(|one| rate(**one) < median).count();
        let above = rates.iter().filter(|one| rate(**one) > median).count();
        prop_assert!(below * 2 <= rates.len() && above * 2 <= rates.len());
    }
}

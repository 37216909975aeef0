//! Each field of the upstream's and the proxy's objects is written and read by the same name.

use bounces_core::wire::{
    ActivityStats, Campaign, CampaignActivity, CampaignSummaries, CampaignSummary, Campaigns,
    DecodeError, DecodeErrorKind, EmailActivity, Links, Problem, SendHistory, StatsCounts,
    StatsError, StatsReport, UniqueCounts, UpstreamError, decode_activity, decode_campaign,
    decode_campaigns, decode_problem, decode_send_history, decode_stats, decode_summaries,
    decode_upstream_error,
};
use serde::Serialize;

/// Values that no other field has.
struct Values(u64);

impl Iterator for Values {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 += 1;
        Some(self.0)
    }
}

impl Values {
    fn text(&mut self) -> Option<String> {
        self.next().map(|number| format!("value {number}"))
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

#[test]
fn an_activity_is_read_as_it_is_written() {
    let mut values = Values(0);
    let activity = EmailActivity {
        campaign_activity_id: values.text(),
        campaign_id: values.text(),
        role: values.text(),
        current_status: values.text(),
        subject: values.text(),
        from_name: values.text(),
        from_email: values.text(),
    };
    assert_eq!(decode_activity(&json(&activity)), Ok(activity));
}

#[test]
fn statistics_are_read_as_they_are_written() {
    let mut values = Values(0);
    let stats = StatsCounts {
        em_sends: values.next(),
        em_bounces: values.next(),
        em_bounces_nonexistent_address: values.next(),
        em_bounces_undeliverable: values.next(),
        em_bounces_mailbox_full: values.next(),
        em_bounces_suspended: values.next(),
        em_bounces_vacation: values.next(),
        em_bounces_other: values.next(),
        em_bounces_blocked: values.next(),
    };
    let result = ActivityStats {
        campaign_id: values.text(),
        campaign_activity_id: values.text(),
        stats,
        last_refresh_time: values.text(),
    };
    let error = StatsError { error_key: values.text(), error_message: values.text() };
    let report = StatsReport { results: vec![result], errors: vec![error] };
    assert_eq!(decode_stats(&json(&report)), Ok(report));
}

#[test]
fn campaigns_are_read_as_they_are_written() {
    let mut values = Values(0);
    let activity = CampaignActivity { campaign_activity_id: values.text(), role: values.text() };
    let campaign = Campaign {
        campaign_id: values.text(),
        name: values.text(),
        current_status: values.text(),
        kind: values.text(),
        created_at: values.text(),
        updated_at: values.text(),
        campaign_activities: vec![activity],
    };
    assert_eq!(decode_campaign(&json(&campaign)), Ok(campaign.clone()));
    let campaigns = Campaigns { campaigns: vec![campaign], links: Links::to("/v3/emails?x") };
    assert_eq!(decode_campaigns(&json(&campaigns)), Ok(campaigns));
}

#[test]
fn summaries_are_read_as_they_are_written() {
    let mut values = Values(0);
    let unique_counts = UniqueCounts {
        sends: values.next(),
        opens: values.next(),
        clicks: values.next(),
        forwards: values.next(),
        optouts: values.next(),
        abuse: values.next(),
        bounces: values.next(),
        not_opened: values.next(),
    };
    let summary = CampaignSummary {
        campaign_id: values.text(),
        campaign_type: values.text(),
        last_sent_date: values.text(),
        unique_counts,
    };
    let summaries = CampaignSummaries {
        bulk_email_campaign_summaries: vec![summary],
        links: Links::to("/v3/reports?x"),
    };
    assert_eq!(decode_summaries(&json(&summaries)), Ok(summaries));
}

#[test]
fn a_send_history_is_read_as_it_is_written() {
    let mut values = Values(0);
    let sent =
        SendHistory { run_date: values.text(), send_status: values.text(), count: values.next() };
    let history = vec![sent];
    assert_eq!(decode_send_history(&json(&history)), Ok(history));
}

#[test]
fn errors_are_read_as_they_are_written() {
    let mut values = Values(0);
    let error = UpstreamError {
        error_key: values.text(),
        error_message: values.text(),
        message: values.text(),
    };
    assert_eq!(decode_upstream_error(&json(&error)), error);
    let problem = Problem {
        code: values.text(),
        title: values.text(),
        detail: values.text(),
        status: values.next(),
        retry_after: values.next(),
        missing_permission: values.text(),
    };
    assert_eq!(decode_problem(&json(&problem)), Ok(problem));
}

#[test]
fn objects_of_another_type_are_errors_and_not_empty() {
    let kind = |result: Result<(), DecodeError>| result.unwrap_err().kind();
    for bytes in ["null", "[]", "7", "\"text\"", "true"] {
        let error = decode_activity(bytes.as_bytes()).map(drop);
        assert_eq!(kind(error), DecodeErrorKind::Shape, "{bytes}");
    }
    for bytes in [r#"{"results":{}}"#, r#"{"results":[{"stats":[]}]}"#, r#"{"errors":7}"#] {
        let error = decode_stats(bytes.as_bytes()).map(drop);
        assert_eq!(kind(error), DecodeErrorKind::Shape, "{bytes}");
    }
    for bytes in [r#"{"_links":[]}"#, r#"{"_links":{"next":"x"}}"#] {
        let error = decode_campaigns(bytes.as_bytes()).map(drop);
        assert_eq!(kind(error), DecodeErrorKind::Shape, "{bytes}");
    }
    assert_eq!(decode_stats(br#"{"results":null,"errors":[7]}"#), Ok(StatsReport::default()));
}

#[test]
fn an_unexpected_shape_is_reported_at_the_end_of_the_response() {
    let error = decode_stats(b"{\n\"results\": 7}").unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 13));
}

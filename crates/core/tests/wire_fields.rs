//! Each field of the upstream's and the proxy's objects is written and read by the same name.

use bounces_core::wire::{
    ActivityStats, Campaign, CampaignActivity, CampaignSummaries, CampaignSummary, Campaigns,
    DecodeError, DecodeErrorKind, EmailActivity, Links, Problem, SendHistory, StatsCounts,
    StatsError, StatsReport, UniqueCounts, UpstreamError, decode_activity, decode_campaign,
    decode_campaigns, decode_problem, decode_send_history, decode_stats, decode_summaries,
    decode_upstream_error,
};
use serde::Serialize;

/// A value that no other field has.
struct Values(u64);

impl Values {
    fn count(&mut self) -> Option<u64> {
        self.0 += 1;
        Some(self.0)
    }
    fn text(&mut self) -> Option<String> {
        self.count().map(|number| format!("value {number}"))
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

#[test]
fn an_activity_is_read_as_it_is_written() {
    let mut next = Values(0);
    let activity = EmailActivity {
        campaign_activity_id: next.text(),
        campaign_id: next.text(),
        role: next.text(),
        current_status: next.text(),
        subject: next.text(),
        from_name: next.text(),
        from_email: next.text(),
    };
    assert_eq!(decode_activity(&json(&activity)), Ok(activity));
}

#[test]
fn statistics_are_read_as_they_are_written() {
    let mut next = Values(0);
    let stats = StatsCounts {
        em_sends: next.count(),
        em_bounces: next.count(),
        em_bounces_nonexistent_address: next.count(),
        em_bounces_undeliverable: next.count(),
        em_bounces_mailbox_full: next.count(),
        em_bounces_suspended: next.count(),
        em_bounces_vacation: next.count(),
        em_bounces_other: next.count(),
        em_bounces_blocked: next.count(),
    };
    let result = ActivityStats {
        campaign_id: next.text(),
        campaign_activity_id: next.text(),
        stats,
        last_refresh_time: next.text(),
    };
    let error = StatsError { error_key: next.text(), error_message: next.text() };
    let report = StatsReport { results: vec![result], errors: vec![error] };
    assert_eq!(decode_stats(&json(&report)), Ok(report));
}

#[test]
fn campaigns_are_read_as_they_are_written() {
    let mut next = Values(0);
    let activity = CampaignActivity { campaign_activity_id: next.text(), role: next.text() };
    let campaign = Campaign {
        campaign_id: next.text(),
        name: next.text(),
        current_status: next.text(),
        kind: next.text(),
        created_at: next.text(),
        updated_at: next.text(),
        campaign_activities: vec![activity],
    };
    assert_eq!(decode_campaign(&json(&campaign)), Ok(campaign.clone()));
    let campaigns = Campaigns { campaigns: vec![campaign], links: Links::to("/v3/emails?x") };
    assert_eq!(decode_campaigns(&json(&campaigns)), Ok(campaigns));
}

#[test]
fn summaries_are_read_as_they_are_written() {
    let mut next = Values(0);
    let unique_counts = UniqueCounts {
        sends: next.count(),
        opens: next.count(),
        clicks: next.count(),
        forwards: next.count(),
        optouts: next.count(),
        abuse: next.count(),
        bounces: next.count(),
        not_opened: next.count(),
    };
    let summary = CampaignSummary {
        campaign_id: next.text(),
        campaign_type: next.text(),
        last_sent_date: next.text(),
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
    let mut next = Values(0);
    let sent = SendHistory { run_date: next.text(), send_status: next.text(), count: next.count() };
    let history = vec![sent];
    assert_eq!(decode_send_history(&json(&history)), Ok(history));
}

#[test]
fn errors_are_read_as_they_are_written() {
    let mut next = Values(0);
    let error =
        UpstreamError { error_key: next.text(), error_message: next.text(), message: next.text() };
    assert_eq!(decode_upstream_error(&json(&error)), error);
    let problem = Problem {
        code: next.text(),
        title: next.text(),
        detail: next.text(),
        status: next.count(),
        retry_after: next.count(),
        missing_permission: next.text(),
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

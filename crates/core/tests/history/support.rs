//! Summaries of made-up emails.

use bounces_core::{
    Timestamp, Uuid,
    wire::{CampaignSummary, UniqueCounts},
};

/// The campaign with a number.
pub(crate) const fn campaign(number: u128) -> Uuid {
    Uuid::v4(number)
}

/// The time of day at which all emails are sent.
pub(crate) fn day(day: i64) -> Timestamp {
    Timestamp::from_milliseconds(0).plus_days(20_000 + day)
}

/// The summary of an email that was sent on a day.
pub(crate) fn summary(number: u128, day: i64, sends: u64, bounces: u64) -> CampaignSummary {
    let sent = self::day(day);
    CampaignSummary {
        campaign_id: Some(campaign(number).to_string()),
        campaign_type: Some("NEWSLETTER".into()),
        last_sent_date: Some(sent.with_milliseconds().to_string()),
        unique_counts: UniqueCounts {
            sends: Some(sends),
            bounces: Some(bounces),
            ..UniqueCounts::default()
        },
    }
}

/// One email a day with 1,000 sends, the newest first: campaign 0 is the report's own.
pub(crate) fn daily(bounces: &[u64]) -> Vec<CampaignSummary> {
    let of =
        |(number, bounces): (u32, &u64)| summary(number.into(), -i64::from(number), 1000, *bounces);
    (0..).zip(bounces).map(of).collect()
}

//! The upstream's JSON as types: tolerant when reading, strict when writing. No HTTP here.
//!
//! All facts are from the Constant Contact V3 specification (Swagger 2.0, version 3.0.178) and its
//! guides. Upstream fields keep their names. Reading accepts malformed rows (a field of another type
//! or `null` reads as absent, unknown fields are ignored); writing emits documented fields only,
//! which the proxy relies on.

mod activity;
mod partial_page;
mod problem;
mod summaries;

pub use activity::{
    ActivityStats, Campaign, CampaignActivity, Campaigns, EmailActivity, SendHistory, StatsCounts,
    StatsError, StatsReport, decode_activity, decode_campaign, decode_campaigns,
    decode_send_history, decode_stats,
};
pub use bounces_rows::wire::{
    BouncesPage, DecodeError, DecodeErrorKind, Link, Links, TrackingActivity, decode_page,
};
pub use partial_page::complete_rows;
pub use problem::{
    MissingPermission, Problem, UpstreamError, decode_problem, decode_upstream_error,
};
pub use summaries::{CampaignSummaries, CampaignSummary, UniqueCounts, decode_summaries};

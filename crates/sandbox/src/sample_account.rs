//! The accounts that the sign-in page offers. They share all campaigns; their pasts differ.

use crate::activities as id;

/// An account of the sandbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SampleAccount {
    /// All campaigns, and summaries of the emails to the newsletter's list.
    #[default]
    WithPast,
    /// A single email.
    WithoutPast,
    /// The summaries take three seconds.
    SlowSummaries,
    /// The summaries respond with an error.
    FailingSummaries,
    /// The summaries have strings for counts, and an array of percents, as in the upstream's guide.
    SummariesAsStrings,
}

impl SampleAccount {
    /// The account that the sign-in form names.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "with-past" => Some(Self::WithPast),
            "without-past" => Some(Self::WithoutPast),
            "slow-summaries" => Some(Self::SlowSummaries),
            "failing-summaries" => Some(Self::FailingSummaries),
            "summaries-as-strings" => Some(Self::SummariesAsStrings),
            _ => None,
        }
    }

    /// Whether the account's lists contain a campaign. Each is available by its id.
    pub(crate) fn has_campaign(self, campaign: &str) -> bool {
        match self {
            Self::WithoutPast => campaign == id::CAMPAIGN_OF_ROWS_23,
            Self::WithPast
            | Self::SlowSummaries
            | Self::FailingSummaries
            | Self::SummariesAsStrings => true,
        }
    }
}

//! What the upstream's counts and the loaded rows say together: the key figures, and insights about them.

use super::{LoadPhase, Report};
use crate::i18n::now;
use bounces_core::{
    ActivityStatus, Timestamp,
    load::Resource,
    summary::{Discrepancy, Summary, is_settling},
    wire::EmailActivity,
};
use leptos::prelude::*;

/// The key figures, and where they come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SummaryState {
    /// The counts have not arrived.
    Pending,
    /// As the upstream counted.
    Counted(Summary),
    /// All rows are loaded.
    Complete(Summary),
    /// The upstream has no counts; the rows that are loaded so far.
    Partial(Summary),
}

/// Something about the report that its reader should know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Insight {
    /// The upstream's counts differ from the rows; when it counted.
    Discrepancy(Discrepancy, Option<Timestamp>),
    /// The email is still being sent.
    Sending,
    /// The email was removed; its rows stay.
    Removed,
}

impl Report {
    /// The key figures: as the upstream counted until all rows are loaded, then of the rows.
    pub(crate) fn summary_state(self) -> SummaryState {
        let codes = self.inputs().codes.get();
        self.context().with_stats_resource(|stats| {
            let sent = stats.known().and_then(|stats| stats.stats.em_sends);
            let from_rows = || self.rows().with_table(|table| Summary::from_rows(table, sent));
            match stats {
                _ if self.loader().is_complete() => SummaryState::Complete(from_rows()),
                Resource::Known(stats) => {
                    SummaryState::Counted(Summary::from_stats(&stats.stats, codes))
                }
                Resource::Pending => SummaryState::Pending,
                Resource::Unavailable => SummaryState::Partial(from_rows()),
            }
        })
    }

    /// What the reader should know, most important first.
    pub(crate) fn insights(self) -> Vec<Insight> {
        let status = self.context().with_activity(|activity| {
            let status = activity.status();
            [status == ActivityStatus::Executing, status == ActivityStatus::Removed]
        });
        let [is_sending, is_removed] = status.unwrap_or_default();
        let of_status = [(is_removed, Insight::Removed), (is_sending, Insight::Sending)];
        let of_status =
            of_status.into_iter().filter(|(applies, _)| *applies).map(|(_, insight)| insight);
        of_status.chain(self.discrepancy()).collect()
    }

    /// Whether the email is still being sent.
    pub(crate) fn is_sending(self) -> bool {
        let is_sending = |activity: &EmailActivity| activity.status() == ActivityStatus::Executing;
        self.context().with_activity(is_sending) == Some(true)
    }

    /// Whether more bounces are expected, because the email was sent a short time ago.
    pub(crate) fn is_settling(self) -> bool {
        self.context().sent().is_some_and(|sent| is_settling(sent, now()))
    }

    fn discrepancy(self) -> Option<Insight> {
        // Counts cannot be compared with some of the rows, nor with rows that are about to be replaced.
        if !self.loader().is_complete() || self.loader().phase() == LoadPhase::Loading {
            return None;
        }
        let codes = self.inputs().codes.get();
        let discrepancy = self.context().with_stats(|stats| {
            let discrepancy =
                self.rows().with_table(|table| Discrepancy::between(&stats.stats, table, codes))?;
            let counted = stats.last_refresh_time.as_deref().and_then(Timestamp::parse);
            Some(Insight::Discrepancy(discrepancy, counted))
        });
        discrepancy.flatten()
    }
}

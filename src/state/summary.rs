//! What the upstream's counts and the loaded rows say together: the key figures, and insights about them.

use super::{LoadPhase, Report};
use crate::i18n::now;
use bounces_core::{
    ActivityStatus, Timestamp,
    load::Resource,
    summary::{Concentration, Discrepancy, Summary, concentrations, is_settling},
};
use leptos::prelude::*;

/// The most concentrations that are shown: more would not be read.
const MAX_CONCENTRATIONS: usize = 2;

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
    /// More bounces are expected.
    Settling,
    /// The email was removed; its rows stay.
    Removed,
    /// Most rows with a code are at the domain with this name.
    Concentration(Concentration, String),
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
        let is_settling = self.context().sent().is_some_and(|sent| is_settling(sent, now()));
        let of_status = [
            (is_removed, Insight::Removed),
            (is_sending, Insight::Sending),
            (is_settling && !is_sending && !is_removed, Insight::Settling),
        ];
        let of_status =
            of_status.into_iter().filter(|(applies, _)| *applies).map(|(_, insight)| insight);
        // What holds for some of the rows need not hold for all.
        let of_rows = if self.loader().is_complete() { self.row_insights() } else { Vec::new() };
        of_status.chain(of_rows).collect()
    }

    fn row_insights(self) -> Vec<Insight> {
        let codes = self.inputs().codes.get();
        self.rows().with_table(|table| {
            let discrepancy = self.context().with_stats(|stats| {
                // New counts cannot be compared with rows that are about to be replaced.
                if self.loader().phase() == LoadPhase::Loading {
                    return None;
                }
                let discrepancy = Discrepancy::between(&stats.stats, table, codes)?;
                let counted = stats.last_refresh_time.as_deref().and_then(Timestamp::parse);
                Some(Insight::Discrepancy(discrepancy, counted))
            });
            let concentrations = concentrations(table).into_iter().map(|concentration| {
                let domain = table.domain_name(concentration.domain).to_owned();
                Insight::Concentration(concentration, domain)
            });
            let concentrations = concentrations.take(MAX_CONCENTRATIONS);
            discrepancy.flatten().into_iter().chain(concentrations).collect()
        })
    }
}

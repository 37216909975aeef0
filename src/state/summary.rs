//! What the counts and the rows say together: figures, and what is remarkable about them.

use super::{LoadPhase, Report};
use crate::i18n::now;
use bounces_core::{
    BounceCode, BounceTable, Timestamp,
    load::Resource,
    summary::{Concentration, Discrepancy, Summary, concentrations, is_settling, stats_count},
};
use leptos::prelude::*;

/// How bad it is, and how well that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SummaryState {
    /// The counts are still to come.
    Pending,
    /// The upstream counted.
    Counted(Summary),
    /// All rows are read.
    Complete(Summary),
    /// The upstream does not say, and some rows are read so far.
    Partial(Summary),
}

/// Something that a reader of the report should know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Insight {
    /// The upstream's counts are others than the rows; when it counted.
    Discrepancy(Discrepancy, Option<Timestamp>),
    /// The email is still being sent.
    Sending,
    /// More bounces are to be expected.
    Settling,
    /// The email was removed; its rows stay.
    Removed,
    /// Most rows with a code are at one domain, which has this name.
    Concentration(Concentration, String),
}

impl Report {
    /// How bad it is: as the upstream counted until all rows are read, then as the rows say.
    pub(crate) fn summary_state(self) -> SummaryState {
        let codes = self.inputs.codes.get();
        self.loader.context().with_stats(|stats| {
            let sent = stats.known().and_then(|stats| stats.stats.em_sends);
            let of_rows = || self.table.with(|table| Summary::from_rows(table, sent));
            match stats {
                _ if self.is_complete() => SummaryState::Complete(of_rows()),
                Resource::Known(stats) => {
                    SummaryState::Counted(Summary::from_stats(&stats.stats, codes))
                }
                Resource::Pending => SummaryState::Pending,
                Resource::Unavailable => SummaryState::Partial(of_rows()),
            }
        })
    }

    /// How many rows with a code there will be, if the upstream counted them.
    pub(crate) fn rows_expected_with(self, code: BounceCode<'_>) -> Option<u64> {
        self.with_stats(|stats| stats_count(&stats.stats, code)).flatten()
    }

    /// How many rows are recommended for removal, of those that are read.
    pub(crate) fn rows_removable(self) -> u32 {
        self.table.with(BounceTable::removable)
    }

    /// When the email went out, if that is known.
    pub(crate) fn sent(self) -> Option<Timestamp> {
        self.loader.context().sent()
    }

    /// What a reader should know, the weightiest first.
    pub(crate) fn insights(self) -> Vec<Insight> {
        let status = self.with_activity(|activity| {
            let status = activity.current_status.as_deref().unwrap_or_default();
            [status.eq_ignore_ascii_case("EXECUTING"), status.eq_ignore_ascii_case("REMOVED")]
        });
        let [is_sending, is_removed] = status.unwrap_or_default();
        let is_settling = self.sent().is_some_and(|sent| is_settling(sent, now()));
        let of_status = [
            (is_removed, Insight::Removed),
            (is_sending, Insight::Sending),
            (is_settling && !is_sending && !is_removed, Insight::Settling),
        ];
        let of_status =
            of_status.into_iter().filter(|(holds, _)| *holds).map(|(_, insight)| insight);
        // What is remarkable about some of the rows need not be so about all.
        let of_rows = if self.is_complete() { self.row_insights() } else { Vec::new() };
        of_status.chain(of_rows).collect()
    }

    fn row_insights(self) -> Vec<Insight> {
        let codes = self.inputs.codes.get();
        self.table.with(|table| {
            let discrepancy = self.with_stats(|stats| {
                // New counts say nothing about rows that are about to be replaced.
                if self.load_phase() == LoadPhase::Loading {
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

/// More than these are no quick read.
const MAX_CONCENTRATIONS: usize = 2;

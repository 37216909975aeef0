//! What the caller of [`HistoryLoad`] shows.

use super::{Email, Halt, HistoryLoad, Reading, ReportProgress, Step};

/// What the caller shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistoryStatus {
    /// Whether the report can be compared with earlier emails.
    pub trend: TrendStatus,
    /// How much is known of who bounced before.
    pub repeats: RepeatsStatus,
    /// Whether nothing more is going to be requested.
    pub is_finished: bool,
}

/// Whether the report can be compared with earlier emails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrendStatus {
    /// The host or the proxy wants no history.
    #[default]
    Off,
    /// The summaries are about to be requested, or are under way.
    Loading,
    /// The summaries are known; while the report is loaded again, those of the load before.
    Ready,
    /// The summaries cannot be read.
    Unreadable,
}

/// How much is known of who bounced before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RepeatsStatus {
    /// There is nothing to read: the host or the proxy wants no history, there are no earlier emails, or the
    /// report has no rows.
    #[default]
    Off,
    /// Earlier emails are about to be read, or are being read.
    Loading {
        /// How many were read.
        read: usize,
        /// How many there are; at most, until the summaries are known.
        of: usize,
    },
    /// All earlier emails were read.
    Ready,
    /// Only some of the earlier emails could be read.
    Partly {
        /// How many were read.
        read: usize,
        /// How many there are.
        of: usize,
    },
    /// The day's reserve of requests is kept for reports, so no more is read.
    Reserve {
        /// How many were read.
        read: usize,
        /// How many there are.
        of: usize,
    },
}

impl HistoryLoad {
    /// What to show.
    pub fn status(&self) -> HistoryStatus {
        let trend = match self.summaries {
            _ if self.is_off() => TrendStatus::Off,
            _ if self.has_trend => TrendStatus::Ready,
            Step::Missing if self.progress == ReportProgress::Failed => TrendStatus::Unreadable,
            Step::Missing => TrendStatus::Loading,
            Step::Done => TrendStatus::Ready,
            Step::Failed => TrendStatus::Unreadable,
            Step::Absent => TrendStatus::Off,
        };
        HistoryStatus { trend, repeats: self.repeats(), is_finished: self.is_finished() }
    }

    /// Whether the host or the proxy wants no history.
    pub(super) fn is_off(&self) -> bool {
        self.shown == 0 || self.summaries == Step::Absent
    }

    fn repeats(&self) -> RepeatsStatus {
        let of = if self.has_trend { self.emails.len() } else { Self::emails_read(self.shown) };
        let are_read = self.emails.iter().filter(|email| email.reading == Reading::Done);
        let read = if self.is_forgotten { 0 } else { are_read.count() };
        match self.halt {
            _ if self.is_off() || of == 0 || self.progress.has_no_rows() => RepeatsStatus::Off,
            Some(Halt::Reserve) if self.summaries == Step::Failed || read < of => {
                RepeatsStatus::Reserve { read, of }
            }
            _ if self.has_trend && read == of => RepeatsStatus::Ready,
            Some(_) => RepeatsStatus::Partly { read, of },
            None if !self.is_over() => RepeatsStatus::Loading { read, of },
            None if self.has_trend => RepeatsStatus::Partly { read, of },
            None => RepeatsStatus::Off,
        }
    }

    /// Whether nothing more is read, although nothing ended that early.
    fn is_over(&self) -> bool {
        match self.summaries {
            Step::Missing => self.progress == ReportProgress::Failed,
            Step::Done => !self.is_forgotten && self.emails.iter().all(Email::is_over),
            Step::Failed | Step::Absent => true,
        }
    }

    fn is_finished(&self) -> bool {
        let has_summaries = self.summaries != Step::Missing;
        self.is_off()
            || self.halt.is_some()
            || self.is_over()
            || has_summaries && self.repeats() == RepeatsStatus::Off
    }
}

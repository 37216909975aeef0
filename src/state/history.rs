//! What the widget knows of the account's earlier emails: the trend, and which contacts bounced
//! before. The rules are in `bounces_core::history`.

use super::rows::{LoadedRows, RowRef};
use crate::erased::ErasedSignal;
use bounces_core::{
    BounceCode, Timestamp, Uuid,
    history::{PastOutcome, SentEmail, Trend},
};

/// Whether the report can be compared with earlier emails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TrendState {
    /// The host wants no history.
    #[default]
    Off,
    /// The summaries are about to be requested, or are under way.
    Loading,
    /// [`HistoryState::with_trend`] has it.
    Ready,
    /// The summaries cannot be read.
    Unreadable,
}

/// How much is known of who bounced before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RepeatsState {
    /// The host wants no history, or there are no earlier emails.
    #[default]
    Off,
    /// Earlier emails are about to be read, or are being read.
    Loading,
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

/// An earlier email, and what it says of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EarlierEmail {
    /// Its campaign.
    pub(crate) campaign: Uuid,
    /// Its name, if it is known.
    pub(crate) name: Option<String>,
    /// When it was sent.
    pub(crate) sent: Timestamp,
    /// What happened to the contact.
    pub(crate) outcome: PastOutcome,
}

/// An email of the account and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedEmail {
    pub(super) email: SentEmail,
    pub(super) name: Option<String>,
    /// Its activities that have bounces, the primary email first; empty until they are known.
    pub(super) activities: Vec<Uuid>,
}

/// The earlier emails of the account.
#[derive(Clone, Copy)]
pub(crate) struct HistoryState {
    rows: LoadedRows,
    trend_state: ErasedSignal<TrendState>,
    trend: ErasedSignal<Option<Trend>>,
    repeats: ErasedSignal<RepeatsState>,
    /// Those whose bounces are read, the last one first.
    earlier: ErasedSignal<Vec<NamedEmail>>,
}

impl HistoryState {
    pub(super) fn new(rows: LoadedRows) -> Self {
        Self {
            rows,
            trend_state: ErasedSignal::new(TrendState::default()),
            trend: ErasedSignal::new(None),
            repeats: ErasedSignal::new(RepeatsState::default()),
            earlier: ErasedSignal::new(Vec::new()),
        }
    }

    /// Subscribes to everything that is known of the contacts' past.
    pub(super) fn track(self) {
        self.trend_state.track();
        self.repeats.track();
        self.earlier.track();
    }

    /// Whether the report can be compared with earlier emails.
    pub(crate) fn trend_state(self) -> TrendState {
        self.trend_state.get()
    }

    /// Reads the trend, if it is [`TrendState::Ready`].
    pub(crate) fn with_trend<T>(self, read: impl FnOnce(&Trend) -> T) -> Option<T> {
        self.trend.with(|trend| trend.as_ref().map(read))
    }

    /// The name of an email of the trend, if it is known.
    pub(crate) fn name(self, campaign: Uuid) -> Option<String> {
        self.earlier.with(|emails| {
            emails.iter().find(|known| known.email.campaign == campaign)?.name.clone()
        })
    }

    /// The activity of an email of the trend, if it is known.
    pub(crate) fn activity(self, campaign: Uuid) -> Option<Uuid> {
        self.earlier.with(|emails| {
            emails
                .iter()
                .find(|known| known.email.campaign == campaign)?
                .activities
                .first()
                .copied()
        })
    }

    /// How much is known of who bounced before.
    pub(crate) fn repeats(self) -> RepeatsState {
        self.repeats.get()
    }

    /// How many of the last emails are counted and shown for each contact; 0 without history.
    pub(crate) fn shown(self) -> usize {
        self.repeats.track();
        self.rows.with_table(|table| table.past().shown())
    }

    /// In how many of the last [`HistoryState::shown`] emails the contact of a row bounced.
    pub(crate) fn count_before(self, row: RowRef) -> u8 {
        self.repeats.track();
        self.rows.with_row(row, |table, row| table.past().count(row))
    }

    /// The last [`HistoryState::shown`] emails before the report, the last one first, and what
    /// happened to the contact of a row.
    pub(crate) fn before(self, row: RowRef) -> Vec<EarlierEmail> {
        let outcomes = self.rows.with_row(row, |table, row| table.past().outcomes(row));
        self.earlier.with(|emails| {
            let of_contact = |(known, outcome): (&NamedEmail, PastOutcome)| EarlierEmail {
                campaign: known.email.campaign,
                name: known.name.clone(),
                sent: known.email.sent,
                outcome,
            };
            emails.iter().zip(outcomes).map(of_contact).collect()
        })
    }

    /// When the contact of a row that is suspended now was found not to exist, if that is known.
    pub(crate) fn non_existent_since(self, row: RowRef) -> Option<Timestamp> {
        self.repeats.track();
        self.rows.with_row(row, |table, row| {
            let is_suspended = table.code(row) == BounceCode::Suspended;
            table.past().non_existent_at(row).filter(|_| is_suspended)
        })
    }

    /// Reads again what could not be read.
    pub(crate) fn retry(self) {}
}

//! What the widget knows of the account's earlier emails: the trend, and which contacts bounced
//! before. The rules are in `bounces_core::history`.

use super::rows::{LoadedRows, RowRef};
use crate::erased::ErasedSignal;
pub(crate) use bounces_core::load::{RepeatsStatus as RepeatsState, TrendStatus as TrendState};
use bounces_core::{
    BounceCode, Timestamp, Uuid,
    history::{EarlierEmail, EarlierOutcome, SentEmail, Trend},
    load::HistoryStatus,
    wire::Campaign,
};

/// An earlier email, and what it says of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HistoryEntry {
    /// Its campaign.
    pub(crate) campaign: Uuid,
    /// Its name, if it is known.
    pub(crate) name: Option<String>,
    /// When it was sent.
    pub(crate) sent: Timestamp,
    /// What happened to the contact.
    pub(crate) outcome: EarlierOutcome,
}

/// Whether it is known who bounced before, so that rows can be filtered by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HistoryKnowledge {
    /// It is not known, and not about to be: there is nothing to filter by.
    #[default]
    Unknown,
    /// Nothing is known yet, but earlier emails are being read.
    Awaited,
    /// At least a part of the earlier emails is read.
    Known,
}

/// An earlier email and its activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedEmail {
    pub(super) email: SentEmail,
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
    knowledge: ErasedSignal<HistoryKnowledge>,
    is_finished: ErasedSignal<bool>,
    /// Those whose bounces are read, the last one first.
    earlier: ErasedSignal<Vec<NamedEmail>>,
    names: ErasedSignal<Vec<(Uuid, String)>>,
}

impl HistoryState {
    pub(super) fn new(rows: LoadedRows) -> Self {
        Self {
            rows,
            trend_state: ErasedSignal::new(TrendState::default()),
            trend: ErasedSignal::new(None),
            repeats: ErasedSignal::new(RepeatsState::default()),
            knowledge: ErasedSignal::new(HistoryKnowledge::default()),
            is_finished: ErasedSignal::new(true),
            earlier: ErasedSignal::new(Vec::new()),
            names: ErasedSignal::new(Vec::new()),
        }
    }

    /// Subscribes to everything that is known of the contacts' history.
    pub(super) fn track(self) {
        self.trend_state.track();
        self.repeats.track();
        self.earlier.track();
        self.names.track();
    }

    /// Whether the report can be compared with earlier emails.
    pub(crate) fn trend_state(self) -> TrendState {
        self.trend_state.get()
    }

    /// Whether the host and the proxy offer earlier emails.
    pub(crate) fn is_on(self) -> bool {
        self.trend_state.get() != TrendState::Off
    }

    /// Reads the trend, if it is [`TrendState::Ready`].
    pub(crate) fn with_trend<T>(self, read: impl FnOnce(&Trend) -> T) -> Option<T> {
        self.trend.with(|trend| trend.as_ref().map(read))
    }

    /// The name of an email of the trend, if it is known.
    pub(crate) fn name(self, campaign: Uuid) -> Option<String> {
        self.names.with(|names| {
            let (_, name) = names.iter().find(|(known, _)| *known == campaign)?;
            Some(name.clone())
        })
    }

    /// The only activity of a campaign of the trend, if it is known.
    pub(crate) fn activity(self, campaign: Uuid) -> Option<Uuid> {
        self.earlier.with(|emails| {
            let known = emails.iter().find(|known| known.email.campaign == campaign)?;
            match *known.activities {
                [activity] => Some(activity),
                _ => None,
            }
        })
    }

    /// How much is known of who bounced before.
    pub(crate) fn repeats(self) -> RepeatsState {
        self.repeats.get()
    }

    /// The number of rows whose contact bounced before. Does not subscribe.
    pub(crate) fn count_repeats(self) -> u32 {
        self.rows.with_table_untracked(|table| {
            table.rows().map(|row| u32::from(table.earlier().count(row) > 0)).sum()
        })
    }

    /// Whether it is known who bounced before.
    pub(crate) fn knowledge(self) -> HistoryKnowledge {
        self.knowledge.get()
    }

    /// Whether nothing more is going to be requested.
    pub(super) fn is_finished(self) -> bool {
        self.is_finished.get()
    }

    /// In how many of the emails that are shown the contact of a row bounced.
    pub(crate) fn earlier_count(self, row: RowRef) -> u8 {
        self.repeats.track();
        self.rows.with_row(row, |table, row| table.earlier().count(row))
    }

    /// The emails before the report that are shown, the last one first, and what happened to the contact of a row.
    pub(crate) fn entries(self, row: RowRef) -> Vec<HistoryEntry> {
        let outcomes = self.rows.with_row(row, |table, row| table.earlier().outcomes(row));
        self.earlier.with(|emails| {
            let of_contact = |(known, outcome): (&NamedEmail, EarlierOutcome)| HistoryEntry {
                campaign: known.email.campaign,
                name: self.name(known.email.campaign),
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
            table.earlier().non_existent_at(row).filter(|_| is_suspended)
        })
    }

    /// The earlier emails whose bounces are read. Does not subscribe.
    pub(super) fn earlier_emails(self) -> Vec<EarlierEmail> {
        self.earlier.with_untracked(|emails| {
            let earlier = |NamedEmail { email, .. }: &NamedEmail| EarlierEmail {
                campaign: email.campaign,
                sent: email.sent,
            };
            emails.iter().map(earlier).collect()
        })
    }

    /// Returns what is known now, with whether the report itself is loading or complete, so that earlier emails are
    /// going to be read.
    pub(super) fn update_knowledge(self, is_proceeding: bool) -> HistoryKnowledge {
        let has_begun = self.rows.with_table_untracked(|table| table.earlier().has_begun());
        let is_reading = matches!(self.repeats.get_untracked(), RepeatsState::Loading { .. });
        let knowledge = match (has_begun, is_reading && is_proceeding) {
            (true, _) => HistoryKnowledge::Known,
            (false, true) => HistoryKnowledge::Awaited,
            (false, false) => HistoryKnowledge::Unknown,
        };
        self.knowledge.update_if_changed(|known| *known = knowledge);
        knowledge
    }

    /// Returns whether all that can be read of earlier emails has been read with this.
    pub(super) fn set_status(self, status: HistoryStatus) -> bool {
        let is_reading = |repeats| matches!(repeats, RepeatsState::Loading { .. });
        let was_reading = is_reading(self.repeats.get_untracked());
        self.trend_state.update_if_changed(|trend| *trend = status.trend);
        self.repeats.update_if_changed(|repeats| *repeats = status.repeats);
        self.is_finished.update_if_changed(|is_finished| *is_finished = status.is_finished);
        was_reading && !is_reading(status.repeats) && status.repeats != RepeatsState::Off
    }

    pub(super) fn set_trend(self, trend: Trend, earlier: Vec<NamedEmail>) {
        self.earlier.set(earlier);
        self.trend.set(Some(trend));
    }

    pub(super) fn set_activities(self, campaign: Uuid, activities: &[Uuid]) {
        self.earlier.maybe_update(|emails| {
            for known in emails.iter_mut().filter(|known| known.email.campaign == campaign) {
                known.activities = activities.to_vec();
            }
            false
        });
    }

    /// Adds the names of the campaigns that the trend has.
    pub(super) fn add_names(self, campaigns: &[Campaign]) {
        let named = campaigns.iter().filter_map(|campaign| {
            let id = Uuid::parse(campaign.campaign_id.as_deref()?.trim())?;
            Some((id, campaign.name.clone().filter(|name| !name.is_empty())?))
        });
        let is_listed = |id: Uuid| {
            self.trend.with_untracked(|trend| {
                trend.iter().flat_map(|trend| &trend.bars).any(|bar| bar.campaign == id)
            }) || self
                .earlier
                .with_untracked(|emails| emails.iter().any(|known| known.email.campaign == id))
        };
        self.names.set(named.filter(|(id, _)| is_listed(*id)).collect());
    }

    /// Another report is loaded.
    pub(super) fn clear(self) {
        self.trend.set(None);
        self.earlier.set(Vec::new());
        self.names.set(Vec::new());
    }
}

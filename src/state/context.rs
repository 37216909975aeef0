//! The resources other than rows: the activity, its statistics, and when it was sent. When they are
//! requested is decided in `bounces_core::load`.

use super::Inputs;
use crate::erased::ErasedSignal;
use bounces_core::{
    ActivityStatus, CodeSet, Timestamp, Uuid,
    history::ReportEmail,
    load::Resource,
    wire::{ActivityStats, EmailActivity},
};
use leptos::prelude::{Get, Signal};

/// The resources of a report other than its rows.
#[derive(Clone, Copy)]
pub(crate) struct ReportContext {
    activity: ErasedSignal<Resource<EmailActivity>>,
    stats: ErasedSignal<Resource<ActivityStats>>,
    sent: ErasedSignal<Option<Timestamp>>,
    codes: Signal<CodeSet>,
}

impl ReportContext {
    pub(super) fn new(inputs: &Inputs) -> Self {
        Self {
            activity: ErasedSignal::new(Resource::default()),
            stats: ErasedSignal::new(Resource::default()),
            sent: ErasedSignal::new(None),
            codes: inputs.codes,
        }
    }

    /// Reads the activity, once it is known.
    pub(crate) fn with_activity<T>(self, read: impl FnOnce(&EmailActivity) -> T) -> Option<T> {
        self.activity.with(|activity| activity.known().map(read))
    }

    pub(super) fn with_activity_resource<T>(
        self,
        read: impl FnOnce(&Resource<EmailActivity>) -> T,
    ) -> T {
        self.activity.with(read)
    }

    /// Whether the activity is unavailable.
    pub(crate) fn is_activity_missing(self) -> bool {
        self.activity.with(|activity| *activity == Resource::Unavailable)
    }

    /// Reads the statistics, once they are known.
    pub(crate) fn with_stats<T>(self, read: impl FnOnce(&ActivityStats) -> T) -> Option<T> {
        self.stats.with(|stats| stats.known().map(read))
    }

    pub(super) fn with_stats_resource<T>(
        self,
        read: impl FnOnce(&Resource<ActivityStats>) -> T,
    ) -> T {
        self.stats.with(read)
    }

    /// When the email was sent, if that is known.
    pub(crate) fn sent(self) -> Option<Timestamp> {
        self.sent.get()
    }

    /// How many rows the report has, if the upstream counted them and the host asks for all.
    pub(crate) fn rows_expected(self) -> Option<u64> {
        if !self.codes.get().is_empty() {
            return None;
        }
        self.with_stats(|stats| stats.stats.em_bounces).flatten()
    }

    /// Whether the activity and its statistics have arrived, or cannot be read. Does not subscribe.
    pub(super) fn is_complete(self) -> bool {
        self.activity.with_untracked(|activity| *activity != Resource::Pending)
            && self.stats.with_untracked(|stats| *stats != Resource::Pending)
    }

    /// What is known of the report's own email, with the campaign from whichever resource names it. Does not subscribe.
    pub(super) fn report_email(self) -> ReportEmail {
        let parse = |id: Option<&str>| id.and_then(|id| Uuid::parse(id.trim()));
        let (of_activity, is_sending) = self
            .activity
            .with_untracked(|activity| {
                let activity = activity.known()?;
                let is_sending = activity.status() == ActivityStatus::Executing;
                Some((parse(activity.campaign_id.as_deref()), is_sending))
            })
            .unwrap_or_default();
        let (of_stats, sends) = self
            .stats
            .with_untracked(|stats| {
                let stats = stats.known()?;
                Some((parse(stats.campaign_id.as_deref()), stats.stats.em_sends))
            })
            .unwrap_or_default();
        ReportEmail { campaign: of_activity.or(of_stats), sends, is_sending }
    }

    /// Clears everything: another report is loaded.
    pub(super) fn reset(self) {
        self.activity.set(Resource::Pending);
        self.stats.set(Resource::Pending);
        self.sent.set(None);
    }

    pub(super) fn apply_activity(self, response: Option<EmailActivity>) {
        self.activity.maybe_update(|activity| activity.apply_response(response));
    }

    pub(super) fn apply_stats(self, response: Option<ActivityStats>) {
        self.stats.maybe_update(|stats| stats.apply_response(response));
    }

    pub(super) fn apply_sent(self, response: Option<Timestamp>) {
        if response.is_some() {
            self.sent.set(response);
        }
    }
}

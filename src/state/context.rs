//! What surrounds the rows: the activity, its statistics, and when it was sent. When they are
//! requested is decided in `bounces_core::load`.

use crate::erased::ErasedSignal;
use bounces_core::{
    Timestamp,
    load::Resource,
    wire::{ActivityStats, EmailActivity},
};

/// The resources of a report beside its rows.
#[derive(Clone, Copy)]
pub(super) struct ReportContext {
    activity: ErasedSignal<Resource<EmailActivity>>,
    stats: ErasedSignal<Resource<ActivityStats>>,
    sent: ErasedSignal<Option<Timestamp>>,
}

impl ReportContext {
    pub(super) fn new() -> Self {
        Self {
            activity: ErasedSignal::new(Resource::default()),
            stats: ErasedSignal::new(Resource::default()),
            sent: ErasedSignal::new(None),
        }
    }

    /// Reads the activity.
    pub(super) fn with_activity<T>(self, read: impl FnOnce(&Resource<EmailActivity>) -> T) -> T {
        self.activity.with(read)
    }

    /// Reads the statistics.
    pub(super) fn with_stats<T>(self, read: impl FnOnce(&Resource<ActivityStats>) -> T) -> T {
        self.stats.with(read)
    }

    /// When the email was sent, if that is known.
    pub(super) fn sent(self) -> Option<Timestamp> {
        self.sent.get()
    }

    /// Forgets everything: another report is loaded.
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

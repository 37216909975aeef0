//! What comes beside the rows: the activity, its counts, and when it was sent. The rows stand in `load`.

use super::Report;
use crate::{
    api::{ApiError, Client, ErrorCode},
    erased::ErasedSignal,
    platform::panic_boundary::spawn_local,
};
use bounces_core::{
    Timestamp,
    summary::last_sent_at,
    wire::{ActivityStats, EmailActivity},
};

/// A piece of context that comes beside the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Context<T> {
    /// The answer is still to come.
    #[default]
    Pending,
    /// It came.
    Known(T),
    /// It cannot be had; the report does without.
    Missing,
}

impl<T> Context<T> {
    pub(crate) fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Pending | Self::Missing => None,
        }
    }
}

/// What is known beside the rows.
#[derive(Clone, Copy)]
pub(super) struct Surroundings {
    pub(super) activity: ErasedSignal<Context<EmailActivity>>,
    pub(super) stats: ErasedSignal<Context<ActivityStats>>,
    pub(super) sent: ErasedSignal<Option<Timestamp>>,
}

impl Surroundings {
    pub(super) fn new() -> Self {
        Self {
            activity: ErasedSignal::new(Context::default()),
            stats: ErasedSignal::new(Context::default()),
            sent: ErasedSignal::new(None),
        }
    }

    /// Another activity is asked for.
    pub(super) fn forget(self) {
        self.activity.set(Context::Pending);
        self.stats.set(Context::Pending);
        self.sent.set(None);
    }
}

impl Report {
    /// Asks for all that stands beside the rows.
    pub(super) fn read_context(self, generation: u32, client: &Client) {
        spawn_local(self.read_activity(generation, client.clone()));
        spawn_local(self.read_stats(generation, client.clone()));
    }

    /// Asks for what is not known yet, since an earlier try failed or was stopped.
    pub(super) fn read_missing_context(self, generation: u32, client: &Client) {
        if self.context.activity.with_untracked(|activity| activity.known().is_none()) {
            spawn_local(self.read_activity(generation, client.clone()));
        }
        if self.context.activity.with_untracked(|activity| activity.known().is_some())
            && self.context.sent.get_untracked().is_none()
        {
            spawn_local(self.read_history(generation, client.clone()));
        }
        if self.context.stats.with_untracked(|stats| stats.known().is_none()) {
            spawn_local(self.read_stats(generation, client.clone()));
        }
    }

    async fn read_activity(self, generation: u32, client: Client) {
        let answer = client.activity().await;
        if !self.is_current(generation) {
            return;
        }
        take_over(self.context.activity, answer.map(Some));
        self.correct_error();
        self.read_history(generation, client).await;
    }

    /// Asks when it was sent, if it was.
    async fn read_history(self, generation: u32, client: Client) {
        if !self.with_status_untracked(|status| status.eq_ignore_ascii_case("DONE")) {
            return;
        }
        let history = client.send_history().await.unwrap_or_default();
        if self.is_current(generation)
            && let Some(sent) = last_sent_at(&history)
        {
            self.context.sent.set(Some(sent));
        }
    }

    async fn read_stats(self, generation: u32, client: Client) {
        let answer = client.stats().await;
        if self.is_current(generation) {
            take_over(self.context.stats, answer);
        }
    }

    /// The bounces of an activity without tracking are not found. That there cannot be any is
    /// known when the activity is.
    fn correct_error(self) {
        if self.failed_with(ErrorCode::NotFound) && self.has_no_tracking() {
            self.fail(ErrorCode::UnsupportedRole.into());
        }
    }

    /// Whether the activity has a role without tracking data, as far as is known.
    pub(super) fn has_no_tracking(self) -> bool {
        let is_web_page = |activity: &EmailActivity| {
            activity.role.as_deref().is_some_and(|role| role.eq_ignore_ascii_case("permalink"))
        };
        self.context.activity.with_untracked(|activity| activity.known().is_some_and(is_web_page))
    }

    fn with_status_untracked(self, is: impl Fn(&str) -> bool) -> bool {
        self.context.activity.with_untracked(|activity| {
            let status = activity.known().and_then(|activity| activity.current_status.as_deref());
            status.is_some_and(is)
        })
    }
}

/// What cannot be had anew stays as it was.
fn take_over<T: Send + Sync + 'static>(
    context: ErasedSignal<Context<T>>,
    answer: Result<Option<T>, ApiError>,
) {
    match answer.ok().flatten() {
        Some(value) => context.set(Context::Known(value)),
        None if context.with_untracked(|context| context.known().is_none()) => {
            context.set(Context::Missing);
        }
        None => {}
    }
}

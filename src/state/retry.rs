//! Until when another try waits: some seconds, the next day, the network. What is tried stands in `load`.

use super::{LoadPhase, Report};
use crate::{
    api::{ApiError, ErrorCode},
    erased::{ErasedSignal, ErasedValue},
    i18n::now,
    platform::panic_boundary::guard_timer,
};
use bounces_core::Timestamp;
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use std::time::Duration;

/// When a failed report is tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Again {
    /// When the user says so.
    #[default]
    WhenAsked,
    /// By itself in so many seconds.
    InSeconds(u64),
    /// It is being tried, by itself.
    Now,
    /// When the user says so, but it does not help before this moment.
    From(Timestamp),
}

/// What is waited for.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    pub(super) again: ErasedSignal<Again>,
    /// The clock that counts down. There is none when nothing counts.
    clock: ErasedValue<Option<IntervalHandle>>,
    /// How many tries in a row were too early.
    early: ErasedValue<u32>,
}

impl Waiting {
    pub(super) fn new() -> Self {
        Self {
            again: ErasedSignal::new(Again::default()),
            clock: ErasedValue::new(None),
            early: ErasedValue::new(0),
        }
    }

    /// Whether the try before was too early as well.
    pub(super) fn was_early(self) -> bool {
        self.early.try_get_value().unwrap_or_default() > 0
    }

    /// Something was answered: the next time begins with short pauses again.
    pub(super) fn forget_early(self) {
        self.early.set_value(0);
    }

    fn stop_clock(self) {
        if let Some(Some(clock)) = self.clock.try_update_value(Option::take) {
            clock.clear();
        }
    }
}

/// Seconds to wait where the answer names none.
const PAUSE: u64 = 5;
/// The longest pause, where the answer does not ask for a longer one.
const LONGEST_PAUSE: u64 = 64;
/// In milliseconds.
const DAY: i64 = 86_400_000;
/// In milliseconds.
const MINUTE: i64 = 60_000;

impl Report {
    /// When a failed report is tried again.
    pub(crate) fn again(self) -> Again {
        self.retry.again.get()
    }

    /// Counts no more.
    pub(super) fn end_waiting(self) {
        self.retry.stop_clock();
        if let Some(Again::InSeconds(_) | Again::Now) = self.retry.again.try_get_untracked() {
            self.retry.again.set(Again::WhenAsked);
        }
    }

    /// Waits for what an error waits for.
    pub(super) fn wait_after(self, error: ApiError) {
        self.retry.stop_clock();
        let again = match error.code {
            ErrorCode::RateLimited => return self.count_down(error.retry_after.unwrap_or(PAUSE)),
            ErrorCode::QuotaExhausted => Again::From(quota_returns(now(), error.retry_after)),
            ErrorCode::SignedOut
            | ErrorCode::Forbidden
            | ErrorCode::NotFound
            | ErrorCode::UnsupportedRole
            | ErrorCode::Offline
            | ErrorCode::Unavailable
            | ErrorCode::InvalidResponse => Again::WhenAsked,
        };
        self.retry.forget_early();
        self.retry.again.set(again);
    }

    /// Tries again by itself after so many seconds, or after more if that was too early before.
    fn count_down(self, seconds: u64) {
        let early = self.retry.early.get_value();
        self.retry.early.set_value(early.saturating_add(1));
        let pause = seconds.max(1_u64.checked_shl(early).unwrap_or(u64::MAX).min(LONGEST_PAUSE));
        self.retry.again.set(Again::InSeconds(pause));
        // A tab in the background is called late: the clock on the wall counts, not the calls.
        let end = now().milliseconds().saturating_add_unsigned(pause.saturating_mul(1000));
        let tick =
            guard_timer(move || match u64::try_from((end - now().milliseconds() + 500) / 1000) {
                Ok(left) if left > 0 => self.retry.again.set(Again::InSeconds(left)),
                Ok(_) | Err(_) => {
                    self.retry();
                    // What was said of the failure stays until it is known how this try ends.
                    self.retry.again.set(Again::Now);
                }
            });
        let clock = set_interval_with_handle(tick, Duration::from_secs(1));
        self.retry.clock.set_value(clock.ok());
    }

    /// The browser has a network again.
    pub(crate) fn go_online(self) {
        if self.failed_with(ErrorCode::Offline) {
            self.retry();
        }
    }

    /// Whether reading ended early for this reason.
    pub(super) fn failed_with(self, code: ErrorCode) -> bool {
        match self.phase.get_untracked() {
            LoadPhase::Failed(error) => error.code == code,
            LoadPhase::Idle | LoadPhase::Reading | LoadPhase::Stopped | LoadPhase::Complete => {
                false
            }
        }
    }
}

/// When the day's quota returns, to the minute: after the seconds that the answer names, or else
/// with the next day in UTC.
fn quota_returns(now: Timestamp, retry_after: Option<u64>) -> Timestamp {
    let now = now.milliseconds();
    let returns = match retry_after {
        Some(seconds) => now.saturating_add_unsigned(seconds.saturating_mul(1000)),
        None => (now.div_euclid(DAY) + 1) * DAY,
    };
    Timestamp::from_milliseconds((returns + MINUTE / 2).div_euclid(MINUTE) * MINUTE)
}

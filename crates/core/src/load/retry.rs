//! When a failed load is retried: back-off, the countdown, and the reset of the daily quota.

use super::{ApiError, error::Recovery};
use crate::{Timestamp, time::SECONDS_PER_DAY};

/// Seconds to wait where a rate-limited response names none.
const DEFAULT_DELAY: u64 = 5;
/// The longest delay of the back-off. `Retry-After` may ask for more.
const MAX_DELAY: u64 = 64;
const MINUTE_MS: i64 = 60_000;

/// When a failed load is retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryState {
    /// When the user asks for it.
    #[default]
    Manual,
    /// Automatically, in this many seconds.
    Scheduled(u64),
    /// An automatic retry is under way.
    Retrying,
    /// When the user asks for it, which is of no use before this time.
    NotBefore(Timestamp),
}

/// The result of a tick of the countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tick {
    /// No countdown is running.
    Idle,
    /// The countdown goes on; the next tick is due then.
    Wait(Timestamp),
    /// The countdown is over.
    Due,
}

/// The countdown, and how often it was needed.
#[derive(Debug, Default)]
pub(super) struct Retry {
    state: RetryState,
    /// When the countdown ends, if one is running.
    deadline: Option<Timestamp>,
    /// How many times in a row the load was rate-limited.
    consecutive_limits: u32,
}

impl Retry {
    pub(super) fn state(&self) -> RetryState {
        self.state
    }

    /// Whether the load was rate-limited before, and nothing has succeeded since.
    pub(super) fn has_backed_off(&self) -> bool {
        self.consecutive_limits > 0
    }

    /// Something succeeded: the next back-off begins with short delays.
    pub(super) fn reset_backoff(&mut self) {
        self.consecutive_limits = 0;
    }

    /// Ends the countdown or the automatic retry; `true` if a timer is set for it.
    pub(super) fn cancel(&mut self) -> bool {
        if let RetryState::Scheduled(_) | RetryState::Retrying = self.state {
            self.state = RetryState::Manual;
        }
        self.deadline.take().is_some()
    }

    /// An automatic retry begins.
    pub(super) fn begin_retry(&mut self) {
        self.state = RetryState::Retrying;
    }

    /// Decides what follows a failure: the first tick of a countdown, or none.
    pub(super) fn schedule(&mut self, error: &ApiError, now: Timestamp) -> Option<Timestamp> {
        self.deadline = None;
        match error.code.recovery() {
            Recovery::Countdown => return Some(self.count_down(error.retry_after, now)),
            Recovery::QuotaReset => {
                self.state = RetryState::NotBefore(quota_reset_time(now, error.retry_after));
            }
            Recovery::Manual => self.state = RetryState::Manual,
        }
        self.reset_backoff();
        None
    }

    fn count_down(&mut self, retry_after: Option<u64>, now: Timestamp) -> Timestamp {
        let backoff = 1_u64.checked_shl(self.consecutive_limits).unwrap_or(u64::MAX);
        self.consecutive_limits = self.consecutive_limits.saturating_add(1);
        let delay = retry_after.unwrap_or(DEFAULT_DELAY).max(backoff.min(MAX_DELAY));
        let deadline = after_seconds(now, delay);
        self.deadline = Some(deadline);
        self.wait(deadline, now)
    }

    /// Continues the countdown. Timers of background tabs fire late, so it goes by the clock and
    /// not by the number of ticks.
    pub(super) fn tick(&mut self, now: Timestamp) -> Tick {
        match self.deadline {
            None => Tick::Idle,
            Some(deadline) if now >= deadline => {
                self.deadline = None;
                Tick::Due
            }
            Some(deadline) => Tick::Wait(self.wait(deadline, now)),
        }
    }

    /// Shows the whole seconds that are left, and returns when there is one less.
    fn wait(&mut self, deadline: Timestamp, now: Timestamp) -> Timestamp {
        let left = deadline.milliseconds().saturating_sub(now.milliseconds());
        let seconds = (left.saturating_add(500) / 1000).max(1);
        self.state = RetryState::Scheduled(seconds.unsigned_abs());
        deadline.plus_seconds(1 - seconds)
    }
}

/// The longest delay that is believed: a year. `Intl` cannot format times in the distant future.
const MAX_RETRY_AFTER_SECONDS: u64 = 366 * SECONDS_PER_DAY.cast_unsigned();

/// When the daily quota is reset, to the minute: after the seconds that the response names, or else
/// at midnight UTC.
fn quota_reset_time(now: Timestamp, retry_after: Option<u64>) -> Timestamp {
    let reset = retry_after.map_or_else(
        || now.day_in_utc().plus_days(1).start_in_utc(),
        |seconds| after_seconds(now, seconds),
    );
    let minutes = reset.plus_milliseconds(MINUTE_MS / 2).milliseconds().div_euclid(MINUTE_MS);
    Timestamp::from_milliseconds(minutes * MINUTE_MS)
}

fn after_seconds(now: Timestamp, seconds: u64) -> Timestamp {
    now.plus_seconds(seconds.min(MAX_RETRY_AFTER_SECONDS).cast_signed())
}

//! The wall clock, for sessions and the daily quota. Delays use tokio's timers instead.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = u64;

/// A source of the current time. Tests use their own.
pub trait Clock: Send + Sync + 'static {
    /// The current time.
    fn now(&self) -> UnixSeconds;
}

/// The system clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixSeconds {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
    }
}

//! How many requests the UTC day still holds. In memory for now: a restart forgets the count, the upstream does not.

use crate::clock::UnixSeconds;
use std::sync::{Mutex, PoisonError};

const DAY: u64 = 86_400;

/// The day's count, over all sessions.
#[derive(Debug)]
pub(super) struct Quota {
    per_day: u32,
    today: Mutex<Today>,
}

#[derive(Debug, Default)]
struct Today {
    /// Days since 1970-01-01.
    number: u64,
    sent: u32,
    /// The upstream itself said that the day is over.
    refused: bool,
}

impl Quota {
    pub(super) fn new(per_day: u32) -> Self {
        Self { per_day, today: Mutex::default() }
    }

    /// Whether a request may be sent; if not, the seconds to 00:00 UTC.
    pub(super) fn check(&self, now: UnixSeconds) -> Result<(), u64> {
        self.with_today(now, |today| self.is_left(today).then_some(())).ok_or(until_midnight(now))
    }

    /// Counts a request that is about to be sent; if none is left, the seconds to 00:00 UTC.
    pub(super) fn take(&self, now: UnixSeconds) -> Result<(), u64> {
        let taken = self.with_today(now, |today| self.is_left(today).then(|| today.sent += 1));
        taken.ok_or(until_midnight(now))
    }

    /// The upstream's count has reached the limit, whatever ours says. The seconds to 00:00 UTC.
    pub(super) fn exhaust(&self, now: UnixSeconds) -> u64 {
        self.with_today(now, |today| today.refused = true);
        until_midnight(now)
    }

    fn is_left(&self, today: &Today) -> bool {
        !today.refused && today.sent < self.per_day
    }

    fn with_today<T>(&self, now: UnixSeconds, change: impl FnOnce(&mut Today) -> T) -> T {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now / DAY;
        if today.number != number {
            *today = Today { number, ..Today::default() };
        }
        change(&mut today)
    }
}

fn until_midnight(now: UnixSeconds) -> u64 {
    DAY - now % DAY
}

//! How many requests are let through: in a sliding second, and in a UTC day. Which requests count
//! is said where they are asked. No clock stands here.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Lets through at most so many requests in any sliding second; those that it refuses do not count.
pub(crate) struct Window {
    limit: usize,
    admitted: Mutex<VecDeque<Instant>>,
}

impl Window {
    /// A `limit` of 0 means none.
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit: limit as usize, admitted: Mutex::default() }
    }

    pub(crate) fn admit(&self, now: Instant) -> bool {
        if self.limit == 0 {
            return true;
        }
        let mut admitted = self.admitted.lock().unwrap_or_else(PoisonError::into_inner);
        let old = |then: &Instant| now.saturating_duration_since(*then) >= Duration::from_secs(1);
        while admitted.front().is_some_and(old) {
            admitted.pop_front();
        }
        let free = admitted.len() < self.limit;
        if free {
            admitted.push_back(now);
        }
        free
    }
}

/// Lets through at most so many requests a UTC day.
pub(crate) struct DayQuota {
    limit: u32,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    day: u64,
    requests: u32,
}

impl DayQuota {
    /// A `limit` of 0 means none.
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit, used: Mutex::default() }
    }

    /// `since_1970` is the time of the request in UTC.
    pub(crate) fn admit(&self, since_1970: Duration) -> bool {
        let day = since_1970.as_secs() / 86_400;
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.day != day {
            *used = Used { day, requests: 0 };
        }
        let free = self.limit == 0 || used.requests < self.limit;
        if free {
            used.requests = used.requests.saturating_add(1);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sliding_second_holds_more_than_the_limit() {
        let (window, start) = (Window::new(4), Instant::now());
        let at = |milliseconds| window.admit(start + Duration::from_millis(milliseconds));
        assert!(at(0) && at(900) && at(950) && at(990));
        assert!(!at(999), "a fifth within a second");
        assert!(at(1_000), "the first has left the window");
        assert!(!at(1_001), "a bucket that refills would let this through");
        assert!(!at(1_899));
        assert!(at(1_900));
    }

    #[test]
    fn the_quota_begins_anew_at_midnight_utc() {
        let quota = DayQuota::new(2);
        let midnight = Duration::from_secs(20_000 * 86_400);
        let before = midnight.checked_sub(Duration::from_secs(1)).unwrap();
        assert!(quota.admit(before) && quota.admit(before));
        assert!(!quota.admit(before));
        assert!(quota.admit(midnight));
    }

    #[test]
    fn a_limit_of_zero_is_none() {
        let (window, quota) = (Window::new(0), DayQuota::new(0));
        let now = Instant::now();
        assert!((0..100).all(|_| window.admit(now) && quota.admit(Duration::ZERO)));
    }
}

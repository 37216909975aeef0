//! Request limits: per sliding second and per UTC day. The callers decide which requests count, and
//! pass the time in.

use crate::sync::lock;
use bounces_core::time::SECONDS_PER_DAY;
use std::{
    collections::VecDeque,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Admits at most `limit` requests in any sliding second. Rejected requests do not count.
pub(crate) struct SlidingWindow {
    limit: usize,
    admitted: Mutex<VecDeque<Instant>>,
}

impl SlidingWindow {
    /// A `limit` of 0 means no limit.
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit: limit as usize, admitted: Mutex::default() }
    }

    pub(crate) fn admit(&self, now: Instant) -> bool {
        if self.limit == 0 {
            return true;
        }
        let mut admitted = lock(&self.admitted);
        let has_left =
            |then: &Instant| now.saturating_duration_since(*then) >= Duration::from_secs(1);
        while admitted.front().is_some_and(has_left) {
            admitted.pop_front();
        }
        let free = admitted.len() < self.limit;
        if free {
            admitted.push_back(now);
        }
        free
    }
}

/// Admits at most `limit` requests per UTC day.
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
    /// A `limit` of 0 means no limit.
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit, used: Mutex::default() }
    }

    /// `since_1970` is the time of the request in UTC.
    pub(crate) fn admit(&self, since_1970: Duration) -> bool {
        let day = since_1970.as_secs() / SECONDS_PER_DAY.unsigned_abs();
        let mut used = lock(&self.used);
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
    fn any_sliding_second_holds_at_most_the_limit() {
        let (window, start) = (SlidingWindow::new(4), Instant::now());
        let at = |milliseconds| window.admit(start + Duration::from_millis(milliseconds));
        assert!(at(0) && at(900) && at(950) && at(990));
        assert!(!at(999), "a fifth request within a second");
        assert!(at(1_000), "the first request has left the window");
        assert!(!at(1_001), "a token bucket would admit this request");
        assert!(!at(1_899));
        assert!(at(1_900));
    }

    #[test]
    fn the_quota_resets_at_midnight_utc() {
        let quota = DayQuota::new(2);
        let midnight = Duration::from_secs(20_000 * SECONDS_PER_DAY.unsigned_abs());
        let before = midnight.checked_sub(Duration::from_secs(1)).unwrap();
        assert!(quota.admit(before) && quota.admit(before));
        assert!(!quota.admit(before));
        assert!(quota.admit(midnight));
    }

    #[test]
    fn a_limit_of_zero_means_no_limit() {
        let (window, quota) = (SlidingWindow::new(0), DayQuota::new(0));
        let now = Instant::now();
        assert!((0..100).all(|_| window.admit(now) && quota.admit(Duration::ZERO)));
    }
}

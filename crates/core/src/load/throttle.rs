//! How often new rows are published.
//!
//! The upstream allows four pages a second. Where pages arrive faster than that, drawing each of
//! them would take longer than fetching it.

use crate::Timestamp;

/// The shortest time between two publications while more pages follow, in milliseconds.
const RENDER_INTERVAL_MS: i64 = 250;

/// What to do about rows that have just arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schedule {
    /// Publish them now.
    Now,
    /// Publish them at this time, unless that happens earlier.
    At(Timestamp),
    /// A timer is set already.
    Pending,
}

/// Which rows are published.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    has_unpublished: bool,
    is_timer_set: bool,
    /// `None` if this load has published nothing yet, so that its first rows are shown at once.
    last_published: Option<Timestamp>,
}

impl Throttle {
    /// Another load begins. The action to set a timer may have been dropped with the previous load,
    /// and an extra timer does no harm.
    pub(super) fn restart(&mut self) {
        self.is_timer_set = false;
        self.last_published = None;
    }

    /// The rows were removed.
    pub(super) fn discard(&mut self) {
        self.has_unpublished = false;
    }

    /// Rows were appended.
    pub(super) fn append(&mut self) {
        self.has_unpublished = true;
    }

    /// When to publish the rows that have arrived.
    pub(super) fn schedule(&mut self, more_follow: bool, now: Timestamp) -> Schedule {
        let is_due = self
            .last_published
            .is_none_or(|last| now >= last.plus_milliseconds(RENDER_INTERVAL_MS));
        if is_due || !more_follow {
            return Schedule::Now;
        }
        if std::mem::replace(&mut self.is_timer_set, true) {
            return Schedule::Pending;
        }
        // The next page may be slow.
        Schedule::At(now.plus_milliseconds(RENDER_INTERVAL_MS))
    }

    /// The timer of [`Schedule::At`] has fired.
    pub(super) fn timer_fired(&mut self) {
        self.is_timer_set = false;
    }

    /// Records a publication; `false` if there is nothing new to publish.
    pub(super) fn publish(&mut self, now: Timestamp) -> bool {
        self.last_published = Some(now);
        std::mem::take(&mut self.has_unpublished)
    }
}

//! How many requests the UTC day still holds, over all sessions. The store keeps the count: it outlives a restart, and proxies that share a store share it.

use crate::{clock::UnixSeconds, failure::Failure, session::Store};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

const DAY: u64 = 86_400;
/// So soon after midnight the upstream may still count the day before.
const EARLY: u64 = 60;

/// The day's count.
pub(super) struct Quota {
    per_day: u32,
    store: Arc<dyn Store>,
    /// The last day (since 1970-01-01) of which it is known that nothing is left.
    over: AtomicU64,
}

impl Quota {
    pub(super) fn new(per_day: u32, store: Arc<dyn Store>) -> Self {
        Self { per_day, store, over: AtomicU64::new(0) }
    }

    /// Refuses if it is known already that nothing is left: nobody has to queue up for that.
    pub(super) fn check(&self, now: UnixSeconds) -> Result<(), Failure> {
        if self.over.load(Ordering::Relaxed) == now / DAY { Err(exhausted(now)) } else { Ok(()) }
    }

    /// Counts a request that is about to be sent. Without the store nothing is sent: the count
    /// would be wrong for the rest of the day.
    pub(super) async fn take(&self, now: UnixSeconds) -> Result<(), Failure> {
        let day = now / DAY;
        let taken = self.store.count_request(day, self.per_day).await;
        if taken.map_err(|_| Failure::NoStore(10))? {
            return Ok(());
        }
        self.over.store(day, Ordering::Relaxed);
        Err(exhausted(now))
    }

    /// The upstream's count had reached the limit when a request was sent, whatever ours says.
    pub(super) async fn exhaust(&self, sent: UnixSeconds) -> Failure {
        if sent % DAY < EARLY {
            return Failure::RateLimited(EARLY);
        }
        let day = sent / DAY;
        self.over.store(day, Ordering::Relaxed);
        if self.store.use_up_requests(day).await.is_err() {
            tracing::warn!("that the day's requests are used up could not be kept");
        }
        exhausted(sent)
    }
}

/// With the seconds to 00:00 UTC.
fn exhausted(now: UnixSeconds) -> Failure {
    Failure::QuotaExhausted(DAY - now % DAY)
}

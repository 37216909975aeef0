//! The requests left in this UTC day, over all sessions. The store keeps the count, so it survives a
//! restart and is shared by proxies that share a store.

use crate::{clock::UnixSeconds, error::ProxyError, session::Store};
use bounces_core::time::SECONDS_PER_DAY;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

const DAY_SECONDS: u64 = SECONDS_PER_DAY.unsigned_abs();
/// Seconds after midnight in which the upstream may still count the previous day.
const ROLLOVER_GRACE: u64 = 60;

/// The daily quota.
pub(super) struct Quota {
    per_day: u32,
    store: Arc<dyn Store>,
    /// The last day (since 1970-01-01) that is known to be exhausted.
    exhausted_day: AtomicU64,
}

impl Quota {
    pub(super) fn new(per_day: u32, store: Arc<dyn Store>) -> Self {
        Self { per_day, store, exhausted_day: AtomicU64::new(0) }
    }

    /// Fails if the day is known to be exhausted, so that such a request need not wait in the queue.
    pub(super) fn check(&self, now: UnixSeconds) -> Result<(), ProxyError> {
        if self.exhausted_day.load(Ordering::Relaxed) == now / DAY_SECONDS {
            Err(exhausted(now))
        } else {
            Ok(())
        }
    }

    /// Counts a request that is about to be sent. If the store fails, nothing may be sent: the count
    /// would be wrong for the rest of the day.
    pub(super) async fn count(&self, now: UnixSeconds) -> Result<(), ProxyError> {
        let day = now / DAY_SECONDS;
        let counted = self.store.count_request(day, self.per_day).await;
        if counted.map_err(ProxyError::from)? {
            return Ok(());
        }
        self.exhausted_day.store(day, Ordering::Relaxed);
        Err(exhausted(now))
    }

    /// Records that the upstream reported an exhausted quota for a request sent at `sent`, whatever
    /// our own count says.
    pub(super) async fn mark_exhausted(&self, sent: UnixSeconds) -> ProxyError {
        if sent % DAY_SECONDS < ROLLOVER_GRACE {
            return ProxyError::RateLimited(ROLLOVER_GRACE);
        }
        let day = sent / DAY_SECONDS;
        self.exhausted_day.store(day, Ordering::Relaxed);
        if self.store.exhaust_requests(day).await.is_err() {
            tracing::warn!("could not store that today's requests are used up");
        }
        exhausted(sent)
    }
}

/// With the seconds until 00:00 UTC.
fn exhausted(now: UnixSeconds) -> ProxyError {
    ProxyError::QuotaExhausted(DAY_SECONDS - now % DAY_SECONDS)
}

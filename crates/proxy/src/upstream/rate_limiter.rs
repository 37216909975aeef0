//! Limits sends to the upstream, over all sessions: no sliding second contains more than the
//! configured number. Order between sessions is decided in `fair_queue`.

use super::fair_queue::{FairQueue, Permit, QueueFull};
use crate::{session::SessionKey, sync::lock};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// One second, plus a margin for clock differences.
const WINDOW: Duration = Duration::from_millis(1010);

/// A pool of slots, one for each send that a second may contain.
///
/// A request takes a slot, is sent at some time while it holds the slot (connecting can take long),
/// and returns the slot when the response begins. The slot becomes available again one second
/// later. Two sends of one slot are therefore more than a second apart, whenever each of them
/// actually left, so no sliding second contains more sends than there are slots. The price: while
/// the upstream is slow, a slot does less than one send a second.
#[derive(Debug)]
pub struct RateLimiter {
    /// Shares the slots fairly between sessions.
    queue: Arc<FairQueue>,
    /// When each returned slot becomes available.
    available_at: Arc<Mutex<VecDeque<Instant>>>,
}

impl RateLimiter {
    /// Allows `per_second` sends a second and `max_waiting` waiting requests; more only if each session
    /// has one.
    pub fn new(per_second: u32, max_waiting: usize) -> Self {
        let slots = per_second as usize;
        let available_at = std::iter::repeat_n(Instant::now(), slots).collect();
        Self {
            queue: FairQueue::new(slots, max_waiting, WINDOW / per_second.max(1)),
            available_at: Arc::new(Mutex::new(available_at)),
        }
    }

    /// Waits until a request may be sent.
    ///
    /// # Errors
    /// The session's turn is too far away, or it has the most requests in a full queue. It keeps its
    /// place if it returns after the given time.
    pub async fn acquire(&self, session: SessionKey) -> Result<Slot, QueueFull> {
        let permit = self.queue.acquire(session).await?;
        let ready = lock(&self.available_at).pop_front();
        Ok(self.slot(permit, ready).await)
    }

    /// Waits until a request may be sent that gives way to all others. It leaves the slot that is
    /// available first, so that a user's request never has to wait for those in the background.
    ///
    /// # Errors
    /// Others needed all slots for too long.
    pub async fn acquire_in_background(&self, session: SessionKey) -> Result<Slot, QueueFull> {
        let permit = self.queue.acquire_in_background(session).await?;
        let ready = {
            let mut available_at = lock(&self.available_at);
            let second = available_at.remove(1);
            second.or_else(|| available_at.pop_front())
        };
        Ok(self.slot(permit, ready).await)
    }

    async fn slot(&self, permit: Permit, ready: Option<Instant>) -> Slot {
        let ready = ready.unwrap_or_else(Instant::now);
        // Created before the wait, so that a canceled request returns the slot unchanged.
        let mut slot = Slot {
            available_at: Arc::clone(&self.available_at),
            ready,
            used: false,
            _permit: permit,
        };
        sleep_until(ready).await;
        slot.used = true;
        slot
    }
}

/// The right to send one request. Drop it when the response begins or the request has failed.
#[derive(Debug)]
pub struct Slot {
    available_at: Arc<Mutex<VecDeque<Instant>>>,
    ready: Instant,
    used: bool,
    /// Fields are dropped after `drop` runs: the slot is returned before the permit is released.
    _permit: Permit,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut available_at = lock(&self.available_at);
        if self.used {
            available_at.push_back(Instant::now() + WINDOW);
        } else {
            let place = available_at.partition_point(|other| *other < self.ready);
            available_at.insert(place, self.ready);
        }
    }
}

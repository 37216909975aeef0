//! When a request may be sent: no sliding second ever holds more than so many sends, over all sessions. Who waits, and how long at most.

use super::turns::{Turn, Turns};
use crate::session::SessionKey;
use std::{
    collections::VecDeque,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// A second, and what clocks may differ by.
const WINDOW: Duration = Duration::from_millis(1010);

/// As many slots as a second may hold sends.
///
/// A request takes a slot, is sent some time while it holds it (setting up a connection can take
/// long), and gives it back when the answer begins. The slot rests for a second then. So two sends
/// in one slot are always more than a second apart, whenever in between they really left, and no
/// sliding second can hold more sends than there are slots. The price is that a slot does less than
/// one send a second when the upstream is slow.
#[derive(Debug)]
pub struct Pacer {
    /// Each session in its round.
    turns: Arc<Turns>,
    /// When each slot that nobody holds may be used.
    rested: Arc<Mutex<VecDeque<Instant>>>,
    waiting: AtomicUsize,
    per_second: u32,
    queue: usize,
}

/// The queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueFull {
    /// After how many seconds it will have emptied, if nobody else comes.
    pub seconds: u64,
}

impl fmt::Display for QueueFull {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "too many requests are waiting; try again in {} s", self.seconds)
    }
}

impl std::error::Error for QueueFull {}

impl Pacer {
    /// For so many sends a second, with room for so many requests to wait.
    pub fn new(per_second: u32, queue: usize) -> Self {
        let slots = per_second as usize;
        let rested = std::iter::repeat_n(Instant::now(), slots).collect();
        Self {
            turns: Turns::new(slots),
            rested: Arc::new(Mutex::new(rested)),
            waiting: AtomicUsize::new(0),
            per_second,
            queue,
        }
    }

    /// Waits for a turn to send.
    ///
    /// # Errors
    /// At once, if too many wait already, or if half of those who may wait are this session's.
    pub async fn admit(&self, session: SessionKey) -> Result<Slot, QueueFull> {
        let _place = self.queue_up(session)?;
        let turn = self.turns.take(session).await;
        let ready = lock(&self.rested).pop_front().unwrap_or_else(Instant::now);
        // Made before the wait: whoever goes away while waiting gives the slot back as it was.
        let mut slot = Slot { rested: Arc::clone(&self.rested), ready, used: false, _turn: turn };
        sleep_until(ready).await;
        slot.used = true;
        Ok(slot)
    }

    fn queue_up(&self, session: SessionKey) -> Result<Place<'_>, QueueFull> {
        let place = Place(&self.waiting);
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        if before < self.queue && self.turns.waiting_of(session) < self.queue.div_ceil(2) {
            return Ok(place);
        }
        let seconds = (before as u64).div_ceil(u64::from(self.per_second.max(1)));
        Err(QueueFull { seconds: seconds.max(1) })
    }
}

/// The right to send one request. Dropped when the answer begins, or when there will be none.
#[derive(Debug)]
pub struct Slot {
    rested: Arc<Mutex<VecDeque<Instant>>>,
    ready: Instant,
    used: bool,
    /// Released after the slot is back, since fields drop after `drop`.
    _turn: Turn,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut rested = lock(&self.rested);
        if self.used {
            rested.push_back(Instant::now() + WINDOW);
        } else {
            rested.push_front(self.ready);
        }
    }
}

/// A place in the queue.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
